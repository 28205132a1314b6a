"""The person's own words for what a suggestion's reasons stand on, so that a reason quotes what they wrote and not a classification.

Source: issue of the candidate's site (a reason is believed where one finds one's own words in it); 한글 맞춤법 for the particles taken off.
"""

import re
from typing import Any, NamedTuple

from profiles.models import Candidate

MOST = 3
_WORD = re.compile(r"[가-힣A-Za-z]{2,}")
_PARTICLE = re.compile(r"(?<=..)(?:에서|에게|으로|까지|부터|하고|[을를은는의에와])$")
_PERHAPS = re.compile(r"(?<=..)[이가로과도만]$")  # a particle, or the end of a name such as 어린이
# Endings of verbs: what is left of these says nothing. A name that ends alike is left out with them, which costs a quote and no truth.
_VERB = re.compile(r"(?:[다고며서는던한할해게지기]|[찾받맡앉살잡닦모쌓짜]아)$")
_FILLERS = {
    "함께",
    "많이",
    "매우",
    "여러",
    "위해",
    "통해",
    "대한",
    "모든",
    "항상",
    "관련",
    "경우",
    "이후",
    "분들",
    "여러분",
    "업무",
    "활동",
}


class OwnWords(NamedTuple):
    """titles : by occupation, what the person called the longest career in it; written : all that they wrote of it"""

    titles: dict[str, str]
    written: str


def of(candidate: Candidate) -> OwnWords:
    """Read what the person wrote of what they did and can do."""
    lived = list(candidate.careers.order_by("months", "-pk").values_list("keco", "title", "duties"))
    written = [candidate.skills, *(part for _keco, title, duties in reversed(lived) for part in (title, duties))]
    return OwnWords({keco: title for keco, title, _duties in lived if title}, " ".join(written))


def shared(written: str, text: str) -> list[str]:
    """The whole words that both texts have, without particles, the longest first; no part of a word is one.

    >>> shared("어르신의 말벗이 되고 어린이와 도시락을 날랐습니다", "어르신 말벗, 도시 텃밭에서 어린이를 만납니다")
    ['어르신', '어린이', '말벗']
    """
    told = [_WORD.findall(written), _WORD.findall(text)]
    words = [word for found in told for word in found]
    bare = {word: _PARTICLE.sub("", word) for word in words}
    sure = {name for word, name in bare.items() if name != word}
    known = set(bare.values())

    def names(found: list[str]) -> list[str]:
        shorter = ((bare[word], _PERHAPS.sub("", bare[word])) for word in found)
        return [short if short in known and name not in sure else name for name, short in shorter]

    theirs = set(names(told[1]))
    both = dict.fromkeys(name for name in names(told[0]) if name in theirs)
    telling = (name for name in both if not _VERB.search(name) and name not in _FILLERS)
    return sorted(telling, key=lambda name: -len(name))


def said(reason: dict[str, Any], own: OwnWords, text: str) -> dict[str, Any]:
    """The params of a reason with what the person wrote of it: `said` for a career, `shared` with the posting's text for duties."""
    params = reason["params"]
    if reason["code"] in ("occupation.same", "occupation.near") and (title := own.titles.get(params["keco"])):
        return {**params, "said": title}
    if reason["code"] in ("duties.close", "duties.some"):
        words = shared(own.written, text)[:MOST]
        return {**params, "shared": words} if words else params
    return params
