"""Text as it is kept: on one line, a title or a name, or on several. What nobody sees and what turns the line round is left out of one."""

import unicodedata

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _


def one_line(text: str) -> str:
    """Return the text on one line, in one spelling (NFC), with single blanks and no signs that aren't seen.

    >>> one_line("어르신\\n돌봄\\u202e지원단 ")
    '어르신 돌봄지원단'
    """
    composed = unicodedata.normalize("NFC", text)
    return " ".join("".join(map(_seen, composed)).split())


def line(typed: str, most: int, *, field: str) -> str:
    """Return the text as `one_line` does, whole. Raises, by field, max_length.

    >>> line(" 어르신\\n돌봄 ", 60, field="title")
    '어르신 돌봄'
    """
    return _within(one_line(typed), most, field)


def text(typed: str, most: int, *, field: str) -> str:
    """Return the text in one spelling (NFC), its lines kept, without NUL and blanks around. Raises, by field, max_length.

    >>> text(" 안녕하세요.\\r\\n질문이 있습니다.\\x00 ", 1000, field="text")
    '안녕하세요.\\n질문이 있습니다.'
    """
    lines = typed.replace("\x00", "").replace("\r\n", "\n").replace("\r", "\n")
    return _within(unicodedata.normalize("NFC", lines).strip(), most, field)


def _within(said: str, most: int, field: str) -> str:
    if len(said) > most:
        sentence = _("%(most)d자까지 적을 수 있습니다. 지금은 %(signs)d자입니다.") % {"most": most, "signs": len(said)}
        raise ValidationError({field: ValidationError(sentence, code="max_length")})
    return said


def _seen(sign: str) -> str:
    kind = unicodedata.category(sign)
    if kind in ("Cc", "Zl", "Zp"):
        return " "
    return "" if kind in ("Cf", "Cs", "Co", "Cn") else sign
