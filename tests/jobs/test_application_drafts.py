"""What is written of an application is kept for its person alone, until it is sent, its posting closes or they leave."""

from contextlib import ExitStack
from datetime import timedelta
from functools import partial
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection, transaction

from jobs import application_drafts, postings
from jobs.models import Application, ApplicationDraft
from profiles import actors
from profiles.models import Destruction, Event
from profiles.models.sealing import SealBroken
from tests import make
from tests.jobs.applying import send
from tests.jobs.racing import waiting
from tests.make import NOW
from tests.profiles import proxying

pytestmark = pytest.mark.django_db
SYSTEM = actors.system()
WORDS = {"motive": "어르신을 돕고 싶습니다.", "answer": "", "wish": []}


@pytest.fixture
def person():
    return make.candidate()


@pytest.fixture
def posting():
    return make.posting()


def keep(posting, person, motive=WORDS["motive"], *, by=None, at=NOW, window=None, **more):
    by = by or make.actor(person.user)
    return application_drafts.keep(posting, person, motive=motive, window=window or uuid4(), by=by, at=at, **more)


def mark(posting, person):
    return application_drafts.mark(application_drafts.of(posting, person))


def test_keep_replaces_what_was_kept_before_and_leaves_no_event(posting, person):
    keep(posting, person, "처음", wish=["3", "1"], answer="예")
    keep(posting, person, "나중\r\n둘째 줄", at=NOW + timedelta(minutes=1))

    (kept,) = ApplicationDraft.objects.all()
    assert kept.typed == {**WORDS, "motive": "나중\n둘째 줄"}
    assert (kept.saved_at, kept.saved_by) == (NOW + timedelta(minutes=1), person.user)
    assert not Event.objects.filter(subject_type="candidate", subject_id=person.pk).exists()


def test_keep_keeps_three_wishes_in_their_order(posting, person):
    keep(posting, person, "", wish=["9", "7", "8", "6", "x"])

    assert ApplicationDraft.objects.get().typed["wish"] == ["9", "7", "8"]


def test_keep_nothing_leaves_no_draft(posting, person):
    keep(posting, person)
    keep(posting, person, "  ")

    assert not ApplicationDraft.objects.exists()


def test_keep_seals_what_it_keeps(posting, person):
    keep(posting, person)

    row = ApplicationDraft.objects.get()
    assert "어르신".encode() not in bytes(row.typed_sealed)
    row.candidate = make.candidate()
    with pytest.raises(SealBroken):
        _ = row.typed


def test_keep_takes_no_resident_number_and_keeps_the_rest(posting, person):
    refused = keep(posting, person, "620307-1234567", answer="예")

    assert {box: why.code for box, why in refused.items()} == {"motive": "resident_number"}
    assert ApplicationDraft.objects.get().typed == {**WORDS, "motive": "", "answer": "예"}


def test_keep_of_a_refused_box_leaves_what_stood_in_it(posting, person):
    window = uuid4()
    keep(posting, person, "어르신을 돕고 싶습니다.", answer="예", window=window)

    number = keep(posting, person, "620307-1234567", answer="네", window=window)
    endless = keep(posting, person, "가" * 10_001, answer="네, 자주", window=window)

    assert [list(refused) for refused in (number, endless)] == [["motive"], ["motive"]]
    assert ApplicationDraft.objects.get().typed == {**WORDS, "motive": "어르신을 돕고 싶습니다.", "answer": "네, 자주"}


def test_begun_leaves_out_what_is_full_before_its_deadline(posting, person):
    keep(posting, person)
    assert [draft.posting for draft in application_drafts.begun(person.user, at=NOW)] == [posting]

    make.changed(posting, intake_limit=1, limit_reached_at=NOW)

    assert application_drafts.begun(person.user, at=NOW) == []


def test_keep_is_the_persons_or_whom_they_let_apply(posting, person):
    proxy = proxying.entrusted(person, given_at=NOW)
    helper, officer = actors.counsellor(proxy, at=NOW), make.member(posting.organisation)
    for by in (make.actor(officer), make.actor(make.candidate().user)):
        with pytest.raises(PermissionDenied):
            keep(posting, person, by=by)

    keep(posting, person, by=helper)

    kept = application_drafts.of(posting, person)
    assert (kept.saved_by, kept.typed) == (proxy.taken_by, WORDS)
    seen = [ApplicationDraft.objects.visible_to(user).count() for user in (person.user, proxy.taken_by, officer)]
    assert seen == [1, 0, 0]


def test_keep_out_of_time_or_after_sending_is_refused(posting, person):
    with pytest.raises(ValidationError) as late:
        keep(posting, person, at=posting.apply_until)
    send(posting, person)
    with pytest.raises(ValidationError) as twice:
        keep(posting, person)

    assert (late.value.code, twice.value.code) == ("not_open", "application_once")
    assert not ApplicationDraft.objects.exists()


def test_keep_of_a_second_window_that_saw_nothing_of_it_is_told(posting, person):
    first, second, before = uuid4(), uuid4(), mark(posting, person)
    keep(posting, person, "하나", window=first, seen=before)
    keep(posting, person, "하나 둘", window=first, seen=before)

    with pytest.raises(ValidationError) as refused:
        keep(posting, person, "다른 글", window=second, seen=before)
    assert refused.value.code == "changed_elsewhere"
    assert ApplicationDraft.objects.get().typed["motive"] == "하나 둘"
    keep(posting, person, "다른 글", window=second, seen=mark(posting, person))
    with pytest.raises(ValidationError):
        keep(posting, person, "셋", window=first, seen=before)

    assert ApplicationDraft.objects.get().typed["motive"] == "다른 글"


def test_submit_forgets_what_was_kept_of_that_application_alone(posting, person):
    other, another = make.posting(posting.organisation, posting.programme_year), make.candidate()
    for of, whose in ((posting, person), (other, person), (posting, another)):
        keep(of, whose)

    send(posting, person)

    assert set(ApplicationDraft.objects.values_list("posting", "candidate")) == {
        (other.pk, person.pk),
        (posting.pk, another.pk),
    }


def test_destroy_due_takes_what_can_not_be_sent_and_what_was_left(posting, person):
    long_open = make.posting(apply_until=NOW + timedelta(days=90), results_at=NOW + timedelta(days=99))
    keep(posting, person)
    keep(long_open, person)
    left = make.candidate()
    keep(long_open, left)
    make.changed(left.user, is_active=False)
    with pytest.raises(PermissionDenied):
        application_drafts.destroy_due(by=make.actor(person.user), at=NOW)

    assert application_drafts.destroy_due(by=SYSTEM, at=NOW) == 1
    late = posting.apply_until + timedelta(days=1)
    assert application_drafts.destroy_due(by=SYSTEM, at=late - timedelta(seconds=1)) == 0
    assert application_drafts.destroy_due(by=SYSTEM, at=late) == 1

    assert list(ApplicationDraft.objects.values_list("posting", "candidate")) == [(long_open.pk, person.pk)]
    assert list(Destruction.objects.order_by("pk").values_list("rows_of", "cause", "count")) == [
        ("jobs.ApplicationDraft", "left", 1),
        ("jobs.ApplicationDraft", "unsent", 1),
    ]


def test_destroy_due_leaves_what_closed_early_to_the_day_after_for_it_may_be_called_again(posting, person):
    operator = make.member(posting.organisation)
    keep(posting, person)
    postings.close(posting, reason="다 모였습니다.", by=make.actor(operator), at=NOW)
    late = NOW + timedelta(days=1)

    assert application_drafts.destroy_due(by=SYSTEM, at=late - timedelta(seconds=1)) == 0
    assert application_drafts.of(posting, person).typed == WORDS
    assert application_drafts.destroy_due(by=SYSTEM, at=late) == 1


# Sending while the page saves by itself -------------------------------------------------------------------------------
@pytest.mark.django_db(transaction=True)
@pytest.mark.xdist_group("race")
def test_words_that_come_while_the_form_is_being_sent_are_not_kept(posting, person):
    with ExitStack() as race, transaction.atomic():
        send(posting, person)
        found = race.enter_context(waiting([partial(keep, posting, person)]))

    assert found == ["application_once"]
    assert not ApplicationDraft.objects.exists()


@pytest.mark.django_db(transaction=True)
@pytest.mark.xdist_group("race")
def test_words_that_are_being_kept_as_the_form_is_sent_are_forgotten_with_it(posting, person):
    with ExitStack() as race, transaction.atomic():
        keep(posting, person)
        race.enter_context(waiting([partial(send, posting, person)]))

    assert Application.objects.filter(candidate=person).count() == 1
    assert not ApplicationDraft.objects.exists()


@pytest.mark.django_db(transaction=True)
@pytest.mark.xdist_group("race")
def test_the_test_sees_words_that_are_kept_without_a_lock(posting, person):
    def keep_naively():
        with transaction.atomic(), connection.cursor() as cursor:
            if not Application.objects.filter(candidate=person).exists():
                cursor.execute("SELECT pg_advisory_xact_lock(1)")  # held until the form is sent
                draft = ApplicationDraft(posting=posting, candidate=person, window=uuid4(), saved_at=NOW)
                draft.typed = WORDS
                draft.save()

    with ExitStack() as race, transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(1)")
        race.enter_context(waiting([keep_naively]))
        send(posting, person)

    assert ApplicationDraft.objects.exists()
