"""Programs of other people that the benchmarks measure, run by a venv of their own (`make bench` fills it); never imported.

Their packages are no dependency: one of them is named as our own app is.
"""

import subprocess
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PYTHON = ROOT / ".venv-bench" / "bin" / "python"


def are_there() -> bool:
    """Whether the venv is."""
    return PYTHON.exists()


def run(program: str, *arguments: str, stdin: str = "") -> str:
    """What one of the programs here writes. Raises CalledProcessError where it fails."""
    command = (str(PYTHON), "-I", str(Path(__file__).parent / program), *arguments)
    return subprocess.run(command, input=stdin, stdout=subprocess.PIPE, text=True, check=True).stdout
