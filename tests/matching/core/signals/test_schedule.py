"""Schedule: the share of a posting's hours that the person can be there."""

import pytest

from matching.core.signals import schedule
from tests.matching.core.cities import MORNINGS, reason, score

SIGNAL = schedule.SIGNAL
MONDAY_9_TO_11 = [0b11 << 9] + [0] * 6
SUNDAY = [0] * 6 + [1 << 10]


@pytest.mark.parametrize(
    ("free", "worked", "expected", "told"),
    [
        (MORNINGS, MONDAY_9_TO_11, 1.0, ("schedule.all", {"hours": 2, "asked": 2})),
        (MONDAY_9_TO_11, MORNINGS, 2 / 15, ("schedule.some", {"hours": 2, "asked": 15})),
        (MORNINGS, SUNDAY, 0.0, ("schedule.none", {"hours": 0, "asked": 1})),
        ([0] * 7, MORNINGS, 0.5, ("schedule.unsaid", {})),
        (MORNINGS, [0] * 7, 0.5, ("schedule.open", {})),
    ],
)
def test_share_of_hours_in_common(free, worked, expected, told) -> None:
    assert score(SIGNAL, {"week": free}, {"week": worked}) == expected
    assert reason(SIGNAL, {"week": free}, {"week": worked}) == told
