"""What people of 60 type finds the demo's work that they mean, and never everything."""

import pytest

from config.demo.roles import roles
from jobs import search
from jobs.models import Posting
from jobs.search import Terms
from matching import finding
from tests import make
from tests.make import NOW

pytestmark = pytest.mark.django_db
SHOWN = 3  # the work meant is among the first
MEANT = {
    "밥하는 일": "elder_meal",
    "밥 하는 일": "elder_meal",
    "반찬 만드는 일": "elder_meal",
    "식당 일": "elder_meal",
    "주방일": "elder_meal",
    "청소": "elder_meal",
    "도시락 배달": "lunchbox",
    "운전하는 일": "lunchbox",
    "애 보는 일": "child_care",
    "아기 돌보기": "child_care",
    "손주 같은 아이들 봐주는 일": "child_care",
    "어린이집": "child_care",
    "할머니 돌보는 일": "elder_care",
    "노인 말벗": "elder_care",
    "할아버지 병원 모시고 가는 일": "guardian",
    "간병": "elder_care",
    "장애인 도와주는 일": "independent_living",
    "외로운 노인 전화": "loneliness_companion",
    "컴퓨터 가르치는 일": "it_support",
    "핸드폰 가르치는 일": "it_support",
    "스마트폰 알려주기": "it_support",
    "공부 가르치기": "study_support",
    "아이들 숙제 봐주기": "study_support",
    "책 읽어 주는 일": "after_school",
    "도서관에서 하는 일": "culture_support",
    "박물관 안내": "culture_support",
    "그림 가르치는 일": "arts_education",
    "노래 교실": "senior_hall",
    "학교 지킴이": "school_safety",
    "학교 경비": "school_safety",
    "등산": "safe_hiking",
    "텃밭 가꾸기": "city_garden",
    "농사": "city_garden",
    "사진 찍기": "village_record",
    "고민 상담": "life_coordinator",
    "관광 가이드": "intern_culture",
    "사무직": "intern_nonprofit",
    "경리": "intern_small_firm",
    "창고 정리": "intern_logistics",
    "건물 관리": "intern_facility",
    "전기 고치는 일": "intern_facility",
    "장사": "shop_leader",
}


def test_everyday_words_find_the_work_that_is_meant() -> None:
    keys = {make.posting(title=role.title, duties=role.duties, keco=role.keco).pk: key for key, role in roles().items()}
    finding.learn(at=NOW)
    terms = {typed: Terms(words=typed) for typed in MEANT}

    found = {
        typed: search.look(Posting.objects.published(), asked, exactly=False, at=NOW) for typed, asked in terms.items()
    }

    first = {typed: [keys[row.pk] for row in looked.own[:SHOWN]] for typed, looked in found.items()}
    assert {typed: (found[typed].words, shown) for typed, shown in first.items() if MEANT[typed] not in shown} == {}
    assert {typed: looked.own.count() for typed, looked in found.items() if looked.own.count() > len(keys) / 3} == {}
