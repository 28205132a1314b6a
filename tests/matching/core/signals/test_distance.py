"""Distance: halved in worth at the distance the person named."""

import numpy as np
import pytest

from matching.core.signals import distance
from matching.core.signals.base import Pairs
from tests.matching.core.cities import CITY_HALL, NOWHERE, WEST, people, postings, reason, score

SIGNAL = distance.SIGNAL


def test_distance_is_one_at_the_door() -> None:
    assert score(SIGNAL, {"home": CITY_HALL}, {"sites": [CITY_HALL]}) == 1


def test_distance_is_half_at_the_half_distance() -> None:
    assert score(SIGNAL, {"home": CITY_HALL, "half_km": 5}, {"sites": [WEST]}) == pytest.approx(0.5, abs=0.002)


def test_nearest_site_counts() -> None:
    assert score(SIGNAL, {"home": CITY_HALL}, {"sites": [WEST, CITY_HALL]}) == 1


@pytest.mark.parametrize(
    ("home", "sites", "code"),
    [
        (NOWHERE, [WEST], "unsaid"),
        (NOWHERE, [], "unsaid"),
        (WEST, [], "open"),
        (WEST, [NOWHERE], "open"),
    ],
)
def test_unknown_place_is_neutral(home, sites, code) -> None:
    assert score(SIGNAL, {"home": home}, {"sites": sites}) == 0.5
    assert reason(SIGNAL, {"home": home}, {"sites": sites}) == (f"distance.{code}", {})


def test_reason_tells_kilometres() -> None:
    near = reason(SIGNAL, {"home": CITY_HALL, "half_km": 5}, {"sites": [WEST]})
    far = reason(SIGNAL, {"home": CITY_HALL, "half_km": 4}, {"sites": [WEST]})

    assert (near, far) == (("distance.near", {"km": 5.0}), ("distance.far", {"km": 5.0}))


def test_pairs_have_the_bits_of_the_table() -> None:
    persons = people({"home": CITY_HALL}, {"home": WEST}, {"home": NOWHERE})
    places = postings({"sites": [WEST, CITY_HALL]}, {"sites": []}, {"sites": [NOWHERE, WEST]}).sites
    table = distance.kilometres(persons.home, places)
    pairs = Pairs(*np.nonzero(np.ones_like(table)))

    assert distance.kilometres_of(persons.home, places, pairs).tolist() == table.ravel().tolist()
