"""Which form of a particle follows a word."""

import pytest
from django.utils import translation

from profiles.particles import particle, quoted


@pytest.mark.parametrize(
    ("word", "named", "form"),
    [
        ("합격", "으로", "으로"),
        ("요양보호사", "으로", "로"),
        ("활동 시작한 날", "으로", "로"),
        ("날", "을", "을"),
        ("단계", "을", "를"),
        ("복지관", "이", "이"),
        ("학교", "이", "가"),
        ("서울", "은", "은"),
        ("도우미", "은", "는"),
        ("사업", "과", "과"),
        ("공고", "과", "와"),
        ("제2", "을", "를"),
        ("1", "으로", "로"),
        ("10", "으로", "으로"),
        ("접수(월)", "을", "을"),
        ("senuri", "을", "을(를)"),
        ("KT", "으로", "(으)로"),
        ("", "이", "이(가)"),
    ],
)
def test_particle_follows_the_last_sound(word: str, named: str, form: str) -> None:
    assert particle(word, named) == form


def test_quoted_has_a_particle_in_korean_alone() -> None:
    assert quoted("합격", "으로") == "‘합격’으로"
    with translation.override("en"):
        assert quoted("Selected", "으로") == "“Selected”"
