"""What people do for a living: the tree of the Korean Employment Classification of Occupations.

Source: KECO 2025 (고용노동부 고시), four levels; profiles/reference/README.md.
"""

import csv
import math
import re
from collections import Counter
from functools import lru_cache
from importlib import import_module
from pathlib import Path
from typing import NamedTuple, Protocol

from django.conf import settings
from django.utils.translation import gettext as _

REFERENCE = Path(__file__).parent / "reference"
WORK_LEVEL = 4


class Occupation(NamedTuple):
    """One node; its code begins with the code of its parent ('' at the top)."""

    code: str
    name: str
    level: int
    parent: str


class Engine(Protocol):
    """What settings.OCCUPATION_ENGINE names: a module of a higher app that knows texts."""

    def nearest(self, typed: str, limit: int) -> list[str]:
        """The codes of the occupations nearest to what was typed, best first."""


def occupation(code: str) -> Occupation:
    """The node of a code. Raises KeyError."""
    return _by_code()[code]


def is_occupation(code: str) -> bool:
    """Whether the classification knows this code."""
    return code in _by_code()


def children(code: str = "") -> tuple[Occupation, ...]:
    """The nodes right below a code ('' for the ten major groups), in the order of their codes."""
    return _by_parent().get(code, ())


def path(code: str) -> tuple[Occupation, ...]:
    """From the major group down to the node itself. Raises KeyError."""
    node = occupation(code)
    return (*path(node.parent), node) if node.parent else (node,)


def name(code: str) -> str:
    """The name of a code. Raises KeyError."""
    return occupation(code).name


def search(text: str, limit: int = 10, *, level: int = WORK_LEVEL) -> list[Occupation]:
    """The nodes of one level nearest to what a person typed, best first.

    Nearness: the weight of the shared character bigrams, doubled, over the weight of all bigrams
    of both (Dice, 1945), a bigram weighing more the fewer names hold it (Sparck Jones, 1972).
    Spacing does not matter. A node is known by its name and by everyday words for it, and stands
    where the nearer of them puts it. Ties: the lower code.
    """
    asked = _bigrams(text)
    best: dict[str, float] = {}
    for code, grams in _grams(level):
        score = _nearness(asked, grams, level)
        if score > best.get(code, 0.0):
            best[code] = score
    nearest_first = sorted(best, key=lambda code: (-best[code], code))
    return [occupation(code) for code in nearest_first[:limit]]


def named_in(text: str) -> Occupation | None:
    """The occupation whose name or everyday word stands in a text, the longest of them; spacing does not matter.

    None when none does, or when several stand for different occupations: then nobody can be sure.
    """
    bare = _letters(text)
    found = [word for word in _codes_by_word() if word in bare]
    longest = max(map(len, found), default=0)
    codes = {code for word in found if len(word) == longest for code in _codes_by_word()[word]}
    return occupation(codes.pop()) if len(codes) == 1 else None


def called(text: str) -> Occupation | None:
    """The occupation whose name or everyday word this is; spacing does not matter. None when several go by it."""
    codes = _codes_by_word().get(_letters(text), set())
    return occupation(next(iter(codes))) if len(codes) == 1 else None


def suggest(typed: str, limit: int = 5) -> list[Occupation]:
    """The occupations that a person's own words come near to, best first, as the engine of a higher app finds them (ADR 15)."""
    return [occupation(code) for code in _engine().nearest(typed, limit)]


def plain(code: str) -> str:
    """What an occupation is, in one line of everyday words; where none were written, by its group. Raises KeyError."""
    written = _plain().get(code)
    if written:
        return written
    node = occupation(code)
    return _("‘%(group)s’ 가운데 하나입니다.") % {"group": name(node.parent)} if node.parent else node.name


def words_of(code: str) -> tuple[str, ...]:
    """The everyday words for an occupation."""
    return tuple(row["word"] for row in _rows("occupation_words.csv") if row["code"] == code)


def choices() -> list[tuple[str, str]]:
    """Every node as code and name, in the order of the codes."""
    return [(code, node.name) for code, node in sorted(_by_code().items())]


def words() -> list[str]:
    """The names of all occupations and the everyday words for them."""
    return [node.name for node in _by_code().values() if node.level == WORK_LEVEL] + [
        row["word"] for row in _rows("occupation_words.csv")
    ]


def _engine() -> Engine:
    return import_module(settings.OCCUPATION_ENGINE)


@lru_cache(maxsize=1)
def _plain() -> dict[str, str]:
    return {row["code"]: row["plain"] for row in _rows("occupation_plain.csv")}


@lru_cache(maxsize=1)
def _by_code() -> dict[str, Occupation]:
    return {
        row["code"]: Occupation(row["code"], row["name"], int(row["level"]), row["parent"]) for row in _rows("keco.csv")
    }


@lru_cache(maxsize=1)
def _by_parent() -> dict[str, tuple[Occupation, ...]]:
    found: dict[str, tuple[Occupation, ...]] = {}
    for node in _by_code().values():
        found[node.parent] = (*found.get(node.parent, ()), node)
    return found


@lru_cache(maxsize=4)
def _grams(level: int) -> tuple[tuple[str, frozenset[str]], ...]:
    words = [(node.code, node.name) for node in _by_code().values()]
    words += [(row["code"], row["word"]) for row in _rows("occupation_words.csv")]
    return tuple((code, _bigrams(word)) for code, word in words if len(code) == level)


@lru_cache(maxsize=1)
def _codes_by_word() -> dict[str, set[str]]:
    """The names and everyday words of three letters and more: shorter ones stand in other words by chance."""
    words = [(node.code, node.name) for node in _by_code().values() if node.level == WORK_LEVEL]
    words += [(row["code"], row["word"]) for row in _rows("occupation_words.csv")]
    found: dict[str, set[str]] = {}
    for code, word in words:
        if len(_letters(word)) >= 3:
            found.setdefault(_letters(word), set()).add(code)
    return found


def _letters(text: str) -> str:
    return re.sub(r"\W+", "", text.casefold())


def _bigrams(text: str) -> frozenset[str]:
    letters = _letters(text)
    if len(letters) == 1:
        return frozenset(letters)
    return frozenset(letters[at : at + 2] for at in range(len(letters) - 1))


@lru_cache(maxsize=4)
def _rarity(level: int) -> dict[str, float]:
    known = _grams(level)
    held = Counter(gram for _, grams in known for gram in grams)
    return {gram: math.log(1 + len(known) / count) for gram, count in held.items()}


def _nearness(asked: frozenset[str], grams: frozenset[str], level: int) -> float:
    rarity = _rarity(level)
    shared = sum(rarity[gram] for gram in asked & grams)
    if not shared:
        return 0.0
    return 2 * shared / sum(rarity.get(gram, 0.0) for gram in (*asked, *grams))


@lru_cache(maxsize=4)
def _rows(filename: str) -> list[dict[str, str]]:
    with (REFERENCE / filename).open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))
