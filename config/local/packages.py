"""Installs a file of hashed requirements into the venv whose Python runs this: with uv, all wheels at once, or else with pip.

.venv/bin/python config/local/packages.py requirements-run.txt

uv comes from the same registry and is pinned by its hash, too. Where it can't be had or can't reach the registry that pip knows (a proxy or a
mirror that only pip is told of), pip installs, in several times the time. Nothing outside the standard library may be imported here.
"""

import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
UV = ROOT / "requirements-uv.txt"
PIP = (sys.executable, "-m", "pip", "--disable-pip-version-check")


def install(requirements: Path, *, uv: Path | None = None) -> str:
    """Install what the file names; return the name of the program that did. Raises CalledProcessError."""
    hashed = ("--require-hashes", "-r", str(requirements))
    quick = uv or _program()
    if quick is not None:
        command = (str(quick), "pip", "install", "-q", "--python", sys.executable, *hashed)
        if _runs(command, environment_of_uv(os.environ, _index_of_pip())):
            return "uv"
    subprocess.run((*PIP, "install", "-q", "--no-compile", *hashed), check=True)
    return "pip"


def environment_of_uv(environment: Mapping[str, str], index: str) -> dict[str, str]:
    """uv's environment: pip's registry and certificates unless uv has its own, and no Python from elsewhere."""
    told = {"UV_PYTHON_DOWNLOADS": "never", "UV_HTTP_TIMEOUT": "30", "UV_NO_PROGRESS": "1"}
    if index:
        told["UV_DEFAULT_INDEX"] = index
    if environment.get("PIP_CERT"):
        told["SSL_CERT_FILE"] = environment["PIP_CERT"]
    return {**told, **environment}


def _program() -> Path | None:
    """uv, installed into the venv if it can be."""
    if not _runs((*PIP, "install", "-q", "--no-compile", "--require-hashes", "-r", str(UV)), os.environ):
        return None
    found = Path(sys.executable).parent / "uv"
    return found if found.exists() else None


def _index_of_pip() -> str:
    """The registry that pip is told to use in place of its own, if any; PIP_INDEX_URL counts."""
    told = subprocess.run((*PIP, "config", "list"), capture_output=True, text=True, check=False).stdout
    values = dict(line.split("=", 1) for line in told.splitlines() if "=" in line)
    found = [values[name] for name in (":env:.index-url", "install.index-url", "global.index-url") if name in values]
    return found[0].strip("'\"") if found else ""


def _runs(command: tuple[str, ...], environment: Mapping[str, str]) -> bool:
    """Whether a command ends well; its words are of interest only when what follows fails as well."""
    try:
        return subprocess.run(command, env=dict(environment), capture_output=True, check=False).returncode == 0
    except OSError:
        return False


if __name__ == "__main__":
    try:
        install(Path(sys.argv[1]))
    except subprocess.CalledProcessError as failed:
        sys.exit(failed.returncode)
