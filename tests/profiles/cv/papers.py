"""PDFs that act where they are opened, carry other files, or are two kinds of file at once."""

import io
import struct
import zipfile

from pypdf import PdfReader, PdfWriter

from tests.profiles.cv import writing
from tests.profiles.cv.hostile import PDF

WORDS = writing.pdf(["자기소개", "동네 도서관에서 아이들에게 책을 읽어 주었습니다."])
_ROOT = b"<< /Type /Catalog /Pages 2 0 R %b >>"
_PAGE = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 6 0 R /Annots [7 0 R] >>"
_DRAWN = (
    b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 6 0 R /Resources << /XObject << /X 7 0 R >> >> >>"
)
BOX = b"<< /Type /Annot /Subtype /Widget /FT /Tx /Rect [0 0 300 20] /T (a) %b >>"


def opening(action: bytes) -> bytes:
    """A PDF that does this when it is opened."""
    return writing.pdf_of(b"", objects={1: _ROOT % (b"/OpenAction 7 0 R"), 7: action})


def linking(action: bytes) -> bytes:
    """A PDF with a link that does this."""
    link = b"<< /Type /Annot /Subtype /Link /Rect [0 0 100 100] /A %b >>" % action
    return writing.pdf_of(b"", objects={7: link, 10: _PAGE})


def pinning(note: bytes, **objects: bytes) -> bytes:
    """A PDF with this pinned on its page."""
    more = {int(name[1:]): text for name, text in objects.items()}
    return writing.pdf_of(b"", objects={7: note, 10: _PAGE, **more})


def filled(text: str) -> bytes:
    """A PDF with a box of a form that holds a text, drawn."""
    words = b" /Subtype /Form /BBox [0 0 300 20] /Resources << /Font << /F1 3 0 R >> >> /Length"
    return pinning(BOX % b"/V (x) /AP << /N 8 0 R >>", _8=text_of(text).replace(b" /Length", words, 1))


def drawing(words: bytes) -> bytes:
    """A PDF whose page draws with an object that says this of itself."""
    form = b"<< /Type /XObject %b /Length 0 >>\nstream\n\nendstream" % words
    return writing.pdf_of(b"/X Do", objects={7: form, 10: _DRAWN})


def picture(width: int, height: int, words: bytes = b"", data: bytes = b"0") -> bytes:
    """A PDF with a picture that says how wide and high it is."""
    told = b"<< /Subtype /Image /Width %d /Height %d /ColorSpace /DeviceGray /BitsPerComponent 1 %b /Length %d >>"
    image = told % (width, height, words, len(data)) + b"\nstream\n%b\nendstream" % data
    return writing.pdf_of(b"/X Do", objects={7: image, 10: _DRAWN})


def jpeg(width: int, height: int) -> bytes:
    """A PDF with a JPEG of that size, which the PDF calls small."""
    frame = b"\xff\xc0" + struct.pack(">HBHHB3B", 11, 8, height, width, 1, 1, 0x11, 0)
    return picture(10, 10, b"/Filter /DCTDecode", b"\xff\xd8" + frame + b"\xff\xda\0\2\xff\xd9")


def wide_page() -> bytes:
    return writing.pdf_of(b"", objects={10: b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9000000 842] >>"})


def unseen(number: int, text: bytes, *, shift: bool = True) -> bytes:
    """WORDS with an object that no table names at its end; with a table that is three bytes off, readers look for objects themselves."""
    at = WORDS.index(b"xref\n0")
    content = WORDS[:at] + b"%d 0 obj\n%b\nendobj\n" % (number, text) + WORDS[at:]
    tail = content[content.index(b"xref\n0") :].replace(
        b"startxref\n%d" % at, b"startxref\n%d" % content.index(b"xref\n0")
    )
    content = content[: content.index(b"xref\n0")] + tail
    place = WORDS.index(b"\n6 0 obj") + 1
    return content.replace(b"%010d 00000 n" % place, b"%010d 00000 n" % (place + 3)) if shift else content


def in_pieces(most: int, *, pages: int) -> bytes:
    """A small PDF of pages that each draw so many single letters, each page by itself."""
    page = _DRAWN.replace(b"6 0 R", b"%d 0 R").replace(b"/XObject << /X 7 0 R >>", b"/Font << /F1 3 0 R >>")
    drawings = {60 + at: writing._stream(b"BT /F1 9 Tf (ab) Tj ET\n" * most + b"%d " % at) for at in range(pages)}
    return writing.pdf_of(b"", pages=pages, objects={**drawings, **{10 + at: page % (60 + at) for at in range(pages)}})


def number_behind_a_crowd() -> bytes:
    """A resident number behind more lines than the library reads of one drawing."""
    number = "620307-2345678".encode("utf-16-be").hex().encode()
    return writing.pdf_of(b"0 0 m\n" * 900_000 + b"BT /F1 9 Tf 1 0 0 1 40 800 Tm <%b> Tj ET" % number)


def number_in_a_crowded_form() -> bytes:
    """The same in a drawing that the page draws."""
    number = "620307-2345678".encode("utf-16-be").hex().encode()
    text = writing._stream(b"0 0 m\n" * 900_000 + b"BT /F1 9 Tf 1 0 0 1 40 800 Tm <%b> Tj ET" % number)
    words = b" /Subtype /Form /BBox [0 0 595 842] /Resources << /Font << /F1 3 0 R >> >> /Length"
    return writing.pdf_of(b"/X Do", objects={7: text.replace(b" /Length", words, 1), 10: _DRAWN})


def script() -> bytes:
    return opening(b"<< /S /JavaScript /JS (app.alert\\(1\\)) >>")


def script_by_another_spelling() -> bytes:
    return opening(b"<< /S /J#61vaScript /J#53 (app.alert\\(1\\)) >>")


def script_that_nothing_leads_to() -> bytes:
    return writing.pdf_of(b"", objects={7: b"<< /S /JavaScript /JS (app.alert\\(1\\)) >>"})


def script_inside_of_a_list() -> bytes:
    return writing.pdf_of(b"", objects={7: b"[ [ << /Next << /JS (app.alert\\(1\\)) >> >> ] ]"})


def packed_script() -> bytes:
    """The script stands in an object stream, so that its bytes show nowhere."""
    return _with_cross_reference_stream({8: packed(b"<< /S /JavaScript /JS (app.alert\\(1\\)) >>")}, {7: (8, 0)})


def packed(text: bytes) -> bytes:
    """An object stream that holds this as object 7."""
    return writing._stream(b"7 0 " + text).replace(b"<< /Length", b"<< /Type /ObjStm /N 1 /First 4 /Length", 1)


def text_of(words: str) -> bytes:
    """The drawing of a text."""
    return writing._stream(f"BT /F1 9 Tf 1 0 0 1 40 800 Tm <{words.encode('utf-16-be').hex()}> Tj ET".encode())


def _with_cross_reference_stream(more: dict[int, bytes], packed: dict[int, tuple[int, int]]) -> bytes:
    objects = {
        1: b"<< /Type /Catalog /Pages 2 0 R /OpenAction 7 0 R >>",
        2: b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        3: b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] >>",
        **more,
    }
    body, places = bytearray(b"%PDF-1.7\n"), {}
    for number, text in sorted(objects.items()):
        places[number] = len(body)
        body += b"%d 0 obj\n%b\nendobj\n" % (number, text)
    at, own = len(body), max([*objects, *packed]) + 1
    places[own] = at
    rows = b""
    for number in range(own + 1):
        kind, second, third = (2, *packed[number]) if number in packed else (1, places.get(number, 0), 0)
        kind = kind if number in packed or number in places else 0
        rows += bytes([kind]) + second.to_bytes(4, "big") + third.to_bytes(2, "big")
    table = writing._stream(rows).replace(
        b"<< /Length", b"<< /Type /XRef /Size %d /W [1 4 2] /Root 1 0 R /Length" % (own + 1), 1
    )
    body += b"%d 0 obj\n%b\nendobj\n" % (own, table)
    return bytes(body + b"startxref\n%d\n%%%%EOF\n" % at)


def with_file_inside() -> bytes:
    writer = PdfWriter(PdfReader(io.BytesIO(PDF)))
    writer.add_attachment("run.exe", b"MZ")
    held = io.BytesIO()
    writer.write(held)
    return held.getvalue()


def with_zip_behind() -> bytes:
    """Opens as a PDF and as a zip."""
    held = io.BytesIO(WORDS)
    with zipfile.ZipFile(held, "a") as archive:
        archive.writestr("run.js", "alert(1)")
    return held.getvalue()


def with_page_before() -> bytes:
    """Opens as a PDF and as HTML."""
    return b"<script>alert(1)</script>\n" + WORDS


def with_page_behind() -> bytes:
    return WORDS + b"<script>alert(1)</script>"


def telling(*lines: str) -> bytes:
    return writing.pdf(list(lines))
