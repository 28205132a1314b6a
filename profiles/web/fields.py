"""Form fields that people of 50-67 manage on a phone, shared by the forms of every app.

A date is typed in three boxes; hours are ticked in a week of parts of the day, one by one only for those who ask.
Source: DESIGN section 10; DOMAIN section 8; the matcher's week mask (7 integers, Monday first, bit h = hour h..h+1).
"""

from __future__ import annotations

import calendar
import datetime
import re
import unicodedata
from collections.abc import Mapping
from typing import Any, NamedTuple

from django import forms
from django.core.exceptions import ValidationError
from django.forms.utils import from_current_timezone
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from profiles.lines import one_line
from profiles.templatetags.dasi import clock

WEEKDAYS = (_("월"), _("화"), _("수"), _("목"), _("금"), _("토"), _("일"))
DATE_UNITS = (
    pgettext_lazy("date", "년"),
    pgettext_lazy("date", "월"),
    pgettext_lazy("date", "일"),
)  # 월 is Monday, too


def whole(text: str, *, most_digits: int = 9) -> int | None:
    """Read a whole number that came in an address or a form as it is; None for anything else, and for endless ones."""
    return int(text) if text.isdecimal() and len(text) <= most_digits else None


class DayPart(NamedTuple):
    """A part of the day as people name it: hours from (inclusive) until (exclusive)."""

    key: str
    name: Any
    span: Any
    from_hour: int
    until_hour: int

    @property
    def mask(self) -> int:
        return sum(1 << hour for hour in range(self.from_hour, self.until_hour))


class Quick(NamedTuple):
    """Several cells of the week at once, as people say them: "평일 오전"."""

    key: str
    label: Any
    weekdays: tuple[int, ...]
    parts: tuple[str, ...]


# They touch, so that a whole day ticked leaves no hole at noon.
DAY_PARTS = (
    DayPart("early", _("아침"), _("6~9시"), 6, 9),
    DayPart("morning", _("오전"), _("9~12시"), 9, 12),
    DayPart("afternoon", _("오후"), _("12~6시"), 12, 18),
    DayPart("evening", _("저녁"), _("6~9시"), 18, 21),
)
QUICK = (
    Quick("weekday_mornings", _("평일 오전"), (0, 1, 2, 3, 4), ("morning",)),
    Quick("weekday_afternoons", _("평일 오후"), (0, 1, 2, 3, 4), ("afternoon",)),
    Quick("weekend", _("주말 오전·오후"), (5, 6), ("morning", "afternoon")),
)
DETAIL_HOURS = tuple(range(6, 22))


class KoreanDateWidget(forms.MultiWidget):
    """Three plain boxes: year, month, day. A whole date in the first box, or under the one name, is understood."""

    template_name = "profiles/widgets/korean_date.html"
    use_fieldset = True
    parts = (("year", 4), ("month", 2), ("day", 2))

    def __init__(self, attrs: dict[str, str] | None = None, *, birthday: bool = False) -> None:
        self.is_birthday = birthday
        super().__init__({part: forms.TextInput(_box_attrs(part, size, birthday)) for part, size in self.parts}, attrs)

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        for box, unit in zip(context["widget"]["subwidgets"], DATE_UNITS, strict=False):
            box["unit"] = unit
        return context

    def decompress(self, value: datetime.date | str | None) -> list[str]:
        if isinstance(value, datetime.date):
            return [str(value.year), str(value.month), str(value.day)][: len(self.parts)]
        parts = str(value or "").split("-")
        return (parts + ["", ""])[: len(self.parts)]

    def value_from_datadict(self, data: Mapping, files: Mapping, name: str) -> str | None:
        """Return yyyy-m-d as typed (a missing part is empty), or None when nothing was typed."""
        if name in data:
            return self._whole(data[name]) or data[name]
        parts = [str(part or "").strip() for part in super().value_from_datadict(data, files, name)]
        if self.is_birthday and len(parts[0]) == 2 and parts[0].isdecimal():
            parts[0] = f"19{parts[0]}"  # nobody of this century is asked
        if parts[0] and not any(parts[1:]) and (whole := self._whole(parts[0])):
            return whole
        return "-".join(parts) if any(parts) else None

    def _whole(self, text: str) -> str | None:
        return _whole_date(text)


class KoreanMonthWidget(KoreanDateWidget):
    """Two plain boxes: year and month. A whole month in the first box is understood."""

    parts = (("year", 4), ("month", 2))

    def _whole(self, text: str) -> str | None:
        return _whole_month(text)


_OF_OTHER_DAYS = {
    "required": _("년, 월, 일을 넣어 주세요. 예: 2027년 3월 2일"),
    "year": _("년은 네 자리 숫자로 적어 주세요. 예: 2027"),
    "invalid": _("달력에 없는 날짜입니다. 예: 2027년 3월 2일"),
}


class KoreanDateField(forms.DateField):
    """A day, typed in three boxes. `birthday=True` lets the browser fill it in, and reads a year of two figures: 64 is 1964."""

    default_error_messages = {
        "required": _("년, 월, 일을 넣어 주세요. 예: 1962년 3월 7일"),
        "part_missing": _("%(parts)s 칸이 비어 있습니다. 년, 월, 일을 모두 적어 주세요."),
        "year": _("년은 네 자리 숫자로 적어 주세요. 예: 1962"),
        "month": _("월은 1~12 사이의 숫자로 적어 주세요."),
        "day": _("일은 1~%(last)d 사이의 숫자로 적어 주세요."),
        "invalid": _("달력에 없는 날짜입니다. 예: 1962년 3월 7일"),
    }

    def __init__(self, *, birthday: bool = False, **kwargs: Any) -> None:
        kwargs.setdefault("widget", KoreanDateWidget(birthday=birthday))
        kwargs.setdefault("input_formats", ["%Y-%m-%d"])
        if not birthday:  # most other days lie ahead
            kwargs["error_messages"] = {**_OF_OTHER_DAYS, **kwargs.get("error_messages", {})}
        super().__init__(**kwargs)

    def to_python(self, value: Any) -> datetime.date | None:
        if isinstance(value, str) and value.count("-") == 2:
            self._check_parts(*value.split("-"))
        return super().to_python(value)

    def _check_parts(self, *parts: str) -> None:
        """Name the parts at fault. Raises part_missing, year, month, day."""
        if empty := [str(unit) for unit, part in zip(DATE_UNITS, parts, strict=True) if not part]:
            raise ValidationError(
                self.error_messages["part_missing"], code="part_missing", params={"parts": ", ".join(empty)}
            )
        year, month, day = (whole(part) for part in parts)
        is_year, is_month = bool(year) and len(parts[0]) == 4, month in range(1, 13)
        last = calendar.monthrange(year, month)[1] if is_year and is_month else 31
        is_sound = {"year": is_year, "month": is_month, "day": day in range(1, last + 1)}
        wrong = [name for name, sound in is_sound.items() if not sound]
        if wrong:
            said = [ValidationError(self.error_messages[name], code=name, params={"last": last}) for name in wrong]
            raise ValidationError(said)


class KoreanMonthField(KoreanDateField):
    """A month, typed in two boxes, as its first day: for what lies years back and whose day nobody knows."""

    default_error_messages = {
        "required": _("년과 월을 넣어 주세요. 예: 2010년 3월"),
        "part_missing": _("%(parts)s 칸이 비어 있습니다. 년과 월을 모두 적어 주세요."),
        "year": _("년은 네 자리 숫자로 적어 주세요. 예: 2010"),
        "invalid": _("년과 월을 숫자로 적어 주세요. 예: 2010년 3월"),
    }

    def __init__(self, **kwargs: Any) -> None:
        kwargs["error_messages"] = {**self.default_error_messages, **kwargs.get("error_messages", {})}
        super().__init__(widget=KoreanMonthWidget(), **kwargs)

    def to_python(self, value: Any) -> datetime.date | None:
        return super().to_python(f"{value}-1" if isinstance(value, str) and value.count("-") == 1 else value)


class TextField(forms.CharField):
    """Text in one spelling (NFC), so that the same name typed on another keyboard is the same; too much is counted, never cut off.

    No `maxlength`: browsers cut what is pasted without a word.
    """

    default_error_messages = {
        "too_long": _("%(most)s자까지 적을 수 있습니다. 지금 %(typed)s자입니다. %(over)s자를 줄여 주세요.")
    }

    def __init__(self, *, most: int, **kwargs: Any) -> None:
        self.most = most
        super().__init__(**kwargs)

    def to_python(self, value: Any) -> str:
        return unicodedata.normalize("NFC", super().to_python(value).replace("\r\n", "\n"))

    def validate(self, value: str) -> None:
        super().validate(value)
        if len(value) > self.most:
            told = {"most": f"{self.most:,}", "typed": f"{len(value):,}", "over": f"{len(value) - self.most:,}"}
            raise ValidationError(self.error_messages["too_long"], code="too_long", params=told)


class LinesField(forms.CharField):
    """Names, one a line, each in one spelling; none twice."""

    widget = forms.Textarea(attrs={"rows": 4})

    def prepare_value(self, value: Any) -> Any:
        return value if isinstance(value, str) or value is None else "\n".join(value)

    def to_python(self, value: Any) -> list[str]:
        if isinstance(value, list | tuple):
            return list(value)
        lines = map(one_line, super().to_python(value).splitlines())
        return list(dict.fromkeys(line for line in lines if line))

    def has_changed(self, initial: Any, data: Any) -> bool:
        return list(initial or []) != self.to_python(data)

    def run_validators(self, value: Any) -> None:
        """The validators of a text don't fit a list."""


class WholeNumberField(forms.IntegerField):
    """A whole number in a plain box: what was typed stays there, right or wrong, and one sentence names the bounds."""

    def __init__(self, *, min_value: int, max_value: int, said: Any = None, **kwargs: Any) -> None:
        kwargs.setdefault("widget", forms.TextInput({"inputmode": "numeric", "autocomplete": "off"}))
        bounds = said or format_lazy(
            _("{least}부터 {most}까지의 숫자를 적어 주세요."), least=f"{min_value:,}", most=f"{max_value:,}"
        )
        kwargs["error_messages"] = dict.fromkeys(("invalid", "min_value", "max_value"), bounds)
        super().__init__(min_value=min_value, max_value=max_value, **kwargs)


class KoreanMomentWidget(forms.MultiWidget):
    """A day in three boxes and a time beside them, for deadlines and interview times."""

    template_name = "profiles/widgets/korean_moment.html"
    use_fieldset = True

    def __init__(self, attrs: dict[str, str] | None = None) -> None:
        super().__init__({"day": KoreanDateWidget(), "time": forms.TimeInput({"type": "time"}, format="%H:%M")}, attrs)

    def decompress(self, value: datetime.datetime | None) -> list[Any]:
        return [value.date(), value.time().replace(second=0, microsecond=0)] if value else [None, None]


class KoreanMomentField(forms.MultiValueField):
    """A moment in Asia/Seoul, given as an aware datetime."""

    default_error_messages = {
        "required": _("날짜와 시각을 넣어 주세요."),
        "incomplete": _("날짜와 시각을 모두 넣어 주세요."),
    }

    def __init__(self, **kwargs: Any) -> None:
        fields = (
            KoreanDateField(),
            forms.TimeField(error_messages={"invalid": _("시각을 다시 넣어 주세요. 예: 18:00")}),
        )
        super().__init__(fields, widget=KoreanMomentWidget(), require_all_fields=True, **kwargs)

    def compress(self, values: list) -> datetime.datetime | None:
        return from_current_timezone(datetime.datetime.combine(*values)) if values else None

    def prepare_value(self, value: Any) -> Any:
        return forms.DateTimeField().prepare_value(value) if isinstance(value, datetime.datetime) else value


class WeekMaskWidget(forms.Widget):
    """A week of parts of the day to tick; a second table by the hour, used only when its own box is ticked."""

    template_name = "profiles/widgets/week_mask.html"
    use_fieldset = True

    def get_context(self, name: str, value: list[int] | None, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        days = value or [0] * 7
        context["widget"] |= {
            "by_hour": any(day != _whole_parts(day) for day in days),
            "parts": DAY_PARTS,
            "quick": [(one, " ".join(f"{day}:{part}" for day in one.weekdays for part in one.parts)) for one in QUICK],
            "weekdays": WEEKDAYS,
            "part_rows": [_part_row(weekday, days[weekday]) for weekday in range(7)],
            "hour_rows": [_hour_row(hour, days) for hour in DETAIL_HOURS],
        }
        return context

    def value_from_datadict(self, data: Mapping, files: Mapping, name: str) -> list[int] | None:
        days = [0] * 7
        if data.get(f"{name}_by_hour"):
            for weekday, hour in _ticked(data, f"{name}_hours"):
                number = whole(hour)
                days[weekday] |= 1 << number if number is not None and number < 24 else 0
        else:
            masks = {part.key: part.mask for part in DAY_PARTS}
            for weekday, key in [*_ticked(data, name), *_quickly_ticked(data, name)]:
                days[weekday] |= masks.get(key, 0)
        return days if any(days) else None

    def value_omitted_from_data(self, data: Mapping, files: Mapping, name: str) -> bool:
        return False  # nothing ticked is an answer, as with any check box


class WeekMaskField(forms.Field):
    """Hours of a week: 7 integers, Monday first, bit h = the hour h..h+1. Nothing ticked gives `empty_value`."""

    widget = WeekMaskWidget
    default_error_messages = {"required": _("일할 수 있는 요일과 시간을 한 칸 이상 골라 주세요.")}

    def __init__(self, *, empty_value: list[int] | None = None, **kwargs: Any) -> None:
        self.empty_value = [0] * 7 if empty_value is None else empty_value
        super().__init__(**kwargs)

    def clean(self, value: list[int] | None) -> list[int]:
        return super().clean(value) or list(self.empty_value)

    def has_changed(self, initial: list[int] | None, data: list[int] | None) -> bool:
        return list(initial or [0] * 7) != (data or [0] * 7)


def _box_attrs(part: str, size: int, birthday: bool) -> dict[str, str]:
    attrs = {"inputmode": "numeric", "maxlength": "10" if part == "year" else str(size), "class": part}
    return attrs | ({"autocomplete": f"bday-{part}"} if birthday else {"autocomplete": "off"})


def _whole_date(text: str) -> str | None:
    """Read 1962-03-07, 1962.3.7, 1962년 3월 7일 or 19620307 as yyyy-m-d."""
    found = re.fullmatch(
        r"\s*(\d{4})\s*(?:[-./년]\s*(\d{1,2})\s*[-./월]\s*(\d{1,2})\s*[.일]?|(\d{2})(\d{2}))\s*", str(text)
    )
    return "-".join(part for part in found.groups() if part) if found else None


def _whole_month(text: str) -> str | None:
    """Read 2010-03, 2010.3, 2010년 3월 or 201003 as yyyy-m."""
    found = re.fullmatch(r"\s*(\d{4})\s*(?:[-./년]\s*(\d{1,2})\s*[.월]?|(\d{2}))\s*", str(text))
    return "-".join(part for part in found.groups() if part) if found else None


def _whole_parts(day: int) -> int:
    """Keep of one day's mask only the parts of the day that are whole."""
    return sum(part.mask for part in DAY_PARTS if day & part.mask == part.mask)


def _part_row(weekday: int, day: int) -> dict[str, Any]:
    cells = [{"value": f"{weekday}:{p.key}", "part": p, "checked": day & p.mask == p.mask} for p in DAY_PARTS]
    return {"name": WEEKDAYS[weekday], "cells": cells}


def _hour_row(hour: int, days: list[int]) -> dict[str, Any]:
    cells = [
        {"value": f"{weekday}:{hour}", "weekday": WEEKDAYS[weekday], "checked": bool(days[weekday] >> hour & 1)}
        for weekday in range(7)
    ]
    starts, ends = clock(datetime.time(hour)), clock(datetime.time(hour + 1))
    return {"starts": starts, "ends": ends, "cells": cells}


def _quickly_ticked(data: Mapping, name: str) -> list[tuple[int, str]]:
    """The cells behind the quick choices that were ticked."""
    box = f"{name}_quick"
    keys = data.getlist(box) if hasattr(data, "getlist") else data.get(box, [])
    return [(day, part) for one in QUICK if one.key in keys for day in one.weekdays for part in one.parts]


def _ticked(data: Mapping, name: str) -> list[tuple[int, str]]:
    """Read the ticked boxes "weekday:what" of one name; anything else is left out."""
    values = data.getlist(name) if hasattr(data, "getlist") else data.get(name, [])
    pairs = (str(value).partition(":") for value in values)
    found = ((whole(day), what) for day, _colon, what in pairs)
    return [(day, what) for day, what in found if day is not None and day < 7]
