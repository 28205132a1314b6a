"""The person's own words for what a suggestion's reasons stand on, so that a reason quotes what they wrote and not a classification.

Source: issue of the candidate's site (a reason is believed where one finds one's own words in it); 한글 맞춤법 for the particles taken off.
"""

import re
from typing import Any, NamedTuple

from profiles.models import Candidate

MOST = 3
_WORD = re.compile(r"[가-힣A-Za-z]{2,}")
_PARTICLE = re.compile(r"(?<=..)(?:에서|에게|으로|까지|부터|하고|[을를이가은는의에로와과도만])$")
_VERB = re.compile(
    r"(?:[다고며서는던한할해게지기]|[찾받맡앉살잡닦모쌓짜]아)$"
)  # endings of verbs: what is left of these says nothing


class OwnWords(NamedTuple):
    """titles : by occupation, what the person called the longest career in it; nouns : of all they wrote, in its order"""

    titles: dict[str, str]
    nouns: list[str]


def of(candidate: Candidate) -> OwnWords:
    """Read what the person wrote of what they did and can do."""
    lived = list(candidate.careers.order_by("months", "-pk").values_list("keco", "title", "duties"))
    written = [candidate.skills, *(part for _keco, title, duties in reversed(lived) for part in (title, duties))]
    return OwnWords({keco: title for keco, title, _duties in lived if title}, nouns(" ".join(written)))


def nouns(text: str) -> list[str]:
    """The words of a text that may be names of things, without their particles, each once.

    >>> nouns("어르신의 말벗이 되고 이웃을 찾아 도시락을 날랐습니다")
    ['어르신', '말벗', '이웃', '도시락']
    """
    bare = (_PARTICLE.sub("", word) for word in _WORD.findall(text) if not _VERB.search(word))
    return list(dict.fromkeys(word for word in bare if not _VERB.search(word)))


def said(reason: dict[str, Any], own: OwnWords, text: str) -> dict[str, Any]:
    """The params of a reason with what the person wrote of it: `said` for a career, `shared` with the posting's text for duties."""
    params = reason["params"]
    if reason["code"] in ("occupation.same", "occupation.near") and (title := own.titles.get(params["keco"])):
        return {**params, "said": title}
    if reason["code"] in ("duties.close", "duties.some"):
        shared = sorted((word for word in own.nouns if word in text), key=len, reverse=True)[:MOST]
        return {**params, "shared": shared} if shared else params
    return params
