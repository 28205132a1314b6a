"""Which occupations what a person typed comes near to: the engine behind the suggestions of the profile (settings.OCCUPATION_ENGINE, ADR 15).

Every occupation is read as its name, the everyday words for it, what it is in plain words and the name of its group; order is BM25 over letter
pairs (``core.finding``), and words that stand nowhere are mended by the keys that type them. Tables of the project's own, so nothing is learnt
of anybody and all processes say the same.
"""

from functools import lru_cache
from typing import NamedTuple

from matching.core import finding
from matching.core.finding import Index
from profiles import occupations

NAME_TIMES = 2  # a name says more of an occupation than what is told of it

FAR = 3  # what has less than a third of the best one's points shares a syllable by chance


class Learnt(NamedTuple):
    """codes : of the occupations, row by row of the index"""

    codes: tuple[str, ...]
    index: Index


def nearest(typed: str, limit: int) -> list[str]:
    """The codes of the occupations that say most of what was typed, best first; none where nothing of it stands anywhere."""
    codes, index = _learnt()
    meant = finding.mended(index, typed, k=1)
    rows, points = finding.order(index, meant[0] if meant else typed, k=limit)
    return [codes[row] for row in rows[points * FAR >= points[:1]].tolist()]


@lru_cache(maxsize=1)
def _learnt() -> Learnt:
    codes = tuple(code for code, _name in occupations.choices() if len(code) == occupations.WORK_LEVEL)
    return Learnt(codes, finding.learn([_text(code) for code in codes]))


def _text(code: str) -> str:
    node = occupations.occupation(code)
    told = [*occupations.words_of(code), occupations.plain(code), occupations.name(node.parent)]
    return "\n".join([node.name] * NAME_TIMES + told)
