"""Korean particles by the sound that they follow: 합격으로, 요양보호사로; read by rules and by pages.

Source: 한글 맞춤법, 국립국어원: 으로 becomes 로 after a vowel and after ㄹ; the others have one form after a vowel.
"""

from profiles.languages import is_korean

_AFTER_VOWEL = {"으로": "로", "을": "를", "이": "가", "은": "는", "과": "와"}
_FIRST, _LAST, _FINALS, _RIEUL = ord("가"), ord("힣"), 28, 8
_DIGITS = dict(zip("0123456789", "영일이삼사오육칠팔구", strict=True))  # as they are read


def particle(word: str, named: str) -> str:
    """Return the form of a particle that follows a word; `named` is its form after a consonant.

    Both forms where the end of the word is read in no one way (Latin letters).

    >>> particle("요양보호사", "으로"), particle("면접심사 중", "으로"), particle("senuri", "을")
    ('로', '으로', '을(를)')
    """
    sound = next((sign for sign in reversed(word) if sign.isalnum()), "")
    sound = _DIGITS.get(sound, sound)
    other = _AFTER_VOWEL[named]
    if not sound or not _FIRST <= ord(sound) <= _LAST:
        return f"({named[0]}){other}" if named.endswith(other) else f"{named}({other})"
    final = (ord(sound) - _FIRST) % _FINALS
    is_open = not final or (named == "으로" and final == _RIEUL)
    return other if is_open else named


def quoted(word: str, named: str) -> str:
    """Return the word in quotes, in Korean with its particle: ‘합격’으로; in English “Selected”."""
    if is_korean():
        return f"‘{word}’{particle(word, named)}"
    return f"“{word}”"
