"""Where things are: the city's districts and administrative dong, their points and distances.

One installation is one city, so one set of reference files. Source: profiles/reference/README.md.
"""

import csv
import math
import re
import statistics
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from django.utils.translation import gettext as _

from profiles.languages import is_korean

OUTSIDE = "99999"  # where people live who don't live in this city: a known answer, with no point and no dong
REFERENCE = Path(__file__).parent / "reference"
SHEET = (1000, 826)  # width and height of the map, in the numbers of its outlines
EARTH_RADIUS_KM = 6371.0088


class Point(NamedTuple):
    """A place on the map in degrees."""

    lat: float
    lon: float


class District(NamedTuple):
    """자치구: five-digit code, zone 권역, centroid; its names in Korean and in English."""

    code: str
    name: str
    english: str
    zone: str
    point: Point


class Dong(NamedTuple):
    """행정동: ten-digit code and the five-digit code of its district."""

    code: str
    district: str
    name: str
    english: str
    point: Point


class Outline(NamedTuple):
    """A district on the map sheet: its border as an SVG's points, and where its name has room."""

    code: str
    points: str
    x: int
    y: int


@lru_cache(maxsize=1)
def districts() -> tuple[District, ...]:
    """All districts in the order of their codes."""
    return tuple(
        District(row["code"], row["name"], row["english"], row["zone"], _point(row))
        for row in _rows("seoul_districts.csv")
    )


def district(code: str) -> District:
    """The district of a five-digit code. Raises KeyError."""
    return _districts_by_code()[code]


@lru_cache(maxsize=32)
def dongs(district_code: str) -> tuple[Dong, ...]:
    """The dong of one district in 가나다 order. Raises KeyError."""
    owner = district(district_code)
    own = (dong for dong in _dongs_by_code().values() if dong.district == owner.code)
    return tuple(sorted(own, key=lambda dong: _reading_order(dong.name)))


def district_of(code: str) -> District:
    """The district of a dong code, or of its own. Raises KeyError."""
    return district(code[:5])


def dong(code: str) -> Dong:
    """The dong of a ten-digit code. Raises KeyError."""
    return _dongs_by_code()[code]


def is_district(code: str) -> bool:
    """Whether a district has this code."""
    return code in _districts_by_code()


def is_dong(code: str) -> bool:
    """Whether a dong has this code."""
    return code in _dongs_by_code()


def is_home(code: str) -> bool:
    """Whether somebody can say that they live there: a district, or outside of the city."""
    return code == OUTSIDE or is_district(code)


@lru_cache(maxsize=1)
def outlines() -> tuple[Outline, ...]:
    """The outline of each district, for a sheet of SHEET, in the order of their codes."""
    rows = _rows("seoul_outlines.csv")
    return tuple(Outline(row["code"], row["outline"], int(row["label_x"]), int(row["label_y"])) for row in rows)


def on_sheet(code: str) -> tuple[int, int]:
    """Where the point of a dong or a district lies on the sheet of the outlines, true to about 100 m. Raises KeyError."""
    (x_per_lon, x_at_0), (y_per_lat, y_at_0) = _scales()
    here = point(code)
    return round(x_per_lon * here.lon + x_at_0), round(y_per_lat * here.lat + y_at_0)


@lru_cache(maxsize=1)
def _scales() -> tuple[tuple[float, float], tuple[float, float]]:
    """How longitude and latitude lie on the sheet: the straight lines that fit the districts' points and the middles of their outlines best."""
    middles = {outline.code: _middle(outline.points) for outline in outlines()}
    lons, lats = zip(*((row.point.lon, row.point.lat) for row in districts()), strict=True)
    xs, ys = zip(*(middles[row.code] for row in districts()), strict=True)
    across, down = statistics.linear_regression(lons, xs), statistics.linear_regression(lats, ys)
    return (across.slope, across.intercept), (down.slope, down.intercept)


def _middle(points: str) -> tuple[float, float]:
    """The centroid of an outline (of a polygon, by the shoelace formula)."""
    corners = [tuple(map(int, pair.split(","))) for pair in points.split()]
    twice_area = x_sum = y_sum = 0
    for (x, y), (next_x, next_y) in zip(corners, [*corners[1:], corners[0]], strict=True):
        cross = x * next_y - next_x * y
        twice_area, x_sum, y_sum = twice_area + cross, x_sum + (x + next_x) * cross, y_sum + (y + next_y) * cross
    return x_sum / (3 * twice_area), y_sum / (3 * twice_area)


@lru_cache(maxsize=1)
def zones() -> tuple[str, ...]:
    """The names of the zones 권역 in 가나다 order."""
    return tuple(sorted({district.zone for district in districts()}))


def districts_in(zone: str) -> tuple[District, ...]:
    """The districts of one zone in the order of their codes."""
    return tuple(district for district in districts() if district.zone == zone)


def name(code: str) -> str:
    """'서대문구' of a district code, '서대문구 연희동' of a dong code, '서울이 아닌 곳' of OUTSIDE. Raises KeyError.

    In English 'Seodaemun-gu' and 'Yeonhui-dong, Seodaemun-gu'.
    """
    if code == OUTSIDE:
        return _("서울이 아닌 곳")
    if is_district(code):
        return _named(district(code))
    found = dong(code)
    if is_korean():
        return f"{district(found.district).name} {found.name}"
    return f"{found.english}, {district(found.district).english}"


def point(code: str) -> Point:
    """The point of a dong code, or of a district code where no dong is known. Raises KeyError."""
    return district(code).point if is_district(code) else dong(code).point


@lru_cache(maxsize=65536)
def distance_km(here: str, there: str) -> float:
    """Kilometres as the crow flies between two dong or district codes. Raises KeyError."""
    return haversine_km(point(here), point(there))


def way(km: float, here: str = "") -> str:
    """A distance from a place in words; what is at the same point as far as we know it has none. here : a code, "" where only the point is known."""
    if round(km, 1):
        return _("직선거리 약 %(km)skm") % {"km": f"{km:.1f}"}
    return {0: _("같은 동네"), 5: _("같은 자치구")}.get(len(here), _("같은 동"))


@lru_cache(maxsize=512)
def kilometres_from(here: str) -> dict[str, float]:
    """Kilometres as the crow flies from one dong or district to each of the city's, by their codes. Raises KeyError."""
    return {there: round(distance_km(here, there), 3) for there in (*_districts_by_code(), *_dongs_by_code())}


def haversine_km(here: Point, there: Point) -> float:
    """Great-circle kilometres between two points on the mean sphere (R. W. Sinnott, 1984)."""
    lat_here, lat_there = math.radians(here.lat), math.radians(there.lat)
    half_lat = (lat_there - lat_here) / 2
    half_lon = math.radians(there.lon - here.lon) / 2
    chord = math.sin(half_lat) ** 2
    chord += math.cos(lat_here) * math.cos(lat_there) * math.sin(half_lon) ** 2
    return 2 * EARTH_RADIUS_KM * math.asin(math.sqrt(chord))


def choices() -> tuple[tuple[str, str], ...]:
    """(code, name) of each district for a form, in the order of their names: 가나다 or abc."""
    return _choices(is_korean())


def dong_choices(district_code: str) -> tuple[tuple[str, str], ...]:
    """(code, name) of each dong of one district for a form, in the order of their names. Raises KeyError."""
    return tuple(sorted(((dong.code, _named(dong)) for dong in dongs(district_code)), key=_by_name))


def dong_groups() -> tuple[tuple[str, tuple[tuple[str, str], ...]], ...]:
    """(district, its dong) for a form that shows every dong at once, both in the order of their names."""
    return _dong_groups(is_korean())


def home_choices() -> tuple[tuple[str, str], ...]:
    """(code, name) of everywhere that somebody may live, for a form: the districts, then outside of the city."""
    return (*choices(), (OUTSIDE, name(OUTSIDE)))


@lru_cache(maxsize=2)
def _choices(is_in_korean: bool) -> tuple[tuple[str, str], ...]:  # the language is asked here only to be remembered by
    return tuple(sorted(((district.code, _named(district)) for district in districts()), key=_by_name))


@lru_cache(maxsize=2)
def _dong_groups(is_in_korean: bool) -> tuple[tuple[str, tuple[tuple[str, str], ...]], ...]:
    return tuple((district, dong_choices(code)) for code, district in choices())


def _named(place: District | Dong) -> str:
    return place.name if is_korean() else place.english


def _by_name(choice: tuple[str, str]) -> list[tuple[int, str]]:
    return _reading_order(choice[1])


@lru_cache(maxsize=1)
def _districts_by_code() -> dict[str, District]:
    return {district.code: district for district in districts()}


@lru_cache(maxsize=1)
def _dongs_by_code() -> dict[str, Dong]:
    return {
        row["code"]: Dong(row["code"], row["district"], row["name"], row["english"], _point(row))
        for row in _rows("seoul_dongs.csv")
    }


def _rows(filename: str) -> list[dict[str, str]]:
    with (REFERENCE / filename).open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def _point(row: dict[str, str]) -> Point:
    return Point(float(row["lat"]), float(row["lon"]))


def _reading_order(text: str) -> list[tuple[int, str]]:
    """상계2동 before 상계10동; Hangul code points already stand in 가나다 order."""
    parts = re.findall(r"\d+|\D+", text)
    return [(int(part), "") if part.isdigit() else (0, part) for part in parts]
