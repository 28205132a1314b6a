"""Where a place lies, drawn on the outlines of the districts: a mark for the place, one for home, and as much around as shows both. Pure."""

from typing import NamedTuple

from profiles import places
from profiles.places import Outline

ROOM = 150  # of the sheet, around the marks: about 6 km
LEAST = 420
LETTERS = 22  # of a name's height in the width: 16 px on a phone


class Mark(NamedTuple):
    """A mark on the sheet of the outlines; `name` is the dong or the district that it stands for."""

    x: int
    y: int
    name: str


class PlaceMap(NamedTuple):
    """A part of the sheet, as the view of an SVG; `outlines` with the names of their districts."""

    view: str
    letters: int  # the height of a name on the sheet
    outlines: list[tuple[Outline, str]]
    district: str
    place: Mark
    home: Mark | None


def draw(place: str, home: str = "") -> PlaceMap:
    """Draw where a dong or district lies, and where home is if it has a point in the city. Raises KeyError."""
    here = _mark(place)
    there = _mark(home) if home and home != places.OUTSIDE else None
    marks = [mark for mark in (here, there) if mark]
    left, top = min(mark.x for mark in marks), min(mark.y for mark in marks)
    width = max(LEAST, max(mark.x for mark in marks) - left + 2 * ROOM)
    height = max(LEAST * 2 // 3, max(mark.y for mark in marks) - top + 2 * ROOM)
    x = (left + max(mark.x for mark in marks) - width) // 2
    y = (top + max(mark.y for mark in marks) - height) // 2
    return PlaceMap(
        view=f"{x} {y} {width} {height}",
        letters=width // LETTERS,
        outlines=[(outline, places.name(outline.code)) for outline in places.outlines()],
        district=places.district_of(place).code,
        place=here,
        home=there,
    )


def _mark(code: str) -> Mark:
    return Mark(*places.on_sheet(code), places.name(code))
