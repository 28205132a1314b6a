"""Forms of a programme year: its terms, copied from the year before, and its money. They check shapes; the verbs, rules."""

from collections.abc import Collection
from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from jobs.models import PayTerms, ProgrammeYear
from jobs.programmes import PayFigures, YearTerms
from profiles.web.fields import KoreanDateField

MOST_HOURS = 209  # of a full-time month
EMPTY = _("이 칸을 채워 주세요.")


def _number(label: Any, least: int, most: int, **more: Any) -> forms.IntegerField:
    said = _("%(limit_value)s 이상의 숫자를 적어 주세요."), _("%(limit_value)s 이하의 숫자를 적어 주세요.")
    return forms.IntegerField(
        label=label,
        min_value=least,
        max_value=most,
        widget=forms.NumberInput({"class": "short", "inputmode": "numeric"}),
        error_messages={"required": EMPTY, "min_value": said[0], "max_value": said[1]},
        **more,
    )


def _percent(label: Any, most: int, places: int = 2, **more: Any) -> forms.DecimalField:
    wrong = _("0부터 %(most)s까지의 숫자를 적어 주세요.") % {"most": most}
    return forms.DecimalField(
        label=label,
        min_value=0,
        max_value=most,
        max_digits=3 + places,
        decimal_places=places,
        widget=forms.NumberInput({"class": "short", "inputmode": "decimal", "step": f"{10**-places:.{places}f}"}),
        error_messages={"required": EMPTY, "min_value": wrong, "max_value": wrong},
        **more,
    )


class YearForm(forms.Form):
    """The terms of one year of a programme."""

    year = _number(_("연도"), 2000, 2100)
    starts_on = KoreanDateField(label=_("시작하는 날"))
    ends_on = KoreanDateField(label=_("끝나는 날"))
    pay_kind = forms.ChoiceField(
        label=_("돈의 성격"), choices=ProgrammeYear.PayKind.choices, widget=forms.RadioSelect({"class": "inline"})
    )
    hours_cap_per_month = _number(
        _("한 달 최대 시간"), 1, MOST_HOURS, required=False, help_text=_("한도가 없으면(전일제) 비워 두세요.")
    )
    city_hours_from = _number(
        _("시만 허용할 수 있는 한 달 시간"),
        1,
        MOST_HOURS,
        required=False,
        help_text=_("이 시간부터는 운영기관이 아니라 시가 한도 넘김을 허용합니다. 정하지 않으려면 비워 두세요."),
    )
    priority_percent = _percent(
        _("우선 선발 비율(%)"), 100, places=1, help_text=_("우선 선발이 없으면 0을 적어 주세요.")
    )
    objection_days = _number(
        _("재검토를 요청할 수 있는 날"), 1, 60, help_text=_("결과를 발표한 날부터 며칠 동안 요청을 받는지 적어 주세요.")
    )
    counting_definition = forms.CharField(
        label=_("일자리를 세는 방법"),
        widget=forms.Textarea({"rows": 3}),
        help_text=_("무엇을 하나로 세는지 한 문장으로 적어 주세요."),
        error_messages={"required": EMPTY},
    )
    source = forms.CharField(label=_("근거"), max_length=300, required=False)

    def __init__(self, *args: Any, taken: Collection[int] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.taken = taken

    def clean_year(self) -> int:
        year = self.cleaned_data["year"]
        if year in self.taken:
            raise ValidationError(_("이 사업의 같은 연도가 이미 있습니다."), code="programme_year_once")
        return year

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        starts_on, ends_on = cleaned.get("starts_on"), cleaned.get("ends_on")
        if starts_on and ends_on and ends_on <= starts_on:
            self.add_error("ends_on", _("끝나는 날은 시작하는 날보다 뒤여야 합니다."))
        return cleaned

    def terms(self) -> YearTerms:
        """Return what `programmes.open_year` takes."""
        told = dict(self.cleaned_data)
        return YearTerms(priority_share=told.pop("priority_percent") / 100, **told)

    @staticmethod
    def after(year: ProgrammeYear) -> dict[str, Any]:
        """Return what the next year begins with: the terms of this one, its days a year later."""
        return {
            "year": year.year + 1,
            "starts_on": _a_year_later(year.starts_on),
            "ends_on": _a_year_later(year.ends_on),
            "pay_kind": year.pay_kind,
            "hours_cap_per_month": year.hours_cap_per_month,
            "city_hours_from": year.city_hours_from,
            "priority_percent": plain(year.priority_share * 100),
            "objection_days": year.objection_days,
            "counting_definition": year.counting_definition,
            "source": "",
        }


class PayForm(forms.Form):
    """What an hour is paid, and how tax is withheld."""

    hourly_won = _number(_("1시간 금액(원)"), 1, 1_000_000)
    withholding_percent = _percent(_("원천징수 비율(%)"), 99, help_text=_("예: 8.8"))
    withholding_floor_won = _number(
        _("세금을 떼지 않는 금액(원)"), 0, 10_000_000, help_text=_("한 달 총액이 이 금액 이하면 세금을 떼지 않습니다.")
    )
    rounding_won = _number(_("절사 단위(원)"), 1, 1000, help_text=_("이 단위보다 작은 금액은 버립니다. 예: 10"))
    tax_unit_won = _number(
        _("세금의 절사 단위(원)"), 1, 1000, help_text=_("이 단위보다 작은 세금은 떼지 않습니다. 예: 10")
    )
    source = forms.CharField(label=_("근거"), max_length=300, required=False)

    def figures(self) -> PayFigures:
        """Return what the verbs take."""
        given = self.cleaned_data
        return PayFigures(
            hourly_won=given["hourly_won"],
            withholding_rate=given["withholding_percent"] / 100,
            withholding_floor_won=given["withholding_floor_won"],
            rounding_won=given["rounding_won"],
            tax_unit_won=given["tax_unit_won"],
            source=given["source"],
        )

    @staticmethod
    def of(terms: PayTerms | None) -> dict[str, Any]:
        """Return the money that stands, to change what changes."""
        if terms is None:
            return {"withholding_floor_won": 0, "rounding_won": 10, "tax_unit_won": 10}
        return {
            "hourly_won": terms.hourly_won,
            "withholding_percent": plain(terms.withholding_rate * 100),
            "withholding_floor_won": terms.withholding_floor_won,
            "rounding_won": terms.rounding_won,
            "tax_unit_won": terms.tax_unit_won,
        }


class PayTermsForm(PayForm):
    """New money from a day on."""

    valid_from = KoreanDateField(label=_("쓰기 시작하는 날"))
    field_order = ("valid_from",)

    def __init__(self, *args: Any, year: ProgrammeYear, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.year = year

    def clean_valid_from(self) -> date:
        valid_from = self.cleaned_data["valid_from"]
        if not self.year.starts_on <= valid_from <= self.year.ends_on:
            raise ValidationError(_("사업 기간 안의 날짜를 적어 주세요."), code="outside_year")
        if any(terms.valid_from == valid_from for terms in self.year.pay_terms.all()):
            raise ValidationError(_("이 날부터 쓰는 금액이 이미 있습니다."), code="pay_terms_once")
        return valid_from


def plain(number: Decimal) -> str:
    """8.80000 -> 8.8"""
    return f"{number:f}".rstrip("0").rstrip(".") if "." in f"{number:f}" else f"{number:f}"


def _a_year_later(day: date) -> date:
    """The same day of the next year; 29 February becomes the 28th."""
    is_leap_day = (day.month, day.day) == (2, 29)
    return day.replace(year=day.year + 1, day=28 if is_leap_day else day.day)
