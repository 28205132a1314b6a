"""Duties: the overlap of weighted words, half the points at HALF."""

import pytest

from matching.core.signals import duties
from tests.matching.core.cities import reason, score

SIGNAL = duties.SIGNAL


@pytest.mark.parametrize(
    ("mine", "theirs", "expected", "code"),
    [
        ([(1, 1000)], [(1, duties.HALF // 1000), (2, 5)], 0.5, "duties.close"),
        ([(1, 100), (2, 200)], [(1, 1000), (2, 1000)], 300_000 / 1_300_000, "duties.some"),
        ([(1, 100)], [(2, 1000)], 0.0, "duties.none"),
        ([], [(2, 1000)], 0.5, "duties.unsaid"),
    ],
)
def test_duties_grow_with_shared_words(mine, theirs, expected, code) -> None:
    assert score(SIGNAL, {"terms": mine}, {"terms": theirs}) == expected
    assert reason(SIGNAL, {"terms": mine}, {"terms": theirs}) == (code, {})
