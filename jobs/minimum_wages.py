"""The least that an hour of work may be paid, year by year, as the yearly notices set it (최저임금법 art. 6 and 10).

jobs/reference/minimum_wages.csv holds the figures with their sources; the next year's is one more row. An allowance of a
programme (활동비) is no wage: who asks here pays for work.
"""

import csv
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from django.utils.translation import gettext as _

TABLE = Path(__file__).parent / "reference" / "minimum_wages.csv"


class MinimumWage(NamedTuple):
    """Whole won for an hour, from a day on."""

    valid_from: date
    hourly_won: int
    source: str


def on(day: date) -> MinimumWage | None:
    """Return the figure in force on a day, the last known one for days after it; None for days before the first."""
    return next((row for row in reversed(_table()) if row.valid_from <= day), None)


def shortfall(hourly_won: int | None, day: date) -> str:
    """Return the sentence for a wage under the least of a day; "" for one that reaches it, or isn't known."""
    least = on(day)
    if hourly_won is None or least is None or hourly_won >= least.hourly_won:
        return ""
    return _(
        "1시간에 %(hourly)s원은 %(year)d년 최저임금 %(least)s원보다 적습니다. 급여는 최저임금보다 적을 수 없습니다(최저임금법 제6조)."
    ) % {"hourly": f"{hourly_won:,}", "year": least.valid_from.year, "least": f"{least.hourly_won:,}"}


@lru_cache(maxsize=1)
def _table() -> tuple[MinimumWage, ...]:
    with TABLE.open(encoding="utf-8", newline="") as lines:
        rows = [
            MinimumWage(date.fromisoformat(row["valid_from"]), int(row["hourly_won"]), row["source"])
            for row in csv.DictReader(lines)
        ]
    return tuple(sorted(rows))
