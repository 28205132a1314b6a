"""Text that stands on one line: a title, a name. What nobody sees and what turns the line round is left out."""

import unicodedata


def one_line(text: str) -> str:
    """Return the text on one line, in one spelling (NFC), with single blanks and no signs that aren't seen.

    >>> one_line("어르신\\n돌봄\\u202e지원단 ")
    '어르신 돌봄지원단'
    """
    composed = unicodedata.normalize("NFC", text)
    return " ".join("".join(map(_seen, composed)).split())


def _seen(sign: str) -> str:
    kind = unicodedata.category(sign)
    if kind in ("Cc", "Zl", "Zp"):
        return " "
    return "" if kind in ("Cf", "Cs", "Co", "Cn") else sign
