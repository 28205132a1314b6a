"""Senuri's rows, as the lists publish them and as the API gives them."""

from datetime import date

import pytest

from jobs.intake import senuri
from jobs.intake.base import Unreadable

LISTED = {
    "id": "selfreliance-2026-000001",
    "title": "[자립형일자리] 마포 &amp;amp; 은평 (모집 3명)",
    "company": "마포시니어클럽",
    "workType": "시간제",
    "location": "서울 마포구",
    "startDate": "20260801",
    "endDate": "20261231",
}
FROM_API = {
    "jobId": "K150012608050001",
    "recrtTitle": "아파트 미화원 모집",
    "oranNm": "한빛관리",
    "emplymShp": "CM0102",
    "workPlcNm": "경기 성남시",
    "jobclsNm": "",
    "frDd": "20260805",
    "toDd": "20260930",
}


def draft(row, **changes):
    return senuri.FORMAT.draft(row | changes)


def test_draft_of_a_listed_row():
    found = draft(LISTED)

    assert (found.source_key, found.title) == (LISTED["id"], "[자립형일자리] 마포 & 은평 (모집 3명)")
    assert (found.place, found.district) == ("서울 마포구", "11440")
    assert (found.starts_on, found.closes_on) == (date(2026, 8, 1), date(2026, 12, 31))
    assert found.contact == "노인일자리 상담 1544-3388"


def test_draft_of_a_row_of_the_api():
    found = draft(FROM_API, clerkContt="031-123-4567", detCnts="아파트 청소, 문의 010-1234-5678")

    assert (found.source_key, found.title, found.company) == ("K150012608050001", "아파트 미화원 모집", "한빛관리")
    assert (found.work_type, found.district) == ("계약직", "")
    assert found.contact == "031-123-4567"
    assert found.text == "아파트 청소, 문의 010-****-****"


@pytest.mark.parametrize(
    ("title", "code"),
    [
        ("아파트 경비 구함", "5413"),
        ("명륜동 요양보호사님 모십니다", "5501"),
        ("[동양동] 아파트 내부 미화구인", "5611"),
        ("역삼 24H 격일제 경비", "5413"),
        ("공무직 근로자 (민간 조리원)", "5318"),
        ("전문성을 갖춘 팀장급 인력", ""),
    ],
)
def test_draft_knows_the_occupation_only_when_the_title_says_it(title, code):
    assert draft(LISTED, title=title).keco == code


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"title": " "}, "제목이 없습니다."),
        ({"id": None}, "공고 번호가 없습니다."),
        ({"endDate": "20261131"}, "달력에 없는 날짜입니다: 20261131"),
    ],
)
def test_draft_refuses_with_the_reason(changes, reason):
    with pytest.raises(Unreadable) as refused:
        draft(LISTED, **changes)

    assert str(refused.value) == reason


@pytest.mark.parametrize(
    ("document", "rows"),
    [
        ([LISTED], [LISTED]),
        ({"response": {"body": {"items": {"item": [FROM_API, FROM_API]}}}}, [FROM_API, FROM_API]),
        ({"response": {"body": {"items": {"item": FROM_API}}}}, [FROM_API]),
        ({"response": {"body": {"items": ""}}}, []),
        ({"other": 1}, None),
        ("text", "text"),
    ],
)
def test_rows_are_found_in_each_envelope(document, rows):
    assert senuri.FORMAT.rows(document) == rows
