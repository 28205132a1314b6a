"""The city opens the next year with the terms of the last, and sets money from a day on; errors stand beside their boxes."""

import re
from datetime import date
from decimal import Decimal

import pytest
from django.urls import reverse

from jobs.models import PayTerms, ProgrammeYear
from tests import make

OPEN = {"open": "1"}  # the button of the second step


def page(name: str, year: ProgrammeYear) -> str:
    return reverse(f"jobs:staff_{name}", args=[year.public_id])


def sent(form, prefix: str = "", **changes) -> dict:
    """A form as the browser sends it back when nothing is changed, but for `changes`."""
    found = {}
    for box in form:
        value = box.value()
        if isinstance(value, date):
            found |= {f"{box.html_name}_{part}": getattr(value, part) for part in ("year", "month", "day")}
        elif value is not None:
            found[box.html_name] = value
    return {**found, **changes}


def hidden(shown: str) -> dict[str, str]:
    """The boxes that nobody sees, as the browser sends them back."""
    boxes = re.findall(r'<input type="hidden" name="([^"]+)"(?: value="([^"]*)")?', shown)
    return {name: value for name, value in boxes if name != "csrfmiddlewaretoken"}


@pytest.fixture
def editor(client, db):
    client.force_login(make.city_user())
    return client


@pytest.fixture
def year(db) -> ProgrammeYear:
    return make.programme_year(
        pay_kind="wage", city_hours_from=52, priority_share=Decimal("0.125"), source="2026년 공고"
    )


# The next year --------------------------------------------------------------------------------------------------------
def test_next_year_begins_with_the_terms_of_this_one(editor, year) -> None:
    context = editor.get(page("year_new", year)).context

    answer = editor.post(page("year_new", year), sent(context["form"]) | sent(context["pay"]) | OPEN)

    made = ProgrammeYear.objects.get(year=2027)
    assert answer.url == page("programme_year", made)
    assert made.programme == year.programme
    assert (made.starts_on, made.ends_on) == (date(2027, 1, 1), date(2027, 12, 31))
    assert (made.pay_kind, made.hours_cap_per_month, made.priority_share) == ("wage", 57, Decimal("0.125"))
    assert made.city_hours_from == 52
    assert made.counting_definition == year.counting_definition
    assert made.source == ""
    money = made.pay_terms.get()
    assert (money.valid_from, money.hourly_won, money.withholding_rate) == (date(2027, 1, 1), 10_320, Decimal("0.088"))
    assert (money.withholding_floor_won, money.rounding_won, money.tax_unit_won) == (50_000, 10, 10)


def test_next_year_is_read_over_with_what_it_takes_along_before_it_opens(editor, year) -> None:
    address = page("year_new", year)
    context = editor.get(address).context
    typed = sent(context["form"], source="2027년 공고") | sent(context["pay"], **{"pay-hourly_won": "10500"})

    asked = editor.post(address, typed)
    shown = asked.content.decode()

    assert ProgrammeYear.objects.count() == 1
    assert f"{year.programme.name} 2027년을 여시겠습니까?" in shown
    for text in ("2027년 1월 1일(금)부터 2027년 12월 31일(금)까지", "10,500원", "2027년 공고", "12.5", "8.8"):
        assert text in shown
    assert "<dt>옮기지 않는 것</dt><dd>규칙, 목표, 모집공고, 지원자와 활동 기록</dd>" in shown
    again = editor.post(address, hidden(shown) | {"mend": "1"})
    assert [again.context["form"]["source"].value(), again.context["pay"]["hourly_won"].value()] == [
        "2027년 공고",
        "10500",
    ]
    assert ProgrammeYear.objects.count() == 1
    editor.post(address, hidden(shown) | OPEN)
    made = ProgrammeYear.objects.get(year=2027)
    assert (made.source, made.ends_on, made.pay_terms.get().hourly_won) == ("2027년 공고", date(2027, 12, 31), 10_500)


def test_hours_of_the_city_and_the_unit_of_tax_are_asked_for_and_shown(editor, year) -> None:
    make.changed(year.pay_terms.get(), tax_unit_won=100)
    context = editor.get(page("year_new", year)).context

    asked = context["form"]["city_hours_from"], context["pay"]["tax_unit_won"]
    typed = sent(context["form"], city_hours_from="48") | sent(context["pay"])
    answer = editor.post(page("year_new", year), typed | OPEN, follow=True)

    assert [box.value() for box in asked] == [52, 100]
    assert all(box.help_text for box in asked)
    made = ProgrammeYear.objects.get(year=2027)
    assert (made.city_hours_from, made.pay_terms.get().tax_unit_won) == (48, 100)
    shown = answer.content.decode()
    assert "<dt>시만 허용할 수 있는 한 달 시간</dt><dd>48시간부터</dd>" in shown
    assert "세금은 100원" in shown


@pytest.mark.parametrize(
    ("changes", "form", "box", "said"),
    [
        ({"year": "2026"}, "form", "year", "이 사업의 같은 연도가 이미 있습니다."),
        ({"ends_on_year": "2026"}, "form", "ends_on", "끝나는 날은 시작하는 날보다 뒤여야 합니다."),
        ({"hours_cap_per_month": "210"}, "form", "hours_cap_per_month", "209 이하의 숫자를 적어 주세요."),
        ({"priority_percent": "101"}, "form", "priority_percent", "0부터 100까지의 숫자를 적어 주세요."),
        ({"counting_definition": ""}, "form", "counting_definition", "이 칸을 채워 주세요."),
        ({"pay-hourly_won": "0"}, "pay", "hourly_won", "1 이상의 숫자를 적어 주세요."),
        ({"pay-withholding_percent": "100"}, "pay", "withholding_percent", "0부터 99까지의 숫자를 적어 주세요."),
        ({"pay-rounding_won": ""}, "pay", "rounding_won", "이 칸을 채워 주세요."),
    ],
)
def test_bad_terms_are_refused_beside_their_box(editor, year, changes, form, box, said) -> None:
    context = editor.get(page("year_new", year)).context
    typed = {**sent(context["form"]), **sent(context["pay"]), **changes}

    answer = editor.post(page("year_new", year), typed)

    assert answer.context[form].errors == {box: [said]}
    assert said in answer.content.decode()
    assert ProgrammeYear.objects.count() == 1


def test_a_wage_under_the_minimum_is_refused_beside_its_box(editor, year) -> None:
    context = editor.get(page("year_new", year)).context
    typed = {**sent(context["form"]), **sent(context["pay"]), "pay_kind": "wage", "pay-hourly_won": "10319"}
    typed |= OPEN

    answer = editor.post(page("year_new", year), typed)

    assert list(answer.context["pay"].errors) == ["hourly_won"]
    assert "2026년 최저임금 10,320원보다 적습니다." in answer.content.decode()
    assert ProgrammeYear.objects.count() == 1


def test_rules_of_a_new_year_begin_with_those_of_the_year_before(editor, year) -> None:
    made = make.programme_year(
        year.programme, rules=False, year=2027, starts_on=date(2027, 1, 1), ends_on=date(2027, 12, 1)
    )

    answer = editor.get(page("rule_set_new", made))

    assert "2026년의 규칙을 옮겨 두었습니다." in answer.content.decode()
    assert [form.kind for form in answer.context["rules"] if form.is_open] == ["birth_range", "residence"]


# Money ----------------------------------------------------------------------------------------------------------------
def test_new_money_holds_from_its_day_and_the_old_stays(editor, year) -> None:
    form = editor.get(page("pay_terms_set", year)).context["form"]
    typed = sent(form, valid_from="2026-07-01", hourly_won="11000", withholding_percent="3.3", source="7월 공고")

    answer = editor.post(page("pay_terms_set", year), typed)

    assert answer.url == page("programme_year", year)
    rows = list(year.pay_terms.order_by("valid_from").values_list("valid_from", "hourly_won", "withholding_rate"))
    assert rows == [
        (date(2026, 1, 1), 10_320, Decimal("0.088")),
        (date(2026, 7, 1), 11_000, Decimal("0.033")),
    ]
    assert "11,000원" in editor.get(page("programme_year", year)).content.decode()


@pytest.mark.parametrize(
    ("day", "said"),
    [
        ("2026-01-01", "이 날부터 쓰는 금액이 이미 있습니다."),
        ("2027-01-01", "사업 기간 안의 날짜를 적어 주세요."),
    ],
)
def test_money_from_a_wrong_day_is_refused_beside_its_box(editor, year, day, said) -> None:
    form = editor.get(page("pay_terms_set", year)).context["form"]

    answer = editor.post(page("pay_terms_set", year), sent(form, valid_from=day))

    assert answer.context["form"].errors == {"valid_from": [said]}
    assert PayTerms.objects.count() == 1


@pytest.mark.parametrize("name", ["year_new", "pay_terms_set"])
def test_readers_of_the_city_may_not_act(client, year, name) -> None:
    client.force_login(make.city_user("viewer"))

    assert client.post(page(name, year)).status_code == 403
    assert "/next/" not in client.get(page("programme_year", year)).content.decode()
