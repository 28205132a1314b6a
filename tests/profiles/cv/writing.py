"""Files of blocks (people.Block), written by the libraries; PDFs by hand, with the maps to Unicode that word processors add."""

import io
import zlib

from docx import Document
from docx.shared import Cm
from hwpx import HwpxDocument

from tests.profiles.cv.people import Block

PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de0000000c4944415408d763f8cfc0000003010100c9fe92ef0000000049454e44ae426082"
)

# What the made-up files are written in, first and last of each block; a map of all 65,536 signs takes a library ten times as long.
_SIGNS = [
    (0x0000, 0x00FF),
    (0x1100, 0x11FF),
    (0x2000, 0x27BF),
    (0x3000, 0x318F),
    *((ord(sign), ord(sign)) for sign in "哲朴秀"),
    (0xAC00, 0xD7A3),
    (0xFF00, 0xFFEF),
]


def docx(blocks: list[Block], *, picture: bool = False) -> bytes:
    document = Document()
    if picture:
        document.add_picture(io.BytesIO(PIXEL), width=Cm(3))
    for block in blocks:
        if isinstance(block, str):
            document.add_paragraph(block)
            continue
        table = document.add_table(rows=0, cols=max(map(len, block)))
        for row in block:
            for cell, text in zip(table.add_row().cells, row, strict=False):
                cell.text = text
    return _saved(document.save)


def hwpx(blocks: list[Block]) -> bytes:
    document = HwpxDocument.new()
    for block in blocks:
        if isinstance(block, str):
            document.add_paragraph(block)
            continue
        table = document.add_table(len(block), max(map(len, block)))
        for place, row in enumerate(block):
            for column, text in enumerate(row):
                table.set_cell_text(place, column, text)
    return _saved(document.save_to_stream)


def pdf(blocks: list[Block], *, pages: int = 1) -> bytes:
    """A page of text at its places; a table's columns stand 105 points apart."""
    drawn, y = [], 800
    for block in blocks:
        for row in [[block]] if isinstance(block, str) else block:
            step = 510 // max(len(row), 1)
            drawn += [
                f"BT /F1 9 Tf 1 0 0 1 {40 + place * step} {y} Tm <{text.encode('utf-16-be').hex()}> Tj ET"
                for place, text in enumerate(row)
                if text
            ]
            y -= 18
    return pdf_of("\n".join(drawn).encode(), pages=pages)


def pdf_of(content: bytes, *, pages: int = 1, objects: dict[int, bytes] | None = None) -> bytes:
    """A PDF of so many equal pages that draw this content. `objects` replace those of their number."""
    ranges = b"".join(b"<%04X> <%04X> <%04X>\n" % (first, last, first) for first, last in _SIGNS)
    unicode_map = (
        b"/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapType 2 def\n"
        b"1 begincodespacerange <0000> <FFFF> endcodespacerange\n"
        b"%d beginbfrange\n%bendbfrange\nendcmap end end" % (len(_SIGNS), ranges)
    )
    kids = b" ".join(b"%d 0 R" % (10 + number) for number in range(pages))
    written = {
        1: b"<< /Type /Catalog /Pages 2 0 R >>",
        2: b"<< /Type /Pages /Kids [%b] /Count %d >>" % (kids, pages),
        3: b"<< /Type /Font /Subtype /Type0 /BaseFont /Made /Encoding /Identity-H /DescendantFonts [4 0 R] /ToUnicode 5 0 R >>",
        4: b"<< /Type /Font /Subtype /CIDFontType2 /BaseFont /Made /DW 1000 /W [32 126 500] "
        b"/CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> >>",
        5: _stream(unicode_map),
        6: _stream(content),
    }
    page = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 6 0 R /Resources << /Font << /F1 3 0 R >> >> >>"
    written |= dict.fromkeys(range(10, 10 + pages), page) | (objects or {})
    body, places = bytearray(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"), {}
    for number, text in sorted(written.items()):
        places[number] = len(body)
        body += b"%d 0 obj\n%b\nendobj\n" % (number, text)
    table_at, size = len(body), max(places) + 1
    body += b"xref\n0 %d\n0000000000 65535 f \n" % size
    for number in range(1, size):
        body += b"%010d 00000 n \n" % places[number] if number in places else b"0000000000 00000 f \n"
    return bytes(body + b"trailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (size, table_at))


def _stream(content: bytes) -> bytes:
    packed = zlib.compress(content)
    return b"<< /Length %d /Filter /FlateDecode >>\nstream\n%b\nendstream" % (len(packed), packed)


def _saved(save) -> bytes:
    held = io.BytesIO()
    save(held)
    return held.getvalue()


WRITERS = {"docx": docx, "hwpx": hwpx, "pdf": pdf}
