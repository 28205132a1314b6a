"""Pairs at the least loss: small cases, and brute force."""

from itertools import product

from hypothesis import given
from hypothesis import strategies as st

from matching.core.pairing import pair
from tests.often import often

EDGES = st.lists(
    st.dictionaries(st.integers(0, 4), st.integers(0, 6)).map(lambda row: sorted(row.items())), min_size=0, max_size=4
)


def test_pair_gives_way_where_the_other_has_no_other() -> None:
    assert pair([[(0, 0), (1, 9)], [(0, 3)]]) == [1, 0]


def test_pair_leaves_the_later_without() -> None:
    assert pair([[(0, 5)], [(0, 0)], []]) == [0, -1, -1]


@often(70)
@given(EDGES)
def test_pair_takes_as_many_as_can_be_at_the_least_loss(edges) -> None:
    found = pair(edges)

    taken = [right for right in found if right >= 0]
    assert len(set(taken)) == len(taken)
    assert all(right in dict(row) for row, right in zip(edges, found, strict=True) if right >= 0)
    most, paired = max(_ways(edges))
    assert [right >= 0 for right in found] == [bool(one) for one in paired]
    same = [_loss(edges, way) for way in _all(edges) if [right >= 0 for right in way] == [bool(one) for one in paired]]
    assert (len(taken), _loss(edges, found)) == (most, min(same))


def _all(edges):
    for way in product(*([-1, *dict(row)] for row in edges)):
        taken = [right for right in way if right >= 0]
        if len(set(taken)) == len(taken):
            yield way


def _ways(edges):
    return ((sum(right >= 0 for right in way), [int(right >= 0) for right in way]) for way in _all(edges))


def _loss(edges, way) -> int:
    return sum(dict(row)[right] for row, right in zip(edges, way, strict=True) if right >= 0)
