"""Files that mean harm, and files that are only broken: small in a test, huge or endless once opened."""

import io
import struct
import zipfile
import zlib

from pypdf import PdfReader, PdfWriter

from tests.profiles.cv import writing
from tests.profiles.cv.people import PEOPLE, form

DOCX, HWPX, PDF = (write(form(PEOPLE[0])) for write in (writing.docx, writing.hwpx, writing.pdf))
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)
MIB = 1024 * 1024


def zipped(entries: dict[str, bytes]) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for name, content in entries.items():
            archive.writestr(name, content)
    return held.getvalue()


def with_part(name: str, content: bytes, *, of: bytes = DOCX) -> bytes:
    """A sound file with one part replaced or added."""
    with zipfile.ZipFile(io.BytesIO(of)) as archive:
        parts = {one: archive.read(one) for one in archive.namelist()}
    return zipped({**parts, name: content})


def document_xml(body: str, *, before: str = "") -> bytes:
    space = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    return f'<?xml version="1.0"?>{before}<w:document {space}><w:body>{body}</w:body></w:document>'.encode()


def ole(*streams: str) -> bytes:
    """The container of old Word and Hangul files, with the names of its streams."""
    return OLE + b"".join(name.encode("utf-16-le") + bytes(64) for name in streams)


def _blanks(mib: int) -> bytes:
    """So many MiB of blanks, packed: one block over and over."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    block = packer.compress(b" " * MIB) + packer.flush(zlib.Z_FULL_FLUSH)
    return block * mib + packer.flush()


def flat_bomb(mib: int = 2_000) -> bytes:
    """A DOCX whose document.xml inflates to so many MiB."""
    return _one_entry("word/document.xml", _blanks(mib), mib * MIB)


def lying_bomb() -> bytes:
    """The same, saying that only 100 bytes come out."""
    return flat_bomb(60).replace(struct.pack("<I", 60 * MIB), struct.pack("<I", 100))


def _one_entry(name: str, packed: bytes, size: int) -> bytes:
    fields = struct.pack("<HHHHHIIIHH", 20, 0, 8, 0, 0, 0, len(packed), size, len(name), 0)
    local = b"PK\x03\x04" + fields + name.encode() + packed
    central = b"PK\x01\x02" + struct.pack("<H", 20) + fields + struct.pack("<HHHII", 0, 0, 0, 0, 0) + name.encode()
    end = b"PK\x05\x06" + struct.pack("<HHHHIIH", 0, 0, 1, 1, len(central), len(local), 0)
    return local + central + end


def nested_bomb() -> bytes:
    inner = zipped({"word/document.xml": b" " * 4 * MIB})
    for _ in range(4):
        inner = zipped({f"{number}.zip": inner for number in range(8)})
    return with_part("word/embeddings/1.zip", inner)


def overlapping_bomb() -> bytes:
    """Two entries of the list that share the bytes of one (David Fifield's way)."""
    single = zipped({"word/document.xml": b" " * MIB})
    at = single.index(b"PK\x01\x02")
    central = single[at : single.index(b"PK\x05\x06")]
    other = central.replace(b"word/document.xml", b"word/documents.ml")
    end = b"PK\x05\x06" + struct.pack("<HHHHIIH", 0, 0, 2, 2, len(central) * 2, at, 0)
    return single[:at] + central + other + end


def many_entries() -> bytes:
    return zipped({f"word/{number}.xml": b"" for number in range(5_000)})


def locked_zip() -> bytes:
    """The flag of a password on every entry."""
    found = bytearray(DOCX)
    for mark, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = -1
        while (at := found.find(mark, at + 1)) >= 0:
            found[at + place] |= 1
    return bytes(found)


def billion_laughs() -> bytes:
    entities = '<!ENTITY a0 "ha">' + "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10))
    return document_xml("<w:p><w:r><w:t>&a9;</w:t></w:r></w:p>", before=f"<!DOCTYPE x [{entities}]>")


def outer_entity() -> bytes:
    dtd = '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>'
    return document_xml("<w:p><w:r><w:t>&e;</w:t></w:r></w:p>", before=dtd)


def looping_pdf() -> bytes:
    """A tree of pages whose branch is its own root."""
    return writing.pdf_of(b"", objects={2: b"<< /Type /Pages /Kids [2 0 R 2 0 R] /Count 9999999 >>"})


def endless_form_pdf() -> bytes:
    """A drawing that draws itself."""
    form_ = b"<< /Type /XObject /Subtype /Form /Resources << /XObject << /X 7 0 R >> >> /Length 5 >>\nstream\n/X Do\nendstream"
    page = b"<< /Type /Page /Parent 2 0 R /Contents 6 0 R /Resources << /XObject << /X 7 0 R >> >> >>"
    return writing.pdf_of(b"/X Do", objects={7: form_, 10: page})


def scanned_pdf() -> bytes:
    """A page that is one picture."""
    picture = b"<< /Type /XObject /Subtype /Image /Width 1 /Height 1 /ColorSpace /DeviceGray /BitsPerComponent 8 /Length 1 >>\nstream\n0\nendstream"
    page = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 6 0 R /Resources << /XObject << /X 7 0 R >> >> >>"
    return writing.pdf_of(b"595 0 0 842 0 0 cm /X Do", objects={7: picture, 10: page})


def inflating_pdf(mib: int = 3_000) -> bytes:
    """A page whose drawing inflates to so many MiB, packed twice over."""
    twice = zlib.compress(b"\x78\xda" + _blanks(mib) + bytes(4), 9)
    drawing = b"<< /Length %d /Filter [/FlateDecode /FlateDecode] >>\nstream\n%b\nendstream" % (len(twice), twice)
    return writing.pdf_of(b"", objects={6: drawing})


def locked_pdf(*, opens_with: str) -> bytes:
    writer = PdfWriter(PdfReader(io.BytesIO(PDF)))
    writer.encrypt(opens_with, owner_password="owner", algorithm="AES-256")
    held = io.BytesIO()
    writer.write(held)
    return held.getvalue()
