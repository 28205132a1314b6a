"""What the child process says of a PDF that is to be handed on: its pages written anew (rewriting.py), or the code of why it isn't taken.

Refused is what would do something where it is opened (scripts, actions, files inside), what is two kinds of file at once, and a text that
holds a resident registration number: looked for in what is handed on, not in what came. No Django. Sources: ISO 32000-2 sections 7.5, 7.11.4,
12.6.4 (actions), 13 (multimedia); PIPA art. 24-2.
"""

import base64
import io
import re
import zipfile
from collections.abc import Callable, Iterator
from functools import partial
from itertools import pairwise
from typing import Any

from pypdf import PageObject, PdfReader
from pypdf.errors import LimitReachedError
from pypdf.generic import ArrayObject, DictionaryObject, IndirectObject, StreamObject

from profiles import signs
from profiles.cv import kinds, rewriting
from profiles.cv.refusals import Unreadable

MOST_PAGES = 30
MOST_OBJECTS = 50_000
MOST_SIGNS = 300_000
MOST_PIECES = 100_000  # of text; to read so many takes some three seconds
_END = re.compile(rb"%%EOF[\s\0]*\Z")
_PIECE = re.compile(rb"T[jJ](?![A-Za-z])")
_SET_APART = re.compile(r"(?<!\S)(?:[\d-] ){6,}[\d-](?!\S)")  # some makers of PDFs set each sign by itself
_KEYS = {"/JS", "/JavaScript", "/EF", "/EmbeddedFiles", "/XFA", "/RichMediaContent"}
_ACTIONS = {
    f"/{name}"
    for name in ("JavaScript", "Launch", "GoToE", "GoToR", "ImportData", "SubmitForm", "Rendition", "Movie", "Sound")
} | {"/RichMediaExecute", "/GoTo3DView"}
_PARTS = {f"/{name}" for name in ("FileAttachment", "RichMedia", "Movie", "Screen", "Sound", "3D")}


def answer(content: bytes) -> dict[str, Any]:
    """Return {"pages", "content"} (base64), or {"refused": code} whatever goes wrong."""
    try:
        written = _rewritten(content)
        return {"pages": _looked_through(written), "content": base64.b64encode(written).decode("ascii")}
    except Unreadable as refused:
        return {"refused": refused.code}
    except (MemoryError, RecursionError):
        return {"refused": "too_heavy"}
    except Exception:  # noqa: BLE001 - whatever a library raises on a hostile file says the same to the person
        return {"refused": "broken"}


def _rewritten(content: bytes) -> bytes:
    """The file without all that its pages don't need; refused where it holds what acts."""
    if kinds.kind_of(content) != "pdf":
        raise Unreadable("unknown_kind")
    if not content.startswith(b"%PDF-") or zipfile.is_zipfile(io.BytesIO(content)):
        raise Unreadable("two_kinds")
    if not _END.search(content[-4096:]):
        raise Unreadable("broken" if b"%%EOF" not in content else "two_kinds")
    reader = PdfReader(io.BytesIO(content), strict=False)
    if reader.is_encrypted:
        raise Unreadable("encrypted")
    told = reader.root_object["/Pages"].get_object().get("/Count", 0)
    if told > MOST_PAGES or not 0 < len(reader.pages) <= MOST_PAGES:
        raise Unreadable("too_many_pages" if told else "broken")
    if _acts(reader):
        raise Unreadable("active")
    return rewriting.rewritten(reader)


def _looked_through(written: bytes) -> int:
    """How many pages a file has that tells no resident number; read anew from the bytes that are handed on."""
    reader = PdfReader(io.BytesIO(written), strict=True)
    if any(map(_holds_resident_number, _texts(reader))):
        raise Unreadable("resident_number")
    return len(reader.pages)


def _acts(reader: PdfReader) -> bool:
    """Whether any object of the file, drawn or not, is something that acts or carries a file."""
    return any(_is_active(part) for part in _dictionaries(reader))


def _dictionaries(reader: PdfReader) -> Iterator[DictionaryObject]:
    """Every dictionary, whether anything leads to it or not."""
    numbers = {(number, generation) for generation, places in reader.xref.items() for number in places}
    numbers |= {(number, 0) for number in reader.xref_objStm}
    if len(numbers) > MOST_OBJECTS:
        raise Unreadable("too_much_inside")
    waiting: list[Any] = [reader.trailer]
    waiting += [IndirectObject(number, generation, reader).get_object() for number, generation in sorted(numbers)]
    while waiting:
        part = waiting.pop()
        if isinstance(part, DictionaryObject):
            yield part
            waiting += [value for value in part.values() if isinstance(value, DictionaryObject | ArrayObject)]
        elif isinstance(part, ArrayObject):
            waiting += [value for value in part if isinstance(value, DictionaryObject | ArrayObject)]


def _is_active(part: DictionaryObject) -> bool:
    if _KEYS & set(part):
        return True
    if isinstance(part, StreamObject) and "/F" in part or "/Ref" in part and "/BBox" in part:
        return True  # what is drawn stands in another file
    told = {name: str(rewriting.found(part, name)) for name in ("/S", "/Subtype", "/Type") if name in part}
    return told.get("/S") in _ACTIONS or told.get("/Subtype") in _PARTS or told.get("/Type") == "/EmbeddedFile"


def _texts(reader: PdfReader) -> Iterator[str]:
    """The text of each page and of what is pinned on it, as far as it can be read: pictures hold none, odd fonts don't make a file a bad one."""
    signs_read, pieces, drawn = 0, 0, set()
    for page in reader.pages:
        drawing = (repr(page.raw_get("/Contents")), repr(page["/Resources"]))
        reads = () if drawing in drawn else (page.extract_text,)  # pages that draw the same tell the same
        drawn.add(drawing)
        pieces += len(_PIECE.findall(page["/Contents"].get_data())) if reads else 0
        if pieces > MOST_PIECES:
            raise Unreadable("too_much_inside")
        for read in (*reads, *_pinned(page)):
            try:
                text = read()
            except (MemoryError, RecursionError):
                raise
            except LimitReachedError:  # the rest would be shown unread
                raise Unreadable("too_heavy") from None
            except Exception:  # noqa: BLE001, S112 - a font that the library can't read
                continue
            signs_read += len(text)
            yield text
            if signs_read > MOST_SIGNS:
                raise Unreadable("too_much_inside")


def _pinned(page: PageObject) -> Iterator[Callable[[], str]]:
    """How to read what is pinned on a page: looks of filled-in boxes and stamps, addresses of links."""
    for note in page.get("/Annots", ()):
        note = note.get_object()
        if "/AP" in note:
            yield partial(page.extract_xform_text, note["/AP"]["/N"])
        else:
            yield partial(str, note["/A"]["/URI"])


def _holds_resident_number(text: str) -> bool:
    """Whether a number stands on a line, or spread over two."""
    lines = [_SET_APART.sub(lambda found: found[0].replace(" ", ""), signs.read(line)) for line in text.splitlines()]
    return any(signs.holds_resident_number(f"{line} {following}") for line, following in pairwise([*lines, ""]))
