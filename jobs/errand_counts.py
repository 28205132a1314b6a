"""How many things wait for a person, for the menu of each page: the figures of jobs.errands, asked anew each time, in one query."""

from collections.abc import Iterable
from datetime import datetime
from typing import NamedTuple

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Case, Exists, F, OuterRef, Q, QuerySet, Value, When
from django.utils import timezone

from jobs import diary, errands, interview_places, outcomes, pay_accounts, progress
from jobs.errands import Errands
from jobs.models import (
    Agreement,
    AgreementSignature,
    Application,
    InfoRequest,
    InterviewPick,
    InterviewSlot,
    Offer,
    Outcome,
    PayAccount,
    Placement,
    Worklog,
)
from profiles.models import User


class Counts(NamedTuple):
    """How many things are for the person to do about what they applied for, and about what they take part in."""

    of_applications: int = 0
    of_placements: int = 0


def of(user: User, *, at: datetime) -> Counts:
    """Count what waits for this person."""
    rows = list(_with_what_waits(Application.objects.filter(candidate__user=user), at))
    placed = [row for row in rows if hasattr(row, "placement")]
    return Counts(
        sum(row.is_offered + row.is_asked for row in rows) + _to_pick(rows, at),
        sum(_of_placement(row, at) for row in placed) + any(map(_lacks_account, placed)),
    )


def counted(found: Errands) -> Counts:
    """Count the same where all of it is read already."""
    of_placements = (found.to_agree, found.account, found.returned, found.due, found.asked)
    return Counts(len(found.offers) + len(found.to_pick) + len(found.papers), sum(map(len, of_placements)))


def _to_pick(rows: Iterable[Application], at: datetime) -> int:
    """Of the newest that errands look at, those with an interview time to pick."""
    today = timezone.localdate(at)
    running = (row for row in rows if row.posting.programme_year.ends_on >= today)
    newest = sorted(running, key=lambda row: (row.received_at, row.pk), reverse=True)[: errands.NEWEST]
    return sum(row.may_pick for row in newest)


def _of_placement(row: Application, at: datetime) -> int:
    placement, today = row.placement, timezone.localdate(at)
    is_active = placement.state == Placement.State.ACTIVE
    due = diary.months_due(placement, logged=set(row.logged), today=today) if is_active else ()
    asked = outcomes.months_asked(placement, told=set(row.told), today=today)
    return row.is_to_sign + row.returned.count(True) + len(due) + len(asked)


def _lacks_account(row: Application) -> bool:
    is_asked = row.placement.state in pay_accounts.AWAITED and not row.posting.programme_year.pays_wage
    return is_asked and not row.has_account


def _with_what_waits(applications: QuerySet[Application], at: datetime) -> QuerySet[Application]:
    """Read along with each application what the figures are made of."""
    own = {"application": OuterRef("pk")}
    open_slots = interview_places.with_taken(InterviewSlot.objects.open(at).filter(posting=OuterRef("posting")))
    picked = InterviewPick.objects.filter(state__in=InterviewPick.KEPT, **own)
    logs = Worklog.objects.filter(placement__application=OuterRef("pk")).order_by("pk")
    to_sign = Agreement.objects.filter(placement__application=OuterRef("pk"))
    is_returned = Q(state=Worklog.State.RETURNED)
    return applications.select_related("placement", "posting__programme_year").annotate(
        is_asked=Exists(InfoRequest.objects.open(at).filter(**own)),
        is_offered=Exists(Offer.objects.filter(state=Offer.State.PENDING, expires_at__gt=at, **own)),
        has_account=Exists(PayAccount.objects.filter(candidate=OuterRef("candidate"))),
        may_pick=Case(
            When(
                Q(state=Application.State.INTERVIEW, held_from="") | progress.waits_at_interview(),
                then=Exists(open_slots.filter(taken__lt=F("capacity"))) & ~Exists(picked),
            ),
            default=Value(False),
        ),
        logged=ArraySubquery(logs.values("month")),
        returned=ArraySubquery(logs.values(was_returned=Case(When(is_returned, then=True), default=False))),
        is_to_sign=Exists(to_sign.to_sign(AgreementSignature.Side.PERSON)),
        told=ArraySubquery(Outcome.objects.filter(placement__application=OuterRef("pk")).values("months_after")),
    )
