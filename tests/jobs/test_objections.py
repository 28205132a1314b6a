"""Objections: asked in time and once a result, answered by somebody else, and what an upheld one undoes."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from jobs import applications, interviews, letters, objections, progress, results
from jobs.models import Application, Objection
from profiles.models import Notice
from tests import make
from tests.jobs import interviewing
from tests.jobs.expect import happened, refusal, told
from tests.jobs.objecting import objection, refused
from tests.make import NOW

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(days=2)


@pytest.fixture
def colleague(operator):
    """Somebody else who works for the operator."""
    return make.actor(make.member(operator))


# Asking ---------------------------------------------------------------------------------------------------------------
def test_ask_tells_every_officer_of_the_operator(operator, officer, colleague, stranger):
    row, me = refused(operator, officer)

    made = objections.ask(row, text=" 자격증을 빠뜨리신 것 같습니다. ", by=me, at=LATER)

    assert (made.state, made.text) == ("asked", "자격증을 빠뜨리신 것 같습니다.")
    assert told(officer.user) == told(colleague.user) == ["jobs.objection_asked"]
    assert told(stranger.user) == []
    assert happened(row)[-1] == ("object", "", "")
    assert [str(line.text) for line in progress.history(row)][0] == "재검토를 요청하셨습니다."


def test_ask_keeps_the_days_of_the_year_by_the_second(operator, officer):
    year = make.programme_year(objection_days=3)
    row, me = refused(operator, officer, programme_year_=year)
    end = objections.ends_at(row)
    assert timezone.localtime(end).isoformat() == "2026-04-19T00:00:00+09:00"

    with refusal("objection_late"):
        objections.ask(row, text="다시 봐 주세요.", by=me, at=end)
    objections.ask(row, text="다시 봐 주세요.", by=me, at=end - timedelta(microseconds=1))


def test_ask_is_once_a_result(operator, officer, colleague):
    row, me = refused(operator, officer)
    made = objections.ask(row, text="다시 봐 주세요.", by=me, at=LATER)

    with refusal("asked_already"):
        objections.ask(row, text="한 번 더요.", by=me, at=LATER)
    objections.keep(made, answer="점수표를 다시 보았습니다.", by=colleague, at=LATER)
    with refusal("asked_already"):
        objections.ask(row, text="한 번 더요.", by=me, at=LATER)
    assert not objections.may_ask(row, at=LATER)


def test_ask_waits_until_the_result_is_told(operator, officer):
    row, me = refused(operator, officer, results_released_at=None)

    with refusal("wrong_state"):
        objections.ask(row, text="다시 봐 주세요.", by=me, at=LATER)
    assert not objections.may_ask(row, at=LATER)
    assert objections.stage_of(row) == ""


@pytest.mark.parametrize(
    ("stage", "named"), [("received", "적격검토"), ("paper_review", "서류심사"), ("interview", "면접심사")]
)
def test_stage_of_names_where_it_was_decided(operator, officer, stage, named):
    row, _me = refused(operator, officer, stage=stage)
    by_round, _you = refused(operator, officer, stage=stage, selection="round")

    assert (str(objections.stage_of(row)), objections.stage_of(by_round)) == (named, "")


def test_ask_refuses_nothing_said_resident_numbers_and_others(operator, officer):
    row, me = refused(operator, officer)

    with refusal("text_missing"):
        objections.ask(row, text="  ", by=me, at=LATER)
    with refusal("resident_number"):
        objections.ask(row, text="640307-1234567입니다.", by=me, at=LATER)
    for other in (officer, make.actor(make.candidate().user)):
        with pytest.raises(PermissionDenied):
            objections.ask(row, text="다시 봐 주세요.", by=other, at=LATER)
    assert not Objection.objects.exists()


# Answering ------------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("stage", ["received", "paper_review", "interview"])
def test_uphold_puts_the_person_back_to_the_stage_they_left(operator, officer, colleague, stage):
    row, _me = refused(operator, officer, stage=stage)
    asked = objection(row)

    objections.uphold(asked, answer="자격증을 확인했습니다.", by=colleague, at=LATER)

    row = Application.objects.select_related("posting", "candidate").get(pk=row.pk)
    assert (row.state, row.reason) == (stage, "")
    assert told(row.candidate.user) == ["jobs.objection_answered"]
    assert happened(row)[-1] == ("uphold", "not_selected", stage)
    (where,) = progress.of([row], at=LATER)
    assert str(where.comes_next).startswith("재검토 요청을 받아들여 다시 심사하고 있습니다.")
    assert where.results_at is None


def test_a_time_freed_by_the_result_is_no_change_of_the_person_s(operator, officer, colleague):
    posting = make.posting(operator, apply_until=NOW - timedelta(days=3), results_at=NOW)
    row, me = interviewing.invited(posting)
    open_until = {"closes_at": LATER + timedelta(days=2)}
    slots = [interviewing.slot(posting, starts_at=LATER + timedelta(days=3, hours=n), **open_until) for n in range(4)]
    interviews.pick(row, slots[0], by=me, at=NOW - timedelta(days=1))
    applications.reject([row], reason="자격증 없음", by=officer, at=NOW - timedelta(hours=1))
    results.release([posting], by=officer, at=NOW)
    assert [pick.state for pick in row.interview_picks.all()] == ["freed"]

    objections.uphold(objection(row), answer="자격증을 확인했습니다.", by=colleague, at=LATER)

    row.refresh_from_db()
    interviews.pick(row, slots[1], by=me, at=LATER)
    interviews.pick(row, slots[2], by=me, at=LATER)
    with refusal("changed_already"):
        interviews.pick(row, slots[3], by=me, at=LATER)


def test_uphold_takes_the_result_back_that_nobody_has_read(operator, officer, colleague):
    row, _me = refused(operator, officer)
    letters.result([row], at=NOW)

    objections.uphold(objection(row), answer="자격증을 확인했습니다.", by=colleague, at=LATER)

    assert told(row.candidate.user) == ["jobs.objection_answered"]


def test_an_answer_takes_no_resident_number(operator, officer, colleague):
    row, _me = refused(operator, officer)
    asked = objection(row)

    for verb in (objections.keep, objections.uphold):
        with refusal("resident_number"):
            verb(asked, answer="620307-1234567을 확인했습니다.", by=colleague, at=LATER)


def test_texts_that_are_too_long_are_refused_and_never_cut(operator, officer, colleague):
    row, me = refused(operator, officer)
    long = "가" * 1001

    with refusal("max_length"):
        objections.ask(row, text=long, by=me, at=LATER)
    asked = objections.ask(row, text="가\r\n나\x00", by=me, at=LATER)
    with refusal("max_length"):
        objections.keep(asked, answer=long, by=colleague, at=LATER)
    objections.keep(asked, answer=long[1:], by=colleague, at=LATER)

    asked.refresh_from_db()
    assert (asked.text, len(asked.answer)) == ("가\n나", 1000)


def test_keep_leaves_the_result_that_was_told(operator, officer, colleague):
    row, _me = refused(operator, officer)
    letters.result([row], at=NOW)

    objections.keep(objection(row), answer="다시 보았습니다.", by=colleague, at=LATER)

    assert sorted(told(row.candidate.user)) == ["jobs.objection_answered", "jobs.result_not_selected"]


def test_a_result_after_an_upheld_request_is_told_at_once_each_time(operator, officer, colleague):
    row, _me = refused(operator, officer)
    objections.uphold(objection(row), answer="다시 보겠습니다.", by=colleague, at=LATER)

    applications.reject([row], reason="다시 보아도 같습니다.", by=colleague, at=LATER)

    assert told(row.candidate.user) == ["jobs.objection_answered", "jobs.result_not_selected"]
    row.refresh_from_db()
    assert objections.may_ask(row, at=LATER + timedelta(hours=1))
    objections.uphold(
        objection(row, asked_at=LATER + timedelta(hours=1)),
        answer="맞습니다.",
        by=officer,
        at=LATER + timedelta(days=1),
    )
    applications.select([row], by=officer, at=LATER + timedelta(days=1))
    assert told(row.candidate.user)[-1] == "jobs.result_selected"
    assert Notice.objects.filter(kind="jobs.result_not_selected").count() == 1


def test_uphold_of_a_round_puts_the_person_at_the_end_of_the_waiting_list(operator, officer, colleague):
    row, _me = refused(operator, officer, selection="round")
    make.application(row.posting, state="waiting")

    objections.uphold(objection(row), answer="다시 보았습니다.", by=colleague, at=LATER)

    row.refresh_from_db()
    assert (row.state, row.waiting_number) == ("waiting", 2)


def test_uphold_leaves_who_applied_again_to_that_application(operator, officer, colleague):
    row, _me = refused(operator, officer)
    make.application(row.posting, row.candidate)

    with refusal("applied_again"):
        objections.uphold(objection(row), answer="다시 보았습니다.", by=colleague, at=LATER)


def test_keep_leaves_the_result_and_tells_why(operator, officer, colleague):
    row, _me = refused(operator, officer)
    asked = objections.ask(row, text="다시 봐 주세요.", by=make.actor(row.candidate.user), at=LATER)

    objections.keep(asked, answer="두 사람의 점수를 다시 더해 보았습니다.", by=colleague, at=LATER)

    row.refresh_from_db()
    asked.refresh_from_db()
    assert (row.state, asked.state, asked.answered_by) == ("not_selected", "kept", colleague.user)
    assert told(row.candidate.user) == ["jobs.objection_answered"]
    assert told(colleague.user) == []  # what asked for the answer is no longer true
    with refusal("wrong_state"):
        objections.keep(asked, answer="또", by=colleague, at=LATER)


@pytest.mark.parametrize("verb", [objections.uphold, objections.keep])
def test_answers_are_somebody_else_s_and_say_why(operator, officer, colleague, stranger, verb):
    row, me = refused(operator, officer)
    asked = objection(row)

    with refusal("own_decision"):
        verb(asked, answer="그대로입니다.", by=officer, at=LATER)
    with refusal("answer_missing"):
        verb(asked, answer=" ", by=colleague, at=LATER)
    for other in (stranger, me):
        with pytest.raises(PermissionDenied):
            verb(asked, answer="그대로입니다.", by=other, at=LATER)
    assert [objections.may_answer(asked, by) for by in (officer, colleague, stranger, me)] == [
        False,
        True,
        False,
        False,
    ]


def test_the_city_answers_where_an_operator_has_nobody_else(operator, officer, city):
    row, _me = refused(operator, officer)

    objections.keep(objection(row), answer="시에서 다시 보았습니다.", by=city, at=LATER)

    assert told(row.candidate.user) == ["jobs.objection_answered"]


# Reading --------------------------------------------------------------------------------------------------------------
def test_escalate_tells_operator_and_city_once_a_week(operator, officer, city, system, settings):
    settings.SILENT_AFTER_DAYS = 14
    row, _me = refused(operator, officer)
    asked = objection(row)
    late = asked.asked_at + timedelta(days=14)

    assert objections.escalate(by=system, at=late - timedelta(days=1)) == []
    assert objections.escalate(by=system, at=late) == [asked]
    objections.escalate(by=system, at=late)

    assert told(officer.user) == told(city.user) == ["jobs.objection_silent"]
    with pytest.raises(PermissionDenied):
        objections.escalate(by=officer, at=late)


@pytest.mark.parametrize(
    ("shares", "hidden", "found"), [(True, False, [("interview", 80.0, 2)]), (False, False, []), (True, True, [])]
)
def test_scores_are_one_s_own_where_they_are_shared_and_told(operator, officer, colleague, shares, hidden, found):
    row, _me = refused(operator, officer, shares_scores=shares, **({"results_released_at": None} if hidden else {}))
    for points, by in ((90, officer), (70, colleague)):
        make.score_sheet(row, points, by.user)
    make.score_sheet(make.application(row.posting), 10, officer.user)

    assert [(score.stage, score.mean, score.sheets) for score in objections.scores(row)] == found


def test_objections_are_seen_by_their_person_their_operator_and_the_city(operator, officer, stranger, city):
    row, me = refused(operator, officer)
    asked = objection(row)
    reviewer = make.member(operator, "reviewer")
    make.reviewer_assignment(row.posting, reviewer)
    users = {"officer": officer.user, "me": me.user, "city": city.user, "stranger": stranger.user, "reviewer": reviewer}

    sees = {name for name, user in users.items() if Objection.objects.visible_to(user).filter(pk=asked.pk).exists()}

    assert sees == {"officer", "me", "city"}
