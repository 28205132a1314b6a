"""How words are cut into terms when Hangul is compared: letters in a row, with the edges of the word marked.

Spaces are no dependable word border in Korean and a job's kind is told by its last syllable (조리원, 조리사), so the edge of a word is a letter
of its own. A change of script ends a word: `BIM컨설턴트` are two.
"""

import re
import unicodedata
from collections.abc import Callable

Tokenizer = Callable[[str], list[str]]

EDGE = "\N{MIDDLE DOT}"  # no letter of any word: ``words`` leaves it out
_RUNS = re.compile(r"[a-z]+|[0-9]+|[^\W\da-z_]+")
_PARTED = re.compile(r"\s/\s|\n")
# What is said of any certificate or course, whatever it is about. K4 top 1 / hit@10 of the cover alone .307 / .661 without them, .296 / .659
# with them; K1 the same.
_FORMS = re.compile("자격증|자격|면허증|면허")
_FORM_WORDS = frozenset(
    ("교육", "훈련", "연수", "과정", "학과", "전공", "관련", "기술", "지식", "이해", "실무", "기초", "직무", "업무")
    + ("대한", "방법", "등", "및", "보수", "사용법", "사용")
)


def words(text: str) -> list[str]:
    """Runs of letters of one script, in the order of the text: small letters, compatibility forms unified (NFKC).

    >>> words("BIM컨설턴트 (1급)")
    ['bim', '컨설턴트', '1', '급']
    """
    return _RUNS.findall(unicodedata.normalize("NFKC", text).casefold())


def edged(size: int) -> Tokenizer:
    """A tokenizer: each `size` letters in a row of each word with both its edges; a word that is shorter stands whole.

    >>> edged(2)("조리원")
    ['·조', '조리', '리원', '원·']
    """

    def cut(text: str) -> list[str]:
        return [term for word in words(text) for term in _runs(f"{EDGE}{word}{EDGE}", size)]

    return cut


def syllables(text: str) -> list[str]:
    """Each letter of each word: in Hangul a syllable, which often is a morpheme of Chinese origin.

    >>> syllables("조리 원")
    ['조', '리', '원']
    """
    return [letter for word in words(text) for letter in word]


def told(text: str) -> str:
    """A person's own words without those that are said of any certificate or course; as they were where nothing is left.

    >>> told("한식조리 자격증 / 위생 교육"), told("교육")
    ('한식조리 위생', '교육')
    """
    kept = [word for word in words(_FORMS.sub(" ", text)) if word not in _FORM_WORDS]
    return " ".join(kept) if kept else text


def entries(text: str) -> int:
    """How many things are listed: lines, or what stands between slashes with blanks around them.

    >>> entries("한식조리기능사 / 위생 교육 / 조리과"), entries("CAD/CAM 기사")
    (3, 1)
    """
    return sum(bool(words(part)) for part in _PARTED.split(text))


def _runs(word: str, size: int) -> list[str]:
    return [word[start : start + size] for start in range(max(len(word) - size + 1, 1))]
