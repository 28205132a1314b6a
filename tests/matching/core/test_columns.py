"""What the matcher reads: packed codes, points on the globe, and what a column may hold."""

import numpy as np
import pytest

from matching.core import columns
from tests.matching.core.cities import CITY_HALL, people, postings


@pytest.mark.parametrize("code", ["0", "01", "0111", "8731"])
def test_keco_comes_back(code) -> None:
    assert columns.keco_text(columns.keco(code)) == code


@pytest.mark.parametrize("code", ["12345", "1a", "１"])
def test_keco_refuses_what_is_no_code(code) -> None:
    with pytest.raises(ValueError, match="is not one to four digits"):
        columns.keco(code)


@pytest.mark.parametrize("place", [(91.0, 0.0), (0.0, 181.0), (float("nan"), 0.0)])
def test_no_place_on_earth_is_refused(place) -> None:
    with pytest.raises(ValueError, match="row 0"):
        columns.on_sphere([place[0]], [place[1]])


def test_check_takes_what_is_right() -> None:
    columns.check(people({"home": CITY_HALL, "careers": [("0111", 3)]}, {}))
    columns.check(postings({"sites": [CITY_HALL], "kind": 62}, {}))


@pytest.mark.parametrize(
    ("broken", "where"),
    [
        (lambda: people({"half_km": 0}), "half_km: row 0"),
        (lambda: people({}, {"hours": -1}), "hours_per_month: row 1"),
        (lambda: people({"id": 1}, {"id": 1}), "ids: an id stands there twice"),
        (lambda: postings({}, {"kind": 63}), "kind: row 1"),
        (lambda: postings({"terms": [(-1, 1)]}), "terms: row 0"),
        (lambda: people({})._replace(home=np.ones((1, 3))), "home: row 0"),
        (lambda: people({})._replace(kinds=np.zeros(2, np.int64)), "kinds: 2 rows where ids has 1"),
    ],
)
def test_check_names_column_and_row(broken, where) -> None:
    with pytest.raises(ValueError, match=where):
        columns.check(broken())


def test_take_keeps_rows_together() -> None:
    places = postings({"sites": [CITY_HALL, CITY_HALL]}, {"sites": []}, {"sites": [CITY_HALL]})

    taken = columns.take(places, [2, 0])

    assert (taken.ids.tolist(), np.diff(taken.sites.indptr).tolist()) == ([12, 10], [1, 2])
