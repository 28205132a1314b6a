"""A round from its draft to its results: who may do what when, and what keeps it from going on."""

from dataclasses import replace

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from jobs import applications, event_log
from jobs.models import Application, EligibilityCheck, Offer, Posting, ScoreSheet
from matching import round_inputs, rounds
from matching.models import Allocation, AllocationRound, RoundResult
from matching.round_terms import RoundTerms
from profiles.models import Notice
from tests import make
from tests.jobs.expect import happened, refusal
from tests.make import NOW
from tests.matching.allocating import (
    AFTER,
    OVER,
    SEED,
    applied,
    begun,
    confirmed,
    posting,
    published,
    ran,
    state_of,
    terms_of,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def year():
    return make.programme_year()


def test_the_best_scores_get_the_seats_and_the_others_wait_in_order(year, city, second):
    to = posting(year, seats=2)
    rows = [applied(to, score) for score in (60, 90, 70, 80)]

    made = published(year, city, second)

    assert [state_of(row) for row in rows] == ["waiting", "offered", "waiting", "offered"]
    assert [row.pk for row in applications.waiting_list(to)] == [rows[2].pk, rows[0].pk]
    assert (made.state, made.run_by, made.confirmed_by, made.published_by) == (
        "published", city.user, second.user, city.user,
    )  # fmt: skip
    assert happened(made) == [
        ("draft_round", "", "draft"),
        ("simulate_round", "", ""),
        ("run_round", "draft", "run"),
        ("verify_round", "run", "verified"),
        ("confirm_round", "verified", "confirmed"),
        ("publish_round", "confirmed", "published"),
    ]


def test_wishes_of_several_sites_are_met_best_first(year, city, second):
    operator = make.organisation()
    to = posting(year, operator, sites=[make.site(operator), make.site(operator)], seats=1)
    first, weaker = applied(to, 90, sites=[1, 0]), applied(to, 80, sites=[1, 0])

    published(year, city, second)

    sites = list(to.posting_sites.order_by("pk"))
    given = dict(Offer.objects.values_list("application", "seat__posting_site"))
    assert given == {first.pk: sites[1].pk, weaker.pk: sites[0].pk}
    ranks = dict(RoundResult.objects.values_list("application", "rank"))
    assert ranks == {first.pk: 1, weaker.pk: 2}


def test_an_earlier_application_is_the_dearer_wish_and_the_other_one_ends(year, city, second):
    near, far, person = posting(year, seats=1), posting(year, seats=1), make.candidate()
    later = applied(far, 99, person, received_at=NOW.replace(hour=12))
    sooner = applied(near, 70, person, received_at=NOW.replace(hour=9))
    other = applied(far, 50)

    published(year, city, second)

    assert [state_of(row) for row in (sooner, later, other)] == ["offered", "not_selected", "offered"]


def test_the_reserve_goes_first_to_near_poor_people(year, city, second):
    to = posting(year, seats=2, reserved=1)
    best, good = applied(to, 90), applied(to, 80)
    poor = applied(to, 10, make.candidate(statuses={"near_poor": True}))

    made = published(year, city, second)

    assert [state_of(row) for row in (best, good, poor)] == ["offered", "waiting", "offered"]
    assert made.allocation.figures["favoured"] == 1


def test_a_cap_on_a_district_leaves_places_empty(year, city):
    to = posting(year, seats=5)
    for score in (50, 60, 70):
        applied(to, score)
    row = begun(year, city)
    terms = RoundTerms(terms_of(row).sites, {"11410": 2})

    made = rounds.simulate(row, terms, name="상한 2명", by=city, at=OVER)

    assert (made.figures["seated"], made.figures["empty"], made.figures["people"]) == (2, 3, 3)
    row.refresh_from_db()
    assert (row.state, row.allocation) == ("draft", None)
    assert made.inputs == {}


def test_equal_scores_go_by_the_seed_alone(year, city):
    to = posting(year, seats=1)
    for _ in range(3):
        applied(to, 80)
    row = begun(year, city)
    found = [rounds.simulate(row, terms_of(row), name="같은 조건", by=city, at=OVER).result_hash for _ in range(2)]

    AllocationRound.objects.filter(pk=row.pk).update(seed="다른 번호 2")
    other = rounds.simulate(row, terms_of(row), name="같은 조건", by=city, at=OVER)

    assert found[0] == found[1]
    assert other.inputs_hash != Allocation.objects.first().inputs_hash


def test_a_missing_score_stops_the_round_and_names_whom(year, city):
    to = posting(year, title="어르신돌봄")
    applied(to, 80)
    missing = applied(to, None, make.candidate(name="김영수"))
    row = begun(year, city)

    with refusal("not_ready"):
        rounds.simulate(row, terms_of(row), name="", by=city, at=OVER)
    with pytest.raises(Exception, match=r"김\*수.*어르신돌봄.*심사표에 점수가 없습니다") as raised:
        rounds.simulate(row, terms_of(row), name="", by=city, at=OVER)

    assert "김영수" not in str(raised.value)
    assert state_of(missing) == "interview"
    assert not Allocation.objects.exists()


def test_who_is_not_at_the_last_stage_stops_the_round(year, city):
    to = posting(year)
    make.application(to)
    applied(to, 70, state="paper_review")

    found = round_inputs.unready(begun(year, city), at=OVER)

    assert [one.code for one in found] == ["received", "interview_first"]


def not_met(application: Application) -> None:
    """The last check says that the person lives elsewhere."""
    verdict = {"kind": "residence", "applies_at": "apply", "outcome": "not_met", "reason": {"code": "x", "params": {}}}
    EligibilityCheck.objects.create(
        application=application,
        rule_set=application.rule_set,
        stage="apply",
        outcome="not_met",
        verdicts=[verdict],
        judged_at=NOW,
    )


def test_who_does_not_fit_the_rules_stops_the_round(year, city):
    row = applied(posting(year), 80)
    not_met(row)

    (found,) = round_inputs.unready(begun(year, city), at=OVER)

    assert (found.application, found.code) == (row, "not_eligible")


def test_the_check_finds_somebody_seated_who_does_not_fit_any_more(year, city):
    seated = applied(posting(year), 80)
    row = ran(year, city)
    not_met(seated)

    with refusal("unsound"):
        rounds.verify(row, by=city, at=OVER)


def test_scores_are_the_mean_of_the_last_stage_to_the_hundredth(year, city):
    to = posting(year, seats=1)
    row = applied(to, 70)
    for points in (71, 71):
        make.score_sheet(row, points, make.member(to.organisation))
    ScoreSheet.objects.create(
        application=row, stage="paper_review", points=1, scored_at=NOW, scored_by=make.member(to.organisation)
    )

    made = ran(year, city)

    assert made.allocation.inputs["wishes"].splitlines()[1].endswith(f",1,{to.posting_sites.get().public_id},70.67")


def test_postings_that_are_open_or_the_operators_stay_outside(year, city):
    to, open_still = posting(year), posting(year, apply_until=AFTER, results_at=AFTER)
    make.posting(programme_year_=year)
    row = begun(year, city)

    assert list(round_inputs.postings_of(row, at=OVER)) == [to]
    assert list(round_inputs.postings_of(row, at=AFTER)) == [to, open_still]


def test_a_run_needs_the_seats_to_be_free(year, city):
    to = posting(year, seats=1)
    applied(to, 80)
    row = begun(year, city)
    more = RoundTerms({site: replace(own, places=2) for site, own in terms_of(row).sites.items()})
    simulation = rounds.simulate(row, more, name="두 자리라면", by=city, at=OVER)

    with refusal("too_few_seats"):
        rounds.run(row, simulation, by=city, at=OVER)


def test_a_run_of_another_rounds_simulation_is_refused(year, city):
    applied(posting(year), 80)
    other_year = make.programme_year()
    applied(posting(other_year), 80)
    row = begun(other_year, city)
    simulation = rounds.simulate(row, terms_of(row), name="", by=city, at=OVER)

    with refusal("wrong_round"):
        rounds.run(begun(year, city), simulation, by=city, at=OVER)


def test_a_posting_that_closed_meanwhile_asks_for_new_terms(year, city):
    applied(posting(year), 80)
    applied(posting(year, apply_until=AFTER, results_at=AFTER), 70)
    row = begun(year, city)
    simulation = rounds.simulate(row, terms_of(row), name="", by=city, at=OVER)

    with refusal("terms_outdated"):
        rounds.run(row, simulation, by=city, at=AFTER)
    assert rounds.run(row, simulation, by=city, at=OVER).state == "run"


def test_the_one_who_ran_it_never_confirms(year, city):
    applied(posting(year), 80)
    row = ran(year, city)
    rounds.verify(row, by=city, at=OVER)

    with refusal("same_person"):
        rounds.confirm(row, by=city, at=OVER)
    row.refresh_from_db()
    assert "confirm_round" not in {step.verb for step in rounds.steps_for(row, city)}
    with pytest.raises(IntegrityError, match="round_confirmed_by_another"), transaction.atomic():
        AllocationRound.objects.update(state="confirmed", confirmed_at=OVER, confirmed_by=city.user)


def test_a_second_person_is_asked_and_asked_no_more(year, city, second):
    applied(posting(year), 80)
    row = ran(year, city)
    rounds.verify(row, by=city, at=OVER)

    asked = Notice.objects.filter(kind="matching.round_to_confirm")
    assert [notice.recipient for notice in asked] == [second.user]
    rounds.confirm(row, by=second, at=OVER)
    assert not asked.filter(cancelled_at=None).exists()


@pytest.mark.parametrize("verb", ["verify", "confirm", "publish"])
def test_steps_are_taken_in_their_order(year, city, second, verb):
    applied(posting(year), 80)
    row = begun(year, city)

    with refusal("wrong_state"):
        getattr(rounds, verb)(row, by=second, at=OVER)


def test_only_the_citys_editors_run_a_round(year, city):
    applied(posting(year), 80)
    row = begun(year, city)
    for user in (make.city_user("viewer"), make.city_user("auditor"), make.member(), make.candidate().user):
        with pytest.raises(PermissionDenied):
            rounds.simulate(row, terms_of(row), name="", by=make.actor(user), at=OVER)
        with pytest.raises(PermissionDenied):
            rounds.draft(make.programme_year(), 1, seed=SEED, by=make.actor(user), at=OVER)
        assert rounds.steps_for(row, make.actor(user)) == []


def test_a_round_begins_once_with_a_seed_and_the_second_after_the_first(year, city):
    begun(year, city)

    with refusal("round_once"):
        begun(year, city)
    with refusal("seed_missing"):
        rounds.draft(make.programme_year(), 1, seed="  ", by=city, at=OVER)
    with refusal("first_round_first"):
        begun(year, city, 2)


def test_what_changed_after_the_run_stops_confirming_and_publishing(year, city, second):
    to = posting(year, seats=1)
    best, next_best = applied(to, 90), applied(to, 80)
    row = ran(year, city)
    rounds.verify(row, by=city, at=OVER)
    ScoreSheet.objects.filter(application=next_best).update(points=95)

    with refusal("inputs_changed"):
        rounds.confirm(row, by=second, at=OVER)

    ScoreSheet.objects.filter(application=next_best).update(points=80)
    rounds.confirm(row, by=second, at=OVER)
    applications.withdraw([best], by=make.actor(best.candidate.user), at=OVER)
    with refusal("inputs_changed"):
        rounds.publish(row, by=city, at=AFTER)
    assert not Offer.objects.exists()


def test_reopening_asks_why_and_keeps_the_run_in_the_ledger(year, city, second):
    applied(posting(year), 90)
    row = confirmed(year, city, second)

    with refusal("reason_missing"):
        rounds.reopen(row, reason=" ", by=city, at=OVER)
    again = rounds.reopen(row, reason="한 분이 지원을 취소했습니다.", by=city, at=OVER)

    assert (again.state, again.allocation, again.run_by, again.confirmed_by) == ("draft", None, None, None)
    assert Allocation.objects.filter(kind="run").count() == 1
    assert rounds.run(again, again.allocations.first(), by=second, at=OVER).run_by == second.user


def test_publishing_waits_for_the_day_of_results_and_happens_once(year, city, second):
    to = posting(year)
    applied(to, 90)
    row = confirmed(year, city, second)

    with refusal("too_early"):
        rounds.publish(row, by=city, at=OVER)
    rounds.publish(row, by=city, at=AFTER)
    with refusal("wrong_state"):
        rounds.publish(row, by=city, at=AFTER)
    assert Offer.objects.count() == 1
    assert Posting.objects.get(pk=to.pk).results_released_at == AFTER


def test_operators_of_the_postings_are_told(year, city, second):
    to = posting(year)
    officer, stranger = make.member(to.organisation), make.member()
    applied(to, 90)

    row = published(year, city, second)

    told = Notice.objects.filter(kind="matching.round_published").values_list("recipient", flat=True)
    assert officer.pk in told
    assert stranger.pk not in told
    assert row in AllocationRound.objects.visible_to(officer)
    assert row not in AllocationRound.objects.visible_to(stranger)


@pytest.mark.parametrize(
    ("columns", "name"),
    [
        ({"number": 3}, "round_first_or_second"),
        ({"seed": ""}, "round_has_seed"),
        ({"state": "run"}, "round_stands_on_a_run"),
    ],
)
def test_the_database_holds_what_a_round_is(year, city, columns, name):
    row = begun(year, city)

    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        AllocationRound.objects.filter(pk=row.pk).update(**columns)


def test_states_have_the_same_words_in_the_history():
    words = {state: str(label) for state, label in AllocationRound.State.choices}

    assert {state: str(word) for state, word in event_log._STATES["allocationround"].items()} == words
