"""What only the city may let pass: who waits for it, one application with its override, one log with its cap."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from jobs import judging, overrides
from jobs.models import Application, Worklog
from profiles.models import AccessEntry
from tests import make

LIST = reverse("jobs:staff_application_list")
WHY = "주민등록을 옮기는 중이라는 서류를 보았습니다."


def card(application: Application) -> str:
    return reverse("jobs:staff_application", args=[application.public_id])


def log_card(worklog: Worklog) -> str:
    return reverse("jobs:staff_worklog", args=[worklog.public_id])


def from_elsewhere(name: str = "박하나", **columns) -> Application:
    """An application of someone in 성남 to a posting for people of Seoul."""
    row = make.application(candidate_=make.candidate(name=name, district="41130"), **columns)
    judging.judge_stage([row], stage="apply", at=make.NOW)
    return row


def long_month(**columns) -> Worklog:
    """A month of 58 hours that was sent back."""
    application = make.application(candidate_=make.candidate(name="박하나"), state="placed")
    return make.worklog(make.placement(application), **{"state": "returned", "minutes": 58 * 60, **columns})


@pytest.fixture
def editor(client, db):
    client.force_login(make.city_user())
    return client


# The list -------------------------------------------------------------------------------------------------------------
def test_list_holds_those_who_fail_a_rule_of_the_city(editor) -> None:
    waiting, fits = from_elsewhere(), make.application(candidate_=make.candidate(name="이둘셋"))
    judging.judge_stage([fits], stage="apply", at=make.NOW)
    from_elsewhere("최가나", state="withdrawn")

    shown = editor.get(LIST).content.decode()

    assert "박*나" in shown
    assert "사는 곳" in shown
    assert "이*셋" not in shown
    assert "최*나" not in shown
    assert "박하나" not in shown
    assert AccessEntry.objects.get().subject_ids == [waiting.candidate.user_id]


def test_list_leaves_out_who_was_let_pass_and_who_has_begun(editor) -> None:
    passed, begun = from_elsewhere(), from_elsewhere(state="placed")
    overrides.make(passed, "residence", reason=WHY, by=make.actor(make.city_user()), at=make.NOW)
    make.placement(begun)

    assert editor.get(LIST).context["applicants"] == []


def test_any_application_is_found_by_its_receipt_number(editor) -> None:
    row = make.application(candidate_=make.candidate(name="이둘셋"))
    make.application()

    found = editor.get(LIST, {"q": row.receipt_number}).context["applicants"]

    assert [line.application for line in found] == [row]


def test_list_asks_the_same_queries_for_one_and_for_three(editor) -> None:
    from_elsewhere()
    editor.get(LIST)
    with CaptureQueriesContext(connection) as one:
        editor.get(LIST)
    for name in ("이둘셋", "최가나"):
        from_elsewhere(name)
    with CaptureQueriesContext(connection) as three:
        assert len(editor.get(LIST).context["applicants"]) == 3

    assert len(three) == len(one)


def test_viewer_of_the_city_sees_no_people(client, db) -> None:
    row, log = from_elsewhere(), long_month()
    client.force_login(make.city_user("viewer"))

    shown = client.get(LIST).content.decode()

    assert "박*나" not in shown
    assert row.receipt_number not in shown
    assert "사업 담당과 감사 담당만" in shown
    assert client.get(card(row)).status_code == 404
    assert client.get(log_card(log)).status_code == 404


# One application ------------------------------------------------------------------------------------------------------
def test_editor_sets_a_rule_of_the_city_aside(editor) -> None:
    row = from_elsewhere()

    shown = editor.get(card(row)).content.decode()
    answer = editor.post(card(row), {"kind": "residence", "reason": WHY})

    assert "이 규칙을 예외로 하기" in shown
    assert "박하나" not in shown
    assert answer.url == card(row)
    assert list(row.overrides.values_list("kind", "reason")) == [("residence", WHY)]
    assert AccessEntry.objects.get().purpose == "예외 확인"
    assert f"예외 이유: {WHY}" in editor.get(card(row)).content.decode()


def test_override_without_a_reason_says_so_in_its_form(editor) -> None:
    row = from_elsewhere()

    answer = editor.post(card(row), {"kind": "residence", "reason": " "})

    assert "이유를 적어 주세요." in answer.content.decode()
    assert not row.overrides.exists()


def test_auditor_reads_and_may_not_set_aside(client, db) -> None:
    row = from_elsewhere()
    client.force_login(make.city_user("auditor"))

    assert "이 규칙을 예외로 하기" not in client.get(card(row)).content.decode()
    assert client.post(card(row), {"kind": "residence", "reason": WHY}).status_code == 403
    assert not row.overrides.exists()


def test_operator_is_told_to_ask_the_city_by_the_receipt_number(client, db) -> None:
    row = from_elsewhere()
    client.force_login(make.member(row.posting.organisation))

    shown = client.get(reverse("jobs:operator_application", args=[row.public_id])).content.decode()

    assert f"시에 요청해 주세요. 접수번호: {row.receipt_number}" in shown
    assert "이 규칙을 예외로 하기" not in shown
    assert client.get(card(row)).status_code == 404


# One log --------------------------------------------------------------------------------------------------------------
def test_editor_lets_a_month_go_over_the_cap(editor) -> None:
    log = long_month()

    shown = editor.get(log_card(log)).content.decode()
    answer = editor.post(log_card(log), {"reason": WHY})

    assert "한도 57시간보다 1시간 많습니다." in shown
    assert answer.url == log_card(log)
    log.refresh_from_db()
    assert log.over_cap_reason == WHY
    assert AccessEntry.objects.get().subject_ids == [log.placement.candidate.user_id]


def test_a_log_is_not_let_over_the_cap_without_a_reason(editor) -> None:
    log = long_month()

    answer = editor.post(log_card(log), {"reason": ""})

    assert "이유를 적어 주세요." in answer.content.decode()
    log.refresh_from_db()
    assert log.over_cap_at is None


def test_a_confirmed_log_has_nothing_to_allow(editor) -> None:
    log = long_month(state="confirmed", site_confirmed_at=make.NOW, confirmed_at=make.NOW)

    assert not editor.get(log_card(log)).context["may_allow"]
    assert "‘운영기관 확인’ 상태" in editor.post(log_card(log), {"reason": WHY}).content.decode()
