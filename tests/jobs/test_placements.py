"""Placements: who is placed when, training, agreement and the first day, and who may."""

from datetime import date, timedelta
from functools import partial

import pytest
from django.core.exceptions import PermissionDenied

from jobs import judging, outcomes, overrides, placements, steps
from jobs.models import Application, EligibilityCheck, Hold, Placement
from profiles import events
from tests import make
from tests.jobs.applying import see_papers
from tests.jobs.expect import happened, queries, refusal, told
from tests.jobs.placing import accepted, active, own, preparing
from tests.make import NOW, RULES

pytestmark = pytest.mark.django_db
MAY = NOW + timedelta(days=20)  # 2026-05-05
FIRST, LAST = date(2026, 5, 4), date(2026, 10, 31)
AFTER = NOW + timedelta(days=200)  # 2026-11-01
TRAINED = ("training_attendance", {"percent": 80}, "place", True)


@pytest.fixture
def posting(operator):
    return make.posting(operator)


# place ----------------------------------------------------------------------------------------------------------------
def test_place_sets_person_seat_and_days(posting, officer):
    row = accepted(posting)

    (made,) = placements.place([row], by=officer, at=NOW)

    assert (made.candidate, made.seat, made.state) == (row.candidate, Hold.objects.get().seat, "preparing")
    assert (made.starts_on, made.ends_on, made.placed_by) == (FIRST, LAST, officer.user)
    assert Application.objects.get().state == "placed"
    assert told(row.candidate.user) == ["jobs.placed"]
    assert happened(row) == [("place", "accepted", "placed")]
    assert happened(made) == [("place", "", "preparing")]


def test_place_after_the_posting_began_starts_today(posting, officer):
    (made,) = placements.place([accepted(posting)], by=officer, at=MAY)

    assert made.starts_on == date(2026, 5, 5)


@pytest.mark.parametrize("day", [FIRST - timedelta(days=1), LAST + timedelta(days=1)])
def test_place_outside_the_period_is_refused(posting, officer, day):
    with refusal("wrong_day"):
        placements.place([accepted(posting)], starts_on=day, by=officer, at=NOW)


def test_place_before_the_papers_were_seen_is_refused(posting, officer):
    row = accepted(posting, documents_seen_at=None)

    with refusal("documents_first"):
        placements.place([row], by=officer, at=NOW)

    see_papers(row, officer)
    assert len(placements.place([row], by=officer, at=NOW)) == 1


def test_place_without_a_seat_is_refused(posting, officer):
    row = make.application(posting, state="accepted", documents_seen_at=NOW)

    with refusal("no_seat"):
        placements.place([row], by=officer, at=NOW)


def test_place_judges_again_and_keeps_what_it_said(posting, officer):
    row = accepted(posting, make.candidate(district="41000"))

    with refusal("not_eligible"):
        placements.place([row], by=officer, at=NOW)

    row.candidate.district = "11410"
    row.candidate.save()
    placements.place([row], by=officer, at=NOW)
    assert EligibilityCheck.objects.get(stage="place").outcome == "met"


def test_place_a_person_who_was_placed_elsewhere_meanwhile_is_refused(operator, officer):
    year = make.programme_year(rules=False)
    make.rule_set(year, [*RULES, ("double_participation", {"policy": "forbid"}, "apply")])
    person = make.candidate(public_jobs_told_at=NOW)
    rows = [accepted(make.posting(operator, year), person) for _ in range(2)]
    placements.place(rows[:1], by=officer, at=NOW)

    with refusal("not_eligible"):
        placements.place(rows[1:], by=officer, at=NOW)


def test_an_offer_accepted_elsewhere_bars_from_applying_but_not_from_being_placed(operator, officer):
    year = make.programme_year(rules=False)
    make.rule_set(year, [*RULES, ("double_participation", {"policy": "forbid"}, "apply")])
    person = make.candidate(public_jobs_told_at=NOW)
    rows = [accepted(make.posting(operator, year), person) for _ in range(2)]

    (judged,) = judging.judge(make.posting(operator, year), [person], at=NOW)

    assert judged.outcome == "not_met"
    assert placements.place(rows[:1], by=officer, at=NOW)[0].state == "preparing"


def test_place_one_person_twice_at_once_is_refused(operator, officer):
    person = make.candidate()
    rows = [accepted(make.posting(operator), person) for _ in range(2)]

    with refusal("person_twice"):
        placements.place(rows, by=officer, at=NOW)


def test_place_from_another_state_is_refused(posting, officer):
    with refusal("wrong_state"):
        placements.place([make.application(posting, state="offered")], by=officer, at=NOW)


def test_place_by_anyone_but_the_operator_is_refused(posting, stranger, city):
    row = accepted(posting)

    for by in (stranger, city, make.actor(row.candidate.user)):
        with pytest.raises(PermissionDenied):
            placements.place([row], by=by, at=NOW)


@pytest.mark.parametrize("day", [date(2026, 5, 4), LAST + timedelta(days=1)])
def test_place_on_a_day_that_is_over_is_refused(posting, officer, day):
    with refusal("wrong_day"):
        placements.place([accepted(posting)], starts_on=day, by=officer, at=MAY)


@pytest.fixture
def employed(operator):
    """Somebody who took a job after they were selected; the operator may set that aside."""
    year = make.programme_year(rules=False)
    make.rule_set(year, [*RULES, ("employment", {"allow": "not_employed"}, "apply", True)])
    return accepted(make.posting(operator, year), make.candidate(employment="employed"))


def test_place_refused_then_checked_again_and_set_aside_works(employed, officer):
    with refusal("not_eligible"):
        placements.place([employed], by=officer, at=NOW)
    with refusal("not_overridable"):  # what refused it was rolled back with it
        overrides.make(employed, "employment", reason="이번 주에 그만둡니다.", by=officer, at=NOW)

    assert placements.check_again([employed], by=officer, at=NOW) == [employed]

    assert EligibilityCheck.objects.get().stage == "place"
    assert happened(employed) == [("check_again", "", "")]
    overrides.make(employed, "employment", reason="이번 주에 그만둡니다.", by=officer, at=NOW)
    assert placements.place([employed], by=officer, at=NOW)[0].state == "preparing"


def test_papers_seen_say_at_once_what_placing_would(employed, officer):
    see_papers(employed, officer)

    overrides.make(employed, "employment", reason="이번 주에 그만둡니다.", by=officer, at=NOW)

    assert placements.place([employed], by=officer, at=NOW)[0].state == "preparing"


def test_check_again_until_the_first_day(posting, officer):
    waiting, begun = preparing(posting), active(posting)

    assert placements.check_again([waiting.application], by=officer, at=NOW) == []
    for row in (begun.application, make.application(posting, state="offered")):
        with refusal("wrong_state"):
            placements.check_again([row], by=officer, at=NOW)


def test_check_again_by_anyone_but_the_operator_is_refused(posting, stranger, city):
    row = accepted(posting)

    for by in (stranger, city, make.actor(row.candidate.user)):
        with pytest.raises(PermissionDenied):
            placements.check_again([row], by=by, at=NOW)


# training and agreement -----------------------------------------------------------------------------------------------
def test_record_training_keeps_each_one_s_hours(posting, officer):
    rows = [preparing(posting) for _ in range(2)]

    placements.record_training(rows, hours=10, attended=[10, 7], by=officer, at=NOW)

    found = Placement.objects.order_by("pk").values_list("training_hours", "training_attended", "state")
    assert list(found) == [(10, 10, "preparing"), (10, 7, "preparing")]
    assert events.of(rows[1]).get().params == {"hours": 10, "attended": 7}


@pytest.mark.parametrize(("hours", "attended"), [(10, 11), (10, -1), (0, 0)])
def test_record_training_of_impossible_hours_is_refused(posting, officer, hours, attended):
    with refusal("training_attended"):
        placements.record_training([preparing(posting)], hours=hours, attended=[attended], by=officer, at=NOW)


def test_record_training_of_somebody_active_is_refused(posting, officer):
    with refusal("wrong_state"):
        placements.record_training([active(posting)], hours=8, attended=[8], by=officer, at=NOW)


def test_agree_on_paper_is_noted_by_the_operator(posting, officer):
    row = preparing(posting, agreed_at=None)

    placements.agree([row], by=officer, at=NOW)

    assert list(Placement.objects.values_list("agreed_at", "agreed_by")) == [(NOW, officer.user.pk)]
    assert happened(row) == [("agree", "", "")]
    assert told(row.candidate.user) == ["jobs.agreement_on_paper"]


def test_agree_twice_is_refused(posting, officer):
    with refusal("agreed"):
        placements.agree([preparing(posting)], by=officer, at=NOW)


def test_agree_on_paper_is_noted_by_nobody_else(posting, stranger):
    row = preparing(posting, agreed_at=None)

    for by in (own(row), stranger, make.actor(make.user())):
        with pytest.raises(PermissionDenied):
            placements.agree([row], by=by, at=NOW)


# start ----------------------------------------------------------------------------------------------------------------
def test_start_counts_from_the_day(posting, officer):
    row = preparing(posting)

    placements.start([row], on=FIRST, by=officer, at=MAY)

    row.refresh_from_db()
    assert (row.state, row.started_on, row.started_at, row.started_by) == ("active", FIRST, MAY, officer.user)
    assert happened(row) == [("start", "preparing", "active")]


def test_start_without_agreement_is_refused(posting, officer):
    with refusal("agree_first"):
        placements.start([preparing(posting, agreed_at=None)], on=FIRST, by=officer, at=MAY)


@pytest.mark.parametrize("day", [FIRST - timedelta(days=1), date(2026, 5, 6), LAST + timedelta(days=1)])
def test_start_on_a_day_outside_or_to_come_is_refused(posting, officer, day):
    with refusal("wrong_day"):
        placements.start([preparing(posting)], on=day, by=officer, at=MAY)


def test_start_of_a_refill_before_it_was_placed_is_refused(posting, officer):
    """The seat's first person was there until the day on which the second was placed."""
    first = active(posting)
    placements.end_early([first], on=MAY.date(), ended_for="person", reason="이사", by=officer, at=MAY)
    row = preparing(posting, placed_at=MAY, agreed_at=MAY)
    assert row.seat == first.seat

    with refusal("wrong_day"):
        placements.start([row], on=FIRST, by=officer, at=MAY)

    assert placements.start([row], on=MAY.date(), by=officer, at=MAY)[0].started_on == MAY.date()


@pytest.mark.parametrize(("attended", "is_enough"), [(None, False), (7, False), (8, True)])
def test_start_asks_for_the_training_where_the_rules_do(operator, officer, attended, is_enough):
    year = make.programme_year(rules=False)
    make.rule_set(year, [*RULES, TRAINED])
    row = preparing(make.posting(operator, year))
    if attended is not None:
        placements.record_training([row], hours=10, attended=[attended], by=officer, at=NOW)

    if is_enough:
        assert placements.start([row], on=FIRST, by=officer, at=MAY)[0].state == "active"
    else:
        with refusal("not_trained"):
            placements.start([row], on=FIRST, by=officer, at=MAY)


def test_start_with_the_training_set_aside_for_a_reason(operator, officer):
    year = make.programme_year(rules=False)
    make.rule_set(year, [*RULES, TRAINED])
    row = preparing(make.posting(operator, year))
    placements.record_training([row], hours=10, attended=[7], by=officer, at=NOW)
    with refusal("not_trained"):
        placements.start([row], on=FIRST, by=officer, at=MAY)

    overrides.make(row.application, "training_attendance", reason="보충 교육을 받았습니다.", by=officer, at=MAY)

    assert placements.start([row], on=FIRST, by=officer, at=MAY)[0].state == "active"


def test_start_does_not_take_the_placement_itself_for_another_job(operator, officer):
    year = make.programme_year(rules=False)
    make.rule_set(year, [*RULES, ("double_participation", {"policy": "forbid"}, "apply")])
    row = accepted(make.posting(operator, year), make.candidate(public_jobs_told_at=NOW))
    made = placements.place([row], by=officer, at=NOW)
    placements.agree(made, by=officer, at=NOW)

    assert placements.start(made, on=FIRST, by=officer, at=MAY)[0].state == "active"


# who ------------------------------------------------------------------------------------------------------------------
def test_steps_for_draws_what_the_table_allows(posting, officer, stranger, city):
    new, signed, working = preparing(posting, agreed_at=None), preparing(posting), None

    def verbs(row, by):
        return [step.verb for step in placements.steps_for(row, by)]

    assert verbs(new, officer) == ["record_training", "agree", "end_early"]
    assert verbs(new, own(new)) == []
    assert verbs(signed, officer) == ["record_training", "start", "end_early"]
    assert verbs(signed, own(signed)) == verbs(signed, stranger) == verbs(signed, city) == []
    working = make.placement(make.application(make.posting(posting.organisation), state="placed"))
    assert verbs(working, officer) == ["complete", "end_early"]


@pytest.mark.parametrize(
    "call",
    [
        partial(placements.start, on=FIRST),
        partial(placements.end_early, on=FIRST, ended_for="person", reason="이사"),
        partial(placements.record_training, hours=8, attended=[8]),
    ],
)
def test_steps_of_another_operator_are_refused(posting, stranger, city, call):
    row = preparing(posting)

    for by in (stranger, city, own(row)):
        with pytest.raises(PermissionDenied):
            call([row], by=by, at=MAY)


@pytest.mark.parametrize("joined", [steps.JOINED, 0])
def test_verbs_ask_the_same_number_of_queries_of_any_number(monkeypatch, operator, officer, joined):
    monkeypatch.setattr(steps, "JOINED", joined)
    found = []
    for people in (1, 3):
        posting = make.posting(operator, seats=3)
        rows = [accepted(posting) for _ in range(people)]
        made = []
        asked = [queries(lambda rows=rows, made=made: made.extend(placements.place(rows, by=officer, at=NOW)))]
        calls = (
            lambda made, by, at=NOW: placements.check_again([row.application for row in made], by=by, at=at),
            partial(placements.record_training, hours=8, attended=[8] * people, at=NOW),
            partial(placements.agree, at=NOW),
            partial(placements.start, on=FIRST, at=MAY),
            partial(placements.end_early, on=FIRST, ended_for="person", reason="이사", at=MAY),
            partial(outcomes.record, months_after=3, results=["none"] * people, at=AFTER),
        )
        asked += [queries(partial(call, made, by=officer)) for call in calls]
        found.append(asked)
    assert found[0] == found[1]
