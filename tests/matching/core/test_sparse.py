"""Rows of few entries: taken, summed and multiplied as a dense table would be."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from matching.core import sparse

ROW = st.dictionaries(st.integers(0, 12), st.integers(0, 500), max_size=6).map(lambda row: sorted(row.items()))
ROWS = st.lists(ROW, max_size=6)


def dense(rows: list[list[tuple[int, int]]]) -> np.ndarray:
    table = np.zeros((len(rows), 13))
    for place, row in enumerate(rows):
        for code, value in row:
            table[place, code] = value
    return table


@given(ROWS, ROWS)
def test_overlap_is_the_product_of_the_tables(left, right) -> None:
    found = sparse.overlap(sparse.from_rows(left), sparse.invert(sparse.from_rows(right)))

    assert found.tolist() == (dense(left) @ dense(right).T).tolist()


@given(ROWS)
def test_overlap_in_small_blocks_is_the_same(rows) -> None:
    left, right = sparse.from_rows(rows), sparse.invert(sparse.from_rows(rows))
    whole, block = sparse.overlap(left, right), sparse.BLOCK
    sparse.BLOCK = 1
    try:
        assert sparse.overlap(left, right).tolist() == whole.tolist()
    finally:
        sparse.BLOCK = block


@given(ROWS, st.data())
def test_take_gives_the_rows_asked_for(rows, data) -> None:
    places = data.draw(st.lists(st.integers(0, len(rows) - 1), max_size=5)) if rows else []

    taken = sparse.take(sparse.from_rows(rows), np.array(places, np.int64))

    assert sparse.entries_by_row(taken) == [rows[place] for place in places]


@given(ROWS)
def test_entries_in_any_order_make_the_same_rows(rows) -> None:
    entries = [(place, code, value) for place, row in enumerate(rows) for code, value in row][::-1]
    table = np.array(entries, np.int64).reshape(-1, 3)

    assert sparse.entries_by_row(sparse.from_entries(*table.T, len(rows))) == rows


def test_code_twice_in_a_row_is_refused() -> None:
    with pytest.raises(ValueError, match="row 1 names a code twice"):
        sparse.from_rows([[(1, 1)], [(2, 1), (2, 3)]])
