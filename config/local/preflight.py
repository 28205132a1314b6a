"""Names what this machine lacks, with the line that installs it. Runs on the system's Python, before any venv exists.

python3 config/local/preflight.py
"""

import importlib.util
import os
import platform
import shutil
import sys

_LEAST = (3, 11)
_BELOW = (3, 14)


def missing():
    """Return one line for each thing that is missing: what, and how to install it (no annotations: old Pythons run this too)."""
    lines = []
    if not _LEAST <= sys.version_info[:2] < _BELOW:
        found = ".".join(str(part) for part in sys.version_info[:2])
        install = _apt("python3 python3-venv")
        lines.append("Python 3.11-3.13 (this is " + found + "): " + install + "   then: make PY=python3.11 ...")
    if importlib.util.find_spec("venv") is None or importlib.util.find_spec("ensurepip") is None:
        lines.append("Python's venv: " + _apt("python3-venv"))
    for program, package in (("make", "make"), ("git", "git"), ("sed", "sed")):
        if shutil.which(program) is None:
            lines.append(program + ": " + _apt(package))
    if os.name == "posix" and os.geteuid() == 0 and not (shutil.which("setpriv") or shutil.which("unshare")):
        lines.append("setpriv (PostgreSQL refuses to run as root): " + _apt("util-linux"))
    return lines


def _apt(packages):
    prefix = "" if os.geteuid() == 0 else "sudo "
    if platform.system() == "Darwin":
        return "brew install " + packages.replace("python3-venv", "").strip()
    return prefix + "apt-get install -y --no-install-recommends " + packages


if __name__ == "__main__":
    found = missing()
    if found:
        sys.exit("이 컴퓨터에 없는 것이 있습니다.\n  " + "\n  ".join(found))
