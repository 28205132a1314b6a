"""A PDF written anew from what its pages draw: nothing else of the old file comes along, so that what was looked at is what a reader shows.

Left behind: objects that no page needs, actions, scripts, forms, outlines, names, layers, tags, metadata. Links to the web, to post and to phones
stay. No Django. Sources: ISO 32000-2 sections 7.5 (file structure), 7.7.3.3 (pages), 8.10 (forms), 8.9.5 (images), 12.5 (annotations).
"""

import io
import re
import struct
import zlib
from collections.abc import Collection, Iterator, Sequence
from typing import Any

from pypdf import PageObject, PdfReader
from pypdf.generic import (
    ArrayObject,
    BooleanObject,
    ByteStringObject,
    DictionaryObject,
    FloatObject,
    IndirectObject,
    NameObject,
    NullObject,
    NumberObject,
    StreamObject,
    TextStringObject,
)

from profiles.cv.refusals import Unreadable
from profiles.sizes import MOST_BYTES, MOST_PIXELS

MOST_OBJECTS = 50_000
MOST_POINTS = 14_400  # the longest side of a page that readers promise to show
MOST_LINK = 2_000
MOST_FORM_BYTES = 2_000_000  # of a drawing in a drawing; the library passes over one of more parts, and says nothing
_HEAD = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"
_PAGES = IndirectObject(2, 0, None)
_LINK = re.compile(r"(?:https?://|mailto:|tel:)[!-~]+", re.IGNORECASE)
_HIDDEN, _PRINTED = 2 | 32, 4  # flags of an annotation
_NOT_DRAWN = {"/Popup", "/Text"}
_FONT_FILES = {"/FontFile", "/FontFile2", "/FontFile3"}
_MAPS = {"/CharProcs", "/Colorants"}  # their names are those of glyphs and inks, whatever they spell
_BY_USE = {"/Resources", *_FONT_FILES, *_MAPS}
_DRAWN_WITH = ("/ExtGState", "/ColorSpace", "/Pattern", "/Shading", "/XObject", "/Font")
_NO_DRAWING = {"/Page", "/Pages", "/Catalog"}
_FILTERS = {"/Filter", "/DecodeParms"}
_LEFT_OUT = {
    f"/{name}"
    for name in (
        *("Parent", "Metadata", "PieceInfo", "Thumb", "OC", "OPI", "Alternates", "StructParent", "StructParents"),
        *("LastModified", "AF", "A", "AA", "OpenAction", "Measure", "PtData", "Properties", "Annots", "Dest"),
        *("Ref", "Length", "F", "FFilter", "FDecodeParms", "DL"),
    )
}


def rewritten(reader: PdfReader) -> bytes:
    """Return a new file of the same pages. Raises Unreadable: unfinished_form, picture_too_wide, too_heavy, too_much_inside, broken."""
    copy = _Copy()
    kids = ArrayObject(copy.added(copy.page(page)) for page in reader.pages)
    copy.objects[0] = _named(Type=NameObject("/Catalog"), Pages=_PAGES)
    copy.objects[1] = _named(Type=NameObject("/Pages"), Kids=kids, Count=NumberObject(len(kids)))
    content = _written(copy.objects)
    if len(content) > MOST_BYTES:
        raise Unreadable("too_heavy")
    return content


class _Copy:
    """The objects of the new file, numbered from 1; what a reference of the old one leads to is copied once for each use."""

    def __init__(self) -> None:
        self.objects: list[Any] = [None, None]
        self._known: dict[tuple[Any, ...], IndirectObject] = {}

    def added(self, part: Any) -> IndirectObject:
        """A reference to one more object."""
        self.objects.append(part)
        if len(self.objects) > MOST_OBJECTS:
            raise Unreadable("too_much_inside")
        return IndirectObject(len(self.objects), 0, None)

    def page(self, page: PageObject) -> DictionaryObject:
        """A page with its drawing, its size and what is pinned on it."""
        kept = _named(Type=NameObject("/Page"), Parent=_PAGES, MediaBox=_box(page.mediabox), CropBox=_box(page.cropbox))
        kept[NameObject("/Rotate")] = NumberObject(page.rotation % 360)
        kept[NameObject("/Resources")] = self._value(held(page, "/Resources") or DictionaryObject(), "/Resources")
        kept[NameObject("/Contents")] = self._contents(page)
        if isinstance(found(page, "/Group"), DictionaryObject):
            kept[NameObject("/Group")] = self._value(held(page, "/Group"))
        pinned = ArrayObject(self.added(note) for note in self._pinned(page))
        if pinned:
            kept[NameObject("/Annots")] = pinned
        return kept

    def _value(self, part: Any, name: str = "") -> Any:
        """A copy of what was held under a name; a reference becomes one to the copy."""
        if not isinstance(part, IndirectObject):
            return self._copied(part, name)
        key = (part.idnum, part.generation, name if name in _BY_USE else "")
        if key not in self._known:
            own = self._known[key] = self.added(None)
            self.objects[own.idnum - 1] = self._copied(part.get_object(), name)
        return self._known[key]

    def _copied(self, part: Any, name: str) -> Any:
        if isinstance(part, StreamObject):
            return self._stream(part, name)
        if isinstance(part, DictionaryObject):
            return self._dictionary(part, name)
        if isinstance(part, ArrayObject):
            return ArrayObject(self._value(one) for one in part)
        if isinstance(part, TextStringObject | ByteStringObject):
            return ByteStringObject(part.original_bytes)
        if isinstance(part, NameObject | NumberObject | FloatObject | BooleanObject):
            return part
        if part is None or isinstance(part, NullObject):
            return NullObject()
        raise Unreadable("broken")

    def _dictionary(self, part: DictionaryObject, name: str) -> DictionaryObject | NullObject:
        if str(found(part, "/Type")) in _NO_DRAWING:
            return NullObject()
        if name == "/Resources":
            named = {kind: found(part, kind) for kind in _DRAWN_WITH}
            return DictionaryObject(
                {NameObject(kind): self._map(one) for kind, one in named.items() if isinstance(one, DictionaryObject)}
            )
        return self._map(part) if name in _MAPS else self._map(part, without=_LEFT_OUT)

    def _map(self, part: DictionaryObject, without: Collection[str] = ()) -> DictionaryObject:
        """The parts of a dictionary; in one of names nothing is left out, and names mean nothing."""
        kept = {key: part.raw_get(key) for key in part if str(key) not in without}
        return DictionaryObject({key: self._value(one, str(key) if without else "") for key, one in kept.items()})

    def _stream(self, part: StreamObject, name: str) -> StreamObject:
        """Pictures and fonts as they are packed, all else unpacked as it was read and packed anew."""
        kept = StreamObject()
        if "/Width" in part and "/Height" in part:
            filters, data = _packed_picture(part)
            kept.update(self._map(part, without=_LEFT_OUT | filters.keys()))
            kept.update({key: self._value(one) for key, one in filters.items()})
        elif name in _FONT_FILES:
            kept.update(self._map(part, without=_LEFT_OUT))
            data = part._data
        else:
            kept.update(self._map(part, without=_LEFT_OUT | _FILTERS))
            data = part.get_data()
            if "/BBox" in part and len(data) > MOST_FORM_BYTES:
                raise Unreadable("too_heavy")
            return _packed(kept, data)
        kept.set_data(data)
        return kept

    def _contents(self, page: PageObject) -> IndirectObject:
        """The drawing in one piece, once for all pages that share it."""
        parts = held(page, "/Contents")
        named = parts if isinstance(parts, ArrayObject) else [parts]
        key = tuple((one.idnum, one.generation) if isinstance(one, IndirectObject) else id(one) for one in named)
        if ("/Contents", key) not in self._known:
            drawing = page.get_contents()
            own = self.added(_packed(StreamObject(), b"" if drawing is None else drawing.get_data()))
            self._known["/Contents", key] = own
        return self._known["/Contents", key]

    def _pinned(self, page: PageObject) -> Iterator[DictionaryObject]:
        """Links that lead out, and the looks of stamps, marks and boxes that somebody filled in."""
        notes = found(page, "/Annots")
        for note in notes if isinstance(notes, ArrayObject) else ():
            note = note.get_object()
            if not isinstance(note, DictionaryObject) or not isinstance(found(note, "/Rect"), ArrayObject):
                continue
            kind, look, box = str(found(note, "/Subtype")), _look(note), _numbers(found(note, "/Rect"))
            if kind == "/Link":
                if address := _address(note):
                    action = _named(S=NameObject("/URI"), URI=ByteStringObject(address.encode("ascii")))
                    yield _annotation("/Link", box, Border=_numbers([0, 0, 0]), A=action)
            elif look is None:
                if kind == "/Widget" and _is_filled(note):
                    raise Unreadable("unfinished_form")
            elif kind not in _NOT_DRAWN and not _whole(found(note, "/F")) & _HIDDEN:
                yield _annotation("/Stamp", box, AP=_named(N=self._value(look)))


def held(part: DictionaryObject, name: str) -> Any:
    """What stands under a name, a reference as it is; None where nothing does."""
    return part.raw_get(name) if name in part else None


def found(part: DictionaryObject, name: str) -> Any:
    """What stands under a name or where its reference leads."""
    one = held(part, name)
    return one.get_object() if isinstance(one, IndirectObject) else one


def _written(objects: Sequence[Any]) -> bytes:
    """The file: a head, each object, the table of where they stand."""
    out, places = io.BytesIO(), []
    out.write(_HEAD)
    for number, part in enumerate(objects, start=1):
        places.append(out.tell())
        out.write(b"%d 0 obj\n" % number)
        part.write_to_stream(out)
        out.write(b"\nendobj\n")
    at = out.tell()
    out.write(b"xref\n0 %d\n0000000000 65535 f \n" % (len(places) + 1))
    out.writelines(b"%010d 00000 n \n" % place for place in places)
    out.write(b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(places) + 1, at))
    return out.getvalue()


def _packed(stream: StreamObject, data: bytes) -> StreamObject:
    stream[NameObject("/Filter")] = NameObject("/FlateDecode")
    stream.set_data(zlib.compress(data))
    return stream


def _packed_picture(part: StreamObject) -> tuple[dict[NameObject, Any], bytes]:
    """How a picture is packed and its bytes; one packed twice only as the picture that it is. Raises picture_too_wide, broken."""
    told = found(part, "/Filter")
    names = [one.get_object() for one in told] if isinstance(told, ArrayObject) else [told]
    ways = found(part, "/DecodeParms")
    data, sizes = part._data, [(found(part, "/Width"), found(part, "/Height"))]
    filters = {NameObject("/Filter"): held(part, "/Filter"), NameObject("/DecodeParms"): held(part, "/DecodeParms")}
    if names[-1:] in (["/DCTDecode"], ["/JPXDecode"]):
        if len(names) > 1:
            data = part.get_data()
            last = ways[-1] if isinstance(ways, ArrayObject) and len(ways) == len(names) else None
            filters = {NameObject("/Filter"): names[-1], NameObject("/DecodeParms"): last}
        sizes += _sizes_of_jpeg(data) if names[-1] == "/DCTDecode" else _sizes_of_jpeg_2000(data)
    for width, height in sizes:
        if _whole(width) <= 0 or _whole(height) <= 0:
            raise Unreadable("broken")
        if width * height > MOST_PIXELS:
            raise Unreadable("picture_too_wide")
    return filters, data


def _sizes_of_jpeg(data: bytes) -> list[tuple[int, int]]:
    """What the frames before the first scan say."""
    sizes, place = [], 2
    try:
        while (code := data[place + 1]) != 0xDA:
            if code == 0xFF:
                place += 1
                continue
            if 0xC0 <= code <= 0xCF and code not in (0xC4, 0xC8, 0xCC):
                sizes.append(struct.unpack_from(">HH", data, place + 5)[::-1])
            place += 2 + struct.unpack_from(">H", data, place + 2)[0]
    except (IndexError, struct.error):
        raise Unreadable("broken") from None
    return sizes


def _sizes_of_jpeg_2000(data: bytes) -> list[tuple[int, int]]:
    return [struct.unpack(">II", data[at.end() + 4 : at.end() + 12]) for at in re.finditer(rb"\xff\x4f\xff\x51", data)]


def _look(note: DictionaryObject) -> Any:
    """The reference to how an annotation looks in the state it is in; None where it has no look of its own."""
    looks = found(note, "/AP")
    if not isinstance(looks, DictionaryObject):
        return None
    name, looks = "/N", looks
    if isinstance(states := found(looks, "/N"), DictionaryObject) and not isinstance(states, StreamObject):
        name, looks = str(found(note, "/AS")), states
    return held(looks, name) if isinstance(found(looks, name), StreamObject) else None


def _is_filled(box: DictionaryObject) -> bool:
    """Whether a box of a form, or the field that it belongs to, holds an answer."""
    for _step in range(8):
        if "/V" in box:
            return str(found(box, "/V")).strip() not in ("", "/Off", "NullObject")
        box = found(box, "/Parent")
        if not isinstance(box, DictionaryObject):
            break
    return False


def _address(link: DictionaryObject) -> str:
    """Where a link leads, if it leads to a site, a mailbox or a phone; else nothing."""
    action = found(link, "/A")
    if not isinstance(action, DictionaryObject) or found(action, "/S") != "/URI":
        return ""
    told = found(action, "/URI")
    told = told.original_bytes if isinstance(told, TextStringObject | ByteStringObject) else b""
    address = told.decode("ascii", "replace").strip()
    return address if len(address) <= MOST_LINK and _LINK.fullmatch(address) else ""


def _annotation(kind: str, box: ArrayObject, **parts: Any) -> DictionaryObject:
    return _named(Type=NameObject("/Annot"), Subtype=NameObject(kind), Rect=box, F=NumberObject(_PRINTED), **parts)


def _named(**parts: Any) -> DictionaryObject:
    return DictionaryObject({NameObject(f"/{name}"): part for name, part in parts.items()})


def _box(box: Any) -> ArrayObject:
    """The size of a page. Raises too_heavy for one that no reader shows."""
    sides = _numbers(box)
    if not (0 < abs(sides[2] - sides[0]) <= MOST_POINTS and 0 < abs(sides[3] - sides[1]) <= MOST_POINTS):
        raise Unreadable("too_heavy")
    return sides


def _numbers(values: Any) -> ArrayObject:
    return ArrayObject(FloatObject(getattr(one, "get_object", lambda one=one: one)()) for one in values)


def _whole(number: Any) -> int:
    return int(number) if isinstance(number, int) else 0
