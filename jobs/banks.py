"""The banks that money can be sent to, with how many digits their account numbers have, as dated rows.

jobs/reference/banks.csv holds them; a bank that changes its name gets a row more, half-open in time. Digits are checked as widely as the
banks themselves name them: no check digit is known for all of them.
"""

import csv
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

TABLE = Path(__file__).parent / "reference" / "banks.csv"


class Bank(NamedTuple):
    """`code` is the one of the clearing house (금융결제원), three digits."""

    code: str
    name: str
    valid_from: date
    valid_until: date | None
    fewest_digits: int
    most_digits: int

    def fits(self, number: str) -> bool:
        """Whether a number of digits alone is as long as those of this bank."""
        return self.fewest_digits <= len(number) <= self.most_digits


def on(day: date) -> list[Bank]:
    """Return the banks of a day, by name."""
    return [row for row in _table() if row.valid_from <= day and (row.valid_until is None or day < row.valid_until)]


def of(code: str, day: date) -> Bank | None:
    """Return the bank with this code on a day; None where there is none."""
    return next((row for row in on(day) if row.code == code), None)


def name(code: str, day: date) -> str:
    """Return what a bank is called on a day; its code where it is gone."""
    found = of(code, day)
    return found.name if found else code


@lru_cache(maxsize=1)
def _table() -> tuple[Bank, ...]:
    with TABLE.open(encoding="utf-8", newline="") as lines:
        rows = [
            Bank(
                row["code"],
                row["name"],
                date.fromisoformat(row["valid_from"]),
                date.fromisoformat(row["valid_until"]) if row["valid_until"] else None,
                int(row["fewest_digits"]),
                int(row["most_digits"]),
            )
            for row in csv.DictReader(lines)
        ]
    return tuple(sorted(rows, key=lambda row: (row.name, row.valid_from)))
