"""Pictures that people send (JPEG, PNG): looked at by their bytes, never by name, and kept without what a camera writes into them.

Nothing is decoded: the parts that draw the picture are copied, all others are left out (place, time, camera, names, previews), but for the way
up, written anew. Sources: ITU-T T.81 annex B (JPEG markers); W3C PNG (third edition) section 5; CIPA DC-008 (Exif 2.32) section 4.6.
"""

import struct
import zlib
from typing import NamedTuple

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from profiles.sizes import MOST_BYTES, MOST_PIXELS

_PNG = b"\x89PNG\r\n\x1a\n"
_DRAWING = {b"IHDR", b"PLTE", b"tRNS", b"IDAT", b"IEND"}
_MOST_OF = {b"IHDR": 13, b"PLTE": 768, b"tRNS": 256, b"IEND": 0}
_AT_ONCE = 1024 * 1024
_SAMPLES = {0: 1, 2: 3, 3: 1, 4: 2, 6: 4}  # by colour type
_SOI, _EOI, _SOS, _APP1, _APP14, _ADOBE = 0xD8, 0xD9, 0xDA, 0xE1, 0xEE, 14
_FRAMES = {*range(0xC0, 0xD0)} - {0xC4, 0xC8, 0xCC}
_KEPT = _FRAMES | {0xC4, 0xDB, 0xDD, _APP14}  # tables, restart interval, and Adobe's word on the colours (14 bytes)
_ORIENTATION = 0x0112


class _TooWide(Exception):
    """More pixels than any camera makes: to draw them would take all memory."""


class Picture(NamedTuple):
    """A picture as it may be kept."""

    content_type: str
    content: bytes


def is_picture(content: bytes) -> bool:
    """Whether the bytes begin as a picture of a kind that is taken."""
    return content.startswith((_PNG, b"\xff\xd8\xff"))


def cleaned(content: bytes) -> Picture:
    """Return the picture without anything but the picture. Raises picture_too_large, picture_too_wide, picture_unknown."""
    if len(content) > MOST_BYTES:
        raise ValidationError(
            _("사진은 5MB까지 보낼 수 있습니다. 더 작은 사진을 골라 주세요."), code="picture_too_large"
        )
    try:
        if content.startswith(_PNG):
            return Picture("image/png", _png(content))
        if content.startswith(b"\xff\xd8\xff"):
            return Picture("image/jpeg", _jpeg(content))
    except _TooWide as wide:
        raise ValidationError(
            _("사진의 가로와 세로가 너무 깁니다. 휴대전화로 다시 찍거나 줄여서 저장한 사진을 골라 주세요."),
            code="picture_too_wide",
        ) from wide
    except (struct.error, IndexError, ValueError):
        pass
    raise ValidationError(_("JPG나 PNG 사진만 보낼 수 있습니다. 다른 사진을 골라 주세요."), code="picture_unknown")


def _png(content: bytes) -> bytes:
    """The chunks that draw, each whole by its checksum and once but for the drawing itself, header first and end last."""
    kept, place, names, drawn = [_PNG], len(_PNG), [], None
    while not names or names[-1] != b"IEND":
        size, name = struct.unpack_from(">I4s", content, place)
        body = content[place + 8 : place + 8 + size]
        (checksum,) = struct.unpack_from(">I", content, place + 8 + size)
        if zlib.crc32(name + body) != checksum:
            raise ValueError("a damaged chunk")
        if name in _DRAWING:
            if (drawn is None) != (name == b"IHDR") or name in names and not names[-1] == name == b"IDAT":
                raise ValueError("a chunk too many")
            if size > _MOST_OF.get(name, size):
                raise ValueError("a chunk too long")
            drawn = drawn or _Drawing(body)
            if name == b"IDAT":
                drawn.take(body)
            names.append(name)
            kept.append(content[place : place + 12 + size])
        place += 12 + size
    if not drawn.is_whole:
        raise ValueError("no picture")
    return b"".join(kept)


class _Drawing:
    """The packed drawing of a PNG, unpacked to nowhere: it may be as long as its header says, and nothing may stand behind it."""

    def __init__(self, header: bytes) -> None:
        width, height, bits, colours, _packing, _filter, interlaced = struct.unpack(">IIBBBBB", header)
        _check_size(width, height)
        row = 1 + (width * bits * _SAMPLES.get(colours, 0) + 7) // 8
        self._left = height * row + (4 * height + 16 if interlaced else 0)  # rows of seven passes, each rounded up
        self._zlib = zlib.decompressobj()

    @property
    def is_whole(self) -> bool:
        return self._zlib.eof

    def take(self, piece: bytes) -> None:
        """Unpack one more piece. Raises ValueError."""
        if self.is_whole and piece:
            raise ValueError("something behind the drawing")
        while piece and not self.is_whole:
            try:
                self._left -= len(self._zlib.decompress(piece, _AT_ONCE))
            except zlib.error as wrong:
                raise ValueError("a damaged drawing") from wrong
            piece = self._zlib.unconsumed_tail
            if self._left < 0:
                raise ValueError("more than the drawing")
        if self._zlib.unused_data:
            raise ValueError("something behind the drawing")


def _jpeg(content: bytes) -> bytes:
    """The segments that draw, the way up, and all from the first scan to the end mark."""
    kept, place, way_up, has_frame = [], 2, 1, False
    while True:
        while content[place] == 0xFF and content[place + 1] == 0xFF:
            place += 1
        mark, code, size = struct.unpack_from(">BBH", content, place)
        if mark != 0xFF or size < 2 or code in (_SOI, _EOI):
            raise ValueError("no segment")
        segment = content[place : place + 2 + size]
        if len(segment) != size + 2:
            raise ValueError("cut off")
        if code == _SOS:
            break
        if code == _APP1 and segment[4:10] == b"Exif\0\0":
            way_up = _way_up(segment[10:])
        elif code in _FRAMES:
            if has_frame:
                raise ValueError("a second frame")
            height, width = struct.unpack_from(">HH", segment, 5)
            _check_size(width, height)
            has_frame = True
        if code in _KEPT and _is_plain(code, segment):
            kept.append(segment)
        place += 2 + size
    if not has_frame:
        raise ValueError("no picture")
    return b"".join([b"\xff\xd8", _exif(way_up), *kept, _scans(content, place)])


def _scans(content: bytes, place: int) -> bytes:
    """What is drawn, scan by scan, to the first end mark; tables between scans stay, notes between them don't, nor what follows the end."""
    kept = []
    while True:
        mark, code = content[place], content[place + 1]
        if mark != 0xFF:
            raise ValueError("no segment")
        if code == _EOI:
            return b"".join([*kept, b"\xff\xd9"])
        (size,) = struct.unpack_from(">H", content, place + 2)
        end = place + 2 + size
        if code == _SOS:
            end = _end_of_scan(content, end)
        if code in _FRAMES:
            raise ValueError("a second frame")
        if code == _SOS or code in _KEPT and _is_plain(code, content[place:end]):
            kept.append(content[place:end])
        place = end


def _is_plain(code: int, segment: bytes) -> bool:
    """Whether a segment may stay: Adobe's word only as it is defined, 14 bytes with their count and none behind."""
    return code != _APP14 or len(segment) == 2 + _ADOBE and segment[4:9] == b"Adobe"


def _end_of_scan(content: bytes, place: int) -> int:
    """Where the next segment begins: FF 00 and FF D0 to D7 belong to the scan."""
    while True:
        place = content.index(b"\xff", place)
        code = content[place + 1]
        if code == 0xFF:
            place += 1
        elif code == 0 or 0xD0 <= code <= 0xD7:
            place += 2
        else:
            return place


def _way_up(tiff: bytes) -> int:
    """The orientation of an Exif block, 1 to 8; 1 where it can't be read."""
    order = {b"II": "<", b"MM": ">"}.get(tiff[:2], "<")
    try:
        (first,) = struct.unpack_from(f"{order}I", tiff, 4)
        (entries,) = struct.unpack_from(f"{order}H", tiff, first)
        for number in range(entries):
            tag, _kind, _count, value = struct.unpack_from(f"{order}HHIH", tiff, first + 2 + 12 * number)
            if tag == _ORIENTATION:
                return value if 1 <= value <= 8 else 1
    except struct.error:
        pass
    return 1


def _exif(way_up: int) -> bytes:
    """An Exif block that says the way up and nothing else; none for a picture that stands upright."""
    if way_up == 1:
        return b""
    tiff = b"MM\x00\x2a" + struct.pack(">IHHHIHHI", 8, 1, _ORIENTATION, 3, 1, way_up, 0, 0)
    body = b"Exif\0\0" + tiff
    return struct.pack(">BBH", 0xFF, _APP1, len(body) + 2) + body


def _check_size(width: int, height: int) -> None:
    if not width * height:
        raise ValueError("no pixels")
    if width * height > MOST_PIXELS:
        raise _TooWide
