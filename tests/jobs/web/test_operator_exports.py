"""The page of what may be taken of a posting, and the files as they arrive."""

import csv
import io

import pytest
from django.urls import reverse

from jobs import bundles
from profiles import actors
from profiles.models import AccessEntry, Event
from tests import make
from tests.jobs import papering, paying, scoring, spreadsheet
from tests.jobs.expect import queries
from tests.jobs.papering import LATER

pytestmark = pytest.mark.django_db
ASKED = {"cause": "review", "words": "회의", "columns": ["receipt", "masked_name", "received"], "file_kind": "csv"}


@pytest.fixture
def operator():
    return make.organisation()


@pytest.fixture
def posting(operator):
    return make.posting(operator, seats=9, title="어르신돌봄지원단")


@pytest.fixture
def manager(client, operator):
    user = make.member(operator, "manager")
    client.force_login(user)
    return user


@pytest.fixture
def lived(posting, operator):
    return papering.lived(posting, by=make.actor(make.member(operator)), second=paying.payer(operator))


def page(posting, table=None):
    name, more = ("jobs:operator_export", [table]) if table else ("jobs:operator_exports", [])
    return reverse(name, args=[posting.public_id, *more])


def body(answer) -> bytes:
    return b"".join(answer.streaming_content)


def test_the_page_lists_what_there_is_with_its_rows(client, manager, posting, lived):
    answer = client.get(page(posting))

    assert [(str(one.table.title), one.rows) for one in answer.context["offered"]] == [
        ("지원자", 3),
        ("심사 점수", 2),
        ("교육 참석", 1),
        ("활동일지", 1),
    ]
    text = answer.content.decode()
    assert "지급 자료는 지급 담당만 받을 수 있습니다." in text
    assert "감사 제출 자료 만들기" in text
    paying.may_pay(manager, posting.organisation)
    assert "지급 내려받기" in client.get(page(posting)).content.decode()
    assert not AccessEntry.objects.exists()


def test_more_people_make_no_more_queries(client, manager, posting, lived):
    few = queries(lambda: client.get(page(posting)))
    papering.crowd(posting, 5)

    assert queries(lambda: client.get(page(posting))) == few


def test_a_file_is_asked_for_by_post_alone(client, manager, posting, lived):
    answer = client.get(page(posting, "applicants"))

    assert answer.status_code == 200
    assert "3줄을 내려받습니다." in answer.content.decode()
    assert not Event.objects.filter(verb="take_export").exists()


def test_csv_opens_in_korean_excel(client, manager, posting, lived):
    answer = client.post(page(posting, "applicants"), ASKED)

    assert (answer.status_code, answer["Content-Type"]) == (200, "text/csv; charset=utf-8")
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Disposition"].startswith("attachment; filename*=utf-8''")
    content = body(answer)
    assert content.startswith(b"\xef\xbb\xbf")
    rows = list(csv.reader(io.StringIO(content.decode("utf-8-sig"))))
    assert rows[0] == ["접수번호", "이름(가림)", "접수한 때"]
    assert rows[1] == [lived[0].receipt_number, "김*수", "2026-04-15 10:00"]
    event = Event.objects.get(verb="take_export")
    assert (event.user, event.params["rows"], event.params["columns"]) == (manager, 3, ASKED["columns"])
    entry = AccessEntry.objects.get()
    assert (entry.page, entry.address) == ("jobs:operator_export", "127.0.0.1")


def test_the_city_reads_in_words_what_was_taken(client, manager, posting, lived):
    body(client.post(page(posting, "applicants"), ASKED))
    client.force_login(make.city_user("auditor"))

    text = client.get(reverse("jobs:staff_event_list"), {"verb": "take_export"}).content.decode()

    for words in ("자료를 내려받음", "심사·운영 회의에 쓰려고: 회의", "접수번호, 이름(가림), 접수한 때", "3줄", "CSV"):
        assert words in text


def test_xlsx_has_days_as_days(client, manager, posting, lived):
    answer = client.post(page(posting, "applicants"), {**ASKED, "file_kind": "xlsx"})

    assert ".xlsx" in answer["Content-Disposition"]
    cells = spreadsheet.cells(body(answer))
    assert (cells[0], cells[1][0]) == (["접수번호", "이름(가림)", "접수한 때"], lived[0].receipt_number)
    assert cells[1][2] == 46_127  # 2026-04-15, as Excel counts days


def test_headings_are_english_in_english(client, manager, posting, lived):
    client.cookies["django_language"] = "en"

    heads = next(csv.reader(io.StringIO(body(client.post(page(posting, "applicants"), ASKED)).decode("utf-8-sig"))))

    assert heads == ["Receipt number", "Name (masked)", "Received at"]


def test_what_is_wrong_stands_beside_its_cause_and_nothing_is_lost(client, manager, posting, lived):
    asked = {**ASKED, "cause": "report", "columns": ["receipt", "full_name"], "words": "상반기 보고"}

    answer = client.post(page(posting, "applicants"), asked)

    text = answer.content.decode()
    assert "‘시나 상급 기관에 보고하려고’에는 이름(전체) 칸을 넣을 수 없습니다." in text
    assert 'value="상반기 보고"' in text
    assert not Event.objects.filter(verb="take_export").exists()
    for broken in (
        {"cause": ""},
        {"columns": []},
        {"columns": ["account"]},
        {"file_kind": "exe"},
        {"cause": "other", "words": ""},
    ):
        again = client.post(page(posting, "applicants"), {**ASKED, **broken})
        assert (again.status_code, again.context["form"].is_valid()) in ((200, False), (200, True)), broken
        assert again.context["form"].errors, broken


def test_another_operator_s_posting_isn_t_there(client, manager, posting, lived):
    other = make.posting(make.organisation())
    make.application(other)
    draft = make.posting(posting.organisation, state="draft")

    for found in (other, draft):
        assert client.get(page(found)).status_code == 404
        assert client.get(page(found, "applicants")).status_code == 404
        assert client.post(page(found, "applicants"), ASKED).status_code == 404
    assert client.get(page(posting, "accounts")).status_code == 404
    assert client.post(page(posting, "payments"), ASKED).status_code == 403


def test_a_title_that_would_lead_elsewhere_names_a_file_as_others(client, manager, posting, lived):
    make.changed(posting, title="../../etc\r\nSet-Cookie: a=b\x07\u202egnp")

    answer = client.post(page(posting, "applicants"), ASKED)

    assert "\n" not in answer["Content-Disposition"]
    assert "etc%20Set-Cookie" in answer["Content-Disposition"]
    assert ".." not in answer["Content-Disposition"]
    assert "Set-Cookie" not in answer.headers


def test_lists_lead_to_their_files(client, manager, posting, lived):
    for name, table in (
        ("jobs:operator_applicants", "applicants"),
        ("jobs:operator_scores", "scores"),
        ("jobs:operator_training", "attendance"),
    ):
        assert page(posting, table) in client.get(reverse(name, args=[posting.public_id])).content.decode()
    placements = client.get(f"{reverse('jobs:operator_placement_list')}?posting={posting.public_id}")
    assert page(posting, "worklogs") in placements.content.decode()


def test_papers_for_an_audit_from_asking_to_taking(client, manager, posting, lived):
    ask = reverse("jobs:operator_bundle_ask", args=[posting.public_id])
    assert client.post(ask, {}).status_code == 302
    assert "지금 만들고 있습니다" not in client.get(page(posting)).content.decode()
    made = bundles.AuditBundle.objects.get()
    assert (made.state, made.asked_by, made.shows_names) == ("asked", manager, False)
    one = reverse("jobs:operator_bundle", args=[made.public_id])
    assert "차례를 기다리고 있습니다" in client.get(one).content.decode()
    assert "이미 만들고 있습니다" in client.post(ask, {}, follow=True).content.decode()

    bundles.build_due(at=LATER)

    made.refresh_from_db()
    text = client.get(one).content.decode()
    assert made.file_hash in text
    assert made.manifest_hash in text
    assert "내려받는 이유를 골라 주세요." in client.post(one, {"cause": ""}).content.decode()
    answer = client.post(one, {"cause": "audit", "words": "종합감사"})
    content = body(answer)
    assert (answer["Content-Type"], int(answer["Content-Length"])) == ("application/zip", len(content))
    assert content == papering.content(made)
    assert "%EC%96%B4%EB%A5%B4%EC%8B%A0" in answer["Content-Disposition"]  # 어르신
    assert Event.objects.get(verb="take_bundle").reason == "감사·지도점검에 내려고: 종합감사"


def test_who_keeps_away_is_told_so(client, manager, posting, lived):
    made = papering.built(
        posting, by=actors.user(make.member(posting.organisation, "manager"), organisation=posting.organisation)
    )
    scoring.conflict(lived[0], manager)
    one = reverse("jobs:operator_bundle", args=[made.public_id])

    assert "받을 수 없음" in client.get(one).content.decode()
    refused = client.post(one, {"cause": "audit"}).content.decode()
    assert "다른 분이 받아 주세요." in refused
    assert not Event.objects.filter(verb="take_bundle").exists()


def test_another_operator_s_papers_aren_t_there(client, manager, posting, lived):
    other = make.posting(make.organisation())
    made = papering.built(other, by=make.actor(make.member(other.organisation, "manager")))

    assert client.get(reverse("jobs:operator_bundle", args=[made.public_id])).status_code == 404
    assert client.post(reverse("jobs:operator_bundle", args=[made.public_id]), {"cause": "audit"}).status_code == 404
    assert client.post(reverse("jobs:operator_bundle_ask", args=[other.public_id])).status_code == 404


def test_the_papers_of_a_month_stand_on_its_page(client, manager, posting, lived):
    month = {"month": "2026-05"}
    month_end = reverse("jobs:operator_month_end")
    hidden = {
        "project": str(posting.programme_year.public_id),
        "operator": str(posting.organisation.public_id),
        **month,
    }
    text = client.get(month_end, month).content.decode()
    assert "이 달의 감사 제출 자료" in text
    assert page(posting) in text

    answer = client.post(reverse("jobs:operator_month_bundle_ask"), hidden)

    assert answer.status_code == 302
    assert bundles.build_due(at=LATER) == 1
    made = bundles.AuditBundle.objects.get()
    assert reverse("jobs:operator_bundle", args=[made.public_id]) in client.get(answer["Location"]).content.decode()
    assert "2026년 5월" in client.get(reverse("jobs:operator_bundle", args=[made.public_id])).content.decode()
    for odd in ({}, {**hidden, "month": "x"}, {**hidden, "month": "2026-99"}, {**hidden, "operator": "x"}):
        assert client.post(reverse("jobs:operator_month_bundle_ask"), odd).status_code == 404


def test_the_city_takes_the_papers_of_any_posting(client, posting, lived):
    client.force_login(make.city_user("auditor"))
    listed = reverse("jobs:staff_bundle_list", args=[posting.public_id])
    assert listed in client.get(reverse("jobs:staff_posting", args=[posting.public_id])).content.decode()

    assert client.post(listed, {"shows_names": "on"}).status_code == 302
    bundles.build_due(at=LATER)

    made = bundles.AuditBundle.objects.get()
    one = reverse("jobs:staff_bundle", args=[made.public_id])
    assert one in client.get(listed).content.decode()
    assert body(client.post(one, {"cause": "audit", "words": ""})) == papering.content(made)
    refused = client.post(one, {"cause": "report", "words": ""}).content.decode()
    assert "이름을 가린 자료를 새로 만들어 주세요." in refused
    client.force_login(make.city_user("viewer"))
    assert (client.get(listed).status_code, client.get(one).status_code) == (403, 403)


def test_the_city_takes_the_papers_of_a_month(client, posting, lived):
    client.force_login(make.city_user())
    organisation = posting.organisation
    listed = reverse("jobs:staff_month_bundle_list", args=[organisation.public_id])
    assert listed in client.get(reverse("jobs:staff_organisation", args=[organisation.public_id])).content.decode()
    asked = {"project": str(posting.programme_year.public_id), "month_year": "2026", "month_month": "5"}

    empty = client.post(listed, {"project": "", "month_year": "2026", "month_month": ""}).content.decode()
    assert "연도별 사업을 골라 주세요." in empty
    nothing = client.post(listed, {**asked, "month_month": "9"}, follow=True).content.decode()
    assert "이 달에 낸 활동일지도 지급도 없습니다." in nothing
    assert client.post(listed, asked).status_code == 302
    assert bundles.build_due(at=LATER) == 1

    made = bundles.AuditBundle.objects.get()
    one = reverse("jobs:staff_bundle", args=[made.public_id])
    page_of_months = client.get(listed).content.decode()
    assert one in page_of_months
    assert "2026년 5월" in page_of_months
    assert body(client.post(one, {"cause": "audit", "words": ""})) == papering.content(made)
