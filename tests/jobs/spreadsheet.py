"""Reads back what was written for spreadsheets, with nothing of the library that wrote it."""

import io
import re
import zipfile
from xml.etree import ElementTree

_NS = {"x": "http://schemas.openxmlformats.org/spreadsheetml/2006/main"}


def cells(content: bytes) -> list[list[str | int | None]]:
    """The cells of the first sheet; a figure as a number, a text as text."""
    rows = _sheet(content).findall(".//x:row", _NS)
    return [[_value(cell) for cell in row.findall("x:c", _NS)] for row in rows]


def formulas(content: bytes) -> int:
    """How many cells a program would run."""
    return len(_sheet(content).findall(".//x:f", _NS))


def parts(content: bytes) -> list[str]:
    """The names of the files inside."""
    return zipfile.ZipFile(io.BytesIO(content)).namelist()


def _sheet(content: bytes) -> ElementTree.Element:
    return ElementTree.fromstring(zipfile.ZipFile(io.BytesIO(content)).read("xl/worksheets/sheet1.xml"))  # noqa: S314 - our own file


def _value(cell: ElementTree.Element) -> str | int | None:
    if cell.get("t") == "inlineStr":
        text = "".join(part.text or "" for part in cell.findall(".//x:t", _NS))
        return re.sub(r"_x([0-9A-F]{4})_", lambda found: chr(int(found.group(1), 16)), text)
    found = cell.find("x:v", _NS)
    return None if found is None else int(float(found.text))
