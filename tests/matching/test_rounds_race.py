"""Two people press at once: a round is run and published once; and the test would see it if not."""

from collections import Counter
from contextlib import contextmanager
from functools import partial

import pytest
from django.db import connection, transaction

from jobs import applications, offers
from jobs.models import Application, Hold, Offer
from matching import round_ledger, rounds
from matching.models import Allocation, AllocationRound
from tests import make
from tests.jobs.racing import at_once, waiting
from tests.make import NOW
from tests.matching.allocating import AFTER, OVER, applied, begun, confirmed, posting, terms_of

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.xdist_group("race")]
CALLS = 6


@pytest.fixture
def year():
    found = make.programme_year()
    to = posting(found, seats=3)
    for score in (90, 80, 70, 60, 50):
        applied(to, score)
    return found


@contextmanager
def holding(row: AllocationRound):
    """Hold the round's lock until the block commits."""
    connection.set_autocommit(False)
    try:
        AllocationRound.objects.select_for_update().get(pk=row.pk)
        yield
    finally:
        connection.rollback()
        connection.set_autocommit(True)


def run_unlocked(row: AllocationRound, by) -> str:
    """What a naive program does: look at the state, think, write."""
    with transaction.atomic():
        if AllocationRound.objects.get(pk=row.pk).state != "draft":
            return "wrong_state"
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_sleep(0.05)")
        simulation = row.allocations.first()
        copy = Allocation.objects.get(pk=simulation.pk)
        copy.pk, copy.public_id, copy.kind, copy.inputs, copy.result = None, None, "run", {"wishes": "x"}, "x"
        copy.public_id = Allocation._meta.get_field("public_id").get_default()
        copy.save(force_insert=True)
        AllocationRound.objects.filter(pk=row.pk).update(state="run", allocation=copy, run_at=OVER, run_by=by.user)
    return "ran"


def simulated(year, city) -> AllocationRound:
    row = begun(year, city)
    rounds.simulate(row, terms_of(row), name="처음 조건", by=city, at=OVER)
    return row


def test_a_round_pressed_many_times_is_run_once(year, city, second):
    row = simulated(year, city)
    simulation = row.allocations.get()

    answers = at_once([partial(rounds.run, row, simulation, by=by, at=OVER) for by in (city, second) * (CALLS // 2)])

    assert Counter(answer == "wrong_state" for answer in answers) == {True: CALLS - 1, False: 1}
    assert Allocation.objects.filter(kind="run").count() == 1


def test_a_round_begun_by_several_at_once_begins_once(year, city, second):
    answers = at_once([partial(begun, year, by) for by in (city, second) * (CALLS // 2)])

    assert Counter(answer == "round_once" for answer in answers) == {True: CALLS - 1, False: 1}
    assert AllocationRound.objects.count() == 1


def test_without_the_lock_a_round_is_run_several_times(year, city):
    row = simulated(year, city)

    answers = at_once([partial(run_unlocked, row, city)] * CALLS)

    assert answers.count("ran") > 1
    assert Allocation.objects.filter(kind="run").count() > 1


def test_a_round_pressed_many_times_is_published_once(year, city, second):
    row = confirmed(year, city, second)

    answers = at_once([partial(rounds.publish, row, by=by, at=AFTER) for by in (city, second) * (CALLS // 2)])

    assert Counter(answer == "wrong_state" for answer in answers) == {True: CALLS - 1, False: 1}
    assert Offer.objects.count() == Hold.objects.filter(released_at=None).count() == 3
    assert Counter(Application.objects.values_list("state", flat=True)) == {"offered": 3, "waiting": 2}


def test_who_waits_for_the_round_sees_how_it_stands_then(year, city, second):
    row = confirmed(year, city, second)

    with holding(row), waiting([partial(rounds.publish, row, by=city, at=AFTER)]) as answers:
        AllocationRound.objects.filter(pk=row.pk).update(
            state="draft", allocation=None, run_at=None, run_by=None, verified_at=None, confirmed_at=None,
            confirmed_by=None,
        )  # fmt: skip
        connection.commit()

    assert answers == ["wrong_state"]
    assert not Offer.objects.exists()


def test_withdrawing_while_a_round_is_published_leaves_no_seat_sold_twice(year, city, second):
    row = confirmed(year, city, second)
    people = list(Application.objects.select_related("candidate__user"))
    calls = [partial(rounds.publish, row, by=city, at=AFTER)]
    calls += [partial(_withdraw, person) for person in people]

    told, *withdrawn = at_once(calls)

    is_published = AllocationRound.objects.get().state == "published"
    assert is_published != (told == "inputs_changed")
    held = Counter(Hold.objects.filter(released_at=None).values_list("seat", flat=True))
    assert set(held.values()) <= {1}
    states = Counter(Application.objects.values_list("state", flat=True))
    assert states["offered"] == held.total() <= 3
    assert states["withdrawn"] == sum(not isinstance(answer, str) for answer in withdrawn)
    assert (
        Offer.objects.exists() if is_published else states["withdrawn"]
    )  # who was asked may withdraw at once, all of them


def test_seats_that_others_take_meanwhile_stop_the_publishing(year, city, second):
    row = confirmed(year, city, second)
    other = make.application(row.programme_year.postings.get(), state="placed")
    make.hold(other)

    answers = at_once([partial(rounds.publish, row, by=city, at=AFTER)])

    assert answers == ["too_few_seats"]
    assert not Offer.objects.exists()
    assert AllocationRound.objects.get().state == "confirmed"
    assert round_ledger.replay(row.allocation).is_same
    assert offers.next_waiting(row.programme_year.postings.get()) is None


def _withdraw(person: Application):
    return applications.withdraw([person], by=make.actor(person.candidate.user), at=NOW)
