"""Many people pick few interview places at the same moment: a slot never holds more than its capacity."""

from collections import Counter
from contextlib import contextmanager
from functools import partial

import pytest
from django.db import IntegrityError, connection, transaction

from jobs import interview_places, interviews
from jobs.models import InterviewPick
from tests import make
from tests.jobs import interviewing
from tests.jobs.interviewing import invited
from tests.jobs.racing import at_once
from tests.make import NOW

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.xdist_group("race"),  # a crowd of connections at a time is enough
]
PEOPLE, PLACES = 24, 5
ONE_PLACE = next(row for row in InterviewPick._meta.constraints if row.name == "interview_place_once")


@pytest.fixture
def contest(operator):
    """One time with few places, and many people who want it."""
    posting = make.posting(operator)
    return interviewing.slot(posting, capacity=PLACES), [invited(posting) for _ in range(PEOPLE)]


@contextmanager
def without_the_constraint():
    with connection.schema_editor() as editor:
        editor.remove_constraint(InterviewPick, ONE_PLACE)
    try:
        yield
    finally:
        InterviewPick.objects.all().delete()
        with connection.schema_editor() as editor:
            editor.add_constraint(InterviewPick, ONE_PLACE)


def grab_unlocked(slot, row):
    """What a naive program does: look for a free place, think, take it."""
    with transaction.atomic():
        taken = set(slot.picks.filter(state__in=InterviewPick.KEPT).values_list("number", flat=True))
        number = next((number for number in range(1, slot.capacity + 1) if number not in taken), None)
        if number is None:
            return "slot_full"
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_sleep(0.05)")
        try:
            with transaction.atomic():
                interviewing.pick(row, slot, number=number)
        except IntegrityError:
            return "slot_full"
    return "taken"


def test_exactly_as_many_pick_as_there_are_places(contest):
    slot, people = contest

    answers = at_once([partial(interviews.pick, row, slot, by=me, at=NOW) for row, me in people])

    assert Counter(answer for answer in answers if isinstance(answer, str)) == {"slot_full": PEOPLE - PLACES}
    assert sorted(slot.picks.values_list("number", flat=True)) == list(range(1, PLACES + 1))


def test_without_lock_and_constraint_a_slot_is_oversold(contest):
    slot, people = contest

    with without_the_constraint():
        at_once([partial(grab_unlocked, slot, row) for row, _me in people])
        held = slot.picks.filter(state__in=InterviewPick.KEPT).count()

    assert held > PLACES


def test_the_constraint_alone_keeps_a_slot_from_being_oversold(contest):
    slot, people = contest

    at_once([partial(grab_unlocked, slot, row) for row, _me in people])

    assert slot.picks.count() <= PLACES


def test_one_person_in_many_windows_holds_one_time(operator):
    posting = make.posting(operator)
    row, me = invited(posting)
    slots = [interviewing.slot(posting) for _ in range(8)]

    answers = at_once([partial(interviews.pick, row, slot, by=me, at=NOW) for slot in slots])

    assert Counter(answer for answer in answers if isinstance(answer, str)) == {"changed_already": 6}
    assert interview_places.standing([row.pk]).count() == 1


def test_a_cancelled_time_and_its_last_picker_agree(operator, officer):
    posting = make.posting(operator)
    slot, people = interviewing.slot(posting, capacity=8), [invited(posting) for _ in range(8)]
    picking = [partial(interviews.pick, row, slot, by=me, at=NOW) for row, me in people]

    at_once([*picking[:4], partial(interviews.cancel_slot, slot, reason="사정", by=officer, at=NOW), *picking[4:]])

    assert slot.picks.exclude(state="cancelled").count() == 0
