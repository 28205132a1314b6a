"""One document asked of one applicant: it comes, or its day passes; meanwhile the clock of the answer stands still."""

from contextlib import ExitStack
from datetime import timedelta
from functools import partial

import pytest
from django.core.exceptions import PermissionDenied
from django.db import transaction

from jobs import applications, attachments, info_requests, lateness, moves, progress, results
from jobs.models import Application, Attachment, InfoRequest, Posting
from profiles.models import Notice
from tests import make
from tests.jobs import attaching, choosing
from tests.jobs.expect import happened, refusal, told
from tests.jobs.racing import waiting
from tests.make import NOW

WEEK = timedelta(days=7)
db = pytest.mark.django_db


@pytest.fixture
def posting(operator):
    return make.posting(operator)


def ask(row, officer, **changed):
    told = {"title": "경력증명서", "note": "돌봄 경력을 확인하려고 합니다.", "due_at": NOW + WEEK}
    return info_requests.ask(row, **{**told, **changed}, by=officer, at=NOW)


def person(row):
    return make.actor(row.candidate.user)


@db
def test_asked_handed_in_and_seen_by_who_asked(posting, officer) -> None:
    row = make.application(posting, state="paper_review")

    request = ask(row, officer)
    assert told(row.candidate.user) == ["jobs.info_asked"]
    info_requests.answer(request, attaching.upload(), by=person(row), at=NOW + timedelta(days=1))

    request.refresh_from_db()
    assert (request.state, request.ended_by) == ("answered", row.candidate.user)
    assert request.attachment.content == attaching.PDF
    assert [verb for verb, *_ in happened(row)] == ["ask_info", "answer_info"]
    assert told(row.candidate.user) == []
    assert told(officer.user) == ["jobs.info_came"]
    assert Attachment.objects.visible_to(officer.user).get() == request.attachment
    assert attachments.of(row) == []
    lines = [str(line.text) for line in progress.history(Application.objects.select_related("posting").get(pk=row.pk))]
    assert lines == ["요청한 서류를 냈습니다.", "운영기관이 서류를 하나 더 요청했습니다."]


@db
@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"title": " "}, "title_missing"),
        ({"note": ""}, "note_missing"),
        ({"title": "가" * 41}, "max_length"),
        ({"note": "650101-1234567 확인"}, "resident_number"),
        ({"due_at": NOW + timedelta(hours=1)}, "due_odd"),
        ({"due_at": NOW + timedelta(days=31)}, "due_odd"),
    ],
)
def test_what_cannot_be_asked_says_why(posting, officer, changed, code) -> None:
    with refusal(code):
        ask(make.application(posting), officer, **changed)
    assert not InfoRequest.objects.exists()


@db
def test_one_at_a_time_by_its_operator_while_it_is_chosen(posting, officer, stranger) -> None:
    row = make.application(posting)
    with pytest.raises(PermissionDenied):
        ask(row, stranger)
    ask(row, officer)
    with refusal("info_request_once"):
        ask(row, officer)
    for state in ("not_selected", "withdrawn", "placed"):
        with refusal("wrong_state"):
            ask(make.application(posting, state=state), officer)
    hidden = make.application(posting)
    moves.make("pass_eligibility", [hidden], by=officer, at=NOW)
    with refusal("untold"):
        ask(hidden, officer)


@db
def test_only_its_person_answers_once_and_in_time(posting, officer) -> None:
    row = make.application(posting)
    request = ask(row, officer)
    with pytest.raises(PermissionDenied):
        info_requests.answer(request, attaching.upload(), by=person(make.application(posting)), at=NOW)
    with refusal("info_late"):
        info_requests.answer(request, attaching.upload(), by=person(row), at=NOW + WEEK)

    info_requests.answer(request, attaching.upload(), by=person(row), at=NOW)

    with refusal("wrong_state"):
        info_requests.answer(request, attaching.upload(), by=person(row), at=NOW)
    with refusal("wrong_state"):
        info_requests.withdraw(request, by=officer, at=NOW)


@db
def test_reminded_once_then_its_day_passes(posting, officer, system) -> None:
    row = make.application(posting)
    request = ask(row, officer)
    assert info_requests.remind(by=system, at=NOW + timedelta(days=1)) == 0
    assert info_requests.remind(by=system, at=NOW + timedelta(days=6)) == 1
    assert info_requests.remind(by=system, at=NOW + timedelta(days=6, hours=1)) == 0
    assert info_requests.lapse_due(by=system, at=NOW + WEEK - timedelta(seconds=1)) == []

    info_requests.lapse_due(by=system, at=NOW + WEEK)

    request.refresh_from_db()
    assert request.state == "lapsed"
    assert told(row.candidate.user) == []
    assert told(officer.user) == ["jobs.info_late"]
    ask(row, officer, title="등본")


@db
def test_the_clock_cannot_be_stopped_again_and_again(posting, officer, settings) -> None:
    settings.INFO_REQUESTS_A_STAGE = 2
    row = make.application(posting)
    for _number in range(2):
        info_requests.withdraw(ask(row, officer), by=officer, at=NOW)

    with refusal("asked_often"):
        ask(row, officer)


@db
def test_withdrawn_it_asks_nobody_and_an_end_ends_it(posting, officer) -> None:
    first, second = make.application(posting), make.application(posting)
    info_requests.withdraw(ask(first, officer), by=officer, at=NOW)
    ask(second, officer)

    applications.withdraw([second], by=person(second), at=NOW)

    assert set(InfoRequest.objects.values_list("state", flat=True)) == {"withdrawn"}
    assert not Notice.objects.filter(kind="jobs.info_asked", cancelled_at=None).exists()


@db
def test_a_hidden_refusal_leaves_the_request_as_the_person_knows_it(posting, officer) -> None:
    row = make.application(posting)
    request = ask(row, officer)

    applications.reject([row], reason="자리가 찼습니다.", by=officer, at=NOW)

    request.refresh_from_db()
    assert request.state == "open"
    assert told(row.candidate.user) == ["jobs.info_asked"]
    info_requests.answer(request, attaching.upload(), by=person(row), at=NOW)


@db
@pytest.mark.parametrize("state", ["selected", "waiting", "not_selected"])
def test_results_that_are_out_end_what_was_asked(posting, officer, system, state) -> None:
    row = make.application(posting, state=state)
    request = choosing.asked(row, asked_at=posting.results_at, due_at=posting.results_at + WEEK)

    results.release([posting], by=officer, at=posting.results_at)

    request.refresh_from_db()
    assert (request.state, request.ended_by) == ("withdrawn", officer.user)
    assert info_requests.remind(by=system, at=request.due_at - timedelta(hours=1)) == 0
    with refusal("wrong_state"):
        info_requests.answer(request, attaching.upload(), by=person(row), at=posting.results_at)


@db
def test_who_knows_the_result_answers_no_request_that_is_still_there(operator, officer) -> None:
    row = make.application(make.posting(operator, results_released_at=NOW), state="not_selected")
    with refusal("wrong_state"):
        info_requests.answer(choosing.asked(row), attaching.upload(), by=person(row), at=NOW)


FORBIDDEN = {
    "family": {"title": "가족관계증명서"},
    "photo": {"title": "증명사진"},
    "photo alone": {"title": "사진"},
    "marriage": {"note": "혼인 여부를 확인하려고 합니다."},
    "origin": {"note": "출신 지역을 보려고 합니다."},
    "property": {"title": "재산세 증명서"},
    "body": {"note": "몸무게를 적어 주세요."},
    "belief": {"note": "종교를 적어 주세요."},
    "pregnancy": {"note": "임신 여부를 알려 주세요."},
    "health": {"note": "병력을 확인하려고 합니다."},
}


@db
@pytest.mark.parametrize("kind", FORBIDDEN)
def test_what_the_law_keeps_from_a_choice_is_not_asked(posting, officer, kind) -> None:
    with refusal("not_asked"):
        ask(make.application(posting), officer, **FORBIDDEN[kind])
    assert not InfoRequest.objects.exists()


@db
def test_a_photo_may_be_asked_of_who_was_chosen_and_a_copy_of_anything_with_a_phone(posting, officer) -> None:
    ask(make.application(posting, state="accepted"), officer, title="증명사진")
    ask(make.application(posting), officer, title="자격증 사진", note="문의는 02-987-6543으로 해 주세요.")
    with refusal("not_asked"):
        ask(make.application(posting, state="accepted"), officer, title="가족관계증명서")


def silent(posting: Posting, system, at) -> bool:
    return posting in results.escalate_silence(by=system, at=at)


@db
def test_the_clock_stands_still_while_it_waits_and_goes_on(operator, officer, system, settings) -> None:
    settings.SILENT_AFTER_DAYS = 14
    posting = make.posting(operator, results_at=NOW + timedelta(days=200))
    moved = posting.apply_until
    row = make.application(posting, state="paper_review", moved_at=moved)
    late_at = moved + timedelta(days=14)
    asked_at = moved + timedelta(days=10)
    choosing.asked(row, asked_at=asked_at, due_at=asked_at + WEEK)

    assert not silent(posting, system, late_at)
    assert lateness.of(Posting.objects.all(), None, at=late_at + timedelta(days=1)) == {}
    assert not silent(posting, system, asked_at + WEEK + timedelta(days=3))
    assert silent(posting, system, asked_at + WEEK + timedelta(days=4))
    found = Application.objects.select_related("posting", "placement").get(pk=row.pk)
    assert [progress.of([found], at=at)[0].late for at in (late_at, asked_at + WEEK + timedelta(days=3))] == [None] * 2
    assert progress.of([found], at=asked_at + WEEK + timedelta(days=5))[0].late == (1, True, None)
    InfoRequest.objects.update(state="answered", ended_at=asked_at + timedelta(days=2))
    assert not silent(posting, system, late_at + timedelta(days=1))
    assert silent(posting, system, late_at + timedelta(days=2))


@db
def test_without_a_request_nothing_stands_still(posting, system, settings) -> None:
    settings.SILENT_AFTER_DAYS = 14
    make.application(posting, state="paper_review", moved_at=posting.apply_until)

    assert silent(posting, system, posting.apply_until + timedelta(days=14))


@pytest.mark.django_db(transaction=True)
@pytest.mark.xdist_group("race")
def test_handed_in_while_its_day_passes_it_is_one_of_both(operator, officer, system) -> None:
    row = make.application(make.posting(operator))
    request = ask(row, officer)
    late = partial(info_requests.lapse_due, by=system, at=NOW + WEEK)
    with ExitStack() as race, transaction.atomic():
        Application.objects.select_for_update(no_key=True).get(pk=row.pk)
        race.enter_context(waiting([late]))
        info_requests.answer(request, attaching.upload(), by=person(row), at=NOW + WEEK - timedelta(seconds=1))

    request.refresh_from_db()
    assert request.state == "answered"
    assert told(officer.user) == ["jobs.info_came"]
