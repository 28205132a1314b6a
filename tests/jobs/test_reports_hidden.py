"""Counts of groups by step: what is hidden can't be worked out from what is left, from the sums and from the steps beside it."""

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jobs import reports
from tests.often import often

ABOVE = (None, 0)
K = reports.SMALLEST_SHOWN


@pytest.mark.parametrize(
    ("rows", "hidden"),
    [
        ({"a": (9, 9), "b": (8, 5), "c": (0, 0)}, [set(), set()]),
        (
            {"a": (90, 80), "b": (20, 4), "c": (30, 7), "d": (0, 0)},
            [set(), {"b", "c"}],
        ),  # not alone: it would be the rest
        ({"a": (90, 80), "b": (20, 1), "c": (30, 3), "d": (60, 9)}, [set(), {"b", "c", "d"}]),  # 4 in all is small, too
        ({"a": (90, 80), "b": (4, 0), "c": (7, 0), "d": (60, 9)}, [{"b", "c"}, {"b", "c"}]),
        (
            {"a": (90, 2), "b": (80, 1), "c": (70, 0)},
            [set(), {"a", "b", "c"}],
        ),  # a sum of 3 isn't told, nor who isn't in it
        ({"a": (5, 4), "b": (6, 6), "c": (30, 20)}, [set(), {"a", "b", "c"}]),  # 4 of 5 and 6 of 6: 10 of 11 says so
        ({"a": (5, 4), "b": (6, 6), "c": (0, 0)}, [{"a", "b"}, {"a", "b"}]),  # nobody left to hide with: whole rows
        ({"a": (9, 1)}, [set(), {"a"}]),
        ({}, [set(), set()]),
    ],
)
def test_hidden_cells_by_hand(rows, hidden):
    assert reports.hidden_cells(rows, ABOVE) == hidden


counts = st.integers(0, 8).flatmap(lambda whole: st.tuples(st.just(whole), st.integers(0, whole)))


@often(60)
@given(st.lists(counts, min_size=1, max_size=3))
def test_hidden_small_cell_could_be_any_of_k_numbers(lines):
    rows = {str(number): line for number, line in enumerate(lines)}
    hidden = reports.hidden_cells(rows, ABOVE)

    could_be = possible(rows, hidden)

    for column in (0, 1):
        is_told = sum(row[column] for row in rows.values()) >= K
        for key, row in rows.items():
            if 0 < row[column] < K:
                assert key in hidden[column]
                assert not is_told or len({table[key][column] for table in could_be}) >= K


def possible(rows, hidden) -> list[dict]:
    """Every table that looks the same to a reader: the cells that are shown, the sums that are told, and each count within the one above."""
    keys, sums = list(rows), [sum(row[column] for row in rows.values()) for column in (0, 1)]
    lines = [
        [
            (whole, part)
            for whole in (range(sums[0] + K) if key in hidden[0] else [rows[key][0]])
            for part in (range(whole + 1) if key in hidden[1] else [rows[key][1]])
            if part <= whole and (sums[0] < K or whole <= sums[0]) and (sums[1] < K or part <= sums[1])
        ]
        for key in keys
    ]
    return [
        dict(zip(keys, table, strict=True))
        for table in product(*lines)
        if all(
            sum(line[column] for line in table) == sums[column]
            if sums[column] >= K
            else sum(line[column] for line in table) < K
            for column in (0, 1)
        )
    ]
