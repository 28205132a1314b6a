"""Dates have one form in each language, whether a filter writes them or a sentence does."""

import ast
import re
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.translation import gettext

from jobs import sentences
from profiles.templatetags import dasi

ROOT = Path(__file__).resolve().parents[2]
DAY = date(2026, 3, 12)


@pytest.mark.parametrize("on", [DAY, date(1958, 12, 1)])
def test_english_dates_in_sentences_are_those_of_the_filters(on: date) -> None:
    with translation.override("en"):
        assert date_format(on) == date_format(on, "SHORT_DATE_FORMAT") == dasi.full_day(on)
        assert date_format(on, "YEAR_MONTH_FORMAT") == dasi.month(on)
        assert dasi.full_day(on).startswith(date_format(on, "MONTH_DAY_FORMAT"))
        at = datetime(on.year, on.month, on.day, 5, 30, tzinfo=UTC)
        assert (
            date_format(timezone.localtime(at), "DATETIME_FORMAT").lower()
            == f"{dasi.full_day(at)} {dasi.clock(at)}".lower()
        )


def test_english_sentence_of_a_rule_says_a_birthday_as_pages_and_examples_do() -> None:
    with translation.override("en"):
        said = sentences.sentence("birth_missing", {"birth_from": "1962-03-07", "birth_to": None})
        assert f"on or after {dasi.plain_day(date(1962, 3, 7))} can apply" in said
        assert gettext("달력에 없는 날짜입니다. 예: 1962년 3월 7일").endswith(dasi.plain_day(date(1962, 3, 7)))
        assert dasi.plain_day(date(1962, 3, 7)) == "7 March 1962"


def test_english_example_dates_are_written_alike() -> None:
    """7 March 1962, wherever the Korean gives a whole day as an example."""
    catalogues = [ROOT / app / "locale/en/LC_MESSAGES/django.po" for app in ("profiles", "jobs", "matching", "config")]
    words = "\n".join(catalogue.read_text(encoding="utf-8") for catalogue in catalogues)
    examples = re.findall(r'^msgid "(.*예: \d{4}년 \d+월 \d+일.*)"\nmsgstr "(.*)"$', words, re.MULTILINE)

    assert len(examples) > 2
    assert [said for _korean, said in examples if not re.search(r"Example: \d+ [A-Z][a-z]+ \d{4}", said)] == []


def test_korean_dates_in_sentences_begin_as_those_of_the_filters() -> None:
    with translation.override("ko"):
        assert date_format(datetime(2026, 3, 12, 14, 30), "DATETIME_FORMAT") == "2026년 3월 12일 오후 2:30"
        assert dasi.full_day(DAY) == f"{date_format(DAY)}(목)"
        assert dasi.month(DAY) == date_format(DAY, "YEAR_MONTH_FORMAT")


def test_no_sentence_writes_a_date_in_a_form_of_its_own() -> None:
    code = [path for app in ("jobs", "profiles", "matching", "config") for path in (ROOT / app).rglob("*.py")]
    calls = [
        (path.name, node)
        for path in code
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "date_format"
    ]
    forms = [(name, form.value) for name, call in calls for form in call.args[1:] if isinstance(form, ast.Constant)]

    assert len(calls) > 5
    assert [(name, form) for name, form in forms if not form.endswith("_FORMAT")] == []
