"""The events log is narrowed, put in words and paged; what is said of people stays with those who may see people."""

import csv
from datetime import timedelta
from io import StringIO

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from profiles import events
from profiles.models import AccessEntry
from tests import make
from tests.make import NOW

EVENTS = reverse("jobs:staff_event_list")
DOWNLOAD = reverse("jobs:staff_event_download")


def queries(client, url: str) -> int:
    with CaptureQueriesContext(connection) as asked:
        assert client.get(url).status_code == 200
    return len(asked)


def downloaded(client, **asked) -> list[list[str]]:
    """The cells of the file, its mark taken off."""
    answer = client.get(DOWNLOAD, asked)
    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    written = b"".join(answer.streaming_content)
    assert written.startswith("\ufeff".encode())
    return list(csv.reader(StringIO(written.decode("utf-8-sig"))))


@pytest.fixture
def editor(client):
    client.force_login(make.city_user())
    return client


def record(verb: str, row, user=None, *, at=make.NOW, **more) -> None:
    events.record(verb, [row], by=make.actor(user or make.city_user()), at=at, **more)


def told(client, **asked) -> list:
    return [row["line"] for row in client.get(EVENTS, asked).context["lines"]]


@pytest.mark.django_db
def test_events_are_narrowed_by_verb_subject_person_and_days(editor) -> None:
    posting, application = make.posting(), make.application()
    late = make.NOW.replace(hour=23, minute=59)
    record("approve", posting, moves=("in_review", "published"))
    record("submit", application, application.candidate.user, at=late)
    record("reject", application, make.member(), at=late + timedelta(minutes=1), reason="자리가 없습니다.")

    assert [line.what for line in told(editor)] == ["불합격으로 함", "제출함", "게시를 승인함"]
    assert [line.what for line in told(editor, verb="approve")] == ["게시를 승인함"]
    assert [line.what for line in told(editor, subject="application")] == ["불합격으로 함", "제출함"]
    assert [line.what for line in told(editor, who="person")] == ["제출함"]
    assert [line.what for line in told(editor, who="operator")] == ["불합격으로 함"]
    assert [line.what for line in told(editor, who="city")] == ["게시를 승인함"]
    assert [line.what for line in told(editor, until="2026-04-15")] == ["제출함", "게시를 승인함"]
    assert [line.what for line in told(editor, since="2026-04-16")] == ["불합격으로 함"]
    assert [line.what for line in told(editor, since="2026-04-15", until="2026-04-15")] == ["제출함", "게시를 승인함"]
    assert told(editor, verb="pay") == []


@pytest.mark.django_db
def test_events_are_narrowed_to_what_one_operator_did(editor) -> None:
    mine, other = make.organisation(), make.organisation()
    record("write", make.posting(mine), make.member(mine))
    record("edit", make.posting(other), make.member(other))

    assert [line.what for line in told(editor, operator=mine.public_id)] == ["공고를 씀"]


@pytest.mark.django_db
def test_events_are_narrowed_to_one_application_and_what_hangs_on_it(editor) -> None:
    log, other = make.worklog(), make.worklog()
    application = log.placement.application
    offer = make.offer(application, state="accepted")
    notice = make.notice(application.candidate.user, subject_type="application", subject_id=application.pk)
    about_month = make.notice(application.candidate.user, subject_type="placement 2026-05", subject_id=log.placement.pk)
    for moment, (verb, row) in enumerate(
        [
            ("submit", application),
            ("offer", offer),
            ("start", log.placement),
            ("pay", log),
            ("give_up", notice),
            ("send_again", about_month),
        ]
    ):
        record(verb, row, at=NOW + timedelta(minutes=moment))
    for row in (other, other.placement, other.placement.application):
        record("confirm", row)

    shown = told(editor, receipt=application.receipt_number)

    assert [line.what for line in shown] == [
        "알림을 다시 보내게 함",
        "알림을 보내지 못함",
        "지급함",
        "활동을 시작함",
        "참여 의사를 물음",
        "제출함",
    ]
    assert told(editor, receipt=str(application.pk)) == shown
    assert [line.application for line in shown] == [application] * 6


@pytest.mark.django_db
def test_the_application_that_an_event_concerns_stands_by_its_receipt_number_and_is_one_click_away(client) -> None:
    log = make.worklog()
    application = log.placement.application
    record("pay", log)
    record("approve", make.posting())
    page = reverse("jobs:staff_application", args=[application.public_id])

    client.force_login(make.city_user("auditor"))
    for_auditor = client.get(EVENTS).content.decode()
    client.force_login(make.city_user("viewer"))
    for_viewer = client.get(EVENTS).content.decode()

    assert f'<a class="nowrap" href="{page}">{application.receipt_number}</a>' in for_auditor
    assert for_auditor.count(application.receipt_number) == 1
    assert page not in for_viewer
    assert application.receipt_number not in for_viewer


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("typed", "box", "said"),
    [
        ({"receipt": "김영수"}, "receipt", "접수번호가 아닙니다. 접수증에 있는 대로 적어 주세요. 예: 2026-0000123"),
        ({"receipt": "9" * 19}, "receipt", "접수번호가 아닙니다. 접수증에 있는 대로 적어 주세요. 예: 2026-0000123"),
        ({"operator": "none"}, "operator", "목록에 없는 운영기관입니다. 다시 골라 주세요."),
        (
            {"since": "2026-04-16", "until": "2026-04-15"},
            "until",
            "‘이날까지’는 ‘이날부터’보다 앞설 수 없습니다.",
        ),
    ],
)
def test_what_makes_no_sense_is_told_beside_its_box_and_the_rest_still_narrows(editor, typed, box, said) -> None:
    posting = make.posting()
    record("approve", posting, at=NOW + timedelta(days=1))
    record("edit", posting, at=NOW + timedelta(days=1))

    answer = editor.get(EVENTS, {"verb": "approve", **typed})

    assert answer.context["form"].errors == {box: [said]}
    assert said in answer.content.decode()
    assert [row["line"].what for row in answer.context["lines"]] == ["게시를 승인함"]
    assert answer.context["form"]["verb"].value() == "approve"
    assert answer.context["form"][box].value() == typed[box]


@pytest.mark.django_db
def test_an_event_leads_to_its_subject_and_says_the_states_in_words(editor) -> None:
    posting = make.posting()
    record("approve", posting, moves=("in_review", "published"))

    shown = editor.get(EVENTS).content.decode()

    assert reverse("jobs:staff_posting", args=[posting.public_id]) in shown
    assert "검토 중 → 게시" in shown


@pytest.mark.django_db
def test_what_is_said_of_people_is_hidden_from_the_viewer(client) -> None:
    application = make.application()
    record("reject", application, make.member(), reason="면접에서 건강 이야기를 하셨습니다.", params={"points": 61})

    client.force_login(make.city_user("viewer"))
    for_viewer = client.get(EVENTS).content.decode()
    client.force_login(make.city_user("auditor"))
    for_auditor = client.get(EVENTS).content.decode()

    assert "건강 이야기" not in for_viewer
    assert "points" not in for_viewer
    assert "사업 담당과 감사 담당만 봅니다." in for_viewer
    assert "건강 이야기" in for_auditor


@pytest.mark.django_db
def test_details_of_an_event_are_said_in_words(editor) -> None:
    log, posting = make.worklog(), make.posting()
    record("allow_over_cap", log, params={"who": "operator"})
    record("edit", posting, params={"fields": ["apply_until", "districts"]})
    record("set_target", posting.programme_year, params={"before": None, "places": 2273})

    shown = editor.get(EVENTS).content.decode()

    assert "허용한 곳: 운영기관" in shown
    assert "바뀐 칸: 지원 마감, 사는 곳 제한" in shown
    assert "전의 목표: 없음" in shown
    assert "목표: 2,273개" in shown
    assert "who" not in shown.partition("<main")[2].partition("<tbody>")[2]


@pytest.mark.django_db
def test_whose_rows_are_shown_is_written_down(client) -> None:
    application, log = make.application(), make.worklog()
    record("submit", application, application.candidate.user)
    record("submit", log, log.placement.candidate.user)
    record("approve", make.posting())

    client.force_login(make.city_user("viewer"))
    client.get(EVENTS)
    assert not AccessEntry.objects.exists()
    client.force_login(make.city_user("auditor"))
    client.get(EVENTS)

    entry = AccessEntry.objects.get()
    assert entry.subject_ids == sorted([application.candidate.user_id, log.placement.candidate.user_id])
    assert entry.purpose == "처리 기록 확인"


@pytest.mark.django_db
def test_a_candidate_stays_without_a_name(editor) -> None:
    application = make.application()
    record("submit", application, application.candidate.user)

    shown = editor.get(EVENTS).content.decode()

    assert "지원자 본인" in shown
    assert application.candidate.user.email not in shown
    assert "김영수" not in shown


@pytest.mark.django_db
def test_a_day_that_does_not_exist_is_told_and_shows_everything(editor) -> None:
    record("approve", make.posting())

    answer = editor.get(EVENTS, {"since_year": "2026", "since_month": "13", "since_day": "1"})

    assert "월은 1~12 사이의 숫자로 적어 주세요." in answer.content.decode()
    assert len(answer.context["lines"]) == 1


@pytest.mark.django_db
def test_the_log_is_paged_and_asks_the_same_queries_for_one_and_for_three(editor) -> None:
    record("approve", make.posting())
    queries(editor, EVENTS)
    one = queries(editor, EVENTS)
    for _ in range(2):
        record("approve", make.posting())

    assert queries(editor, EVENTS) == one

    record("pay", make.worklog())
    one = queries(editor, EVENTS)
    for _ in range(2):
        record("pay", make.worklog())

    assert queries(editor, EVENTS) == one

    posting, user = make.posting(), make.city_user()
    for _ in range(60):
        record("approve", posting, user)
    assert len(told(editor)) == 50
    assert len(told(editor, page=2)) == 16


# The file -------------------------------------------------------------------------------------------------------------
@pytest.mark.django_db
def test_the_file_holds_the_events_that_the_page_shows(editor) -> None:
    posting, log, operator = make.posting(), make.worklog(), make.organisation()
    record("approve", posting, moves=("in_review", "published"))
    record("allow_over_cap", log, make.member(operator), reason="공휴일", params={"who": "city"})
    record("edit", posting, at=NOW - timedelta(days=1))

    asked = {"since": "2026-04-15", "until": "2026-04-15"}
    heads, *rows = downloaded(editor, **asked)

    assert heads == [
        "때",
        "한 사람",
        "한 일",
        "대상",
        "대상 번호",
        "바뀌기 전",
        "바뀐 뒤",
        "이유",
        "바뀐 것",
        "접수번호",
    ]
    assert [row[2] for row in rows] == [line.what for line in told(editor, **asked)]
    assert rows[0][0] == "2026-04-15 10:00:00"
    assert rows[0][1].startswith(operator.name)
    assert rows[0][2:] == ["한도 넘김을 허용함", "활동일지", str(log.pk), "", "", "공휴일", "허용한 곳: 서울시"] + [
        log.placement.application.receipt_number
    ]
    assert rows[1][9] == ""
    assert rows[1][5:7] == ["검토 중", "게시"]
    link = f'href="{DOWNLOAD}?since=2026-04-15&amp;until=2026-04-15"'
    assert link in editor.get(EVENTS, {**asked, "page": 1}).content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize("sign", list("=+-@＝\t"))
def test_a_text_that_a_spreadsheet_would_run_is_made_harmless(editor, sign: str) -> None:
    record("return_to_draft", make.posting(), reason=f"{sign}cmd|'/c calc'!A0")

    assert downloaded(editor)[1][7] == f"'{sign}cmd|'/c calc'!A0"


@pytest.mark.django_db
def test_the_file_tells_a_viewer_no_more_than_the_page(client) -> None:
    application = make.application()
    record("reject", application, make.member(), reason="면접에서 건강 이야기를 하셨습니다.", params={"points": 61})
    client.force_login(make.city_user("viewer"))

    (row,) = downloaded(client)[1:]

    assert row[7:] == ["개인에 관한 내용이라 사업 담당과 감사 담당만 봅니다.", "", ""]
    assert not AccessEntry.objects.exists()


@pytest.mark.django_db
def test_whose_events_are_taken_along_is_written_down(client) -> None:
    application = make.application()
    record("submit", application, application.candidate.user)
    record("submit", make.application(), at=NOW - timedelta(days=9))
    client.force_login(make.city_user("auditor"))

    downloaded(client, since="2026-04-15")

    entry = AccessEntry.objects.get()
    assert entry.subject_ids == [application.candidate.user_id]
    assert (entry.page, entry.purpose) == ("jobs:staff_event_download", "처리 기록 내려받기")


@pytest.mark.django_db
def test_a_file_that_is_cut_says_so_and_logs_only_whom_it_holds(editor, monkeypatch) -> None:
    monkeypatch.setattr("jobs.web.event_csv.MOST", 2)
    monkeypatch.setattr("jobs.web.event_csv.A_BATCH", 1)
    people = [make.application() for _ in range(3)]
    for days, application in enumerate(people):
        record("submit", application, at=NOW + timedelta(days=days))

    rows = downloaded(editor)[1:]

    assert [row[4:5] for row in rows] == [[str(people[2].pk)], [str(people[1].pk)], []]
    assert rows[2] == ["가장 최근 기록만 담았습니다. 더 오래된 기록은 기간을 나누어 내려받아 주세요."]
    assert AccessEntry.objects.get().subject_ids == sorted(row.candidate.user_id for row in people[1:])
    assert "한 번에 가장 최근 2건까지 담습니다." in editor.get(EVENTS).content.decode()


@pytest.mark.django_db
def test_a_file_of_what_makes_no_sense_leads_back_to_the_box(editor) -> None:
    record("approve", make.posting())

    answer = editor.get(DOWNLOAD, {"receipt": "없음", "verb": "approve"}, follow=True)

    assert answer.context["form"].errors.keys() == {"receipt"}
    assert answer.context["form"]["receipt"].value() == "없음"
    assert DOWNLOAD not in answer.content.decode()
