"""A word as the keys that type it on the two-set Korean keyboard, and what it costs to take one word for another.

도서관 is ``ehtjrhks``: so a wrong 받침, a slipped vowel and a word typed without switching the keyboard to Korean are all few keys apart, and a
letter of two signs (ㅘ, ㄳ) is two keys. Sources: KS X 5002 (two-set layout); Unicode 15, section 3.12 (Hangul syllables in arithmetic);
Damerau, "A technique for computer detection and correction of spelling errors", 1964 (four kinds of slips, here as optimal string alignment).
"""

import unicodedata
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

MOST = 40  # keys of a word that are looked at
# What a slip costs, and one between kin: a plain and a tense consonant, or ㅐ and ㅔ, which sound alike. One slip mended first / among three:
# .847 / .961 with 1 for kin, .835 / .959 with 2.
SLIP, KIN = 2, 1

_LEADS = "rRseEfaqQtTdwWczxvg"
_VOWEL_KEYS = "k o i O j p u P h hk ho hl y n nj np nl b m ml l"
_SIGN_KEYS = "r R rt s sw sg e E f fr fa fq ft fx fv fg a q Q qt t T d w W c z x v g"
_VOWELS = _VOWEL_KEYS.split()
_SIGNS = dict(zip("ㄱㄲㄳㄴㄵㄶㄷㄸㄹㄺㄻㄼㄽㄾㄿㅀㅁㅂㅃㅄㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ", _SIGN_KEYS.split(), strict=True))
_TAILS = ["", *(typed for sign, typed in _SIGNS.items() if sign not in "ㄸㅃㅉ")]  # no syllable ends in these
_SIGNS |= dict(zip("ㅏㅐㅑㅒㅓㅔㅕㅖㅗㅘㅙㅚㅛㅜㅝㅞㅟㅠㅡㅢㅣ", _VOWELS, strict=True))
_FIRST, _LAST = ord("가"), ord("힣")
_SHIFTED = frozenset("QWERTOP")
_KINS = tuple(zip("qwertopQWERTOPopOP", "QWERTOPqwertoppoPO", strict=True))


def keys(word: str) -> str:
    """The keys that type a word; Latin letters are small unless the keyboard has a Korean sign on the shifted key.

    >>> keys("도서관"), keys("ㄷㅗ"), keys("CAR")
    ('ehtjrhks', 'eh', 'caR')
    """
    return "".join(_of(letter) for letter in unicodedata.normalize("NFC", word))


def table(words: Sequence[str]) -> tuple[NDArray[np.uint8], NDArray[np.int64]]:
    """The keys of n words as uint8 (n, MOST), 0 after the end, and how many there are, int64 (n,); keys beyond ASCII are all one."""
    rows = [keys(word)[:MOST].encode("ascii", "replace") for word in words]
    wide = b"".join(row.ljust(MOST, b"\0") for row in rows)
    return np.frombuffer(wide, np.uint8).reshape(-1, MOST), np.array([len(row) for row in rows], np.int64)


def costs(typed: str, rows: NDArray[np.uint8], lengths: NDArray[np.int64]) -> NDArray[np.int64]:
    """What it costs to take each of n words for the typed one, int64 (n,): 0 for the same keys, SLIP for a key too many, too few, wrong or
    before its neighbour, KIN for a wrong one of kin.

    >>> costs("도서간", *table(["도서관", "도서간", "또서간"])).tolist()
    [2, 0, 1]
    """
    asked = table([typed])[0][0][: len(keys(typed)[:MOST])]
    columns = int(lengths.max(initial=0))
    before = last = np.zeros((len(rows), columns + 1), np.int64)
    here = np.tile(np.arange(columns + 1) * SLIP, (len(rows), 1))
    for at, key in enumerate(asked):
        before, last, here = last, here, np.empty_like(here)
        here[:, 0] = (at + 1) * SLIP
        for column in range(columns):
            least = np.minimum(last[:, column + 1], here[:, column]) + SLIP
            np.minimum(least, last[:, column] + _WRONG[key, rows[:, column]], out=least)
            if at and column:
                is_turned = (rows[:, column] == asked[at - 1]) & (rows[:, column - 1] == key)
                least = np.where(is_turned, np.minimum(least, before[:, column - 1] + SLIP), least)
            here[:, column + 1] = least
    return here[np.arange(len(rows)), lengths]


def _of(letter: str) -> str:
    if _FIRST <= ord(letter) <= _LAST:
        rest, tail = divmod(ord(letter) - _FIRST, len(_TAILS))
        lead, vowel = divmod(rest, len(_VOWELS))
        return _LEADS[lead] + _VOWELS[vowel] + _TAILS[tail]
    return _SIGNS.get(letter) or (letter if letter in _SHIFTED else letter.lower())


def _wrong() -> NDArray[np.int64]:
    wrong = np.full((256, 256), SLIP)
    np.fill_diagonal(wrong, 0)
    for one, other in _KINS:
        wrong[ord(one), ord(other)] = KIN
    return wrong


_WRONG = _wrong()
