"""Two tabs that add files at once leave one in each slot and never more than are asked for; and the test would see it if they didn't."""

from contextlib import ExitStack
from functools import partial

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction

from jobs import attachments
from jobs.models import Application, Attachment
from profiles.models import Candidate
from tests import make
from tests.jobs.applying import send
from tests.jobs.attaching import asking, attachment, upload
from tests.jobs.racing import at_once, waiting
from tests.make import NOW

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.xdist_group("race")]
THREE = [{"title": title, "help": "", "is_required": False} for title in ("하나", "둘", "셋")]
TABS = 6


def test_tabs_that_add_the_third_and_the_fourth_leave_three():
    posting, person = asking(asked_files=THREE), make.candidate()
    for slot in (1, 2):
        attachment(posting, person, slot=slot)
    more = {"by": make.actor(person.user), "at": NOW}
    calls = [
        partial(attachments.attach, posting, person, slot, upload(f"{slot} {tab}.pdf"), **more)
        for tab in range(TABS)
        for slot in (3, 4)
    ]

    found = at_once(calls)

    assert found.count("not_asked") == TABS
    assert sorted(Attachment.objects.values_list("slot", flat=True)) == [1, 2, 3]
    (last,) = Attachment.objects.filter(slot=3)
    assert last in found


def test_files_of_many_postings_at_once_leave_no_more_than_may_wait(settings):
    settings.FILES_UNSENT = 3
    person, postings = make.candidate(), [asking() for _ in range(TABS)]
    more = {"by": make.actor(person.user), "at": NOW}

    found = at_once([partial(attachments.attach, posting, person, 1, upload(), **more) for posting in postings])

    assert found.count("too_many_unsent") == TABS - 3
    assert Attachment.objects.count() == 3


def test_the_test_sees_files_that_are_counted_without_a_lock(settings):
    settings.FILES_UNSENT = 3
    person, postings = make.candidate(), [asking() for _ in range(TABS)]

    def attach_naively(posting):
        with transaction.atomic():
            attachments.require_room(posting, person, 1)
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_sleep(0.3)")
            return attachment(posting, person)

    at_once([partial(attach_naively, posting) for posting in postings])

    assert Attachment.objects.count() > 3


def sending(posting, person):
    """What the form answers: the application, or the codes of what is wrong."""
    try:
        return send(posting, person)
    except ValidationError as refused:
        return [error.code for errors in refused.error_dict.values() for error in errors]


def test_file_that_is_taken_out_while_the_form_is_sent_goes_along_or_is_missed():
    posting, person = asking(), make.candidate()
    row, by = attachment(posting, person), make.actor(person.user)

    answered, removed = at_once([partial(sending, posting, person), partial(attachments.remove, row, by=by, at=NOW)])

    sent = Application.objects.filter(candidate=person).first()
    kept = Attachment.objects.filter(application=sent).count() if sent else Attachment.objects.count()
    assert (answered, removed, kept) == ((sent, "gone", 1) if sent else (["file_missing"], None, 0))


def test_file_that_is_added_while_the_form_is_sent_goes_along_or_is_refused():
    posting, person = asking(), make.candidate()
    attachment(posting, person)
    by = make.actor(person.user)
    adding = partial(attachments.attach, posting, person, 2, upload(), by=by, at=NOW)

    with ExitStack() as race, transaction.atomic():
        Candidate.objects.select_for_update().get(pk=person.pk)
        found = race.enter_context(waiting([partial(send, posting, person), adding]))

    (sent,) = Application.objects.filter(candidate=person)
    assert found[0] == sent
    assert not Attachment.objects.unsent().exists()
    assert sent.attachments.count() == (1 if found[1] == "application_once" else 2)


def test_the_test_sees_tabs_that_take_no_turns():
    posting, person = asking(asked_files=THREE), make.candidate()

    def attach_naively():
        try:
            with transaction.atomic():
                attachments.unsent(posting, person).filter(slot=3).delete()
                with connection.cursor() as cursor:
                    cursor.execute("SELECT pg_sleep(0.1)")
                return attachment(posting, person, slot=3)
        except IntegrityError:
            return "broken"

    assert "broken" in at_once([attach_naively] * TABS)
