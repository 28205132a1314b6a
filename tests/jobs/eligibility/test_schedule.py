"""The person's possible hours and the posting's week."""

import pytest

from jobs.eligibility import PersonFacts
from tests.jobs.eligibility.cases import EVENINGS, MORNINGS, POSTING, answer, error, verdict

FITS = ("met", "schedule_fits", None)
SHORT = ("not_met", "schedule_short", "widen_schedule")
FOUR_MORNINGS = (*MORNINGS[:4], 0, 0, 0)  # 12 of 15 hours


@pytest.mark.parametrize(
    ("percent", "hours", "said"),
    [
        (100, MORNINGS, FITS),
        (100, (0xFFFFFF,) * 7, FITS),
        (100, FOUR_MORNINGS, SHORT),
        (80, FOUR_MORNINGS, FITS),
        (81, FOUR_MORNINGS, SHORT),
        (1, EVENINGS, SHORT),
        (1, (0,) * 7, SHORT),
        (80, None, ("unknown", "schedule_missing", "give_schedule")),
    ],
)
def test_a_share_of_the_week(percent: int, hours, said: tuple) -> None:
    assert answer("schedule", {"percent": percent}, PersonFacts(hours_mask=hours)) == said


def test_the_remedy_names_the_days_that_fall_short() -> None:
    found = verdict("schedule", {"percent": 100}, PersonFacts(hours_mask=FOUR_MORNINGS))

    assert found.reason.params == {"week_hours": 15, "percent": 100, "hours": 12}
    assert found.remedy.params == {"days": [4]}


def test_a_posting_without_hours_leaves_it_to_the_operator() -> None:
    said = answer("schedule", {"percent": 80}, PersonFacts(hours_mask=MORNINGS), POSTING._replace(week_mask=None))

    assert said == ("unknown", "posting_hours_open", "ask_operator")


@pytest.mark.parametrize(
    ("params", "wrong"), [({}, ("missing_param", "percent")), ({"percent": 101}, ("number_out_of_range", "percent"))]
)
def test_a_share_that_cannot_be_used_is_refused(params: dict, wrong: tuple) -> None:
    assert error("schedule", params) == wrong
