"""Which signs may stand in a paper: what nobody sees is left out, and what a font can draw is read from its own table.

Source: OpenType 1.9.1, `cmap` (formats 4 and 12); UAX #44 (general categories).
"""

import struct
import unicodedata
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path
from typing import Any

_UNSEEN = ("Cc", "Cf", "Cs", "Co", "Cn")
_KEPT = "\n\t"
_FILLERS = "\u115f\u1160\u3164\uffa0"  # letters of no shape, that stand for a missing part of a syllable


def each(told: Any, change: Callable[[str], str]) -> Any:
    """Return a paper's facts, however they are nested, with every text in them changed.

    >>> each({"facts": [("성명", "김영수")], "count": 1}, seen)
    {'facts': [['성명', '김영수']], 'count': 1}
    """
    if isinstance(told, Mapping):
        return {name: each(value, change) for name, value in told.items()}
    if isinstance(told, (list, tuple)):
        return [each(value, change) for value in told]
    return told if told is None or isinstance(told, (bool, int, float)) else change(str(told))


def seen(text: str) -> str:
    """Return a text composed (NFC), without signs that nobody sees.

    >>> seen("김\\ufeff영\\x0b수")
    '김영수'
    """
    composed = unicodedata.normalize("NFC", "".join(filter(_is_seen, text)))
    return "".join(filter(_is_seen, composed))


@cache
def drawn(font: Path) -> frozenset[int]:
    """Return the code points that a font has a glyph for. Raises ValueError where it is no font."""
    whole = font.read_bytes()
    try:
        tables = {whole[at : at + 4]: struct.unpack(">4xII", whole[at + 4 : at + 16]) for at in _steps(whole)}
        start, _length = tables[b"cmap"]
        (count,) = struct.unpack_from(">H", whole, start + 2)
        found: set[int] = set()
        for number in range(count):
            (offset,) = struct.unpack_from(">I", whole, start + 4 + 8 * number + 4)
            found |= _of_table(whole, start + offset)
    except (struct.error, KeyError) as broken:
        raise ValueError(f"{font}: not a font") from broken
    return frozenset(found)


# Private --------------------------------------------------------------------------------------------------------------
def _is_seen(sign: str) -> bool:
    if sign in _KEPT:
        return True
    is_variation = "\ufe00" <= sign <= "\ufe0f" or "\U000e0100" <= sign <= "\U000e01ef"
    return not is_variation and sign not in _FILLERS and unicodedata.category(sign) not in _UNSEEN


def _steps(whole: bytes) -> range:
    (count,) = struct.unpack_from(">H", whole, 4)
    return range(12, 12 + 16 * count, 16)


def _of_table(whole: bytes, at: int) -> set[int]:
    (kind,) = struct.unpack_from(">H", whole, at)
    if kind == 12:
        (groups,) = struct.unpack_from(">I", whole, at + 12)
        runs = (struct.unpack_from(">II", whole, at + 16 + 12 * number) for number in range(groups))
        return {sign for first, last in runs for sign in range(first, last + 1)}
    if kind == 4:
        (twice,) = struct.unpack_from(">H", whole, at + 6)
        half = twice // 2
        lasts = struct.unpack_from(f">{half}H", whole, at + 14)
        firsts = struct.unpack_from(f">{half}H", whole, at + 16 + twice)
        return {sign for first, last in zip(firsts, lasts, strict=True) for sign in range(first, last + 1)} - {0xFFFF}
    return set()
