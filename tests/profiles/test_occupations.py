"""The occupation tree and its search, and the list of certificate names."""

import csv
from collections import Counter

import pytest

from profiles import certificates, occupations


def test_tree_has_the_published_size():
    every = [node for top in occupations.children() for node in _below(top)]
    assert Counter(node.level for node in every) == {1: 10, 2: 35, 3: 139, 4: 493}


def test_children_begin_with_the_code_of_their_parent():
    assert [node.code for node in occupations.children("550")] == ["5501", "5502", "5503", "5504", "5505"]
    assert occupations.children("5501") == ()


def test_path_runs_from_the_major_group_down():
    assert [node.code for node in occupations.path("5501")] == ["5", "55", "550", "5501"]


def test_unknown_code_is_refused():
    assert not occupations.is_occupation("0000")
    with pytest.raises(KeyError):
        occupations.occupation("0000")


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("요양 보호사", "5501"),
        ("버스 기사", "6222"),
        ("버스기사", "6222"),
        ("경리", "0272"),
        ("보험 설계사", "0332"),
        ("아파트 경비", "5413"),
        ("초등학교 교사", "2122"),
    ],
)
def test_search_puts_the_meant_occupation_first(typed, first):
    assert occupations.search(typed)[0].code == first


def test_search_names_each_occupation_once_and_keeps_the_limit():
    found = occupations.search("관리자", 5)
    assert len(found) == 5
    assert len({node.code for node in found}) == 5


@pytest.mark.parametrize("typed", ["", "   ", "zz", "ㅋㅋ"])
def test_search_for_nothing_finds_nothing(typed):
    assert occupations.search(typed) == []


def test_search_on_another_level():
    assert occupations.search("돌봄 서비스", level=3)[0].code == "550"


def test_everyday_words_lead_to_existing_occupations():
    with (occupations.REFERENCE / "occupation_words.csv").open(encoding="utf-8") as lines:
        rows = list(csv.DictReader(lines))
    assert all(occupations.occupation(row["code"]).level == 4 for row in rows)
    assert len({row["word"] for row in rows}) == len(rows)


def test_certificate_names_are_unique_and_hold_the_common_ones():
    names = certificates.names()
    assert len(set(names)) == len(names) >= 40
    assert {"요양보호사", "사회복지사 2급", "운전면허 1종보통", "바리스타"} <= set(names)


def _below(node):
    yield node
    for child in occupations.children(node.code):
        yield from _below(child)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("명륜동 요양 보호사님 모십니다", "5501"),
        ("환경미화원 모집", "5613"),
        ("전문성을 갖춘 인력", None),
        ("버스 기사, 택시 기사 구함", None),
        ("", None),
    ],
)
def test_named_in_is_sure_or_silent(text, code):
    found = occupations.named_in(text)
    assert (found and found.code) == code
