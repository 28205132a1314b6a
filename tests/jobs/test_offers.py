"""Offers: who may be asked when, what an answer does, and what happens when none comes."""

from datetime import timedelta
from functools import partial

import pytest
from django.core.exceptions import PermissionDenied

from jobs import offers
from jobs.models import Application, Hold, Offer
from profiles import actors, events
from profiles.models import Notice, User
from tests import make
from tests.jobs.expect import happened, queries, refusal, told
from tests.make import NOW

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(days=1)
LATE = NOW + timedelta(days=3)


@pytest.fixture
def posting(operator):
    return make.posting(operator, seats=2, results_released_at=NOW)


@pytest.fixture
def offer(posting):
    return make.offer(make.application(posting, state="offered"))


def own(offer):
    return make.actor(offer.application.candidate.user)


def test_make_holds_a_seat_and_tells_until_when(posting, officer):
    row = make.application(posting, state="selected")

    (made,) = offers.make([row], by=officer, at=NOW)

    assert (made.state, made.expires_at, made.offered_by) == ("pending", LATE, officer.user)
    assert Application.objects.get().state == "offered"
    assert list(Hold.objects.values_list("seat", "application", "released_at")) == [(made.seat_id, row.pk, None)]
    assert told(row.candidate.user) == ["jobs.offer_made"]
    assert happened(row) == [("offer", "selected", "offered")]
    assert events.of(row).get().user == officer.user


def test_make_from_the_waiting_list_says_that_a_seat_is_free(posting, officer):
    row = make.application(posting, state="waiting")

    offers.make([row], by=officer, at=NOW)

    assert told(row.candidate.user) == ["jobs.seat_free"]


def test_make_tells_the_operator_no_more_that_a_seat_fell_free(operator, officer):
    posting = make.posting(operator, seats=1, results_released_at=NOW)
    (first,) = offers.make([make.application(posting, state="selected")], by=officer, at=NOW)
    offers.decline([first], by=own(first), at=LATER)
    assert told(officer.user) == ["jobs.seat_freed"]

    offers.make([make.application(posting, state="waiting")], by=officer, at=LATER)

    assert told(officer.user) == []


def test_make_gives_a_reserved_seat_to_near_poor_people_first(operator, officer):
    posting = make.posting(operator, seats=3, reserved=1, results_released_at=NOW)
    first = make.application(posting, state="selected")
    favoured = make.application(posting, make.candidate(statuses={"near_poor": True}), state="selected")

    made = offers.make([first, favoured], by=officer, at=NOW)

    assert [(offer.application_id, offer.seat.reserve) for offer in made] == [
        (first.pk, ""),
        (favoured.pk, "near_poor"),
    ]


def test_make_for_people_of_several_postings_keeps_each_to_its_own_seats(operator, officer):
    postings = [make.posting(operator, seats=1, results_released_at=NOW) for _ in range(2)]
    rows = [make.application(posting, state="selected") for posting in postings]

    made = offers.make(rows, by=officer, at=NOW)

    assert [offer.seat.posting_site.posting for offer in made] == postings


@pytest.mark.parametrize("at", [NOW, LATER])
def test_make_before_results_are_told_is_refused(operator, officer, at):
    row = make.application(make.posting(operator), state="selected")

    with refusal("not_released"):
        offers.make([row], by=officer, at=at)


def test_make_past_the_waiting_list_is_refused(posting, officer):
    first, second = (make.application(posting, state="waiting") for _ in range(2))

    with refusal("waiting_order"):
        offers.make([second], by=officer, at=NOW)

    assert len(offers.make([second, first], by=officer, at=NOW)) == 2


def test_make_for_more_people_than_seats_changes_nothing(posting, officer):
    rows = [make.application(posting, state="selected") for _ in range(3)]

    with refusal("too_few_seats"):
        offers.make(rows, by=officer, at=NOW)

    assert set(Application.objects.values_list("state", flat=True)) == {"selected"}
    assert (Hold.objects.count(), Offer.objects.count(), Notice.objects.count()) == (0, 0, 0)


def test_make_keeps_the_seats_of_those_selected_from_the_waiting_list(posting, officer):
    for _ in range(2):
        make.application(posting, state="selected")
    waiting = make.application(posting, state="waiting")

    with refusal("too_few_seats"):
        offers.make([waiting], by=officer, at=NOW)


@pytest.mark.parametrize("state", ["received", "not_selected", "offered", "placed", "withdrawn"])
def test_make_from_another_state_is_refused(posting, officer, state):
    with refusal("wrong_state"):
        offers.make([make.application(posting, state=state)], by=officer, at=NOW)


def test_make_by_anyone_but_the_operator_is_refused(posting, stranger, city, system):
    row = make.application(posting, state="selected")

    for by in (stranger, city, system, make.actor(row.candidate.user)):
        with pytest.raises(PermissionDenied):
            offers.make([row], by=by, at=NOW)


def test_accept_keeps_the_seat(offer):
    offers.accept([offer], by=[own(offer)], at=LATER)

    offer.refresh_from_db()
    assert (offer.state, offer.answered_at, offer.answered_by) == ("accepted", LATER, own(offer).user)
    assert offer.application.state == "accepted"
    assert Hold.objects.get().released_at is None
    assert happened(offer.application) == [("accept", "offered", "accepted")]


def test_accept_takes_back_the_notice_that_asked(posting, officer):
    (offer,) = offers.make([make.application(posting, state="selected")], by=officer, at=NOW)

    offers.accept([offer], by=[own(offer)], at=LATER)

    assert told(offer.application.candidate.user) == []


def test_accept_late_is_refused_even_if_nothing_swept_yet(offer):
    with refusal("offer_late"):
        offers.accept([offer], by=[own(offer)], at=LATE)

    offer.refresh_from_db()
    assert (offer.state, offer.application.state) == ("pending", "offered")


def test_accept_after_the_sweep_says_late(offer, system):
    offers.expire([offer], by=system, at=LATE)

    with refusal("offer_late"):
        offers.accept([offer], by=[own(offer)], at=LATE)


def test_accept_twice_is_refused(offer):
    offers.accept([offer], by=[own(offer)], at=LATER)

    with refusal("wrong_state"):
        offers.accept([offer], by=[own(offer)], at=LATER)


def test_accept_for_somebody_else_is_refused(offer, officer, city, system):
    for by in (officer, city, system, make.actor(make.candidate().user)):
        with pytest.raises(PermissionDenied):
            offers.accept([offer], by=by, at=LATER)


def test_decline_frees_the_seat_and_names_who_is_next(posting, offer, officer):
    waiting = make.application(posting, state="waiting")

    offers.decline([offer], reason="가족을 돌보게 되었습니다.", by=[own(offer)], at=LATER)

    offer.refresh_from_db()
    held = Hold.objects.get()
    assert (offer.state, offer.application.state) == ("declined", "declined")
    assert (held.released_at, held.released_by) == (LATER, own(offer).user)
    assert events.of(offer.application).get().reason == "가족을 돌보게 되었습니다."
    notice = Notice.objects.get(recipient=officer.user)
    assert (notice.kind, notice.params["next"]) == ("jobs.seat_freed", 1)
    assert offers.next_waiting(posting) == waiting
    assert Application.objects.get(pk=waiting.pk).state == "waiting"  # a person confirms the next offer


def test_decline_late_is_refused(offer):
    with refusal("offer_late"):
        offers.decline([offer], by=[own(offer)], at=LATE)


def test_expire_frees_the_seat_and_tells_both(offer, officer, system):
    offers.expire([offer], by=system, at=LATE)

    offer.refresh_from_db()
    assert (offer.state, offer.answered_at, offer.answered_by) == ("expired", LATE, None)
    assert offer.application.state == "lapsed"
    assert Hold.objects.get().released_at == LATE
    assert told(offer.application.candidate.user) == ["jobs.offer_expired"]
    assert told(officer.user) == ["jobs.seat_freed"]
    assert happened(offer.application) == [("lapse", "offered", "lapsed")]


def test_expire_before_its_time_is_refused(offer, system):
    with refusal("not_late"):
        offers.expire([offer], by=system, at=LATE - timedelta(seconds=1))


def test_expire_of_an_answered_offer_is_refused(posting, system):
    answered = make.offer(make.application(posting, state="accepted"), state="accepted")

    with refusal("wrong_state"):
        offers.expire([answered], by=system, at=LATE)


def test_expire_by_a_person_is_refused(offer, officer):
    with pytest.raises(PermissionDenied):
        offers.expire([offer], by=officer, at=LATE)


def test_expire_due_takes_those_whose_time_is_over_and_leaves_a_minute_for_answers_on_their_way(offer, system):
    assert offers.expire_due(by=system, at=LATE + timedelta(seconds=59)) == []
    assert offers.expire_due(by=system, at=LATE + timedelta(seconds=60)) == [offer]
    assert offers.expire_due(by=system, at=LATE + timedelta(seconds=61)) == []


def test_expire_due_goes_on_past_a_posting_that_fails(operator, offer, system, caplog):
    broken = make.offer(make.application(make.posting(operator), state="placed"))  # its offer was left open

    assert offers.expire_due(by=system, at=LATER + timedelta(days=3)) == [offer]

    assert f"posting {broken.application.posting_id} is left" in caplog.text
    assert Offer.objects.get(pk=broken.pk).state == "pending"


def test_expire_due_is_the_system_s(officer):
    with pytest.raises(PermissionDenied):
        offers.expire_due(by=officer, at=NOW)


def test_only_offers_expire(operator, system):
    silent = [make.application(make.posting(operator), state=state) for state in ("received", "interview", "selected")]

    offers.expire_due(by=system, at=NOW + timedelta(days=900))

    assert [Application.objects.get(pk=row.pk).state for row in silent] == ["received", "interview", "selected"]


def test_a_freed_seat_goes_to_the_next_in_line(operator, officer):
    posting = make.posting(operator, seats=1, results_released_at=NOW)
    (first,) = offers.make([make.application(posting, state="selected")], by=officer, at=NOW)
    waiting = make.application(posting, state="waiting")
    offers.decline([first], by=[own(first)], at=LATER)

    (second,) = offers.make([offers.next_waiting(posting)], by=officer, at=LATER)

    assert (second.application, second.seat_id) == (waiting, first.seat_id)


def test_next_waiting_of_an_empty_list_is_nobody(posting):
    assert offers.next_waiting(posting) is None


def test_may_answer_until_the_deadline_and_only_oneself(offer, officer):
    assert offers.may_answer(offer, own(offer), at=LATER)
    assert not offers.may_answer(offer, own(offer), at=LATE)
    assert not offers.may_answer(offer, officer, at=LATER)


def test_verbs_ask_the_same_number_of_queries_of_any_number(operator, officer, system):
    found = []
    for people in (1, 3):
        posting = make.posting(operator, seats=9, results_released_at=NOW)
        rows = [make.application(posting, state="selected") for _ in range(3 * people)]
        whom = {row.pk: actors.user(User.objects.get(pk=row.candidate.user_id)) for row in rows}
        asked = [queries(partial(offers.make, rows, by=officer, at=NOW))]
        for verb, third in ((offers.accept, rows[::3]), (offers.decline, rows[1::3])):
            answered = list(Offer.objects.filter(application__in=third).order_by("pk"))
            by = [whom[offer.application_id] for offer in answered]
            asked.append(queries(partial(verb, answered, by=by, at=LATER)))
        lapsed = list(Offer.objects.filter(application__in=rows[2::3]))
        asked.append(queries(partial(offers.expire, lapsed, by=system, at=LATE)))
        found.append(asked)
    assert found[0] == found[1]
