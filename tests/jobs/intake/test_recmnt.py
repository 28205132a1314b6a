"""Seoul's recMntList: its dirt and what is read from it."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from jobs.intake import recmnt

NINE_TO_ONE = 0b1111 << 9
ROW = {
    "COMPANY": "한빛재가센터",
    "TITLE": "독산3동 오전 요양보호사 구인",
    "WORK_REGION": "(08546)  서울특별시 금천구 독산로85길 (독산동)",
    "SAL_TP_NM": "시급13,200원 이상 ~ 14,000원 이하,",
    "WORKDAY_WORKHR_CONT": "평일 : (근무시간) (오전) 9시 00분 ~ (오후) 1시 00분, 주 5일 근무",
    "EMP_TP_NM": "기간의 정함이 없는 근로계약(시간(선택)제)/ 파견근로 비희망",
    "JOBS_NM": "재가 요양보호사(550102)",
    "CAREER": "관계없음",
    "MIN_EDUBG": "",
    "REG_DT": "26-08-05",
    "CLOSE_DT": "채용시까지  26-10-04",
    "JOB_CONT": "식사 도움, 문의 010-9876-5432",
    "RCPT_MTHD": "방문",
    "EMP_CHARGER_DPT": "인사팀",
    "CONTACT_TELNO": "02-123-4567",
}


def draft(**changes):
    return recmnt.FORMAT.draft(ROW | changes)


def test_draft_of_a_row():
    found = draft()

    assert (found.place, found.district) == ("서울특별시 금천구 독산로85길 (독산동)", "11545")
    assert (found.pay, found.hourly_won) == ("시급13,200원 이상 ~ 14,000원 이하", 13_200)
    assert found.hours_mask == [NINE_TO_ONE] * 5 + [0, 0]
    assert found.keco == "5501"
    assert (found.starts_on, found.closes_on) == (date(2026, 8, 5), date(2026, 10, 4))
    assert found.contact == "인사팀 02-123-4567"
    assert found.text == (
        "식사 도움, 문의 010-****-****\n하는 일: 재가 요양보호사\n경력: 관계없음\n지원하는 방법: 방문"
    )


def test_draft_without_a_number_names_the_helpline():
    assert draft(CONTACT_TELNO="").contact == "고용노동부 상담 1350"


@pytest.mark.parametrize(
    ("pay", "won"),
    [
        ("시급10,320원 이상,", 10_320),
        ("월급2,500,000원 이상,", None),
        ("시급 / 면접 후 협의", None),
        ("시급1원", None),
        ("", None),
    ],
)
def test_draft_reads_hourly_pay_alone(pay, won):
    assert draft(SAL_TP_NM=pay).hourly_won == won


@pytest.mark.parametrize(
    ("hours", "day_mask"),
    [
        ("평일 : (근무시간) (정오) 12시 00분 ~ (오후) 4시 30분, 주 5일 근무", 0b11111 << 12),
        ("평일 : (근무시간) (오전) 8시 30분 ~ (오후) 5시 30분, 주 5일 근무", 0b1111111111 << 8),
        ("평일 : (근무시간) (오후) 2시 00분 ~ (오후) 5시 00분, 주 3일 근무", None),
        ("평일 : (근무시간) (오후) 8시 00분 ~ (오전) 5시 00분, 주 5일 근무", None),
        ("평일 : 주야 교대(오전) 8시 30분~(오후) 5시 30분, 주 5일 근무", None),
        ("", None),
    ],
)
def test_draft_reads_hours_where_they_are_plain(hours, day_mask):
    assert draft(WORKDAY_WORKHR_CONT=hours).hours_mask == (day_mask and [day_mask] * 5 + [0, 0])


def test_key_is_of_company_title_place_and_day():
    key = draft().source_key

    assert draft(SAL_TP_NM="시급20,000원").source_key == key
    for name in ("COMPANY", "TITLE", "WORK_REGION"):
        assert draft(**{name: "다른 것"}).source_key != key
    assert draft(REG_DT="26-08-06").source_key != key


def test_rows_are_found_and_errors_of_the_source_named():
    assert recmnt.FORMAT.rows({"recMntList": {"row": [ROW]}}) == [ROW]
    assert recmnt.FORMAT.rows({"rows": []}) is None
    with pytest.raises(ValidationError, match="ERROR-500") as refused:
        recmnt.FORMAT.rows({"RESULT": {"CODE": "ERROR-500", "MESSAGE": "서버 오류"}})
    assert refused.value.code == "source_error"
