"""Careers by their months: how long they lasted is reckoned, also of those that go on, and the matcher reads it."""

from datetime import UTC, date, datetime

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from profiles import candidates, careers
from profiles.lengths import months_between
from profiles.models import Career, StaleMark
from tests import make
from tests.make import NOW, TODAY

pytestmark = pytest.mark.django_db


def add(candidate, **line):
    return candidates.add_career(candidate, title="버스 기사", **line, by=make.actor(candidate.user), at=NOW)


@pytest.mark.parametrize(
    ("first", "last", "months"),
    [
        (date(2010, 3, 1), date(2015, 2, 1), 60),
        (date(2020, 5, 1), date(2020, 5, 31), 1),
        (date(2019, 12, 1), date(2020, 1, 1), 2),
    ],
)
def test_months_between_counts_both(first, last, months):
    assert months_between(first, last) == months


def test_add_career_by_its_months_reckons_them_and_keeps_no_day():
    career = add(make.candidate(), starts_on=date(2010, 3, 17), ends_on=date(2015, 2, 28), months=999)

    assert (career.starts_on, career.ends_on, career.months) == (date(2010, 3, 1), date(2015, 2, 1), 60)


def test_add_career_that_goes_on_counts_to_this_month():
    begun = TODAY.replace(year=TODAY.year - 2, day=1)

    assert add(make.candidate(), starts_on=begun).months == 25


def test_add_career_about_keeps_its_length_alone():
    career = add(make.candidate(), months=72)

    assert (career.starts_on, career.ends_on, career.months) == (None, None, 72)


def test_add_career_beside_another_of_the_same_months():
    candidate = make.candidate()
    for _ in range(2):
        add(candidate, starts_on=date(2010, 3, 1), ends_on=date(2015, 2, 1))

    assert candidate.careers.count() == 2


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ({"starts_on": date(2015, 3, 1), "ends_on": date(2010, 3, 1)}, {"ends_on": ["career_ends_after_start"]}),
        ({"ends_on": date(2010, 3, 1)}, {"ends_on": ["career_ends_after_start"]}),
        ({"starts_on": date(2999, 3, 1)}, {"starts_on": ["future_month"]}),
        ({"starts_on": date(2010, 3, 1), "ends_on": date(2999, 3, 1)}, {"ends_on": ["future_month"]}),
        ({"starts_on": date(1970, 3, 1), "ends_on": date(1971, 3, 1)}, {"starts_on": ["before_birth"]}),
    ],
)
def test_add_career_with_months_that_cannot_be_is_refused(line, expected):
    candidate = make.candidate(birth_on=date(1964, 3, 7))

    with pytest.raises(ValidationError) as refused:
        add(candidate, **line)

    assert {name: [error.code for error in errors] for name, errors in refused.value.error_dict.items()} == expected
    assert not candidate.careers.exists()


@pytest.mark.parametrize(
    "columns",
    [
        {"starts_on": date(2015, 3, 1), "ends_on": date(2010, 3, 1)},
        {"starts_on": None, "ends_on": date(2010, 3, 1)},
        {"starts_on": date(2010, 3, 2)},
    ],
)
def test_database_takes_no_such_months(columns):
    candidate = make.candidate()
    with pytest.raises(IntegrityError), transaction.atomic():
        make.career(candidate, **columns)


def test_reckon_grows_what_goes_on_and_nothing_else():
    candidate, other = make.candidate(), make.candidate()
    going_on = make.career(candidate, months=10, starts_on=date(2025, 1, 1))
    ended = make.career(other, months=12, starts_on=date(2020, 1, 1), ends_on=date(2020, 12, 1))
    about = make.career(other, months=72)
    at = datetime(2026, 5, 31, 15, 30, tzinfo=UTC)  # already June in Seoul

    assert careers.reckon(at=at) == 1
    assert careers.reckon(at=at) == 0

    months = dict(Career.objects.values_list("pk", "months"))
    assert months == {going_on.pk: 18, ended.pk: 12, about.pk: 72}
    assert list(StaleMark.objects.values_list("subject_id", flat=True)) == [candidate.pk]


def test_reckon_in_batches_reaches_all(monkeypatch):
    monkeypatch.setattr(careers, "BATCH", 2)
    for _ in range(5):
        make.career(make.candidate(), months=1, starts_on=date(2025, 1, 1))

    assert careers.reckon(at=NOW) == 5
