"""The manifest of papers for an audit: what each file is, its SHA-256 and its size; and whether a file still is what its manifest says.

Reads the file alone, as a stream, and unpacks nothing to disk: whoever checks may have got it from anybody. Source: FIPS 180-4.
"""

import hashlib
import io
import json
import struct
import zipfile
import zlib
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta, timezone
from typing import IO, Any

from jobs.zips import Added

NAME = "manifest.json"
FORMAT, VERSION = "dasi-audit-bundle", 1
MOST_BYTES = 4 << 20  # of a manifest
_CHUNK = 1 << 16
_PACKINGS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)  # those that zipfile unpacks piece by piece
_FARTHEST = timezone(timedelta(hours=14)), timezone(timedelta(hours=-12))
_END = struct.Struct("<4s4H2IH")  # the record that closes an archive: APPNOTE.TXT 4.3.16
_LOCAL = struct.Struct("<4s22x2H")  # what stands before each file: 4.3.7
_DESCRIPTOR = b"PK\x07\x08"  # sizes that stand after a file that was written as a stream: 4.3.9
# What zipfile raises at files that were damaged or made to break it; the last two are what its own checks miss.
_BROKEN = (
    zipfile.BadZipFile,
    zipfile.LargeZipFile,
    zlib.error,
    OSError,
    EOFError,
    RuntimeError,
    NotImplementedError,
    struct.error,
    ValueError,
)


class Unreadable(ValueError):
    """Not such a file at all: `code` is not_a_zip, odd_packing, no_manifest or bad_manifest."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True)
class Checked:
    """What was found: the manifest with its hash, the hash of the whole file, and the names of what differs."""

    manifest: Mapping[str, Any]
    manifest_hash: str
    file_hash: str
    changed: list[str] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)
    added: list[str] = field(default_factory=list)
    has_more: bool = False  # bytes before, between or after the files that no list tells of

    @property
    def is_whole(self) -> bool:
        return not (self.changed or self.missing or self.added or self.has_more)

    @property
    def made_at(self) -> datetime | None:
        """When it says it was made; None where that is no moment."""
        try:
            told = datetime.fromisoformat(self.manifest["made_at"])
            ends = [told.astimezone(zone) for zone in _FARTHEST]  # so that it can be told anywhere
        except (ValueError, OverflowError):
            return None
        return told if told.tzinfo and ends else None


def write(files: Iterable[tuple[Added, int | None]], *, about: Mapping[str, Any], made_at: str) -> bytes:
    """Return a manifest: the same files and facts give the same bytes but for the time."""
    listed = [{"name": one.name, "sha256": one.sha256, "size": one.size, "rows": rows} for one, rows in files]
    told = {"format": FORMAT, "version": VERSION, "made_at": made_at, "about": dict(about), "files": listed}
    return f"{json.dumps(told, ensure_ascii=False, indent=1, sort_keys=True)}\n".encode()


def check(stream: IO[bytes]) -> Checked:
    """Compare every file with the manifest beside it. Raises Unreadable."""
    try:
        with zipfile.ZipFile(stream) as archive:
            if any(line.compress_type not in _PACKINGS for line in archive.infolist()):
                raise Unreadable("odd_packing")  # before anything is opened: others unpack without bound
            raw = _manifest(archive)
            told = _read(raw)
            names = Counter(line.filename for line in archive.infolist())
            listed = {one["name"]: one for one in told["files"]}
            found = [name for name in listed if name in names]
            changed = [name for name in found if not _is_same(archive, listed[name])]
            has_more = not _is_tight(archive, stream)
    except Unreadable:
        raise
    except _BROKEN as broken:
        raise Unreadable("not_a_zip") from broken
    twice = [name for name, number in names.items() if number > 1]
    return Checked(
        manifest=told,
        manifest_hash=hashlib.sha256(raw).hexdigest(),
        file_hash=_hash_of(stream),
        changed=sorted(changed),
        missing=sorted(listed.keys() - names.keys()),
        added=sorted({*(names.keys() - listed.keys() - {NAME}), *twice}),
        has_more=has_more,
    )


# Private --------------------------------------------------------------------------------------------------------------
def _manifest(archive: zipfile.ZipFile) -> bytes:
    if NAME not in archive.NameToInfo:
        raise Unreadable("no_manifest")
    try:
        with archive.open(NAME) as entry:
            raw = entry.read(MOST_BYTES + 1)
    except _BROKEN as broken:
        raise Unreadable("bad_manifest") from broken
    if len(raw) > MOST_BYTES:
        raise Unreadable("bad_manifest")
    return raw


def _read(raw: bytes) -> Mapping[str, Any]:
    try:
        told = json.loads(raw)
        is_ours = told["format"] == FORMAT and told["version"] == VERSION and isinstance(told["made_at"], str)
        files: Sequence[Any] = told["files"]
        is_ours = is_ours and isinstance(told.get("about", {}), dict)
        is_whole = all(isinstance(one["name"], str) and isinstance(one["size"], int) for one in files)
        is_whole = is_whole and all(isinstance(one["sha256"], str) for one in files)
    except (ValueError, KeyError, TypeError, RecursionError) as odd:
        raise Unreadable("bad_manifest") from odd
    if not (is_ours and is_whole):
        raise Unreadable("bad_manifest")
    return told


def _is_same(archive: zipfile.ZipFile, listed: Mapping[str, Any]) -> bool:
    """Whether the file of this name has the size and the hash; no more of it is unpacked than it ought to have."""
    digest, size = hashlib.sha256(), 0
    try:
        with archive.open(listed["name"]) as entry:
            while chunk := entry.read(_CHUNK):
                digest.update(chunk)
                size += len(chunk)
                if size > listed["size"]:
                    return False
    except _BROKEN:
        return False
    return size == listed["size"] and digest.hexdigest() == listed["sha256"]


def _is_tight(archive: zipfile.ZipFile, stream: IO[bytes]) -> bool:
    """Whether the files stand one after another from the first byte on, and nothing comes after their list."""
    end = 0
    for line in sorted(archive.infolist(), key=lambda line: line.header_offset):
        if line.header_offset != end or line.comment:
            return False
        _sign, name_length, extra_length = _LOCAL.unpack(_at(stream, end, _LOCAL.size))
        end += _LOCAL.size + name_length + extra_length + line.compress_size
        if line.flag_bits & 8:
            end += _descriptor_size(_at(stream, end, 24), line)
    size = stream.seek(0, io.SEEK_END)
    sign, *_counts, length, start, comment = _END.unpack(_at(stream, size - _END.size, _END.size))
    return sign == b"PK\x05\x06" and not comment and start == end and start + length == size - _END.size


def _descriptor_size(after: bytes, line: zipfile.ZipInfo) -> int:
    sizes = line.CRC, line.compress_size, line.file_size
    for layout in ("<4sLLL", "<4sLQQ"):
        if after[: struct.calcsize(layout)] == struct.pack(layout, _DESCRIPTOR, *sizes):
            return struct.calcsize(layout)
    return 0  # so that what stands there counts as more


def _at(stream: IO[bytes], offset: int, length: int) -> bytes:
    stream.seek(offset)
    return stream.read(length)


def _hash_of(stream: IO[bytes]) -> str:
    stream.seek(0)
    digest = hashlib.sha256()
    while chunk := stream.read(_CHUNK):
        digest.update(chunk)
    return digest.hexdigest()
