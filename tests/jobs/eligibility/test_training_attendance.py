"""Attendance gates the placement, never the application."""

import pytest

from jobs import eligibility
from jobs.eligibility import FactColumns, PersonFacts, RuleSpec
from tests.jobs.eligibility.cases import ON, POSTING, answer, error


@pytest.mark.parametrize(
    ("attended", "said"),
    [
        (100, ("met", "attendance_enough", None)),
        (80, ("met", "attendance_enough", None)),
        (79, ("not_met", "attendance_short", "repeat_training")),
        (0, ("not_met", "attendance_short", "repeat_training")),
        (None, ("unknown", "attendance_missing", "await_attendance")),
    ],
)
def test_four_fifths_of_the_training(attended: int | None, said: tuple) -> None:
    assert answer("training_attendance", {"percent": 80}, PersonFacts(training_attendance=attended)) == said


def test_it_says_nothing_at_application() -> None:
    spec = RuleSpec("training_attendance", {"percent": 80}, applies_at="place")
    absent = PersonFacts(training_attendance=0)

    assert eligibility.judge_all([spec], absent, POSTING, ON) == []
    assert list(eligibility.mask_all([spec], FactColumns.from_facts([absent]), POSTING, ON)) == [1]
    assert error("training_attendance", {"percent": 80}, applies_at="apply") == ("stage_not_possible", "applies_at")


@pytest.mark.parametrize(
    ("params", "wrong"), [({}, ("missing_param", "percent")), ({"percent": 0}, ("number_out_of_range", "percent"))]
)
def test_a_share_that_cannot_be_used_is_refused(params: dict, wrong: tuple) -> None:
    assert error("training_attendance", params, applies_at="place") == wrong
