"""Applications are judged by the rules of the day they came, kept with the rule set, and set aside only by a person."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext

from jobs import facts, judging, overrides
from jobs.models import Application, EligibilityCheck, Posting
from profiles.models import Candidate, Proof
from tests import make

BIRTH = ("birth_range", {"birth_from": "1959-01-01", "birth_to": "1986-12-31"}, "apply")
OLDER_ONLY = ("birth_range", {"birth_to": "1960-12-31"}, "apply")
SEOUL = ("residence", {"seoul": True}, "apply")
NOT_EMPLOYED = ("employment", {"allow": "not_employed"}, "apply", True)
TRAINED = ("training_attendance", {"percent": 80}, "place")


def posting_with(*lines, **columns) -> Posting:
    year = make.programme_year(rules=False)
    make.rule_set(year, lines)
    return make.posting(programme_year_=year, **columns)


def received(posting: Posting, *people, at=make.NOW) -> list[Application]:
    """Applications judged and saved as `applications.submit` does."""
    rows = [make.application(posting, person, rule_set=None, outcome="") for person in people]
    checks = judging.judge_received(rows, at=at)
    for row in rows:
        row.save()
    judging.keep(checks)
    return rows


@pytest.mark.django_db
def test_judge_answers_each_person_in_the_order_given() -> None:
    posting = posting_with(BIRTH, SEOUL)
    people = [make.candidate(birth_on=born) for born in (date(1990, 1, 1), None, date(1964, 3, 7))]

    answers = judging.judge(posting, people, at=make.NOW)

    assert [answer.outcome for answer in answers] == ["not_met", "unknown", "met"]
    assert [verdict.kind for verdict in answers[0].verdicts] == ["birth_range", "residence"]
    assert answers[0].rule_set == posting.programme_year.rule_sets.get()


@pytest.mark.django_db
def test_judge_adds_what_the_posting_itself_asks() -> None:
    posting = posting_with(BIRTH, districts=["11680"], required_certificates=["요양보호사"])

    (answer,) = judging.judge(posting, [make.candidate()], at=make.NOW)

    assert [(verdict.kind, verdict.outcome, verdict.overridable_by) for verdict in answer.verdicts] == [
        ("birth_range", "met", "city"),
        ("residence", "not_met", "city"),
        ("credential", "unknown", "operator"),
    ]


@pytest.mark.django_db
def test_judge_without_rules_is_refused() -> None:
    posting = make.posting(programme_year_=make.programme_year(rules=False))

    with pytest.raises(ValidationError) as refused:
        judging.judge(posting, [], at=make.NOW)

    assert refused.value.code == "rules_missing"


@pytest.mark.django_db
def test_pre_check_judges_what_a_visitor_told() -> None:
    posting = posting_with(BIRTH, SEOUL)
    told = facts.PersonFacts(birth_on=date(1964, 3, 7))

    answer = judging.pre_check(posting, told, at=make.NOW)

    assert answer.outcome == "unknown"
    assert [verdict.reason.code for verdict in answer.verdicts] == ["birth_within", "residence_missing"]


@pytest.mark.django_db
def test_the_rule_set_in_force_on_the_day_of_receipt_judges() -> None:
    posting = posting_with(BIRTH)
    first = posting.programme_year.rule_sets.get()
    second = make.rule_set(posting.programme_year, [OLDER_ONLY], valid_from=make.TODAY)
    make.rule_set(posting.programme_year, [BIRTH], valid_from=make.TODAY + timedelta(days=1))

    (before,) = received(posting, make.candidate(), at=make.NOW - timedelta(days=1))
    (today,) = received(posting, make.candidate())

    assert (before.rule_set, before.outcome) == (first, "met")
    assert (today.rule_set, today.outcome) == (second, "not_met")


@pytest.mark.django_db
def test_a_check_keeps_verdicts_that_can_be_read_again() -> None:
    person = make.candidate(district="")
    Proof.objects.create(candidate=person, fact="birth_on", basis="proof", seen_at=make.NOW)

    (row,) = received(posting_with(BIRTH, SEOUL), person)

    check = EligibilityCheck.objects.get()
    assert (check.application, check.rule_set, check.stage, check.outcome) == (row, row.rule_set, "apply", "unknown")
    assert check.judged_at == make.NOW
    assert check.verdicts == [
        {
            "kind": "birth_range",
            "outcome": "met",
            "reason": {
                "code": "birth_within",
                "params": {"birth_on": "1964-03-07", "birth_from": "1959-01-01", "birth_to": "1986-12-31"},
            },
            "remedy": None,
            "overridable_by": "city",
            "applies_at": "apply",
            "facts": ["birth_on"],
            "basis": "proof",
        },
        {
            "kind": "residence",
            "outcome": "unknown",
            "reason": {
                "code": "residence_missing",
                "params": {"seoul": True, "districts": [], "business_in_seoul": False},
            },
            "remedy": {"code": "give_residence", "params": {}},
            "overridable_by": "city",
            "applies_at": "apply",
            "facts": ["district"],
            "basis": None,
        },
    ]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("hours", "attended", "outcome"), [(20, 16, "met"), (20, 15, "not_met"), (None, None, "unknown")]
)
def test_placing_counts_the_attendance_of_the_training(hours, attended, outcome) -> None:
    row = make.application(posting_with(BIRTH, TRAINED), state="placed")
    make.placement(row, state="preparing", training_hours=hours, training_attended=attended)

    (check,) = judging.judge_stage([row], stage="place", at=make.NOW)

    assert [verdict["outcome"] for verdict in check.verdicts] == ["met", outcome]
    assert judging.latest(row) == check


@pytest.mark.django_db
def test_placing_judges_by_the_rule_set_of_receipt() -> None:
    posting = posting_with(BIRTH)
    (row,) = received(posting, make.candidate())
    make.rule_set(posting.programme_year, [OLDER_ONLY])

    (check,) = judging.judge_stage([row], stage="place", at=make.NOW)

    assert check.rule_set == row.rule_set
    assert check.outcome == "met"


@pytest.mark.django_db
def test_not_met_bars_and_unknown_does_not() -> None:
    young, silent, fitting = make.candidate(birth_on=date(1990, 1, 1)), make.candidate(birth_on=None), make.candidate()

    rows = received(posting_with(BIRTH), young, silent, fitting)

    assert [judging.bars(row) for row in rows] == [True, False, False]
    assert judging.barred(rows) == rows[:1]


@pytest.mark.django_db
def test_asked_since_names_the_questions_that_the_papers_seen_had_not_left_open() -> None:
    person = make.candidate(employment="not_employed")
    (row,) = received(posting_with(BIRTH, SEOUL, NOT_EMPLOYED), person)
    row.documents_seen_at = make.NOW + timedelta(days=1)

    def judged(days: int, **changes) -> list[str]:
        make.changed(person, **changes)
        judging.judge_stage([Application.objects.get(pk=row.pk)], stage="place", at=make.NOW + timedelta(days=days))
        return judging.asked_since(row)

    assert judged(1, birth_on=None) == []
    assert judged(2, employment="unknown", district="") == ["residence", "employment"]
    assert judged(3, employment="not_employed") == ["residence"]
    row.documents_seen_at = None
    assert judging.asked_since(row) == []


@pytest.mark.django_db
def test_only_the_last_check_bars() -> None:
    person = make.candidate(birth_on=None)
    (row,) = received(posting_with(BIRTH), person)
    person.birth_on = date(1990, 1, 1)
    person.save()
    row.refresh_from_db()

    judging.judge_stage([row], stage="apply", at=make.NOW + timedelta(days=1))

    assert judging.bars(row)


def set_aside(row, kind) -> None:
    is_city_s = judging.who_may_override(row, kind) == "city"
    user = make.city_user() if is_city_s else make.member(row.posting.organisation)
    overrides.make(row, kind, reason="이유", by=make.actor(user), at=make.NOW)


@pytest.mark.django_db
def test_a_rule_set_aside_bars_no_longer() -> None:
    (row,) = received(
        posting_with(BIRTH, NOT_EMPLOYED), make.candidate(birth_on=date(1990, 1, 1), employment="employed")
    )

    set_aside(row, "employment")
    assert [verdict["kind"] for verdict in judging.refusals([row])[row.pk]] == ["birth_range"]

    set_aside(row, "birth_range")
    assert not judging.bars(row)


@pytest.mark.django_db
def test_another_verdict_of_a_rule_set_aside_stands_again() -> None:
    (row,) = received(posting_with(SEOUL), make.candidate(district="41130"))
    set_aside(row, "residence")

    judging.judge_stage([row], stage="apply", at=make.NOW)
    assert not judging.bars(row)

    Candidate.objects.update(district="28110")
    row.candidate.refresh_from_db()
    judging.judge_stage([row], stage="apply", at=make.NOW)
    assert judging.bars(row)

    set_aside(row, "residence")
    assert not judging.bars(row)


@pytest.mark.django_db
def test_operators_may_set_aside_what_the_city_lets_them() -> None:
    person = make.candidate(birth_on=date(1990, 1, 1), employment="employed")
    (row,) = received(posting_with(BIRTH, NOT_EMPLOYED, SEOUL), person)

    assert judging.who_may_override(row, "employment") == "operator"
    assert judging.who_may_override(row, "birth_range") == "city"
    assert judging.who_may_override(row, "residence") is None  # met: stands in nobody's way
    assert judging.who_may_override(row, "nonsense") is None


@pytest.mark.django_db
def test_an_application_never_judged_bars_nobody() -> None:
    row = make.application()

    assert judging.latest(row) is None
    assert not judging.bars(row)
    assert judging.who_may_override(row, "birth_range") is None


@pytest.mark.django_db
def test_judging_asks_the_same_queries_for_any_number_of_applications() -> None:
    def queries(number: int) -> tuple[int, int, int]:
        rows = [make.application(rule_set=None) for _ in range(number)]
        fresh = [
            Application(posting=Posting.objects.get(pk=row.posting_id), candidate=row.candidate, pk=row.pk)
            for row in rows
        ]
        with CaptureQueriesContext(connection) as receiving:
            judging.keep(judging.judge_received(fresh, at=make.NOW))
        for row, judged in zip(rows, fresh, strict=True):
            Application.objects.filter(pk=row.pk).update(rule_set=judged.rule_set)
        with CaptureQueriesContext(connection) as placing:
            judging.judge_stage(
                list(Application.objects.filter(pk__in=[row.pk for row in rows])), stage="place", at=make.NOW
            )
        with CaptureQueriesContext(connection) as asking:
            judging.barred(rows)
        return len(receiving), len(placing), len(asking)

    assert queries(1) == queries(3)
