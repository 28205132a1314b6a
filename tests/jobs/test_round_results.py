"""What a round may do to applications, and that the city alone does it."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied

from jobs import applications, postings, round_results
from jobs.models import Application, Hold, Offer
from jobs.round_results import Decided
from profiles import events
from profiles.models import Notice
from tests import make
from tests.jobs.expect import refusal
from tests.make import NOW

pytestmark = pytest.mark.django_db
AFTER = NOW + timedelta(days=15)


@pytest.fixture
def posting(operator):
    return make.posting(operator, selection="round", sites=[make.site(operator), make.site(operator)], seats=1)


def site_ids(posting):
    return list(posting.posting_sites.order_by("pk").values_list("pk", flat=True))


def test_publish_seats_people_where_the_round_put_them_and_lets_the_others_wait(posting, city):
    first, second = site_ids(posting)
    rows = [make.application(posting, state="interview") for _ in range(4)]
    placed = {rows[0].pk: second, rows[1].pk: first}

    made = round_results.publish([posting], Decided(placed, [rows[3], rows[2]], []), by=city, at=AFTER)

    assert {offer.application_id: offer.seat.posting_site_id for offer in made} == placed
    assert [offer.expires_at for offer in made] == [AFTER + timedelta(days=3)] * 2
    states = dict(Application.objects.values_list("pk", "state"))
    assert [states[row.pk] for row in rows] == ["offered", "offered", "waiting", "waiting"]
    assert [row.pk for row in applications.waiting_list(posting)] == [rows[3].pk, rows[2].pk]
    posting.refresh_from_db()
    assert (posting.results_released_at, posting.results_released_by) == (AFTER, city.user)
    told = set(Notice.objects.filter(recipient=rows[3].candidate.user).values_list("kind", flat=True))
    assert told == {"jobs.result_waiting"}
    assert [event.verb for event in events.of(rows[0])] == ["offer", "select"]


def test_publish_gives_the_reserved_seat_to_whom_it_is_for(operator, city):
    posting = make.posting(operator, selection="round", seats=2, reserved=1)
    (site,) = site_ids(posting)
    other = make.application(posting, state="interview")
    poor = make.application(posting, make.candidate(statuses={"near_poor": True}), state="interview")

    made = round_results.publish([posting], Decided({other.pk: site, poor.pk: site}, [], []), by=city, at=AFTER)

    assert {offer.application_id: offer.seat.reserve for offer in made} == {other.pk: "", poor.pk: "near_poor"}


def test_publish_ends_what_somebody_needs_no_more(posting, operator, city):
    person = make.candidate()
    kept = make.application(posting, person, state="interview")
    other = make.posting(operator, posting.programme_year, selection="round")
    left = make.application(other, person, state="interview")

    round_results.publish([posting, other], Decided({kept.pk: site_ids(posting)[0]}, [], [left]), by=city, at=AFTER)

    left.refresh_from_db()
    assert (left.state, left.reason) == (
        "not_selected",
        "일괄 배치에서 다른 희망에 자리가 정해져 이 지원은 여기서 마칩니다.",
    )
    assert Notice.objects.filter(kind="jobs.result_not_selected", subject_id=left.pk).count() == 1


def test_publish_is_the_citys(posting, officer, manager):
    row = make.application(posting, state="interview")

    for by in (officer, manager):
        with pytest.raises(PermissionDenied):
            round_results.publish([posting], Decided({row.pk: site_ids(posting)[0]}, [], []), by=by, at=AFTER)


def test_publish_is_all_or_nothing(posting, city):
    first, _second = site_ids(posting)
    rows = [make.application(posting, state="interview") for _ in range(2)]

    with refusal("too_few_seats"):
        round_results.publish([posting], Decided({row.pk: first for row in rows}, [], []), by=city, at=AFTER)

    assert set(Application.objects.values_list("state", flat=True)) == {"interview"}
    assert not Offer.objects.exists()
    assert not Hold.objects.exists()


def test_publish_waits_for_the_day_of_results_and_for_everybody(posting, city):
    row, undecided = make.application(posting, state="interview"), make.application(posting)
    decided = Decided({row.pk: site_ids(posting)[0]}, [], [])

    with refusal("too_early"):
        round_results.publish([posting], decided, by=city, at=posting.results_at - timedelta(seconds=1))
    with refusal("undecided"):
        round_results.publish([posting], decided, by=city, at=AFTER)
    undecided.refresh_from_db()
    assert undecided.state == "received"


def test_publish_leaves_postings_of_operators_alone(operator, city):
    posting = make.posting(operator)

    with refusal("not_by_round"):
        round_results.publish([posting], Decided({}, [], []), by=city, at=AFTER)


def test_an_operator_selects_nobody_where_a_round_decides(posting, officer):
    row = make.application(posting, state="interview")

    with refusal("by_round"):
        applications.select([row], by=officer, at=NOW)
    with refusal("by_round"):
        applications.put_on_waiting_list([row], by=officer, at=NOW)
    assert [step.verb for step in applications.steps_for(row, officer)] == ["reject"]


def test_the_city_takes_a_posting_out_of_rounds_for_a_reason(posting, city, officer):
    row = make.application(posting, state="interview")

    for by in (officer, make.actor(make.city_user("viewer"))):
        with pytest.raises(PermissionDenied):
            postings.leave_to_operator(posting, reason="자리가 적습니다.", by=by, at=NOW)
    with refusal("reason_missing"):
        postings.leave_to_operator(posting, reason=" ", by=city, at=NOW)
    assert postings.may_leave_round(posting, city)
    left = postings.leave_to_operator(posting, reason="자리가 적습니다.", by=city, at=NOW)

    assert not postings.may_leave_round(left, city)
    with refusal("not_by_round"):
        postings.leave_to_operator(posting, reason="또", by=city, at=NOW)
    (selected,) = applications.select([row], by=officer, at=NOW)
    assert selected.state == "selected"
    assert events.of(posting).first().reason == "자리가 적습니다."


@pytest.mark.parametrize("columns", [{"state": "draft"}, {"results_released_at": NOW}])
def test_a_posting_that_nobody_reads_or_that_is_told_stays_as_it_is(operator, city, columns):
    posting = make.posting(operator, selection="round", **columns)

    with refusal("wrong_state"):
        postings.leave_to_operator(posting, reason="자리가 적습니다.", by=city, at=NOW)


def test_a_round_selects_nobody_before_the_interview(posting, city):
    row = make.application(posting, state="paper_review")

    with refusal("interview_first"):
        round_results.publish([posting], Decided({row.pk: site_ids(posting)[0]}, [], []), by=city, at=AFTER)
