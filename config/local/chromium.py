"""Makes sure that the journeys have a browser: Debian's Chromium, installed when we are root and it is missing.

One attempt of 90 seconds. Without a browser the journeys are skipped with the reason (`.ci/run` fails on that).
"""

import os
import shutil
import subprocess
import sys

NAMES = ("chromium", "chromium-browser", "google-chrome-stable", "google-chrome")
_ATTEMPT_S = 90
_INSTALL = "apt-get install -y --no-install-recommends chromium"


def program() -> str | None:
    """Return the browser's program, if there is one."""
    return next((found for name in NAMES if (found := shutil.which(name))), None)


def why_missing() -> str:
    """Return the reason to skip with."""
    return f"no Chromium: {_INSTALL}"


def install() -> None:
    """Try once, when root and where there is apt-get."""
    if program() or os.geteuid() != 0 or not shutil.which("apt-get"):
        return
    sys.stdout.write("installing Chromium for the journeys\n")
    command = ["sh", "-c", f"apt-get update -q && {_INSTALL} -q"]
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    try:
        subprocess.run(command, env=environment, stdout=subprocess.DEVNULL, timeout=_ATTEMPT_S, check=True)
    except (subprocess.SubprocessError, OSError) as error:
        sys.stderr.write(f"Chromium was not installed: {error}\n")


if __name__ == "__main__":
    install()
    if program() is None:
        sys.stderr.write(f"{why_missing()}; the journeys will be skipped\n")
