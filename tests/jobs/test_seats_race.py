"""Many at once: ten seats go to ten people, whatever happens at the same moment; and the test would see it if not.

`make race` runs the same with 500 people in 20 rounds.
"""

import os
from collections import Counter
from contextlib import contextmanager
from datetime import date, timedelta
from functools import partial
from uuid import uuid4

import pytest
from django.db import IntegrityError, connection, transaction

from jobs import applications, offers, seats, sharing, worklogs
from jobs.applications import Submission
from jobs.models import Application, Hold, Offer, Posting, Seat, Worklog
from jobs.worklogs import Draft
from profiles.models import Candidate
from tests import make
from tests.jobs.racing import at_once, waiting
from tests.make import NOW

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.xdist_group("race"),  # a crowd of connections at a time is enough
]
PEOPLE = int(os.environ.get("DASI_RACE_PEOPLE", "40"))
ROUNDS = int(os.environ.get("DASI_RACE_ROUNDS", "1"))
SEATS = 10
MOTIVE = "돌봄을 하고 싶습니다."
ONE_SEAT = next(row for row in Hold._meta.constraints if row.name == "seat_held_once")


def contest(operator, state="selected"):
    """A posting with ten seats and many people who all have a claim."""
    posting = make.posting(operator, seats=SEATS, results_released_at=NOW)
    return posting, [make.application(posting, state=state) for _ in range(PEOPLE)]


def held(posting):
    """How many hold each seat of the posting."""
    return Counter(
        Hold.objects.filter(seat__posting_site__posting=posting, released_at=None).values_list("seat", flat=True)
    )


@contextmanager
def without_the_constraint():
    with connection.schema_editor() as editor:
        editor.remove_constraint(Hold, ONE_SEAT)
    try:
        yield
    finally:
        Hold.objects.all().delete()
        with connection.schema_editor() as editor:
            editor.add_constraint(Hold, ONE_SEAT)


@contextmanager
def holding(model, row):
    """Hold the row's lock until the block commits."""
    connection.set_autocommit(False)
    try:
        model.objects.select_for_update().get(pk=row.pk)
        yield
    finally:
        connection.rollback()
        connection.set_autocommit(True)


def grab_unlocked(posting, row):
    """What a naive program does: look for a free seat, think, take it."""
    with transaction.atomic():
        seat = seats.free(posting).first()
        if seat is None:
            return "too_few_seats"
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_sleep(0.05)")
        try:
            with transaction.atomic():
                Hold.objects.create(seat=seat, application=row, held_at=NOW)
        except IntegrityError:
            return "seat_taken"
    return seat


@pytest.mark.parametrize("round_", range(ROUNDS))
def test_exactly_ten_of_many_get_one_of_ten_seats(operator, officer, round_):
    posting, rows = contest(operator)

    answers = at_once([partial(offers.make, [row], by=officer, at=NOW) for row in rows])

    refused = Counter(answer for answer in answers if isinstance(answer, str))
    assert refused == {"too_few_seats": PEOPLE - SEATS}
    assert sorted(held(posting).values()) == [1] * SEATS
    assert Offer.objects.count() == Application.objects.filter(state="offered").count() == SEATS


def test_one_seat_wanted_by_many_is_taken_once(operator, officer):
    posting, rows = contest(operator)
    seat = Seat.objects.filter(posting_site__posting=posting).first()

    answers = at_once([partial(seats.take, [(seat, row)], by=officer, at=NOW) for row in rows])

    assert Counter(answer == "seat_taken" for answer in answers) == {True: PEOPLE - 1, False: 1}
    assert held(posting) == {seat.pk: 1}


def test_batches_that_overlap_neither_deadlock_nor_oversell(operator, officer):
    posting, rows = contest(operator)
    batches = [rows[start : start + 3] for start in range(0, 18, 2)] + [rows[17:14:-1], rows[9:6:-1]]

    at_once([partial(offers.make, batch, by=officer, at=NOW) for batch in batches])

    assert set(held(posting).values()) == {1}
    assert len(held(posting)) <= SEATS


def test_without_lock_and_constraint_seats_are_oversold(operator):
    posting, rows = contest(operator)

    with without_the_constraint():
        at_once([partial(grab_unlocked, posting, row) for row in rows])
        holders = held(posting)

    assert max(holders.values()) > 1
    assert holders.total() > len(holders)


def test_the_constraint_alone_keeps_a_seat_for_one(operator):
    posting, rows = contest(operator)

    answers = at_once([partial(grab_unlocked, posting, row) for row in rows])

    assert set(held(posting).values()) == {1}
    assert "seat_taken" in answers


def test_a_freed_seat_is_taken_once(operator, officer):
    posting = make.posting(operator, seats=1, results_released_at=NOW)
    first = make.offer(make.application(posting, state="offered"))
    rows = [make.application(posting, state="selected") for _ in range(8)]
    me = make.actor(first.application.candidate.user)

    at_once(
        [
            partial(offers.decline, [first], by=me, at=NOW),
            *(partial(offers.make, [row], by=officer, at=NOW) for row in rows),
        ]
    )

    assert held(posting).total() <= 1


def test_an_answer_and_the_sweep_agree_on_one_end(system, operator):
    posting = make.posting(operator, results_released_at=NOW)
    made = [make.offer(make.application(posting, state="offered")) for _ in range(2)]
    late = NOW + timedelta(days=4)
    calls = [partial(offers.expire_due, by=system, at=late)]
    for offer in made:
        by = make.actor(offer.application.candidate.user)
        calls.append(partial(offers.accept, [offer], by=by, at=NOW + timedelta(days=2)))

    at_once(calls)

    for offer in Offer.objects.select_related("application"):
        ends = {"accepted": ("accepted", 1), "expired": ("lapsed", 0)}
        keeps = Hold.objects.filter(application=offer.application, released_at=None).count()
        assert (offer.application.state, keeps) == ends[offer.state]


def test_a_form_sent_many_times_is_one_application():
    posting, person = make.posting(), make.candidate()
    site = posting.posting_sites.get()
    sent = Submission(posting, person, [site.pk], uuid4(), motive=MOTIVE, agrees_to=sharing.text())
    by = make.actor(person.user)

    answers = at_once([lambda: applications.submit([sent], by=by, at=NOW)[0].pk] * PEOPLE)

    assert set(answers) == {Application.objects.get().pk}


def test_forms_of_one_person_sent_from_two_windows_are_one_application():
    posting, person = make.posting(), make.candidate()
    site = posting.posting_sites.get()
    by = make.actor(person.user)
    sent = [Submission(posting, person, [site.pk], uuid4(), motive=MOTIVE, agrees_to=sharing.text()) for _ in range(8)]

    answers = at_once([partial(applications.submit, [form], by=by, at=NOW) for form in sent])

    assert Counter(answer == "application_once" for answer in answers) == {True: 7, False: 1}


def test_an_application_counts_by_when_it_reached_us_however_long_it_waits():
    posting, person, late = make.posting(), make.candidate(), make.candidate()
    site = posting.posting_sites.get()
    last_moment = posting.apply_until - timedelta(microseconds=1)

    def send(who, at):
        form = Submission(posting, who, [site.pk], uuid4(), motive=MOTIVE, agrees_to=sharing.text())
        return applications.submit([form], by=make.actor(who.user), at=at)[0].candidate_id

    calls = [partial(send, person, last_moment), partial(send, late, posting.apply_until)]
    with holding(Posting, posting), waiting(calls) as answers:
        connection.commit()

    assert answers == [person.pk, "not_open"]


def test_a_posting_closed_while_an_application_waits_takes_it_no_more():
    posting, person = make.posting(), make.candidate()
    form = Submission(
        posting, person, [posting.posting_sites.get().pk], uuid4(), motive=MOTIVE, agrees_to=sharing.text()
    )

    call = partial(applications.submit, [form], by=make.actor(person.user), at=NOW)
    with holding(Posting, posting), waiting([call]) as answers:
        Posting.objects.filter(pk=posting.pk).update(state="closed")
        connection.commit()

    assert answers == ["not_open"]


def test_hours_of_two_logs_sent_at_once_are_added_up(operator):
    person = make.candidate()
    placed = [make.placement(make.application(make.posting(operator), person, state="placed")) for _ in range(2)]
    entries = [{"on": f"2026-05-{day:02}", "minutes": 360, "what": "말벗"} for day in range(4, 9)]
    by, at = make.actor(person.user), NOW + timedelta(days=50)
    calls = [partial(worklogs.submit, [Draft(row, date(2026, 5, 1), entries)], by=by, at=at) for row in placed]

    with holding(Candidate, person), waiting(calls) as answers:
        connection.commit()

    assert Counter(answer == "over_cap" for answer in answers) == {True: 1, False: 1}
    assert Worklog.objects.get().minutes == 30 * 60
