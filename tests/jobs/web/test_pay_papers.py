"""Items, the year's statement and the receipt, through their pages."""

from datetime import date

import pytest
from django.urls import reverse
from django.utils import timezone

from jobs.models import PayItem
from profiles.models import AccessEntry
from tests import make
from tests.jobs import paying, spreadsheet
from tests.jobs.expect import queries

pytestmark = pytest.mark.django_db
STATEMENT = reverse("jobs:operator_statement")


@pytest.fixture
def operator():
    return make.organisation()


@pytest.fixture
def log(operator):
    made = paying.confirmed(make.posting(operator), minutes=57 * 60)
    by, second = paying.payer(operator, "member"), paying.payer(operator)
    paying.paid([made], by=by, second=second, at=timezone.now())
    return made


def test_statement_is_a_file_with_an_empty_column(client, operator, log):
    client.force_login(paying.payer(operator).user)
    year = timezone.localdate().year

    refused = client.post(STATEMENT, {"year": year, "kind": "xlsx", "reason": ""})
    sent = client.post(STATEMENT, {"year": year, "kind": "xlsx", "reason": "세무서 제출"})
    by_csv = client.post(STATEMENT, {"year": year, "kind": "csv", "reason": "세무서 제출"})

    assert list(refused.context["form"].errors) == ["reason"]
    heads, row = spreadsheet.cells(sent.content)
    assert row == [1, "김영수", "기타소득", 1, 588_240, 51_760, 536_480]  # an empty cell isn't written
    assert heads[2] == "주민등록번호(받지 않음, 빈칸)"
    assert by_csv.content.decode("utf-8-sig").splitlines()[1] == "1,김영수,,기타소득,1,588240,51760,536480"
    assert [entry.purpose for entry in AccessEntry.objects.all()] == ["세무서 제출"] * 2


def test_receipt_is_a_paper_of_one_s_own(client, log):
    person = log.placement.candidate.user
    client.force_login(person)
    own = reverse(
        "jobs:withholding_pdf",
        args=[timezone.localdate().year, log.placement.application.posting.organisation.public_id],
    )
    page = client.get(reverse("jobs:candidate_placement_list")).content.decode()

    assert own in page
    assert "총액 588,240원, 뗀 세금 51,760원" in page
    paper = client.get(own)
    assert (paper["Content-Type"], paper.content[:5]) == ("application/pdf", b"%PDF-")
    assert client.get(own.replace(str(timezone.localdate().year), "2019")).status_code == 404


def test_receipts_ask_the_same_number_of_queries_of_any_number(client, operator, log):
    person = log.placement.candidate
    client.force_login(person.user)
    page = reverse("jobs:candidate_placement_list")
    found = [queries(lambda: client.get(page))]
    placement = make.placement(make.application(make.posting(make.organisation()), person, state="placed"))
    for month in (5, 6):
        row = make.worklog(placement, state="confirmed", month=date(2026, month, 1))
        make.pay_line(row, gross_won=10, withheld_won=0, net_won=10)
    found.append(queries(lambda: client.get(page)))

    assert found[0] == found[1]


def test_items_are_set_as_versions(client):
    year = make.programme_year()
    client.force_login(make.city_user())
    url = reverse("jobs:staff_pay_items", args=[year.public_id])
    meals = {"kind": "meals", "per": "day", "bearer": "programme", "valid_from": "2026-05", "amount_won": "7000"}

    client.post(url, meals)
    client.post(url, {**meals, "valid_from": "2026-07", "amount_won": "8000", "source": "2026년 지침"})
    wrong = client.post(url, {**meals, "per": "share"})
    client.post(
        url, {**meals, "kind": "insurance", "bearer": "person", "per": "share", "amount_won": "", "percent": "0.9"}
    )

    rows = PayItem.objects.order_by("pk").values_list("kind", "version", "valid_from", "amount_won")
    assert list(rows) == [
        ("meals", 1, date(2026, 5, 1), 7_000),
        ("meals", 2, date(2026, 7, 1), 8_000),
        ("insurance", 1, date(2026, 5, 1), 0),
    ]
    assert "금액과 비율 가운데" in wrong.content.decode()
    shown = client.get(url).content.decode()
    assert "8,000원" in shown
    assert "0.9%" in shown


def test_an_operator_sets_the_layout_of_its_bank(client, operator):
    client.force_login(paying.payer(operator).user)
    url = reverse("jobs:operator_layouts")
    typed = {"name": "다온은행", "columns": "계좌 = 계좌번호(숫자만)\n\n금액 = 보내는 돈", "has_headings": "on"}

    wrong = client.post(url, {**typed, "columns": "계좌 = 주민등록번호"})
    poor = client.post(url, {**typed, "columns": "계좌 = 계좌번호(숫자만)"})
    client.post(url, typed)

    assert "읽을 수 없는 줄입니다: 계좌 = 주민등록번호" in wrong.content.decode()
    assert "보내는 돈은 꼭 있어야 합니다" in poor.content.decode()
    first = client.get(url).context["layouts"][0]["layout"]
    assert (first.name, first.has_headings) == ("다온은행", True)
    assert first.columns == (("계좌", "number"), ("금액", "net_won"))
