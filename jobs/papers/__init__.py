"""Papers that people download, set by Typst as tagged PDF (PDF/UA-1): the same facts give the same bytes.

The templates lie beside this file, the font in `fonts/` (config/local/assets.py fetches it); no font of the machine is read.
What the font has no sign for is printed as □, for PDF/UA refuses it. Sources: typst.app/docs; ISO 14289-1.
"""

import io
import json
import re
import unicodedata
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import segno
import typst

_HERE = Path(__file__).parent
_FONTS = _HERE / "fonts"
_NO_SIGN = re.compile(r"the text `\"(.+?)\"` could not be displayed", re.DOTALL)
_UNKNOWN_SIGN = "□"
_MOST_UNKNOWN_SIGNS = 200  # an end to trying: texts of one paper are short


def render(name: str, paper: Mapping[str, Any], *, on: date) -> bytes:
    """Return the paper of this name as PDF; `on` is the day that it says it was made."""
    text = unicodedata.normalize("NFC", json.dumps({**paper, "on": [on.year, on.month, on.day]}, ensure_ascii=False))
    for _attempt in range(_MOST_UNKNOWN_SIGNS):
        try:
            return _compiled(name, text)
        except typst.TypstError as error:
            found = _NO_SIGN.search(str(error))
            if not found or not (_FONTS / "Pretendard-Regular.otf").exists():
                raise
            text = text.replace(found.group(1), _UNKNOWN_SIGN * len(found.group(1)))
    raise ValueError(f"{name}: too many signs that the font lacks")


def qr_of(address: str, *, grows: bool = False) -> str:
    """Return the QR code of an address as SVG, with the quiet zone that readers need; `grows`: as wide as the page gives it room."""
    drawn = io.BytesIO()
    segno.make(address, error="m", micro=False).save(drawn, kind="svg", border=4, xmldecl=False, omitsize=grows)
    return drawn.getvalue().decode()


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
