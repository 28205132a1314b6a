"""Programmes: years with terms, money, rules and targets, all set by the city and never edited away."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import ProgrammingError, transaction

from jobs import allowances, programmes
from jobs.models import PayTerms, ProgrammeYear, Rule, RuleSet, Target
from jobs.programmes import PayFigures, RuleLine, YearTerms
from profiles import events
from profiles.models import StaleMark
from tests import make
from tests.jobs.expect import happened, refusal
from tests.make import NOW, TODAY

pytestmark = pytest.mark.django_db
TERMS = YearTerms(2026, date(2026, 1, 1), date(2026, 12, 31), "allowance", 57, "시작한 자리를 셉니다.")
MONEY = PayFigures(10_320, Decimal("0.088"), 50_000)
AGE = RuleLine("birth_range", {"birth_from": "1958-01-01", "birth_to": "1985-12-31"}, source="2025년 공고")
SEOUL = RuleLine("residence", {"seoul": True})


def test_add_a_programme_once(city):
    made = programmes.add(name="어르신돌봄", kind="meaningful_work", by=city, at=NOW)

    assert happened(made) == [("add", "", "")]
    with refusal("unique"):
        programmes.add(name="어르신돌봄", kind="other", by=city, at=NOW)


def test_open_year_with_its_first_money(city):
    year = programmes.open_year(make.programme(), TERMS, MONEY, by=city, at=NOW)

    terms = PayTerms.objects.get(programme_year=year)
    assert (year.hours_cap_per_month, year.opened_by) == (57, city.user)
    assert (terms.valid_from, terms.hourly_won, terms.withholding_floor_won) == (date(2026, 1, 1), 10_320, 50_000)


def test_pay_terms_of_a_day_leave_the_earlier_ones(city):
    year = programmes.open_year(make.programme(), TERMS, MONEY, by=city, at=NOW)
    programmes.set_pay_terms(year, PayFigures(11_000, Decimal("0.033")), valid_from=date(2026, 7, 1), by=city, at=NOW)

    with refusal("pay_terms_once"):
        programmes.set_pay_terms(year, MONEY, valid_from=date(2026, 7, 1), by=city, at=NOW)
    days = [date(2025, 1, 1), date(2026, 6, 30), date(2026, 7, 1)]
    assert [allowances.terms_on(year.pay_terms.all(), on).hourly_won for on in days] == [10_320, 10_320, 11_000]


def test_a_wage_under_the_minimum_is_refused_and_an_allowance_is_no_wage(city):
    wages = make.programme_year(make.programme("internship"), pay_kind="wage")
    allowance = make.programme_year()
    low = PayFigures(10_319, Decimal(0))

    with pytest.raises(ValidationError) as refused:
        programmes.set_pay_terms(wages, low, valid_from=date(2026, 7, 1), by=city, at=NOW)

    assert [error.code for error in refused.value.error_dict["hourly_won"]] == ["below_minimum_wage"]
    assert wages.pay_terms.count() == 1
    programmes.set_pay_terms(allowance, low, valid_from=date(2026, 7, 1), by=city, at=NOW)
    programmes.set_pay_terms(wages, PayFigures(10_320, Decimal(0)), valid_from=date(2026, 7, 1), by=city, at=NOW)


def test_set_target_keeps_the_figure_before_in_the_history(city):
    year = make.programme_year()

    programmes.set_target(year, places=100, definition="시작한 자리", by=city, at=NOW)
    target = programmes.set_target(year, places=120, definition="시작한 자리", label="시연용 목표", by=city, at=NOW)
    programmes.set_target(year, places=5, definition="시작한 자리", district="11410", by=city, at=NOW)

    assert (Target.objects.get(district="").places, target.label) == (120, "시연용 목표")
    assert [event.params for event in events.of(target)] == [
        {"before": 100, "places": 120},
        {"before": None, "places": 100},
    ]


def test_add_rule_set_makes_the_next_version(city):
    year = make.programme_year(rules=False)
    posting = make.posting(programme_year_=year)

    first = programmes.add_rule_set(year, [AGE], valid_from=date(2026, 1, 1), source="공고", by=city, at=NOW)
    second = programmes.add_rule_set(year, [AGE, SEOUL], valid_from=date(2026, 6, 1), by=city, at=NOW)

    assert (first.version, second.version, first.rules.count(), second.rules.count()) == (1, 2, 1, 2)
    days = [date(2025, 12, 31), date(2026, 1, 1), date(2026, 6, 1)]
    assert [programmes.rule_set_on(year, on) for on in days] == [None, first, second]
    assert set(StaleMark.objects.values_list("subject_type", "subject_id")) == {("posting", posting.pk)}


@pytest.mark.parametrize(
    ("lines", "code"),
    [
        ([SEOUL], "rule_set_without_age"),
        ([], "rule_set_without_age"),
        ([AGE, RuleLine("horoscope", {})], "unknown_rule_kind"),
    ],
)
def test_add_rule_set_that_cannot_be_is_refused(city, lines, code):
    with refusal(code):
        programmes.add_rule_set(make.programme_year(rules=False), lines, valid_from=TODAY, by=city, at=NOW)

    assert (RuleSet.objects.count(), Rule.objects.count()) == (0, 0)


def test_rules_are_never_edited_or_removed():
    make.rule_set(make.programme_year(rules=False))

    for change in (lambda: Rule.objects.update(params={}), lambda: Rule.objects.all().delete()):
        with pytest.raises(ProgrammingError), transaction.atomic():
            change()


def test_what_the_city_decides_nobody_else_does(officer, system):
    year = make.programme_year()
    for by in (officer, make.actor(make.city_user("viewer")), make.actor(make.candidate().user)):
        for call in (
            lambda by=by: programmes.add(name="다른 사업", kind="other", by=by, at=NOW),
            lambda by=by: programmes.open_year(year.programme, TERMS, MONEY, by=by, at=NOW),
            lambda by=by: programmes.set_pay_terms(year, MONEY, valid_from=TODAY, by=by, at=NOW),
            lambda by=by: programmes.set_target(year, places=1, definition="", by=by, at=NOW),
            lambda by=by: programmes.add_rule_set(year, [AGE], valid_from=TODAY, by=by, at=NOW),
        ):
            with pytest.raises(PermissionDenied):
                call()
    assert ProgrammeYear.objects.count() == 1


def test_a_year_of_a_programme_is_opened_once(city):
    programme = make.programme()
    programmes.open_year(programme, TERMS, MONEY, by=city, at=NOW)

    with refusal("programme_year_once"):
        programmes.open_year(programme, TERMS, MONEY, by=city, at=NOW)
