"""The text of a file, line by line and cell by cell, by the libraries; pictures are counted and never opened.

No Django: only the child process of the sandbox calls this. Libraries: pypdf, python-docx, python-hwpx.
"""

import io
import re
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from docx import Document
from docx.oxml.ns import qn
from hwpx.tools.text_extractor import TextExtractor, strip_namespace
from pypdf import PasswordType, PdfReader
from pypdf._cmap import _predefined_cmap

from profiles.cv.kinds import Kind
from profiles.cv.refusals import Unreadable

# Old Korean PDFs without a map to Unicode (ISO 32000-2 table 116); pypdf has the Chinese ones of its table and not these.
_predefined_cmap.update(dict.fromkeys(["/KSCms-UHC-H", "/KSCms-UHC-HW-H", "/KSC-EUC-H", "/KSCpc-EUC-H"], "cp949"))
MOST_PAGES = 30
MOST_SIGNS = 60_000  # of all lines together; the CV of a long life has 5,000
_GAP = re.compile(r"\s{2,}|\t")
_PARAGRAPH, _TABLE, _ROW, _CELL, _BOX = (qn(f"w:{name}") for name in ("p", "tbl", "tr", "tc", "txbxContent"))
_CHOICE, _FALLBACK = (
    "{http://schemas.openxmlformats.org/markup-compatibility/2006}Choice",
    "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback",
)

Line = list[str]  # its cells, from left to right; one where there is no table


class Reading(NamedTuple):
    """lines : as they stand, from above; pictures : how many there are in the file."""

    lines: list[Line]
    pictures: int


def read(content: bytes, kind: Kind) -> Reading:
    """Read a file of a known kind. Raises Unreadable, and whatever the library does."""
    lines, pictures = {"pdf": _pdf, "docx": _docx, "hwpx": _hwpx}[kind](content)
    reading = Reading(_within_bounds(lines), pictures)
    if not reading.lines:
        raise Unreadable("scanned" if pictures else "empty")
    return reading


def _within_bounds(lines: Iterable[Iterable[str]]) -> list[Line]:
    """The lines with their blanks mended, without empty ones, as many as there may be."""
    kept, signs = [], 0
    for line in lines:
        cells = [" ".join(cell.split()) for cell in line]
        signs += sum(map(len, cells)) + 1
        if signs > MOST_SIGNS:
            break
        if any(cells):
            kept.append(cells)
    return kept


# PDF ------------------------------------------------------------------------------------------------------------------
def _pdf(content: bytes) -> tuple[list[Line], int]:
    reader = PdfReader(io.BytesIO(content), strict=False)
    if reader.is_encrypted and reader.decrypt("") == PasswordType.NOT_DECRYPTED:
        raise Unreadable("encrypted")
    told = reader.root_object["/Pages"].get_object().get("/Count", 0)
    if (
        told > MOST_PAGES or len(reader.pages) > MOST_PAGES
    ):  # counting what is told is quick, and what isn't has its time
        raise Unreadable("too_many_pages")
    lines, pictures = [], 0
    for page in reader.pages:
        text = page.extract_text(extraction_mode="layout", layout_mode_space_vertically=False)
        lines += [_GAP.split(line.strip()) for line in text.splitlines()]
        pictures += _pictures_of(page)
    return lines, pictures


def _pictures_of(page: Any) -> int:
    resources = page.get("/Resources") or {}
    drawn = (resources.get_object().get("/XObject") or {}) if resources else {}
    drawn = drawn.get_object() if drawn else {}
    return sum(1 for one in drawn.values() if one.get_object().get("/Subtype") == "/Image")


# DOCX -----------------------------------------------------------------------------------------------------------------
def _docx(content: bytes) -> tuple[Iterator[Line], int]:
    document = Document(io.BytesIO(content))
    pictures = sum(1 for part in document.part.package.iter_parts() if part.partname.startswith("/word/media/"))
    heads = [section.header._element for section in document.sections if not section.header.is_linked_to_previous]
    return _docx_lines([*heads, document.element.body]), pictures


def _docx_lines(parts: Iterable[Any]) -> Iterator[Line]:
    for part in parts:
        for block in part.iterchildren(_PARAGRAPH, _TABLE, qn("w:sdt")):
            yield from _docx_block(block)


def _docx_block(block: Any) -> Iterator[Line]:
    """A paragraph is a line and a row of a table is a line; what stands in a text box follows its paragraph."""
    if block.tag == _TABLE:
        for row in block.iterchildren(_ROW):
            yield [_docx_text(cell) for cell in row.iter(_CELL) if _nearest(cell, _TABLE) is block]
        inner = [table for table in block.iter(_TABLE) if table is not block and _nearest(table, _TABLE) is block]
        for table in inner:
            yield from _docx_block(table)
        return
    if block.tag != _PARAGRAPH:  # a content control around other blocks
        for content in block.iterchildren(qn("w:sdtContent")):
            yield from _docx_lines([content])
        return
    yield _GAP.split(_runs(block))
    for box in block.iter(_BOX):
        if _nearest(box, _FALLBACK) is None:
            yield from _docx_lines([box])


def _docx_text(cell: Any) -> str:
    """The paragraphs of a cell, but for those of tables inside of it."""
    own = (paragraph for paragraph in cell.iter(_PARAGRAPH) if _nearest(paragraph, _CELL) is cell)
    return " ".join(_runs(paragraph) for paragraph in own)


def _runs(paragraph: Any) -> str:
    signs = {qn("w:tab"): "\t", qn("w:br"): " ", qn("w:cr"): " "}
    found = []
    for node in paragraph.iter(qn("w:t"), *signs):
        if _nearest(node, _PARAGRAPH) is paragraph and node.getparent().tag == qn("w:r"):
            found.append(signs.get(node.tag) or node.text or "")
    return "".join(found)


def _nearest(node: Any, tag: str) -> Any:
    return next(node.iterancestors(tag), None)


# HWPX -----------------------------------------------------------------------------------------------------------------
def _hwpx(content: bytes) -> tuple[list[Line], int]:
    with TextExtractor(io.BytesIO(content)) as extractor:
        lines = [line for section in extractor.iter_sections() for line in _hwpx_lines(extractor, section.element)]
        names = extractor.open().namelist()
    return lines, sum(1 for name in names if name.startswith("BinData/") and not name.endswith("/"))


def _hwpx_lines(extractor: TextExtractor, parent: Any) -> Iterator[Line]:
    """Each paragraph is a line; a table, which stands inside of a paragraph, gives its rows."""
    for paragraph in parent:
        if strip_namespace(paragraph.tag) != "p":
            continue
        text = extractor.paragraph_text(paragraph, object_behavior="skip")
        yield _GAP.split(text.strip())
        for node in _outermost(paragraph, ("tbl", "drawText")):
            yield from _hwpx_inside(extractor, node)


def _hwpx_inside(extractor: TextExtractor, node: Any) -> Iterator[Line]:
    if strip_namespace(node.tag) == "drawText":
        for part in _outermost(node, ("subList",)):
            yield from _hwpx_lines(extractor, part)
        return
    later: list[Any] = []
    for row in (child for child in node if strip_namespace(child.tag) == "tr"):
        cells = [part for part in row if strip_namespace(part.tag) == "tc"]
        yield [_hwpx_cell(extractor, cell) for cell in cells]
        later += [table for cell in cells for table in _outermost(cell, ("tbl",))]
    for table in later:
        yield from _hwpx_inside(extractor, table)


def _hwpx_cell(extractor: TextExtractor, cell: Any) -> str:
    paragraphs = [node for part in _outermost(cell, ("subList",)) for node in part if strip_namespace(node.tag) == "p"]
    return " ".join(extractor.paragraph_text(node, object_behavior="skip") for node in paragraphs)


def _outermost(parent: Any, names: tuple[str, ...]) -> Iterator[Any]:
    """The nearest descendants of these names, none inside another of them."""
    for child in parent:
        if strip_namespace(child.tag) in names:
            yield child
        else:
            yield from _outermost(child, names)
