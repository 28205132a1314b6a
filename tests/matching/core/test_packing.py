"""Packed rows come back as they went in, in any company."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from matching.core import packing
from matching.core.packing import Field, Layout
from tests.often import often

LAYOUT = Layout(
    3,
    (
        Field("age", "<i2"),
        Field("week", "<i4", 3),
        Field("words", "<u8", None),
        Field("home", "<f8"),
        Field("times", "<u1", None),
    ),
)
rows = st.fixed_dictionaries(
    {
        "age": st.integers(-(2**15), 2**15 - 1),
        "week": st.lists(st.integers(-5, 2**31 - 1), min_size=3, max_size=3),
        "words": st.lists(st.integers(0, 2**64 - 1), max_size=5),
        "home": st.floats(allow_nan=False),
        "times": st.lists(st.integers(0, 255), max_size=5),
    }
)


@often(33)
@given(st.lists(rows, max_size=6), st.binary(max_size=7))
def test_rows_come_back_whatever_lies_between(told, between) -> None:
    packed, starts = b"", []
    for row in told:
        packed += between
        starts.append(len(packed))
        packed += packing.pack(LAYOUT, row)

    found = packing.unpack(LAYOUT, np.frombuffer(packed, np.uint8), np.array(starts, np.int64))

    for name in ("age", "week", "home"):
        assert found[name].tolist() == [row[name] for row in told]
    for name in ("words", "times"):
        lists, indptr = found[name].values.tolist(), found[name].indptr.tolist()
        assert [lists[a:b] for a, b in zip(indptr, indptr[1:], strict=False)] == [row[name] for row in told]


def test_row_of_another_version_is_refused() -> None:
    row = {"age": 62, "week": [0, 0, 0], "words": [], "home": 0.0, "times": []}
    packed = packing.pack(LAYOUT, row) + packing.pack(LAYOUT._replace(version=2), row)

    with pytest.raises(packing.OtherVersion, match="row 1 was packed by version 2, not 3"):
        packing.unpack(LAYOUT, np.frombuffer(packed, np.uint8), np.array([0, len(packed) // 2]))


@pytest.mark.parametrize(
    ("changed", "problem"),
    [
        ({"age": 2**15}, "age: a value does not fit"),
        ({"times": [256]}, "times: a value"),
        ({"words": [0] * 65_536}, "too many"),
    ],
)
def test_value_that_would_not_survive_is_refused(changed, problem) -> None:
    row = {"age": 62, "week": [0, 0, 0], "words": [], "home": 0.0, "times": []} | changed

    with pytest.raises((OverflowError, ValueError), match=problem):
        packing.pack(LAYOUT, row)
