"""Occupation: nearness in the KECO tree, and months of experience."""

import pytest

from matching.core.signals import occupation
from tests.matching.core.cities import reason, score

SIGNAL = occupation.SIGNAL


@pytest.mark.parametrize(
    ("careers", "expected"),
    [
        ([("5501", 72)], 0.75),  # the same: 72 / (72 + 24)
        ([("5502", 24)], 0.35),  # three digits, 0.7 x a half
        ([("5512", 24)], 0.2),  # two digits, 0.4 x a half
        ([("5912", 24)], 0.05),  # one digit
        ([("0111", 240)], 0.0),
        ([("5501", 0)], 0.0),
        ([("55", 24)], 0.2),  # a short code agrees in what it has
        ([("5501", 8), ("5502", 16)], 0.35),  # 24 months within three digits beat 8 of the same: 0.35 > 0.25
    ],
)
def test_occupation_weighs_nearness_by_months(careers, expected) -> None:
    assert score(SIGNAL, {"careers": careers}, {"keco": "5501"}) == pytest.approx(expected)


def test_silence_is_neutral() -> None:
    assert score(SIGNAL, {}, {"keco": "5501"}) == score(SIGNAL, {"careers": [("5501", 9)]}, {}) == 0.5
    assert reason(SIGNAL, {}, {"keco": "5501"}).code == "occupation.unsaid"
    assert reason(SIGNAL, {"careers": [("5501", 9)]}, {}).code == "occupation.open"


def test_reason_tells_the_level_that_gave_the_score() -> None:
    same = reason(SIGNAL, {"careers": [("5501", 72), ("5502", 10)]}, {"keco": "5501"})
    near = reason(SIGNAL, {"careers": [("5501", 8), ("5502", 16)]}, {"keco": "5501"})
    other = reason(SIGNAL, {"careers": [("0111", 99)]}, {"keco": "5501"})

    assert same == ("occupation.same", {"keco": "5501", "digits": 4, "months": 72, "careers": 1})
    assert near == ("occupation.near", {"keco": "5502", "digits": 3, "months": 24, "careers": 2})
    assert other == ("occupation.other", {"keco": "5501"})
