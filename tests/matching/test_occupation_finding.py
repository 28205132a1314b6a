"""What people type of their work leads to the occupation they mean, among the first five."""

import pytest

from matching import occupation_finding
from profiles import occupations


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("아파트 경비", "5413"),
        ("식당에서 반찬 만들기", "5323"),
        ("학교 급식 조리", "5318"),
        ("요양보호사로 어르신 돌봄", "5501"),
        ("버스 운전", "6222"),
        ("보험 설계", "0332"),
        ("초등학교 교사", "2122"),
        ("은행 창구", "0324"),
        ("아파트관리사무소 소장", "5420"),
        ("회사에서 30년 동안 인사와 총무를 맡았습니다", "0265"),
        ("남편과 슈퍼를 했어요", "6151"),
        ("어르신 스마트폰 교육", "2143"),
    ],
)
def test_nearest_puts_the_meant_occupation_among_five(typed, meant):
    assert meant in occupation_finding.nearest(typed, 5)


def test_nearest_mends_a_slip_of_the_hand():
    assert "5501" in occupation_finding.nearest("요양보후사", 5)


def test_nearest_leaves_out_what_shares_a_syllable_by_chance():
    assert "5115" not in occupation_finding.nearest("아파트 경비", 5)  # 분장사, an "아티스트"


@pytest.mark.parametrize("typed", ["", "   ", "ㅋㅋㅋ", "\U0001f600"])
def test_nearest_to_nothing_is_nothing(typed):
    assert occupation_finding.nearest(typed, 5) == []


def test_suggest_keeps_the_limit_and_gives_nodes():
    found = occupations.suggest("버스 운전", 3)

    assert len(found) == 3
    assert found[0].name == "버스 운전원"
