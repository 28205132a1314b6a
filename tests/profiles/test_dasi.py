"""How times and weeks are written for readers: one style everywhere."""

import re
from datetime import UTC, datetime, time
from pathlib import Path

import pytest
from django.utils import translation

from profiles.templatetags import dasi

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.parametrize(
    ("at", "said"),
    [
        (time(9), "오전 9시"),
        (time(12), "낮 12시"),
        (time(12, 30), "낮 12시 30분"),
        (time(14, 5), "오후 2시 5분"),
        (time(0), "오전 0시"),
        (None, ""),
    ],
)
def test_clock(at, said):
    assert dasi.clock(at) == said


@pytest.mark.parametrize(
    ("number", "said"),
    [
        ("01012345678", "010-1234-5678"),
        ("0111234567", "011-123-4567"),
        ("0212345678", "02-1234-5678"),
        ("021234567", "02-123-4567"),
        ("0311234567", "031-123-4567"),
        ("050512345678", "0505-1234-5678"),
        ("16615516", "1661-5516"),
        ("02-120", "02-120"),
        ("사무실 0212345678", "사무실 0212345678"),
        ("", ""),
        (None, ""),
    ],
)
def test_phone_is_written_as_people_read_it_aloud(number, said):
    assert dasi.phone(number) == said


def test_to_the_second_is_seouls():
    at = datetime(2026, 3, 12, 5, 0, 3, tzinfo=UTC)

    assert dasi.to_the_second(at) == "2026년 3월 12일(목) 오후 2시 0분 3초"
    with translation.override("en"):
        assert dasi.to_the_second(at) == "Thu 12 Mar 2026 2:00:03 pm"


def test_week_gathers_days_of_the_same_hours():
    mask = [0b111 << 9, 0, 0b111 << 9, 0, 0b1111 << 20 | 1 << 12, 0, 0]

    assert dasi.week(mask) == [
        {"day": "월·수", "spans": ["오전 9시~낮 12시"]},
        {"day": "금", "spans": ["낮 12시~오후 1시", "오후 8시~밤 12시"]},
    ]
    assert dasi.week(None) == []


def test_no_page_writes_a_time_in_a_style_of_its_own():
    pages = [path for app in ("config", "profiles", "jobs", "matching") for path in (ROOT / app).rglob("*.html")]

    assert [path.name for path in pages if re.search(r"[HGhg](:|시 )i", path.read_text())] == []


def test_last_day_of_a_deadline_at_midnight_is_the_day_before():
    midnight = datetime(2019, 12, 18, 15, tzinfo=UTC)  # the 19th begins in Seoul

    assert dasi.last_day(midnight) == "2019년 12월 18일(수)"
    assert dasi.last_day(None) == ""


@pytest.mark.parametrize(("code", "said"), [("11410", "서대문구"), ("1141061500", "서대문구 연희동"), ("", "")])
def test_place_name(code, said):
    assert dasi.place_name(code) == said
