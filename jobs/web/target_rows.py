"""The rows behind a figure as the city reads them: whose, of which programme, where, what, and the day by which they count.

Names are masked; where more stands of a row (posting, application, events) a link leads there.
"""

from collections.abc import Callable
from datetime import date
from typing import NamedTuple

from django.db.models import Model, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from jobs import applicants
from jobs.figures import Ground
from jobs.models import Application, Offer, Outcome, PayLine, Placement, ProgrammeYear, Target, Worklog
from profiles import places
from profiles.models import Candidate, User
from profiles.templatetags.dasi import count, duration, full_day, month, won


class Words(NamedTuple):
    """What a row says of its own; `application` is that of the person it shows, None where it is about nobody."""

    year: ProgrammeYear
    where: str
    what: str | Promise
    application: Application | None = None


class Row(NamedTuple):
    """One line of the table; `when` is the day by which the figure counts the row, as its ground names it."""

    words: Words
    who: str
    when: str

    @property
    def candidate(self) -> Candidate | None:
        return self.words.application and self.words.application.candidate


class Shape(NamedTuple):
    """How rows of one model are read along and put in words."""

    reads: tuple[str, ...]
    words: Callable[[Model], Words]


def readable(rows: QuerySet, user: User) -> QuerySet:
    """Keep what this user may see, the newest first, with all that a line shows read along."""
    if hasattr(rows, "visible_to"):
        rows = rows.visible_to(user)
    elif rows.model is Outcome:
        rows = rows.filter(placement__in=Placement.objects.visible_to(user))
    return rows.select_related(*SHAPES[rows.model].reads).order_by("-pk")


def is_about_people(ground: Ground) -> bool:
    """Whether the rows are people's: they have a name, a receipt number and an operator."""
    return ground.model not in (ProgrammeYear, Target)


def in_words(row: Model, ground: Ground) -> Row:
    """Return a row of `readable` as the table of a figure on this ground shows it."""
    words = SHAPES[type(row)].words(row)
    return Row(words, _who(words.application), _when(row, ground))


def _who(application: Application | None) -> str:
    """김*수; nothing where there is no name any more, since the receipt number stands beside it."""
    name = applicants.masked_name(application) if application else ""
    return name if application and name != application.receipt_number else ""


def _when(row: Model, ground: Ground) -> str:
    """The day by which a row counts; a programme runs for a period, a target stands since it was set."""
    if isinstance(row, ProgrammeYear):
        return _("%(first)s ~ %(last)s") % {"first": full_day(row.starts_on), "last": full_day(row.ends_on)}
    if isinstance(row, Target):
        return full_day(row.set_at)
    moment: date | None = getattr(row, ground.moment.removesuffix("__date"))
    return month(moment) if isinstance(row, Worklog) else full_day(moment)


def _year(row: ProgrammeYear) -> Words:
    return Words(row, "", row.programme.get_kind_display())


def _target(row: Target) -> Words:
    where = places.name(row.district) if row.district else _("서울시 전체")
    return Words(row.programme_year, where, _("목표 %(places)s개") % {"places": count(row.places)})


def _application(row: Application) -> Words:
    return Words(row.posting.programme_year, "", row.get_state_display(), row)


def _offer(row: Offer) -> Words:
    return _at_site(row.application, row.seat, row.get_state_display())


def _placement(row: Placement) -> Words:
    return _at_site(row.application, row.seat, row.get_state_display())


def _worklog(row: Worklog) -> Words:
    return _at_site(row.placement.application, row.placement.seat, duration(row.minutes))


def _pay_line(row: PayLine) -> Words:
    sums = {"gross": won(row.gross_won), "withheld": won(row.withheld_won), "net": won(row.net_won)}
    text = _("%(gross)s에서 세금 %(withheld)s을 뗀 %(net)s") % sums
    return _at_site(row.placement.application, row.placement.seat, text)


def _outcome(row: Outcome) -> Words:
    text = _("%(months)d개월 뒤: %(result)s") % {"months": row.months_after, "result": row.get_result_display()}
    return _at_site(row.placement.application, row.placement.seat, text)


def _at_site(application: Application, seat, what: str | Promise) -> Words:
    site = seat.posting_site.site
    where = f"{site.name} ({places.name(site.district)})"
    return Words(application.posting.programme_year, where, what, application)


_PERSON = ("posting__programme_year__programme", "posting__organisation", "candidate__user__identity")
_SITE = "seat__posting_site__site"
_APPLICATION = tuple(f"application__{path}" for path in _PERSON)
_PLACEMENT = tuple(f"placement__{path}" for path in (*_APPLICATION, _SITE))
SHAPES: dict[type[Model], Shape] = {
    ProgrammeYear: Shape(("programme",), _year),
    Target: Shape(("programme_year__programme",), _target),
    Application: Shape(_PERSON, _application),
    Offer: Shape((*_APPLICATION, _SITE), _offer),
    Placement: Shape((*_APPLICATION, _SITE), _placement),
    Worklog: Shape(_PLACEMENT, _worklog),
    PayLine: Shape(_PLACEMENT, _pay_line),
    Outcome: Shape(_PLACEMENT, _outcome),
}
