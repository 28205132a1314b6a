"""Another publicly paid job at the same time."""

from datetime import date

import pytest

from jobs.eligibility import PersonFacts, PublicJob
from tests.jobs.eligibility.cases import EVENINGS, MORNINGS, ON, POSTING, answer, error, verdict

SAME = PublicJob("meaningful_work", MORNINGS, date(2026, 1, 1), date(2026, 12, 31))
OTHER = PublicJob("other", EVENINGS, date(2026, 1, 1), None)
OVER = SAME._replace(ends_on=date(2026, 5, 3))
BARE = PublicJob()
NONE = ("met", "no_public_job", None)
HELD = ("not_met", "public_job_held", "apply_after_public_job")
NO_KIND = ("unknown", "public_job_kind_missing", "complete_public_jobs")
NO_HOURS = ("unknown", "public_job_hours_missing", "complete_public_jobs")
SAME_KIND = ("not_met", "public_job_of_same_kind", "apply_after_public_job")
OVERLAPS = ("not_met", "public_job_overlaps", "apply_after_public_job")


@pytest.mark.parametrize(
    ("policy", "jobs", "said"),
    [
        ("declare_only", (SAME,), ("met", "public_jobs_declared", None)),
        ("declare_only", (), ("met", "public_jobs_declared", None)),
        ("declare_only", None, ("unknown", "public_jobs_missing", "declare_public_jobs")),
        ("forbid", None, ("unknown", "public_jobs_missing", "declare_public_jobs")),
        ("forbid", (), NONE),
        ("forbid", (OVER,), NONE),
        ("forbid", (OTHER,), HELD),
        ("forbid", (BARE,), HELD),
        ("forbid_same_kind", (OTHER,), ("met", "public_job_of_other_kind", None)),
        ("forbid_same_kind", (OTHER, SAME), SAME_KIND),
        ("forbid_same_kind", (OTHER, BARE), NO_KIND),
        ("forbid_same_kind", (BARE, SAME), SAME_KIND),
        ("no_time_overlap", (OTHER,), ("met", "public_job_at_other_hours", None)),
        ("no_time_overlap", (OTHER, SAME), OVERLAPS),
        ("no_time_overlap", (OTHER, BARE), NO_HOURS),
        ("no_time_overlap", (BARE, SAME), OVERLAPS),
        ("no_time_overlap", (OVER,), NONE),
    ],
)
def test_each_policy(policy: str, jobs, said: tuple) -> None:
    assert answer("double_participation", {"policy": policy}, PersonFacts(public_jobs=jobs)) == said


@pytest.mark.parametrize(
    ("policy", "own", "told", "said"),
    [
        ("forbid", (SAME,), None, HELD),
        ("forbid", (SAME,), (), HELD),
        ("forbid", (OVER,), None, ("unknown", "public_jobs_missing", "declare_public_jobs")),
        ("forbid", (OVER,), (), NONE),
        ("no_time_overlap", (SAME,), None, OVERLAPS),
        ("no_time_overlap", (OTHER,), (SAME,), OVERLAPS),
        ("forbid_same_kind", (SAME,), None, SAME_KIND),
        ("declare_only", (SAME,), None, ("unknown", "public_jobs_missing", "declare_public_jobs")),
    ],
)
def test_a_job_that_we_gave_ourselves_counts_told_or_not(policy: str, own, told, said: tuple) -> None:
    assert answer("double_participation", {"policy": policy}, PersonFacts(public_jobs=told, own_jobs=own)) == said


@pytest.mark.parametrize(
    ("starts_on", "ends_on", "outcome"),
    [
        (None, date(2026, 5, 3), "met"),
        (None, date(2026, 5, 4), "not_met"),  # one common day is enough
        (date(2026, 10, 31), None, "not_met"),
        (date(2026, 11, 1), None, "met"),
        (None, None, "not_met"),
    ],
)
def test_jobs_count_when_a_day_is_common(starts_on, ends_on, outcome: str) -> None:
    person = PersonFacts(public_jobs=(PublicJob("other", None, starts_on, ends_on),))

    assert verdict("double_participation", {"policy": "forbid"}, person).outcome == outcome


def test_a_posting_without_a_first_day_begins_today() -> None:
    undated = POSTING._replace(starts_on=None, ends_on=None)
    until_yesterday = PersonFacts(public_jobs=(SAME._replace(ends_on=date(2026, 4, 14)),))
    until_today = PersonFacts(public_jobs=(SAME._replace(ends_on=ON),))

    assert answer("double_participation", {"policy": "forbid"}, until_yesterday, undated) == NONE
    assert answer("double_participation", {"policy": "forbid"}, until_today, undated) == HELD


@pytest.mark.parametrize(
    ("policy", "open_fact", "code"),
    [("forbid_same_kind", "kind", "posting_kind_open"), ("no_time_overlap", "week_mask", "posting_hours_open")],
)
def test_what_the_posting_leaves_open_is_asked_of_the_operator(policy: str, open_fact: str, code: str) -> None:
    said = answer(
        "double_participation",
        {"policy": policy},
        PersonFacts(public_jobs=(SAME,)),
        POSTING._replace(**{open_fact: None}),
    )

    assert said == ("unknown", code, "ask_operator")


def test_the_remedy_names_the_last_day_unless_one_is_open() -> None:
    ended = verdict("double_participation", {"policy": "forbid"}, PersonFacts(public_jobs=(SAME,)))
    endless = verdict("double_participation", {"policy": "forbid"}, PersonFacts(public_jobs=(SAME, OTHER)))

    assert ended.remedy.params == {"ends_on": "2026-12-31"}
    assert endless.remedy.params == {"ends_on": None}


@pytest.mark.parametrize(
    ("params", "wrong"), [({}, ("missing_param", "policy")), ({"policy": "ask"}, ("not_a_choice", "policy"))]
)
def test_a_policy_that_is_not_known_is_refused(params: dict, wrong: tuple) -> None:
    assert error("double_participation", params) == wrong
