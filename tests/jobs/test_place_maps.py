"""Where a place lies on the map: marks at their points, both in view, home only where it has a point in the city."""

import pytest

from jobs import place_maps
from profiles import places


def view(drawn):
    x, y, width, height = map(int, drawn.view.split())
    return (x, x + width), (y, y + height)


@pytest.mark.parametrize(
    ("place", "home"), [("11410", "1141061500"), ("11680", "11320"), ("11500", "11740"), ("1141061500", "")]
)
def test_draw_shows_both_marks(place, home):
    drawn = place_maps.draw(place, home)

    (left, right), (top, bottom) = view(drawn)
    for mark in filter(None, (drawn.place, drawn.home)):
        assert left < mark.x < right
        assert top < mark.y < bottom
    assert drawn.place.name == places.name(place)
    assert (drawn.home is None) == (home == "")


def test_draw_leaves_out_a_home_elsewhere():
    assert place_maps.draw("11410", places.OUTSIDE).home is None
