"""What a file really is, by its bytes and never by its name; whatever isn't sound is refused here, before a library sees it.

No Django: the child process of the sandbox runs this. Sources: ISO 32000-2 section 7.5 (PDF); ECMA-376 part 2 (OPC); KS X 6101 (OWPML, HWPX);
MS-CFB 2.2 (the container of old Word and Hangul files).
"""

import re
from typing import Literal

from profiles.cv import archives
from profiles.cv.refusals import Unreadable

Kind = Literal["pdf", "docx", "hwpx"]

_COMPOUND_FILE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_OLD_HWP = b"HWP Document File"
_PICTURES = (b"\xff\xd8\xff", b"\x89PNG\r\n", b"GIF8", b"BM", b"II*\0", b"MM\0*")
_PDF_HEAD = re.compile(rb"%PDF-[12]\.\d")
_PDF_OBJECT = re.compile(rb"\d+\s+\d+\s+obj\b")
_HWPX_TYPES = (b"application/hwp+zip", b"application/owpml")
_SECTION = re.compile(r"Contents/section\d+\.xml")


def kind_of(content: bytes) -> Kind:
    """Tell what a file is. Raises Unreadable with the code that says why it can't be read."""
    if not content.strip(b"\0 \r\n\t"):
        raise Unreadable("empty")
    if content.startswith(_COMPOUND_FILE):
        raise Unreadable(_of_compound_file(content))
    if content.startswith(_OLD_HWP):
        raise Unreadable("old_hwp")
    if content.startswith(_PICTURES) or content[4:12] in (b"ftypheic", b"ftypmif1") or content[8:12] == b"WEBP":
        raise Unreadable("picture")
    if content.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _of_archive(content)
    if _PDF_HEAD.search(content[:1024]):
        if not _PDF_OBJECT.search(content):
            raise Unreadable("broken")
        return "pdf"
    raise Unreadable("unknown_kind")


def _of_compound_file(content: bytes) -> str:
    """Tell old files and locked new ones apart by the names of their streams."""
    if _named(content, "EncryptedPackage"):
        return "encrypted"
    if _named(content, "HwpSummaryInformation") or (_named(content, "FileHeader") and _named(content, "DocInfo")):
        return "old_hwp"
    return "old_word" if _named(content, "WordDocument") else "unknown_kind"


def _named(content: bytes, name: str) -> bool:
    return name.encode("utf-16-le") in content


def _of_archive(content: bytes) -> Kind:
    archive = archives.check(content)
    if archive.first.get("mimetype", b"").strip().startswith(_HWPX_TYPES):
        if "META-INF/manifest.xml" in archive.first and b"encryption" in archive.first["META-INF/manifest.xml"]:
            raise Unreadable("encrypted")
        if not any(_SECTION.fullmatch(name) for name in archive.first):
            raise Unreadable("broken")
        return "hwpx"
    if "[Content_Types].xml" in archive.first and "word/document.xml" in archive.first:
        return "docx"
    raise Unreadable("unknown_kind")
