"""Whether a zip may be opened: what really comes out of it is counted, entry by entry, and nothing is believed of what it says.

No Django. A library is given the bytes only after this. Sources: APPNOTE 6.3.10 sections 4.3-4.5; David Fifield, "A better zip bomb"
(2019), for entries that overlap; OWASP XML External Entity Prevention (no DTD at all).
"""

import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from typing import NamedTuple

from profiles.cv.refusals import Unreadable

MOST_ENTRIES = 1_000
MOST_INFLATED = 50 * 1024 * 1024  # bytes of all entries together
RATIO_FROM = 4 * 1024 * 1024  # bytes; below, even the tables of an empty form shrink to a hundredth
MOST_RATIO = 100
_STEP = 64 * 1024
_LOCAL_HEAD = 30  # bytes, then the name and the extra field
_ARCHIVES = (b"PK\x03\x04", b"Rar!", b"7z\xbc\xaf", b"\xfd7zXZ", b"BZh", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")
_XML_NAME = re.compile(r"(?i).*\.(?:xml|rels|hpf|rdf|opf|vml)")
_DTD = re.compile(rb"<\0?!\0?(?:D\0?O\0?C\0?T\0?Y|E\0?N\0?T\0?I)")
_ENCODING = re.compile(rb"""encoding\s*=\s*["']([^"']*)""")
_ENCODINGS = {b"utf-8", b"utf8", b"us-ascii", b"utf-16"}


class Archive(NamedTuple):
    """What stands in a sound zip: by name of an entry its first bytes."""

    first: dict[str, bytes]


def check(content: bytes) -> Archive:
    """Inflate every entry once, to nowhere. Raises Unreadable: broken, encrypted, nested, too_much_inside."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            infos, table_at = archive.infolist(), archive.start_dir
    except (zipfile.BadZipFile, NotImplementedError, ValueError, OverflowError, IndexError) as error:
        raise Unreadable("broken") from error
    if len(infos) > MOST_ENTRIES:
        raise Unreadable("too_much_inside")
    if any(info.flag_bits & 0x41 for info in infos):
        raise Unreadable("encrypted")
    names = [info.filename for info in infos]
    if len(set(names)) < len(names) or any(info.compress_type not in (0, 8) for info in infos):
        raise Unreadable("broken")
    return Archive(_inflate_all(content, infos, table_at))


def _inflate_all(content: bytes, infos: list[zipfile.ZipInfo], table_at: int) -> dict[str, bytes]:
    """Count what comes out of each entry, in the order in which they lie, none inside another."""
    first, total, free_from = {}, 0, 0
    for info in sorted(infos, key=lambda info: info.header_offset):
        starts, ends = _place(content, info)
        if info.header_offset < free_from or ends > table_at:
            raise Unreadable("too_much_inside" if ends <= table_at else "broken")
        free_from, inflated = ends, 0
        head, tail = b"", b""
        for piece in _pieces(content, starts, ends, info.compress_type):
            inflated += len(piece)
            if inflated > info.file_size or total + inflated > MOST_INFLATED:
                raise Unreadable("too_much_inside")
            head = head or piece[:4096]
            if _XML_NAME.fullmatch(info.filename):
                _refuse_dtd(tail + piece)
                tail = piece[-64:]
        total += inflated
        _check_head(info.filename, head)
        first[info.filename] = head
    if total > RATIO_FROM and total > MOST_RATIO * len(content):
        raise Unreadable("too_much_inside")
    return first


def _place(content: bytes, info: zipfile.ZipInfo) -> tuple[int, int]:
    """Where the bytes of an entry begin and end, by its own head."""
    head = content[info.header_offset : info.header_offset + _LOCAL_HEAD]
    if len(head) < _LOCAL_HEAD or head[:4] != b"PK\x03\x04":
        raise Unreadable("broken")
    names = int.from_bytes(head[26:28], "little") + int.from_bytes(head[28:30], "little")
    starts = info.header_offset + _LOCAL_HEAD + names
    return starts, starts + info.compress_size


def _pieces(content: bytes, starts: int, ends: int, method: int) -> Iterator[bytes]:
    """What comes out of an entry, at most _STEP bytes at a time."""
    if method == zipfile.ZIP_STORED:
        yield from (content[at : min(at + _STEP, ends)] for at in range(starts, ends, _STEP))
        return
    inflater = zlib.decompressobj(-15)
    try:
        for at in range(starts, ends, _STEP):
            waiting = content[at : min(at + _STEP, ends)]
            while waiting:
                yield inflater.decompress(waiting, _STEP)
                waiting = inflater.unconsumed_tail
    except zlib.error as error:
        raise Unreadable("broken") from error
    if not inflater.eof:
        raise Unreadable("broken")


def _check_head(name: str, head: bytes) -> None:
    """Refuse archives inside the archive, and XML in an encoding that hides what it says."""
    if head.startswith(_ARCHIVES):
        raise Unreadable("nested")
    declared = _ENCODING.search(head[:200].replace(b"\0", b"")) if _XML_NAME.fullmatch(name) else None
    if declared and declared[1].lower() not in _ENCODINGS:
        raise Unreadable("broken")


def _refuse_dtd(xml: bytes) -> None:
    if _DTD.search(xml):
        raise Unreadable("too_much_inside")
