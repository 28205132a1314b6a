"""The rows of a month's log: one a day. They say beside the box what hours.py would refuse of a row."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from jobs.hours import MOST_MINUTES_A_DAY
from profiles.lengths import typed_minutes
from profiles.privacy import holds_resident_number, resident_number
from profiles.web.fields import WholeNumberField, whole


class Fault(NamedTuple):
    """What is to be mended, and the id of its box."""

    field_id: str
    words: str


class HoursField(forms.CharField):
    """Hours of a day as people type them (4, 4시간, 4시간 30분, 4:30, 4.5), in minutes; what was typed stays in the box."""

    default_error_messages = {"unread": _("시간은 0~12 사이의 숫자로 적어 주세요. 예: 3, 3시간 30분, 3:30")}
    widget = forms.TextInput({"inputmode": "decimal", "autocomplete": "off"})

    def to_python(self, value: Any) -> int | None:
        typed = super().to_python(value)
        if typed in self.empty_values:
            return None
        minutes = typed_minutes(typed)
        if minutes is None or minutes > MOST_MINUTES_A_DAY:
            raise ValidationError(self.error_messages["unread"], code="unread")
        return minutes


class MinutesField(WholeNumberField):
    """Minutes beside the hours; 30분 is 30."""

    def to_python(self, value: Any) -> int | None:
        return super().to_python(str(value or "").strip().removesuffix("분"))


class LogRowForm(forms.Form):
    """One day of a month's log. A row with nothing but its day is left out."""

    on = forms.ChoiceField(label=_("날짜"), required=False)
    hours = HoursField(label=_("시간"), required=False)
    minutes = MinutesField(
        label=_("분"), required=False, min_value=0, max_value=59, said=_("분은 0~59 사이의 숫자로 적어 주세요.")
    )
    what = forms.CharField(label=_("한 일"), required=False, max_length=200)
    rest = forms.BooleanField(label=_("쉬었습니다"), required=False)

    def __init__(self, *args: Any, days: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["on"].choices = [("", _("골라 주세요")), *days]

    @property
    def is_filled(self) -> bool:
        """Whether something but the day was typed, right or wrong."""
        given = self.cleaned_data
        typed_wrong = any(name in self.errors for name in ("hours", "minutes", "what"))
        return typed_wrong or bool(given.get("hours") or given.get("minutes") or given.get("what"))

    @property
    def worked_minutes(self) -> int:
        return _together(self.cleaned_data.get("hours") or 0, self.cleaned_data.get("minutes") or 0)

    @property
    def day_words(self) -> str:
        """The day as its choice reads; "" where none is chosen."""
        on = self["on"].value()
        return str(dict(self.fields["on"].choices).get(on, "")) if on else ""

    def clean_what(self) -> str:
        what = self.cleaned_data["what"]
        if holds_resident_number(what):
            raise resident_number()
        return what

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if not self.is_filled:
            return cleaned
        if cleaned.get("rest"):
            self.add_error("rest", gettext("쉬었다고 하신 날에 시간이나 한 일이 적혀 있습니다. 쉬셨으면 지워 주세요."))
            return cleaned
        if "on" not in self.errors and not cleaned.get("on"):
            self.add_error("on", gettext("활동한 날짜를 골라 주세요."))
        if not self.errors.keys() & {"hours", "minutes"}:
            if _are_two(cleaned.get("hours") or 0, cleaned.get("minutes") or 0):
                self.add_error("minutes", gettext("분이 두 칸에 다르게 적혀 있습니다. 한 칸에만 적어 주세요."))
            elif not self.worked_minutes:
                self.add_error("hours", gettext("활동한 시간을 적어 주세요. 예: 3"))
            elif self.worked_minutes > MOST_MINUTES_A_DAY:
                self.add_error("hours", gettext("하루 활동 시간은 1분부터 12시간까지 적을 수 있습니다."))
        if "what" not in self.errors and not cleaned.get("what"):
            self.add_error("what", gettext("그날 한 일을 적어 주세요."))
        return cleaned


class BaseLogFormSet(forms.BaseFormSet):
    """The days of one month."""

    def __init__(self, *args: Any, days: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, form_kwargs={"days": days}, **kwargs)

    def clean(self) -> None:
        if not any(self.errors) and not self.filled():
            raise ValidationError(gettext("활동한 날을 하루 이상 적어 주세요."), code="no_entries")
        first: dict[str, int] = {}
        for number, row in enumerate(self.forms, start=1):
            on = row.cleaned_data.get("on") if row.is_filled else None
            if on in first:
                row.add_error("on", _twice(row.day_words, first[on]))
            elif on:
                first[on] = number

    def faults(self) -> list[Fault]:
        """Return what is to be mended from top to bottom, each line naming its day, or its row where no day is chosen.

        What is said of several rows in the same words is one line that names them all and leads to the first.
        """
        top = self.forms[0]["hours"].id_for_label if self.forms else ""
        found = [Fault(top, str(said)) for said in self.non_form_errors()]
        rows: dict[tuple[str, str], list[str]] = {}
        first: dict[tuple[str, str], str] = {}
        for number, row in enumerate(self.forms, start=1):
            where = row.day_words or gettext("%(number)d번째 줄") % {"number": number}
            for field in row:
                for said in field.errors:
                    rows.setdefault((str(field.label), said), []).append(where)
                    first.setdefault((str(field.label), said), field.id_for_label)
        return found + [Fault(first[key], _fault_words(", ".join(where), *key)) for key, where in rows.items()]

    def filled(self) -> list[LogRowForm]:
        return [row for row in self.forms if hasattr(row, "cleaned_data") and row.is_filled]

    def minutes(self) -> int:
        """Add up the rows as they stand, right or wrong."""
        if not self.is_bound:
            return minutes_of(self.initial or ())
        return sum(row.worked_minutes for row in self.filled())

    def entries(self) -> list[dict[str, Any]]:
        """Return the rows as the log keeps them, in the order of days."""
        rows = [
            {"on": row.cleaned_data["on"], "minutes": row.worked_minutes, "what": row.cleaned_data["what"]}
            for row in self.filled()
        ]
        return sorted(rows, key=lambda row: row["on"])


LogFormSet = forms.formset_factory(LogRowForm, formset=BaseLogFormSet, extra=0, max_num=80, absolute_max=80)


def row_of(entry: dict[str, Any]) -> dict[str, Any]:
    """Turn an entry of a log back into the values of its row."""
    hours, minutes = divmod(entry["minutes"], 60)
    return {"on": entry["on"], "hours": hours, "minutes": minutes, "what": entry["what"]}


def along_schedule(
    typed: Sequence[dict[str, Any]], minutes_by_day: Mapping[str, int], what: str
) -> list[dict[str, Any]]:
    """Fill what is empty in the rows of these days and add the days that lack; what was typed, a day of rest too, stays as it is.

    Rows with a day stand in the order of days, then those without; rows with nothing in them are left out.
    """
    rows = [dict(row) for row in typed if any(row.values())]
    rows += [{"on": on} for on in minutes_by_day if on not in {row.get("on") for row in rows}]
    for row in rows:
        minutes = minutes_by_day.get(row.get("on", ""))
        if minutes and not row.get("hours") and not row.get("minutes") and not row.get("rest"):
            row["hours"], row["minutes"] = divmod(minutes, 60)
            row["what"] = row.get("what") or what
    return sorted(rows, key=lambda row: row.get("on") or "9")


def minutes_of(rows: Iterable[Mapping[str, Any]]) -> int:
    """Add up the minutes of rows as typed; what can't be read counts nothing."""
    typed = ((str(row.get(name, "")) for name in ("hours", "minutes")) for row in rows)
    return sum(
        _together(typed_minutes(hours) or 0, whole(minutes.strip().removesuffix("분")) or 0) for hours, minutes in typed
    )


def _together(hours: int, minutes: int) -> int:
    """The minutes of both boxes; what stands in both alike (4시간 30분 and 30) counts once."""
    return hours if hours % 60 == minutes else hours + minutes


def _are_two(hours: int, minutes: int) -> bool:
    """Whether minutes stand in both boxes, and not the same: 4시간 30분 and 20."""
    return bool(hours % 60 and minutes and hours % 60 != minutes)


def _twice(day: str, number: int) -> str:
    return gettext(
        "%(day)s을 두 번 적으셨습니다. %(number)d번째 줄에 시간을 더해 적고, 이 줄은 시간과 한 일을 지워 주세요."
    ) % {"day": day, "number": number}


def _fault_words(where: str, label: str, said: str) -> str:
    return gettext("%(where)s %(label)s: %(said)s") % {"where": where, "label": label, "said": said}
