"""What waits for a person today: an offer to answer, an interview time to pick, a document, an agreement, an account, a log to write or to mend. Read only."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from operator import attrgetter
from typing import NamedTuple

from django.db.models import QuerySet
from django.utils import timezone

from jobs import diary, outcomes, pay_accounts, progress
from jobs.diary import Month
from jobs.models import Agreement, AgreementSignature, Application, InfoRequest, Offer, Placement, Worklog
from jobs.outcomes import Question
from jobs.progress import Progress
from profiles.models import User

SHOWN = 3
NEWEST = 20  # applications looked at


class Errand(NamedTuple):
    """One thing to do: `kind` names the list of Errands that `row` stands in."""

    kind: str
    row: Offer | InfoRequest | Placement | Worklog | Month | Question | Progress

    @property
    def pressing(self) -> tuple[int, date]:
        """What comes first: what is lost after its day, then what is late, then what was sent back, then by the day until which it can be done."""
        match self.kind:
            case "offers":
                return 0, timezone.localdate(self.row.expires_at)
            case "papers":
                return 0, timezone.localdate(self.row.due_at)
            case "to_pick":
                return 0, timezone.localdate(self.row.interview.until)
            case "due" if self.row.is_late:
                return 1, self.row.due_on
            case "returned":
                return 2, self.row.month
            case "to_agree" | "account":
                return 3, self.row.starts_on
            case "due":
                return 3, self.row.due_on
        return 4, date.max


@dataclass(frozen=True)
class Errands:
    """`applications` are the newest that still stand and ask nothing, of programme years that run; the rest is for the person to do."""

    offers: list[Offer]
    to_agree: list[Placement]
    account: list[Placement]  # the first that pays an allowance, while nobody knows where to send it
    returned: list[Worklog]
    due: list[Month]
    asked: list[Question]
    to_pick: list[Progress]
    papers: list[InfoRequest]
    applications: list[Progress]
    posting_ids: set[int]  # of all that stands

    @property
    def to_do(self) -> list[Errand]:
        """All that is for the person to do, the most pressing first."""
        kinds = ("offers", "to_pick", "papers", "to_agree", "account", "returned", "due", "asked")
        found = [Errand(kind, row) for kind in kinds for row in getattr(self, kind)]
        return sorted(found, key=attrgetter("pressing"))

    @property
    def count(self) -> int:
        """How many things are for the person to do."""
        return len(self.to_do)


def seen_by_counsellor(errands: Errands, *, may_apply: bool) -> Errands:
    """Return what a counsellor who acts for the person sees of it: nothing of their work, and of applications what they were let."""
    if not may_apply:
        return Errands([], [], [], [], [], [], [], [], [], set())
    return replace(errands, to_agree=[], account=[], returned=[], due=[], asked=[])


def of(user: User, *, at: datetime) -> Errands:
    """Return what waits for this person."""
    today = timezone.localdate(at)
    own = Application.objects.filter(candidate__user=user, posting__programme_year__ends_on__gte=today)
    offers = Offer.objects.filter(application__candidate__user=user, state=Offer.State.PENDING, expires_at__gt=at)
    papers = InfoRequest.objects.open(at).filter(application__candidate__user=user)
    placements = Placement.objects.filter(candidate__user=user).select_related("application__posting")
    returned = Worklog.objects.filter(placement__candidate__user=user, state=Worklog.State.RETURNED)
    active = placements.filter(state=Placement.State.ACTIVE).prefetch_related("worklogs", "pay_lines")
    newest = own.select_related("posting__organisation", "candidate", "placement").order_by("-received_at", "-pk")[
        :NEWEST
    ]
    standing = [row for row in progress.of(list(newest), at=at) if not row.is_over]
    found = {
        "offers": list(offers.select_related("application__posting").order_by("expires_at")),
        "to_agree": list(placements.filter(pk__in=_to_sign(user)).order_by("starts_on")),
        "account": list(pay_accounts.awaited(placements).order_by("starts_on", "pk")[:1]),
        "returned": list(returned.select_related("placement__application__posting").order_by("month")),
        "due": diary.due(active.order_by("starts_on"), today=today),
        "asked": outcomes.asked_of(user, today=today),
        "papers": list(papers.select_related("application__posting").order_by("due_at")),
        "to_pick": [row for row in standing if row.interview and row.interview.until and not row.interview.pick],
    }
    to_do = {_application_id(row) for rows in found.values() for row in rows}
    return Errands(
        **found,
        applications=[row for row in standing if row.application.pk not in to_do][:SHOWN],
        posting_ids={row.application.posting_id for row in standing},
    )


def _to_sign(user: User) -> QuerySet:
    """Placements whose agreement waits for the person."""
    own = Agreement.objects.filter(placement__candidate__user=user)
    return own.to_sign(AgreementSignature.Side.PERSON).values("placement")


def _application_id(row: Offer | InfoRequest | Placement | Worklog | Month | Question | Progress) -> int:
    """The application that something to do is about."""
    if isinstance(row, Progress):
        return row.application.pk
    if isinstance(row, Worklog | Month | Question):
        row = row.placement
    return row.application_id
