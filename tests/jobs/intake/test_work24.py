"""고용24's wantedRoot: its dirt and what is read from it."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from jobs.intake import base, work24

ROW = {
    "wantedAuthNo": "K151322608050011",
    "company": "한빛재가센터",
    "title": "[독산동] &amp;lt;오전&amp;gt; 요양보호사 &amp;amp; 간병인",
    "salTpNm": "시급",
    "sal": "10,320원 이상",
    "minSal": "10320",
    "region": "서울 금천구",
    "holidayTpNm": "주5일근무",
    "minEdubg": "학력무관",
    "career": "관계없음",
    "regDt": "26-08-05",
    "closeDt": "채용시까지  26-11-07",
    "basicAddr": "서울 금천구 독산로85길",
    "detailAddr": "3층, 문의 010-1234-5678",
    "empTpCd": "21",
    "jobsCd": "28408",
}


def xml(*rows, head="<total>1</total>"):
    wanted = "".join("<wanted>" + "".join(f"<{k}>{v}</{k}>" for k, v in row.items()) + "</wanted>" for row in rows)
    return f'<?xml version="1.0" encoding="UTF-8"?><wantedRoot>{head}{wanted}</wantedRoot>'.encode()


def test_draft_of_a_row():
    (found,) = base.read(xml(ROW), work24.FORMAT).drafts

    assert (found.source_key, found.title) == ("K151322608050011", "[독산동] <오전> 요양보호사 & 간병인")
    assert (found.pay, found.hourly_won, found.keco) == ("시급 10,320원 이상", 10_320, "0284")
    assert (found.place, found.district) == ("서울 금천구 독산로85길 3층, 문의 010-****-****", "11545")
    assert (found.starts_on, found.closes_on) == (date(2026, 8, 5), date(2026, 11, 7))
    assert (found.hours, found.work_type) == ("주5일근무", "기간의 정함이 있는 근로계약(시간(선택)제)")
    assert found.text == "경력: 관계없음\n학력: 학력무관"
    assert found.contact == "고용24 구인번호 K151322608050011, 고용노동부 상담 1350"


def test_a_month_s_pay_says_nothing_of_the_hour():
    (found,) = base.read(xml(ROW | {"salTpNm": "월급", "minSal": "2500000"}), work24.FORMAT).drafts
    assert found.hourly_won is None


def test_a_row_without_number_is_left_out():
    found = base.read(xml(ROW | {"wantedAuthNo": ""}, ROW), work24.FORMAT)
    assert (len(found.drafts), found.refusals) == (1, [(1, "공고 번호가 없습니다.")])


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (xml(head="<messageCd>006</messageCd><message>인증키</message>"), "source_error"),
        (b"<GO24><error>no such key</error></GO24>", "source_error"),
        (b"<other/>", "wrong_shape"),
        (b"{}", "not_xml"),
        (b"", "not_xml"),
        (b"<!DOCTYPE a><wantedRoot/>", "not_xml"),
        (b'<!DOCTYPE a [<!ENTITY b "c">]><wantedRoot>&b;</wantedRoot>', "not_xml"),
    ],
)
def test_what_is_no_list_is_refused(content, code):
    with pytest.raises(ValidationError) as refused:
        base.read(content, work24.FORMAT)
    assert refused.value.code == code
