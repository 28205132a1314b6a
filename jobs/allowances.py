"""How much a month's activity pays: gross, what is withheld, net, in whole won.

The gross is minutes x the hourly figure; it and what is withheld are cut off below the units of the terms. That
57 x 9,211 = 525,027 was paid as 525,020 in 2019 and 57 x 10,766 = 613,662 as 613,660 in 2022 is how the cut is known.
Rate, floor and units are dated terms of the programme year (기타소득: 소득세법 art. 129; 국고금 관리법 art. 47).
"""

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from jobs.models import PayTerms


class Pay(NamedTuple):
    """Whole won; net is gross less what is withheld."""

    gross_won: int
    withheld_won: int
    net_won: int

    def less(self, other: "Pay") -> "Pay":
        """Return the difference, as a correction line keeps it."""
        return Pay(*(mine - theirs for mine, theirs in zip(self, other, strict=True)))


def pay_of(minutes: int, terms: PayTerms) -> Pay:
    """Return what so many minutes of a month pay; nothing is withheld from a gross up to the floor."""
    gross = _cut(minutes * terms.hourly_won // 60, terms.rounding_won)
    is_taxed = gross > terms.withholding_floor_won
    withheld = _cut(int(gross * terms.withholding_rate), terms.tax_unit_won) if is_taxed else 0
    return Pay(gross, withheld, gross - withheld)


def terms_on(terms: Iterable[PayTerms], on: date) -> PayTerms | None:
    """Return the terms in force on a day; before the first, the first."""
    by_day = sorted(terms, key=lambda row: row.valid_from)
    valid = [row for row in by_day if row.valid_from <= on]
    return valid[-1] if valid else next(iter(by_day), None)


def _cut(won: int, unit: int) -> int:
    return won // unit * unit
