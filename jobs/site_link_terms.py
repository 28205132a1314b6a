"""How long a site's link opens, how often a code is sent and tried, and how long the page then stays open: data with dates.

jobs/reference/site_link_terms.csv holds the terms with their reasons; new ones are one more row.
"""

import csv
from datetime import date, timedelta
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

TABLE = Path(__file__).parent / "reference" / "site_link_terms.csv"


class Terms(NamedTuple):
    """The terms from a day on."""

    valid_from: date
    link: timedelta
    code: timedelta
    code_tries: int
    codes_a_day: int
    open: timedelta


def on(day: date) -> Terms:
    """Return the terms in force on a day; before the first, the first."""
    return next((row for row in reversed(_table()) if row.valid_from <= day), _table()[0])


@lru_cache(maxsize=1)
def _table() -> tuple[Terms, ...]:
    with TABLE.open(encoding="utf-8", newline="") as lines:
        rows = [
            Terms(
                date.fromisoformat(row["valid_from"]),
                timedelta(days=int(row["link_days"])),
                timedelta(minutes=int(row["code_minutes"])),
                int(row["code_tries"]),
                int(row["codes_a_day"]),
                timedelta(minutes=int(row["open_minutes"])),
            )
            for row in csv.DictReader(lines)
        ]
    return tuple(sorted(rows))
