"""What an officer reads of somebody whom nobody named: in bands, without a day and without the person's own words."""

from datetime import timedelta

import pytest

from matching import invite_words
from profiles import occupations
from tests.make import NOW

CAREER = {"months": 74, "careers": 2, "said": "늘푸른데이케어 야간 팀장"}


@pytest.mark.parametrize(
    ("km", "said"), [(0.0, "2km 안"), (1.9, "2km 안"), (2.1, "5km 안"), (9.9, "10km 안"), (10.1, "10km보다 멉니다")]
)
def test_a_distance_is_told_in_bands(km, said):
    for code in ("distance.near", "distance.far"):
        sentence = invite_words.reason_sentence({"code": code, "params": {"km": km}})
        assert said in sentence
        assert str(km) not in sentence


@pytest.mark.parametrize("code", ["occupation.same", "occupation.near"])
def test_a_career_is_told_in_whole_years_and_in_the_words_of_the_classification(code, keco):
    sentence = invite_words.reason_sentence({"code": code, "params": {**CAREER, "keco": keco}})
    short = invite_words.reason_sentence({"code": code, "params": {**CAREER, "keco": keco, "months": 11}})

    assert "6년쯤" in sentence
    assert "1년 미만" in short
    assert "개월" not in sentence + short
    assert "늘푸른" not in sentence + short


def test_own_words_are_left_out():
    for code in ("duties.close", "duties.some"):
        assert "야간" not in invite_words.reason_sentence({"code": code, "params": {"shared": ["야간"]}})


def test_when_somebody_was_asked_is_told_by_months():
    told = [invite_words.asked_last(NOW - timedelta(days=days), NOW) for days in (0, 31, 90)]

    assert told == ["마지막 제안: 이번 달", "마지막 제안: 지난달", "마지막 제안: 지난달보다 전"]
    assert invite_words.asked_last(None, NOW) == "아직 제안을 받은 적이 없는 분"


@pytest.fixture
def keco():
    return next(code for code, one in occupations._by_code().items() if one.level == occupations.WORK_LEVEL)
