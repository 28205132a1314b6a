"""Certificates as people type them lead to the name that postings ask for; what is in no list stays as typed."""

import csv

import pytest

from profiles import certificates


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("요양보호사1급", "요양보호사"),
        ("요양 보호사 자격증", "요양보호사"),
        ("사회복지사2급", "사회복지사 2급"),
        ("1종보통 운전면허", "운전면허 1종보통"),
        ("한식조리사 자격증", "한식조리기능사"),
        ("컴활2급", "컴퓨터활용능력 2급"),
        ("굴삭기운전기능사", "굴착기운전기능사"),
        ("미용사 (일반)", "미용사(일반)"),
        ("\u1100\u1161\u11ab\u1112\u1169\u1109\u1161", "간호사"),
        ("마을 이야기꾼 3급", "마을 이야기꾼 3급"),
        ("자격증", "자격증"),
        ("", ""),
    ],
)
def test_meant_is_the_name_in_the_list_or_what_was_typed(typed, name):
    assert certificates.meant(typed) == name


def test_everyday_words_lead_to_names_of_the_list_and_are_none_themselves():
    with (certificates.REFERENCE / "certificate_words.csv").open(encoding="utf-8") as lines:
        rows = list(csv.DictReader(lines))

    assert {row["name"] for row in rows} <= set(certificates.names())
    assert not {row["word"] for row in rows} & set(certificates.names())
    assert len({row["word"] for row in rows}) == len(rows)
