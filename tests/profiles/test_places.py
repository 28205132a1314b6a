"""The reference tables of places: whole, consistent, and measured right."""

import re
from itertools import pairwise

import pytest
from django.utils import translation

from profiles import places


def test_districts_are_the_25_of_seoul():
    assert len(places.districts()) == 25
    assert places.district("11410").name == "서대문구"
    assert places.district("11410").zone == "서북권"


def test_zones_hold_every_district_once():
    sizes = {zone: len(places.districts_in(zone)) for zone in places.zones()}
    assert sizes == {"도심권": 3, "동남권": 4, "동북권": 8, "서남권": 7, "서북권": 3}


def test_dongs_belong_to_the_district_their_code_begins_with():
    every = [dong for district in places.districts() for dong in places.dongs(district.code)]
    assert len(every) == 426
    assert len({dong.code for dong in every}) == 426
    assert all(dong.code[:5] == dong.district and len(dong.code) == 10 for dong in every)


def test_dongs_lie_near_their_district():
    every = [dong for district in places.districts() for dong in places.dongs(district.code)]
    assert max(places.distance_km(dong.code, dong.district) for dong in every) < 6


def test_dongs_stand_in_reading_order():
    names = [dong.name for dong in places.dongs("11350")]
    assert names[:2] == ["공릉1동", "공릉2동"]
    assert names.index("상계9동") < names.index("상계10동") < names.index("월계1동")


def test_choices_stand_in_reading_order():
    names = [name for _, name in places.choices()]
    assert names[0] == "강남구"
    assert names[-1] == "중랑구"
    assert all(first < second for first, second in pairwise(names))


def test_dong_choices_are_code_and_name():
    assert ("1141061500", "연희동") in places.dong_choices("11410")


def test_distance_of_a_hand_computed_case():
    # 종로구 (37.595, 126.977) to 중구 (37.560, 126.996): 0.035 degrees of latitude are 3.8918 km;
    # 0.019 of longitude times cos(37.5775) = 0.79252 are 1.6744 km; the hypotenuse is 4.2367 km.
    assert places.distance_km("11110", "11140") == pytest.approx(4.2367, abs=0.0005)


def test_distance_is_a_quarter_of_the_globe_from_equator_to_pole():
    quarter = places.haversine_km(places.Point(0, 0), places.Point(90, 0))
    assert quarter == pytest.approx(10007.557, abs=0.001)


def test_distance_is_symmetric_and_nothing_to_itself():
    assert places.distance_km("1141061500", "11410") == places.distance_km("11410", "1141061500")
    assert places.distance_km("1141061500", "1141061500") == 0


def test_point_takes_a_dong_or_a_district():
    assert places.point("11410") == places.district("11410").point
    assert places.point("1141061500") == places.dong("1141061500").point


def test_name_says_the_district_of_a_dong():
    assert places.name("1141061500") == "서대문구 연희동"
    assert places.name("11410") == "서대문구"


@pytest.mark.parametrize("ask", [places.district, places.dong, places.point, places.dongs])
def test_unknown_codes_are_refused(ask):
    with pytest.raises(KeyError):
        ask("99999")


def test_codes_of_another_city_are_unknown():
    assert not places.is_district("26110")
    assert not places.is_dong("2611051000")
    assert places.is_district("11110")
    assert places.is_dong("1111051500")


def test_outside_is_a_home_and_no_district():
    assert places.is_home(places.OUTSIDE)
    assert not places.is_district(places.OUTSIDE)
    assert places.name(places.OUTSIDE) == "서울이 아닌 곳"
    assert places.home_choices()[-1] == (places.OUTSIDE, "서울이 아닌 곳")
    assert places.is_home("11410")
    assert not places.is_home("41130")


# The map --------------------------------------------------------------------------------------------------------------
def corners(outline: places.Outline) -> list[tuple[int, int]]:
    return [tuple(map(int, pair.split(","))) for pair in outline.points.split()]


def is_inside(x: float, y: float, border: list[tuple[int, int]]) -> bool:
    """Whether a ray to the left crosses the border an odd number of times."""
    edges = zip(border, [*border[1:], border[0]], strict=True)
    crossed = [x1 + (y - y1) * (x2 - x1) / (y2 - y1) for (x1, y1), (x2, y2) in edges if (y1 > y) != (y2 > y)]
    return sum(at < x for at in crossed) % 2 == 1


def test_every_district_has_an_outline_with_its_name_inside():
    assert [row.code for row in places.outlines()] == [row.code for row in places.districts()]
    for row in places.outlines():
        assert [other.code for other in places.outlines() if is_inside(row.x, row.y + 0.5, corners(other))] == [
            row.code
        ]


def test_outlines_fill_the_sheet_and_stay_on_it():
    points = [point for row in places.outlines() for point in corners(row)]
    for axis, most in enumerate(places.SHEET):
        assert 0 <= min(point[axis] for point in points) < 20
        assert most - 20 < max(point[axis] for point in points) <= most


def test_outlines_lie_where_the_districts_do():
    """North is up and a sheet's width is the city's: 1000 for .42 degrees of longitude."""
    (west, east), (south, north) = (min, max), (min, max)
    by_lon, by_lat = lambda row: row.point.lon, lambda row: row.point.lat
    drawn = {row.code: (row.x, row.y) for row in places.outlines()}
    rows = places.districts()
    assert drawn[west(rows, key=by_lon).code][0] == min(x for x, _ in drawn.values())
    assert drawn[east(rows, key=by_lon).code][0] == max(x for x, _ in drawn.values())
    assert drawn[south(rows, key=by_lat).code][1] > 700
    assert drawn[north(rows, key=by_lat).code][1] == min(y for _, y in drawn.values())


def test_neighbours_share_their_border():
    """Nearly every corner is another district's or the city's edge: no slit runs between two of them."""
    seen = [point for row in places.outlines() for point in corners(row)]
    assert sum(seen.count(point) > 1 for point in seen) > 0.7 * len(seen)


def test_kilometres_from_a_place_reach_every_other():
    found = places.kilometres_from("11410")
    assert len(found) == 451
    assert found["11410"] == 0
    assert found["1111053000"] == round(places.distance_km("11410", "1111053000"), 3)


def test_places_have_english_names_as_the_romanisation_of_korean_spells_them():
    every = [dong for district in places.districts() for dong in places.dongs(district.code)]
    english = {place.name: place.english for place in [*places.districts(), *every]}

    assert all(re.fullmatch(r"[A-Z][a-z]+-gu", district.english) for district in places.districts())
    assert [one.english for one in every if not re.fullmatch(r"[A-Z][A-Za-z0-9·\- ]+-dong", one.english)] == []
    spelt = {
        "서대문구": "Seodaemun-gu",
        "신림동": "Sillim-dong",
        "청량리동": "Cheongnyangni-dong",
        "왕십리제2동": "Wangsimni 2-dong",
    }
    assert {name: english[name] for name in spelt} == spelt
    assert len({district.english for district in places.districts()}) == 25


def test_names_and_choices_follow_the_language():
    korean = places.choices()
    with translation.override("en"):
        english = places.choices()
        assert places.name("11410") == "Seodaemun-gu"
        assert places.name("1141061500") == "Yeonhui-dong, Seodaemun-gu"
        assert ("1141061500", "Yeonhui-dong") in places.dong_choices("11410")
        assert ("Seodaemun-gu", places.dong_choices("11410")) in places.dong_groups()

    assert [name for _code, name in english] == sorted(name for _code, name in english)
    assert dict(korean).keys() == dict(english).keys()
    assert (places.choices(), places.name("1141061500")) == (korean, "서대문구 연희동")
    assert ("서대문구", places.dong_choices("11410")) in places.dong_groups()


def test_on_sheet_puts_each_district_on_the_middle_of_its_outline():
    scale = 1_000 / 37.7  # of the sheet to a kilometre
    for outline in places.outlines():
        x, y = places.on_sheet(outline.code)
        corners = [tuple(map(int, pair.split(","))) for pair in outline.points.split()]
        assert min(x_ for x_, _y in corners) < x < max(x_ for x_, _y in corners)
        assert min(y_ for _x, y_ in corners) < y < max(y_ for _x, y_ in corners)
    far, near = places.on_sheet("11500"), places.on_sheet("11740")
    drawn_km = ((far[0] - near[0]) ** 2 + (far[1] - near[1]) ** 2) ** 0.5 / scale
    assert drawn_km == pytest.approx(places.distance_km("11500", "11740"), rel=0.02)


@pytest.mark.parametrize(
    ("km", "here", "said"),
    [
        (2.06, "1141061500", "직선거리 약 2.1km"),
        (0.04, "1141061500", "같은 동"),
        (0.0, "11410", "같은 자치구"),
        (0.0, "", "같은 동네"),
        (0.05001, "11410", "직선거리 약 0.1km"),
    ],
)
def test_way_at_ones_own_place_names_no_kilometres(km, here, said):
    assert places.way(km, here) == said
