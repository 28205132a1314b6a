"""Reserved seats (우선 선발): how many there are, for whom they are, and what is left for whom.

A share of the programme year's, rounded up so that a small posting has one too. They are for people who said that they are of the
group (차상위계층) and for nobody else, until a person releases them (jobs/seat_releases.py); an allocation round has a rule of its own
(docs/adr/0012). Source: the priority share of the year's guideline.
"""

from decimal import Decimal
from math import ceil
from typing import NamedTuple

from django.core.exceptions import ValidationError
from django.db.models import BooleanField, Case, Q, QuerySet, When
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from jobs import facts
from jobs.models import Application

NEAR_POOR = "near_poor"


class Room(NamedTuple):
    """How many seats are left: `open` to everybody (below 0: promised more than once), and `kept` for whom they are reserved."""

    open: int = 0
    kept: int = 0

    def after(self, favoured: int, others: int) -> "Room":
        """What is left once so many have a seat; whom the reserve is for take it first."""
        of_reserve = min(self.kept, favoured)
        return Room(self.open - (favoured - of_reserve) - others, self.kept - of_reserve)

    def fits(self, favoured: int, others: int) -> bool:
        """Whether so many further people can have a seat."""
        left = self.after(favoured, others).open
        return left >= 0 or left == self.open


def count(total: int, share: Decimal) -> int:
    """Return how many of so many seats are reserved: the share, rounded up to a whole seat."""
    return ceil(total * share)


def is_for(application: Application) -> bool:
    """Whether a reserved seat is for this person; what they didn't answer is no claim."""
    return facts.told_statuses(application.candidate)[NEAR_POOR] is True


def with_claim(rows: QuerySet[Application]) -> QuerySet[Application]:
    """Mark each row `is_favoured`, as `is_for` says of one."""
    told = When(Q(**{f"candidate__statuses__{NEAR_POOR}": True}), then=True)
    return rows.annotate(is_favoured=Case(told, default=False, output_field=BooleanField()))


def kept_sentence(kept: int) -> str:
    """Say for whom so many seats are kept, and what may be done."""
    told = ngettext(
        "우선 선발 %(seats)d자리는 차상위계층인 분을 위한 자리입니다. 쓰지 않으면 ‘우선 선발 자리’ 화면에서 풀어 주세요.",
        "우선 선발 %(seats)d자리는 차상위계층인 분을 위한 자리입니다. 쓰지 않으면 ‘우선 선발 자리’ 화면에서 풀어 주세요.",
        kept,
    )
    return told % {"seats": kept}


def refuse(kept: int, free: int) -> ValidationError:
    """The error when only reserved seats are left for somebody whom they aren't for."""
    told = _("누구나 갈 수 있는 자리는 %(free)d개 남았습니다.") % {"free": max(free, 0)}
    return ValidationError(f"{told} {kept_sentence(kept)}", code="seat_reserved")
