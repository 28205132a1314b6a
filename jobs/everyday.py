"""Everyday words as postings say them: who looks for 밥하는 일 means 급식 or 조리, 할머니 is an 어르신 there; 일 itself tells nothing.

Tried only where nothing holds the words as they were typed. Source: jobs/reference/everyday_words.csv, written for this project.
"""

import csv
from collections.abc import Iterator
from functools import lru_cache
from itertools import islice, product
from pathlib import Path

MOST = 8  # phrases that are tried
_FILE = Path(__file__).parent / "reference" / "everyday_words.csv"
# Words that any posting may hold: left out beside others.
_EMPTY = frozenset(
    ("일", "일자리", "일거리", "일감", "알바", "아르바이트", "직업", "직장", "자리", "구인", "구직", "채용", "모집")
    + ("하는", "하기", "할", "해", "하고", "되는", "있는", "같은", "가는", "주는", "주기", "드리는", "드리기", "나가는")
    + ("것", "거", "곳", "데", "수", "좀", "및", "그리고", "또는", "찾기", "찾아요", "찾습니다", "구해요", "구합니다")
    + ("구함", "원해요", "싶어요", "싶습니다", "있나요", "없나요", "관련", "쪽", "사람", "분", "집", "가서", "다니는")
)
# What stands behind the stem of a word of three letters and more.
_ENDINGS = (
    "에서",
    "하는",
    "하기",
    "해주는",
    "해주기",
    "으로",
    "에게",
    "을",
    "를",
    "은",
    "는",
    "이",
    "가",
    "에",
    "로",
    "와",
    "과",
    "도",
    "의",
    "들",
    "일",
    "직",
)


def telling(typed: str) -> list[str]:
    """The words that tell something; all of them where none does.

    >>> telling("도서관에서 하는 일"), telling("일자리")
    (['도서관에서'], ['일자리'])
    """
    found = typed.split()
    return [word for word in found if word not in _EMPTY] or found


def meant(typed: str) -> Iterator[str]:
    """What postings may call it: each word as they say it, or without its ending, the likelier first; nothing where no word is known.

    >>> list(meant("할머니 돌보는 일"))
    ['어르신 돌봄', '어르신 돌보는', '할머니 돌봄']
    """
    words = telling(typed)
    choices = [[*_meanings(word)] or [word] for word in words]
    phrases = (" ".join(dict.fromkeys(chosen)) for chosen in product(*choices))
    yield from islice((phrase for phrase in dict.fromkeys(phrases) if phrase not in (typed, " ".join(words))), MOST)


def _meanings(word: str) -> Iterator[str]:
    """What the table says of a word, of a verb's beginning (marked ~) or of the word without its ending; else the word without it, then itself."""
    known = _known()
    stems = [word.removesuffix(ending) for ending in _ENDINGS if word.endswith(ending) and word != ending]
    beginnings = [f"{word[:length]}~" for length in range(len(word), 1, -1)]
    means = next((known[key] for key in (word, *beginnings, *stems) if key in known), None)
    yield from means or [stem for stem in stems if len(stem) > 1]
    yield word


@lru_cache(maxsize=1)
def _known() -> dict[str, list[str]]:
    with _FILE.open(encoding="utf-8", newline="") as lines:
        return {row["word"]: row["means"].split("|") for row in csv.DictReader(lines)}
