"""A posting passes on to another operator while some of its applicants are held or hidden in batches of the giver's."""

from contextlib import ExitStack
from datetime import timedelta
from functools import partial

import pytest
from django.core.exceptions import PermissionDenied
from django.db import transaction

from jobs import applications, moves, results, steps, transfers
from jobs.models import Application, Move, Moved, Posting
from tests import make
from tests.jobs import transferring
from tests.jobs.expect import happened, refusal, told
from tests.jobs.racing import waiting
from tests.make import NOW

SOON = NOW + timedelta(minutes=3)
db = pytest.mark.django_db


@pytest.fixture
def taker():
    return make.organisation()


@pytest.fixture
def heir(taker):
    """An officer of the operator that takes over."""
    return make.actor(make.member(taker))


@pytest.fixture
def posting(operator):
    return make.posting(operator, seats=3)


def consenting(posting, taker, city):
    return partial(transfers.consent, transferring.transfer(posting, taker, state="accepted"), by=city, at=SOON)


@db
def test_who_was_held_is_told_with_the_transfer_and_nothing_is_left_to_the_giver(posting, taker, city, officer, system):
    row = make.application(posting)
    moves.make("pass_eligibility", [row], by=officer, at=NOW)
    assert Move.objects.visible_to(officer.user).to_undo(SOON).get().people == 1

    consenting(posting, taker, city)()

    row.refresh_from_db()
    assert (row.state, row.held_from) == ("paper_review", "")
    assert told(row.candidate.user) == ["jobs.stage_moved", "jobs.posting_transferred"]
    assert Moved.objects.get().outcome == "told"
    batch = Move.objects.get()
    assert (batch.told_at, batch.told_by) == (SOON, city.user)
    assert not Move.objects.visible_to(officer.user).to_undo(SOON).exists()
    for step in (moves.tell, moves.undo):
        with refusal("told"):
            step(batch, by=officer, at=SOON)
    assert moves.tell_due(by=system, at=NOW + timedelta(days=1)) == []


@db
def test_the_rest_of_a_batch_stays_the_giver_s(posting, taker, city, officer, heir):
    gone, stays = make.application(posting), make.application(make.posting(posting.organisation))
    moves.make("pass_eligibility", [gone, stays], by=officer, at=NOW)
    consenting(posting, taker, city)()
    batch = Move.objects.visible_to(officer.user).to_undo(SOON).get()
    assert batch.people == 1

    undone = moves.undo(batch, by=officer, at=SOON)

    assert ([row.pk for row in undone.applications], undone.left) == ([stays.pk], 1)
    gone.refresh_from_db()
    assert gone.state == "paper_review"
    moves.make("pass_paper", [gone], by=heir, at=SOON)


@db
def test_a_hidden_decision_is_the_taker_s_to_take_back(posting, taker, city, officer, heir):
    row = make.application(posting, state="interview")
    moves.make("select", [row], by=officer, at=NOW)
    consenting(posting, taker, city)()
    batch = Move.objects.get()
    assert not Move.objects.visible_to(officer.user).to_undo(SOON).exists()

    with refusal("moved_on"):
        moves.undo(batch, by=officer, at=SOON)
    results.take_back([row], reason="다시 심사합니다.", by=heir, at=SOON)

    row.refresh_from_db()
    assert row.state == "interview"


@db
def test_nobody_tells_the_applicants_of_another_operator(posting, taker, officer, system):
    row = make.application(posting)
    moves.make("pass_eligibility", [row], by=officer, at=NOW)
    Posting.objects.update(organisation=taker)  # past the verb, which tells first

    with pytest.raises(PermissionDenied):
        moves.tell(Move.objects.get(), by=officer, at=SOON)

    assert told(row.candidate.user) == []
    assert len(moves.tell_due(by=system, at=NOW + timedelta(minutes=10))) == 1


def _unlocked(model, rows, *related, **_options):
    found = model.objects.select_related(*related).in_bulk([row.pk for row in rows])
    return [found[row.pk] for row in rows]


def _moved_while_it_passes_on(posting, taker, city, officer) -> tuple[str, Application]:
    """An officer of the giver moves somebody just as the city consents; return what they were answered."""
    row = make.application(posting)

    def answered():
        try:
            moves.make("pass_eligibility", [row], by=officer, at=SOON)
        except PermissionDenied:
            return "forbidden"
        return "moved"

    consent = consenting(posting, taker, city)
    with ExitStack() as both, transaction.atomic():
        Posting.objects.select_for_update(no_key=True).get(pk=posting.pk)
        Application.objects.select_for_update(no_key=True).get(pk=row.pk)
        found = both.enter_context(waiting([answered]))
        consent()
    row.refresh_from_db()
    return found[0], row


@pytest.mark.django_db(transaction=True)
@pytest.mark.xdist_group("race")
def test_whoever_gives_a_posting_moves_nobody_of_it(posting, taker, city, officer):
    answer, row = _moved_while_it_passes_on(posting, taker, city, officer)

    assert (answer, row.state) == ("forbidden", "received")


@pytest.mark.django_db(transaction=True)
@pytest.mark.xdist_group("race")
def test_without_locks_the_giver_moves_the_taker_s_people(posting, taker, city, officer, monkeypatch):
    monkeypatch.setattr(applications, "lock_postings", lambda rows: {})
    monkeypatch.setattr(steps, "lock", _unlocked)

    answer, row = _moved_while_it_passes_on(posting, taker, city, officer)

    assert (answer, row.state) == ("moved", "paper_review")


@pytest.mark.django_db(transaction=True)
@pytest.mark.xdist_group("race")
def test_told_once_by_the_officer_or_with_the_transfer(posting, taker, city, officer):
    row = make.application(posting)
    moves.make("pass_eligibility", [row], by=officer, at=NOW)
    batch, consent = Move.objects.get(), consenting(posting, taker, city)
    with ExitStack() as both, transaction.atomic():
        Application.objects.select_for_update(no_key=True).get(pk=row.pk)
        both.enter_context(waiting([consent]))
        moves.tell(batch, by=officer, at=SOON)

    assert told(row.candidate.user).count("jobs.stage_moved") == 1
    batch.refresh_from_db()
    assert batch.told_by == officer.user
    assert [verb for verb, *_ in happened(batch)] == ["tell_move"]


@pytest.mark.django_db(transaction=True)
@pytest.mark.xdist_group("race")
def test_put_back_while_it_passes_on_is_one_of_both(posting, taker, city, officer):
    row = make.application(posting)
    moves.make("pass_eligibility", [row], by=officer, at=NOW)
    undo, consent = partial(moves.undo, Move.objects.get(), by=officer, at=SOON), consenting(posting, taker, city)
    with ExitStack() as both, transaction.atomic():
        Posting.objects.select_for_update(no_key=True).get(pk=posting.pk)
        found = both.enter_context(waiting([undo]))
        consent()

    row.refresh_from_db()
    assert (found, row.state, told(row.candidate.user)[0]) == (["told"], "paper_review", "jobs.stage_moved")
