"""What stands on papers: a slip says what the page says, a certificate what was frozen."""

import io

import pytest
from django.utils import translation
from pypdf import PdfReader

from jobs import slips
from jobs.models import Certificate
from jobs.web import paper_words
from tests import make
from tests.jobs.certificates import certificate, paid
from tests.jobs.logs import MONTH
from tests.make import NOW


def pages(content: bytes) -> str:
    return "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(content)).pages)


def slip_of(line):
    return slips.of_month(line.placement, MONTH)


@pytest.mark.django_db
def test_reckoning_shows_hours_rate_gross_and_tax() -> None:
    assert paper_words.reckoning(slip_of(paid())) == [
        ("활동 시간", "57시간"),
        ("시간당 금액", "10,320원"),
        ("총액(활동 시간 × 시간당 금액)", "588,240원"),
        ("뗀 세금(8.8%)", "51,760원"),
    ]


@pytest.mark.django_db
def test_corrections_are_rows_with_their_reasons() -> None:
    line = paid()
    less = {"minutes": -60, "gross_won": -10_320, "withheld_won": -900, "net_won": -9_420}
    make.pay_line(line.worklog, corrects=line, reason="하루 시간을 잘못 적었습니다.", **less)
    slip = slip_of(line)

    assert [row[:1] + row[2:] for row in paper_words.rows_of(slip)] == [
        ["활동비", "57시간", "588,240원", "51,760원", "536,480원"],
        ["바로잡음", "-1시간", "-10,320원", "-900원", "-9,420원"],
    ]
    assert "바로잡은 이유: 하루 시간을 잘못 적었습니다." in paper_words.notes(slip)


@pytest.mark.django_db
def test_notes_explain_what_was_cut_off_and_what_was_not_taxed() -> None:
    slip = slip_of(paid(minutes=181, gross_won=31_130, withheld_won=0, net_won=31_130))

    assert paper_words.reckoning(slip)[-1] == ("뗀 세금", "없음")
    assert paper_words.notes(slip) == [
        "시간당 금액을 곱하면 31,132원이고, 10원보다 작은 끝수는 지급하지 않습니다.",
        "한 달 총액이 50,000원을 넘지 않으면 세금을 떼지 않습니다.",
    ]


@pytest.mark.django_db
@pytest.mark.parametrize(("language", "words"), [("ko", "활동비 명세서"), ("en", "KRW 536,480")])
def test_slip_pdf_says_the_same_as_the_page(language: str, words: str) -> None:
    slip = slip_of(paid(paid_at=NOW))

    with translation.override(language):
        content = paper_words.slip_pdf(slip)

    shown = pages(content)
    assert words in shown
    assert "김영수" in shown
    assert "588,240" in shown
    assert PdfReader(io.BytesIO(content)).trailer["/Root"]["/Lang"] == language


@pytest.mark.django_db
def test_pdf_is_the_same_bytes_each_time_and_says_what_was_frozen() -> None:
    made = certificate(code="ABCDEFGH2345")

    first, again = paper_words.certificate_pdf(made), paper_words.certificate_pdf(Certificate.objects.get(pk=made.pk))

    assert first == again
    shown = pages(first)
    for text in (
        "수료증",
        "김영수",
        "1964년 3월 7일",
        "2026년 5월 4일 ~ 2026년 10월 31일",
        "342시간",
        "ABCD-EFGH-2345",
    ):
        assert text in shown
    assert "시연용" not in shown


@pytest.mark.django_db
def test_pdf_of_the_demo_says_so() -> None:
    made = certificate()
    made.facts = {**made.facts, "is_demo": True}

    assert "실제 증서가 아닙니다" in pages(paper_words.certificate_pdf(made))
