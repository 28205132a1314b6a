"""A month's log as a calendar: what stands at each day, and which box a tap on the day leads to."""

from calendar import Calendar
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from jobs import diary
from jobs.diary import Month
from jobs.web.log_forms import BaseLogFormSet, minutes_of

_SUNDAY = 6


@dataclass(frozen=True)
class Cell:
    """One day: `minutes` as typed; `field_id` is the box of its row, "" where there is none; a day outside the month is blank."""

    on: date
    minutes: int = 0
    field_id: str = ""
    is_open: bool = False
    is_wrong: bool = False
    is_to_mend: bool = False
    is_rest: bool = False
    holiday: str = ""


def weeks(month: Month, rows: BaseLogFormSet, holidays: Mapping[date, str], *, today: date) -> list[list[Cell | None]]:
    """Return the weeks of the month, Sundays first as Korean calendars have them, with the names of public holidays."""
    open_days = set(diary.days_of(month, today=today))
    to_mend = set(month.log.return_days) if month.log and month.log.state == "returned" else set()
    by_day = {str(row["on"].value()): row for row in reversed(rows.forms) if row["on"].value()}
    found: list[list[Cell | None]] = []
    for week in Calendar(_SUNDAY).monthdatescalendar(month.first.year, month.first.month):
        found.append(
            [
                _cell(on, by_day, open_days, to_mend, holidays.get(on, "")) if on.month == month.first.month else None
                for on in week
            ]
        )
    return found


def _cell(on: date, by_day: dict, open_days: set[date], to_mend: set[str], holiday: str) -> Cell:
    row, key = by_day.get(on.isoformat()), on.isoformat()
    if row is None:
        return Cell(on, is_open=on in open_days, is_to_mend=key in to_mend, holiday=holiday)
    typed = {name: row[name].value() or "" for name in ("hours", "minutes")}
    return Cell(
        on,
        minutes=minutes_of([typed]),
        field_id=row["hours"].id_for_label,
        is_open=on in open_days,
        is_wrong=bool(row.errors),
        is_to_mend=key in to_mend,
        is_rest=bool(row["rest"].value()),
        holiday=holiday,
    )
