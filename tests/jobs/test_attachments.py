"""Files with an application: kept while it is written, handed in with it, seen by whom it concerns, gone in time."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, connection, transaction

from jobs import applications, attachments, info_requests, postings
from jobs.models import Attachment
from profiles import actors, events
from profiles.models import Destruction
from profiles.models.sealing import SealBroken
from tests import make
from tests.jobs import choosing
from tests.jobs.applying import form, send
from tests.jobs.attaching import ASKED, PDF, asking, attachment, upload
from tests.jobs.expect import refusal
from tests.make import NOW

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
SYSTEM = actors.system()


def attach(posting, person, slot=1, *, by=None, at=NOW, **told):
    return attachments.attach(posting, person, slot, upload(**told), by=by or make.actor(person.user), at=at)


def told_of(person):
    return list(events.of(person).values_list("verb", "params"))


def test_attach_keeps_the_file_sealed():
    posting, person = asking(), make.candidate()

    row = attach(posting, person, name="김영희 소개.pdf")

    kept = Attachment.objects.get(pk=row.pk)
    assert (kept.name, kept.content, kept.size, kept.pages) == ("김영희 소개.pdf", PDF, len(PDF), 1)
    assert (kept.slot, kept.application, kept.added_by) == (1, None, person.user)
    assert told_of(person) == [("attach_file", {"title": posting.title})]
    with connection.cursor() as cursor:
        cursor.execute("SELECT name_sealed, content_sealed FROM jobs_attachment")
        (name, content) = map(bytes, cursor.fetchone())
    assert "김영희".encode() not in name
    assert b"%PDF" not in content


def test_sealed_file_of_another_row_opens_nowhere():
    row, other = attachment(), attachment()
    Attachment.objects.filter(pk=row.pk).update(content_sealed=other.content_sealed, name_sealed=other.name_sealed)

    moved = Attachment.objects.get(pk=row.pk)
    for read in (lambda: moved.content, lambda: moved.name):
        with pytest.raises(SealBroken):
            read()


def test_list_reads_no_content(django_assert_num_queries):
    posting, person = asking(), make.candidate()
    attach(posting, person)

    with django_assert_num_queries(1) as asked:
        found = attachments.by_slot(posting, person)
        assert (found[1].name, found[1].size) == ("소개.pdf", len(PDF))

    assert "content_sealed" not in asked[0]["sql"]


def test_attach_again_takes_its_place():
    posting, person = asking(), make.candidate()
    attach(posting, person)

    attach(posting, person, name="다시.pdf")
    attach(posting, person, 2, name="자격증.pdf")

    assert {slot: row.name for slot, row in attachments.by_slot(posting, person).items()} == {
        1: "다시.pdf",
        2: "자격증.pdf",
    }


@pytest.mark.parametrize("slot", [0, 3, 4])
def test_attach_where_nothing_is_asked_for_is_refused(slot):
    with refusal("not_asked"):
        attach(asking(), make.candidate(), slot)


def test_attach_out_of_time_or_after_sending_is_refused():
    posting, person = asking(), make.candidate()
    with refusal("not_open"):
        attach(posting, person, at=posting.apply_until)
    attach(posting, person)
    send(posting, person)
    with refusal("application_once"):
        attach(posting, person)


def test_attach_is_the_person_s_own(officer):
    with pytest.raises(PermissionDenied):
        attach(asking(), make.candidate(), by=officer)


def test_attach_and_refusals_count_within_the_hour(settings):
    settings.FILES_PER_HOUR = 2
    posting, person = asking(), make.candidate()
    by = make.actor(person.user)
    attach(posting, person)
    attachments.refuse(person, "old_hwp", by=by, at=NOW)
    with refusal("too_often"):
        attach(posting, person)
    with refusal("too_often"):
        attachments.require_not_too_often(person, at=NOW)

    attach(posting, person, at=NOW + timedelta(hours=1))
    assert [verb for verb, _params in told_of(person)] == ["attach_file", "refuse_file", "attach_file"]


def test_attach_after_files_that_took_too_long_is_allowed_less_often(settings):
    settings.FILES_PER_HOUR = 11
    person = make.candidate()
    for code in ("too_slow", "broken", "too_slow"):
        attachments.require_not_too_often(person, at=NOW)
        attachments.refuse(person, code, by=make.actor(person.user), at=NOW)

    with refusal("too_often"):
        attachments.require_not_too_often(person, at=NOW)
    attachments.require_not_too_often(person, at=NOW + timedelta(hours=1))


def test_attach_more_than_may_wait_unsent_is_refused(settings):
    settings.FILES_UNSENT = 2
    person, postings = make.candidate(), [asking() for _ in range(3)]
    attachment(postings[0])
    attachment(application=make.application(postings[2], person))
    rows = [attach(posting, person) for posting in postings[:2]]

    with refusal("too_many_unsent"):
        attach(asking(), person)

    attach(postings[0], person, name="다시.pdf")
    attachments.remove(rows[1], by=make.actor(person.user), at=NOW)
    attach(asking(), person)
    assert Attachment.objects.unsent().filter(candidate=person).count() == 2


def test_refused_file_leaves_what_stood_in_its_place(settings):
    posting, person = asking(), make.candidate()
    for slot in (1, 2):
        attach(posting, person, slot)
    settings.FILES_UNSENT = 1

    with refusal("too_many_unsent"):
        attach(posting, person, name="다시.pdf")

    assert [row.name for row in attachments.by_slot(posting, person).values()] == ["소개.pdf"] * 2


def test_remove_takes_out_what_is_not_sent(officer):
    row = attachment()
    by = make.actor(row.candidate.user)
    with pytest.raises(PermissionDenied):
        attachments.remove(row, by=officer, at=NOW)

    attachments.remove(row, by=by, at=NOW)

    assert not Attachment.objects.exists()
    assert told_of(row.candidate) == [("remove_file", {"title": row.posting.title})]
    with refusal("gone"):
        attachments.remove(row, by=by, at=NOW)


def test_remove_of_what_was_sent_is_refused():
    row = attachment(application=make.application(asking()))

    with refusal("gone"):
        attachments.remove(row, by=make.actor(row.candidate.user), at=NOW)

    assert Attachment.objects.exists()


def test_submit_hands_the_files_in():
    posting, person = asking(), make.candidate()
    attach(posting, person)
    others = attachment(posting)

    sent = send(posting, person)

    assert [(line.title, line.file.name) for line in attachments.of(sent)] == [("자기소개 자료", "소개.pdf")]
    assert attachments.by_slot(posting, person) == {}
    assert Attachment.objects.unsent().get() == others


def test_submit_without_a_required_file_says_which():
    posting, person = asking(), make.candidate()
    attach(posting, person, 2)

    with pytest.raises(ValidationError) as refused:
        send(posting, person)

    assert refused.value.message_dict == {"file_1": ["‘자기소개 자료’ 파일을 골라 주세요."]}
    assert not posting.applications.exists()
    assert set(attachments.by_slot(posting, person)) == {2}


def test_submit_asks_for_what_the_newest_version_asks():
    """A page that still shows an older version is no excuse: the posting is read again under its lock."""
    posting, person = make.posting(), make.candidate()
    old = form(posting, person)
    make.changed(posting, asked_files=ASKED, version=2)

    with refusal("file_missing"):
        applications.submit([old], by=make.actor(person.user), at=NOW)

    attach(posting, person)
    assert applications.submit([old], by=make.actor(person.user), at=NOW)[0].attachments.count() == 1


def test_submit_twice_gives_the_first_back_with_its_files():
    posting, person = asking(), make.candidate()
    attach(posting, person)
    sent = form(posting, person)

    first, again = (applications.submit([sent], by=make.actor(person.user), at=NOW)[0] for _ in range(2))

    assert first == again
    assert again.attachments.count() == 1


def test_withdraw_destroys_the_files_of_that_application_alone():
    posting, person = asking(), make.candidate()
    attach(posting, person)
    kept = attachment(application=make.application(posting))

    applications.withdraw([send(posting, person)], by=make.actor(person.user), at=NOW)

    assert list(Attachment.objects.all()) == [kept]
    assert on_record() == [("jobs.Attachment", "withdrawn", 1)]
    attach(posting, person)
    assert send(posting, person).attachments.count() == 1


def test_what_one_person_was_asked_for_is_no_reviewer_s(operator, officer):
    row = make.application(make.posting(operator, is_blind=True), state="paper_review")
    reviewer = make.member(operator, "reviewer")
    make.reviewer_assignment(row.posting, reviewer)
    due = {"due_at": NOW + timedelta(days=7), "by": officer, "at": NOW}
    wanted = info_requests.ask(row, title="경력증명서", note="확인하려고 합니다.", **due)
    info_requests.answer(wanted, upload(), by=make.actor(row.candidate.user), at=NOW + timedelta(hours=1))

    sent = Attachment.objects.get()
    assert sent.info_request == wanted
    assert set(Attachment.objects.visible_to(officer.user)) == {sent}
    assert not Attachment.objects.visible_to(reviewer).exists()


def test_visible_to_its_person_and_to_who_chooses(operator):
    sent = attachment(application=make.application(asking(organisation_=operator)))
    writing = attachment(sent.posting)
    reviewer, unassigned = make.member(operator, "reviewer"), make.member(operator, "reviewer")
    make.reviewer_assignment(sent.posting, reviewer)

    def seen(user):
        return set(Attachment.objects.visible_to(user))

    assert seen(sent.candidate.user) == {sent}
    assert seen(writing.candidate.user) == {writing}
    assert seen(make.member(operator)) == seen(make.member(operator, "manager")) == seen(reviewer) == {sent}
    for user in (
        unassigned,
        make.member(make.organisation()),
        make.candidate().user,
        make.member(make.organisation("host")),
        *map(make.city_user, ("viewer", "editor", "auditor", "administrator")),
    ):
        assert seen(user) == set()


def test_the_database_keeps_to_three_slots_kinds_and_sizes():
    application = make.application(asking())
    attachment(application=application)
    writing = attachment(application.posting)
    for wrong, name in (
        ({"application": application}, "attachment_once"),
        ({"posting": writing.posting, "candidate": writing.candidate}, "attachment_unsent_once"),
        ({"slot": 4}, "attachment_slot"),
        ({"slot": 0}, "attachment_slot"),
        ({"size": 0}, "attachment_size"),
        ({"size": 5 * 1024 * 1024 + 1}, "attachment_size"),
        ({"content_type": "text/html"}, "attachment_kind"),
    ):
        with pytest.raises(IntegrityError, match=name), transaction.atomic():
            attachment(**wrong)


def on_record():
    """What the journal of destruction holds."""
    return list(Destruction.objects.order_by("pk").values_list("rows_of", "cause", "count"))


# What goes in time ----------------------------------------------------------------------------------------------------
def test_expire_destroys_what_nobody_sent(officer):
    posting = asking()
    writing, sent = attachment(posting), attachment(application=make.application(posting))
    still_open = attachment(asking(apply_until=NOW + 30 * DAY, results_at=NOW + 40 * DAY))
    closed = attachment(asking(state="closed"))
    with pytest.raises(PermissionDenied):
        attachments.expire(by=officer, at=NOW)

    assert attachments.expire(by=SYSTEM, at=posting.apply_until + DAY - timedelta(seconds=1)) == 1
    assert not Attachment.objects.filter(pk=closed.pk).exists()
    assert attachments.expire(by=SYSTEM, at=posting.apply_until + DAY) == 1

    assert set(Attachment.objects.all()) == {sent, still_open}
    assert told_of(writing.candidate) == [("expire_files", {})]
    assert on_record() == [("jobs.Attachment", "unsent", 1)] * 2


def test_expire_leaves_what_closed_early_to_the_day_after_for_it_may_be_called_again(officer):
    posting = asking()
    kept = attachment(posting)
    postings.close(posting, reason="다 모였습니다.", by=make.actor(make.member(posting.organisation)), at=NOW)

    assert attachments.expire(by=SYSTEM, at=NOW + DAY - timedelta(seconds=1)) == 0
    assert Attachment.objects.get() == kept
    assert attachments.expire(by=SYSTEM, at=NOW + DAY) == 1


def test_destroy_due_counts_from_the_results_and_from_the_end():
    told = asking(results_released_at=NOW)
    of_told = attachment(application=make.application(told, state="selected"))
    ended = attachment(application=make.application(asking(), state="declined", moved_at=NOW + DAY))
    waits = attachment(application=make.application(asking()))

    assert attachments.destroy_due(by=SYSTEM, at=NOW + 180 * DAY) == 0
    assert attachments.destroy_due(by=SYSTEM, at=NOW + 180 * DAY + timedelta(seconds=1)) == 1
    assert set(Attachment.objects.all()) == {ended, waits}
    assert attachments.destroy_due(by=SYSTEM, at=NOW + 182 * DAY) == 1
    assert set(Attachment.objects.all()) == {waits}
    assert attachments.destroy_due(by=SYSTEM, at=NOW + 700 * DAY) == 1  # its programme year is long over

    record = Destruction.objects.order_by("pk").first()
    assert (record.rows_of, record.count, record.cause, record.period.key) == (
        "jobs.Attachment",
        1,
        "period",
        "application file",
    )
    assert of_told.application.posting == told


def test_destroy_due_counts_from_the_day_it_came_where_that_is_after_the_results():
    row = make.application(asking(results_released_at=NOW), state="accepted")
    asked_at = NOW + 170 * DAY
    wanted = choosing.asked(row, asked_at=asked_at, state="answered", ended_at=asked_at)
    late = attachment(application=row, info_request=wanted, added_at=asked_at)

    assert attachments.destroy_due(by=SYSTEM, at=NOW + 181 * DAY) == 0
    assert attachments.destroy_due(by=SYSTEM, at=asked_at + 180 * DAY) == 0
    assert Attachment.objects.get() == late
    assert attachments.destroy_due(by=SYSTEM, at=asked_at + 180 * DAY + timedelta(seconds=1)) == 1


def test_destroy_due_takes_what_is_of_people_who_left(monkeypatch):
    monkeypatch.setattr(attachments, "BATCH", 1)
    posting, person = asking(), make.candidate()
    for slot in (1, 2):
        attachment(posting, person, slot=slot)
    kept = attachment(posting)
    make.changed(person.user, is_active=False)

    assert attachments.destroy_due(by=SYSTEM, at=NOW) == 2

    assert list(Attachment.objects.all()) == [kept]
    assert list(Destruction.objects.values_list("cause", "count")) == [("left", 1), ("left", 1)]
