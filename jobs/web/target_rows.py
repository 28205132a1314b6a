"""The rows behind a figure as the city reads them: whose, of which programme, where, when and what. Names are masked."""

from collections.abc import Callable
from typing import NamedTuple

from django.db.models import Model, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from jobs import applicants
from jobs.models import Application, Offer, Outcome, PayLine, Placement, ProgrammeYear, Target, Worklog
from profiles import places
from profiles.models import Candidate, User
from profiles.templatetags.dasi import count, duration, full_day, month, won


class Row(NamedTuple):
    """One line of the table; `candidate` is whom it shows, None where it is about nobody."""

    who: str
    programme: str
    where: str
    when: str
    what: str | Promise
    candidate: Candidate | None = None


class Shape(NamedTuple):
    """How rows of one model are read along and put in words."""

    reads: tuple[str, ...]
    words: Callable[[Model], Row]


def readable(rows: QuerySet, user: User) -> QuerySet:
    """Keep what this user may see, the newest first, with all that a line shows read along."""
    if hasattr(rows, "visible_to"):
        rows = rows.visible_to(user)
    elif rows.model is Outcome:
        rows = rows.filter(placement__in=Placement.objects.visible_to(user))
    return rows.select_related(*SHAPES[rows.model].reads).order_by("-pk")


def in_words(row: Model) -> Row:
    """Return a row of `readable` as the table shows it."""
    return SHAPES[type(row)].words(row)


def _year(row: ProgrammeYear) -> Row:
    period = _("%(first)s ~ %(last)s") % {"first": full_day(row.starts_on), "last": full_day(row.ends_on)}
    return Row("", row.programme.name, "", period, row.programme.get_kind_display())


def _target(row: Target) -> Row:
    where = places.name(row.district) if row.district else _("서울시 전체")
    number = _("목표 %(places)s개") % {"places": count(row.places)}
    return Row("", row.programme_year.programme.name, where, full_day(row.set_at), number)


def _application(row: Application) -> Row:
    return _of_person(row, row.posting.title, full_day(row.received_at), row.get_state_display())


def _offer(row: Offer) -> Row:
    return _at_site(row.application, row.seat, full_day(row.offered_at), row.get_state_display())


def _placement(row: Placement) -> Row:
    when = full_day(row.started_on) or _("시작 전")
    return _at_site(row.application, row.seat, when, row.get_state_display())


def _worklog(row: Worklog) -> Row:
    return _at_site(row.placement.application, row.placement.seat, month(row.month), duration(row.minutes))


def _pay_line(row: PayLine) -> Row:
    sums = {"gross": won(row.gross_won), "withheld": won(row.withheld_won), "net": won(row.net_won)}
    text = _("%(gross)s에서 세금 %(withheld)s을 뗀 %(net)s") % sums
    return _at_site(row.placement.application, row.placement.seat, full_day(row.paid_at), text)


def _outcome(row: Outcome) -> Row:
    text = _("%(months)d개월 뒤: %(result)s") % {"months": row.months_after, "result": row.get_result_display()}
    return _at_site(row.placement.application, row.placement.seat, full_day(row.recorded_at), text)


def _at_site(application: Application, seat, when: str, what: str | Promise) -> Row:
    site = seat.posting_site.site
    return _of_person(application, f"{site.name} ({places.name(site.district)})", when, what)


def _of_person(application: Application, where: str, when: str, what: str | Promise) -> Row:
    name = applicants.masked_name(application)
    return Row(name, application.posting.programme_year.programme.name, where, when, what, application.candidate)


_PERSON = ("posting__programme_year__programme", "candidate__user__identity")
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
