"""Seoul's GetJobInfo: its dirt and what is read from it."""

import json
from datetime import date
from pathlib import Path

import pytest

from jobs.intake import base, getjobinfo

SAMPLE = Path(__file__).resolve().parents[4] / "shared" / "data" / "api_fixtures" / "GetJobInfo_sample.json"
ROW = {
    "JO_REQST_NO": "H954202607271819",
    "CMPNY_NM": "한빛재가센터",
    "JO_SJ": "재가요양보호사 모집",
    "JOBCODE_NM": "재가 요양보호사",
    "CAREER_CND_NM": "무관",
    "EMPLYM_STLE_CMMN_MM": "상용직(시간제)",
    "HOPE_WAGE": "시급 / 10320원 - 면접 후 협의가능 ",
    "WORK_PARAR_BASS_ADRES_CN": "서울 영등포구5호선 여의도역 근처.",
    "WORK_TIME_NM": "(근무시간) (오전) 9시 00분 ~ (정오) 12시 00분",
    "HOLIDAY_NM": "주5일근무",
    "RCEPT_CLOS_NM": "마감일 (2026-09-26)",
    "MNGR_NM": "홍길동",
    "MNGR_PHON_NO": "",
    "DTY_CN": "- 신체활동\n- 문의 010-1234-5678",
    "JO_REG_DT": "2026-07-27",
}


def draft(**changes):
    return getjobinfo.FORMAT.draft(ROW | changes)


def test_draft_of_a_row():
    found = draft()

    assert (found.source_key, found.company) == ("H954202607271819", "한빛재가센터")
    assert (found.place, found.district) == ("서울 영등포구5호선 여의도역 근처", "11560")
    assert (found.pay, found.hourly_won) == ("시급 10320원 - 면접 후 협의가능", 10_320)
    assert found.hours_mask == [0b111 << 9] * 5 + [0, 0]
    assert (found.starts_on, found.closes_on) == (date(2026, 7, 27), date(2026, 9, 26))
    assert found.contact == "고용노동부 상담 1350"
    assert found.text.startswith("- 신체활동\n- 문의 010-****-****\n하는 일: 재가 요양보호사")
    assert "홍길동" not in str(found)


@pytest.mark.parametrize(
    ("changes", "mask"),
    [({"HOLIDAY_NM": "주6일근무"}, None), ({"WORK_TIME_NM": "08:00~11:00/주5일"}, None)],
)
def test_hours_that_are_not_plain_have_no_week(changes, mask):
    assert draft(**changes).hours_mask == mask


def test_the_office_is_called_where_it_has_a_number():
    assert draft(MNGR_INSTT_NM="서울일자리센터", MNGR_PHON_NO="02-123-4567").contact == "서울일자리센터 02-123-4567"


def test_real_rows_are_all_read():
    if not SAMPLE.exists():
        pytest.skip(f"the real rows are not here: {SAMPLE}")
    found = base.read_rows(
        base.rows_in(json.loads(SAMPLE.read_text(encoding="utf-8")), getjobinfo.FORMAT), getjobinfo.FORMAT
    )
    assert (len(found.drafts), found.refusals) == (10, [])
    assert all(row.closes_on == date(2026, 9, 26) for row in found.drafts)
