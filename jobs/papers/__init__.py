"""Papers that people download, set by Typst as tagged PDF (PDF/UA-1): the same facts give the same bytes.

The templates lie beside this file, the font in `fonts/` (config/local/assets.py fetches it); no font of the machine is read.
What nobody sees is left out, and what the font has no sign for is printed as □, for PDF/UA refuses it. Sources: typst.app/docs; ISO 14289-1.
"""

import io
import json
import re
from collections.abc import Mapping
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

import segno
import typst

from jobs.papers import signs

_HERE = Path(__file__).parent
_FONTS = _HERE / "fonts"
_NO_SIGN = re.compile(r"the text `\"(.+?)\"` could not be displayed", re.DOTALL)
_UNKNOWN_SIGN = "□"
_ESCAPED = re.compile(r"\\u\{([0-9a-fA-F]{1,6})\}|\\([\"'\\])")  # how Typst names signs that aren't seen
_REGULAR, _BOLD = _FONTS / "Pretendard-Regular.otf", _FONTS / "Pretendard-Bold.otf"
_ONE_BY_ONE = 4  # signs that are looked for in what Typst says; of more, all that the font lacks go at once
_MOST_ATTEMPTS = _ONE_BY_ONE + 2


def render(name: str, paper: Mapping[str, Any], *, on: date) -> bytes:
    """Return the paper of this name as PDF, whatever signs its words have; `on` is the day that it says it was made."""
    told = signs.each({**paper, "on": [on.year, on.month, on.day]}, signs.seen)
    for attempt in range(_MOST_ATTEMPTS):
        try:
            return _compiled(name, json.dumps(told, ensure_ascii=False))
        except typst.TypstError as error:
            found = _NO_SIGN.search(str(error))
            if not found or not _REGULAR.exists():
                raise
            boxed = signs.each(told, partial(_boxed, missing=_unescaped(found.group(1))))
            told = boxed if boxed != told and attempt < _ONE_BY_ONE else signs.each(told, _drawable)
    raise ValueError(f"{name}: signs that the font lacks")


def qr_of(address: str, *, grows: bool = False) -> str:
    """Return the QR code of an address as SVG, with the quiet zone that readers need; `grows`: as wide as the page gives it room."""
    drawn = io.BytesIO()
    segno.make(address, error="m", micro=False).save(drawn, kind="svg", border=4, xmldecl=False, omitsize=grows)
    return drawn.getvalue().decode()


def _unescaped(named: str) -> str:
    """A text as it is, of how Typst names it."""
    return _ESCAPED.sub(lambda code: chr(int(code[1], 16)) if code[1] else code[2], named)


def _boxed(text: str, missing: str) -> str:
    return text.replace(missing, _UNKNOWN_SIGN * len(missing))


def _drawable(text: str) -> str:
    """The text with a box for each sign that either weight of the font lacks."""
    known = signs.drawn(_REGULAR) & signs.drawn(_BOLD)
    return "".join(sign if ord(sign) in known or sign in "\n\t " else _UNKNOWN_SIGN for sign in text)


def _compiled(name: str, text: str) -> bytes:
    return typst.compile(
        str(_HERE / f"{name}.typ"),
        root=str(_HERE),
        format="pdf",
        font_paths=[str(_FONTS)],
        ignore_system_fonts=True,
        sys_inputs={"paper": text},
        pdf_standards=["ua-1"],
    )
