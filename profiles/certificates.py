"""Names of certificates that forms offer and demo people hold, and which of them a person meant; any other name may be typed too.

Source: profiles/reference/README.md.
"""

import csv
import re
import unicodedata
from functools import lru_cache
from pathlib import Path

from profiles.languages import is_korean

REFERENCE = Path(__file__).parent / "reference"
_SAID_OF_ANY = re.compile(r"(?:자격증|면허증|자격|취득|소지|보유)+$")  # what follows any name


@lru_cache(maxsize=1)
def names() -> tuple[str, ...]:
    """All names, kept together by field as in the reference file."""
    return tuple(name for _, names_of_group in groups() for name in names_of_group)


@lru_cache(maxsize=1)
def groups() -> tuple[tuple[str, tuple[str, ...]], ...]:
    """(field, names) in the order of the reference file."""
    found: dict[str, tuple[str, ...]] = {}
    for row in _rows("certificates.csv"):
        found[row["group"]] = (*found.get(row["group"], ()), row["name"])
    return tuple(found.items())


def meant(typed: str) -> str:
    """The name in the list that was meant: other spaces, signs or everyday words for it; what is in no list stays as typed.

    >>> meant("요양보호사1급"), meant("한식 조리기능사 자격증"), meant("우리동네 자격")
    ('요양보호사', '한식조리기능사', '우리동네 자격')
    """
    letters = _letters(typed)
    return _by_letters().get(letters) or _by_letters().get(_SAID_OF_ANY.sub("", letters)) or typed


def shown(name: str) -> str:
    """A name as it is told: in English with what it means behind it, where that is known, for papers bear the Korean one.

    >>> shown("요양보호사")
    '요양보호사'
    """
    english = "" if is_korean() else _english().get(name, "")
    return f"{name} ({english})" if english else name


@lru_cache(maxsize=1)
def _english() -> dict[str, str]:
    return {row["name"]: row["english"] for row in _rows("certificates.csv")}


@lru_cache(maxsize=1)
def _by_letters() -> dict[str, str]:
    known = {_letters(row["word"]): row["name"] for row in _rows("certificate_words.csv")}
    return known | {_letters(name): name for name in names()}


def _letters(text: str) -> str:
    return re.sub(r"\W+", "", unicodedata.normalize("NFKC", text).casefold())


def _rows(filename: str) -> list[dict[str, str]]:
    with (REFERENCE / filename).open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))
