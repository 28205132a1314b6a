"""ZIP files written as a stream, whose bytes depend on nothing but names and contents: fixed order, fixed dates, no machine's name.

Pieces leave as soon as they are full, so that a file of any size takes the memory of one. Source: APPNOTE.TXT 6.3.10 (UTF-8 names, bit 11).
"""

import hashlib
import io
import unicodedata
import zipfile
from collections.abc import Callable, Iterable
from typing import NamedTuple

PIECE = 1 << 20
MOST_NAME = 120  # bytes of UTF-8: whatever unpacks it, with a folder before it
_FIRST_DAY = (1980, 1, 1, 0, 0, 0)
_FORBIDDEN = '<>:"/\\|?*'
_DEVICES = {"con", "prn", "aux", "nul", *(f"{port}{number}" for port in ("com", "lpt") for number in range(1, 10))}


class Added(NamedTuple):
    """A file of the archive: its SHA-256 and its size before packing."""

    name: str
    sha256: str
    size: int


class Archive:
    """An archive that is being written; `keep` gets its pieces in their order."""

    def __init__(self, keep: Callable[[bytes], None]) -> None:
        self._sink = _Sink(keep)
        self._zip = zipfile.ZipFile(self._sink, "w", zipfile.ZIP_DEFLATED, compresslevel=6)

    def add(self, name: str, chunks: Iterable[bytes]) -> Added:
        """Write one file. Raises ValueError on a name that could lead anywhere else or stands there already."""
        if any(safe_name(part) != part for part in name.split("/")) or name in self._zip.NameToInfo:
            raise ValueError(f"a name that can't stand in an archive: {name!r}")
        line = zipfile.ZipInfo(name, _FIRST_DAY)
        line.compress_type, line.create_system, line.external_attr = zipfile.ZIP_DEFLATED, 3, 0o600 << 16
        digest, size = hashlib.sha256(), 0
        with self._zip.open(line, "w") as entry:
            for chunk in chunks:
                digest.update(chunk)
                size += len(chunk)
                entry.write(chunk)
        return Added(name, digest.hexdigest(), size)

    def close(self) -> Added:
        """Write the end; return the hash and the size of the whole."""
        self._zip.close()
        self._sink.close()
        return Added("", self._sink.digest.hexdigest(), self._sink.size)


def safe_name(text: str, *, ending: str = "") -> str:
    """Return a text as the name of one file on any system: no path, no signs that aren't seen, no device, not too long.

    >>> safe_name("../돌봄\\n지원단\\x00: 2026.", ending=".zip")
    '돌봄 지원단 2026.zip'
    """
    composed = unicodedata.normalize("NFC", text)
    seen = (" " if sign in _FORBIDDEN or unicodedata.category(sign)[0] in "CZ" else sign for sign in composed)
    name = " ".join("".join(seen).split()).strip(". ")
    while len(f"{name}{ending}".encode()) > MOST_NAME:
        name = name[:-1].rstrip(". ")
    if not name or name.partition(".")[0].lower() in _DEVICES:
        name = f"_{name}"
    return f"{name}{ending}"


class _Sink(io.RawIOBase):
    """Where the archive is written to: forwards only, in pieces, hashed as they go. Without `tell` zipfile doesn't look back."""

    def __init__(self, keep: Callable[[bytes], None]) -> None:
        self._keep, self._held = keep, bytearray()
        self.digest, self.size = hashlib.sha256(), 0

    def writable(self) -> bool:
        return True

    def write(self, content) -> int:
        self._held += content
        while len(self._held) >= PIECE:
            self._hand_over(bytes(self._held[:PIECE]))
            del self._held[:PIECE]
        return len(content)

    def close(self) -> None:
        if self._held:
            self._hand_over(bytes(self._held))
            self._held.clear()
        super().close()

    def _hand_over(self, piece: bytes) -> None:
        self.digest.update(piece)
        self.size += len(piece)
        self._keep(piece)
