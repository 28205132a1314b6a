"""What waits for an operator today, in figures. Read only; each figure is a state that a page of its own lists."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count, Exists, IntegerField, OuterRef, Q, QuerySet, Subquery
from django.utils import timezone

from jobs import interview_places, unsigned
from jobs.models import (
    Application,
    Attendance,
    InterviewPick,
    InterviewSlot,
    Objection,
    Offer,
    PayLine,
    Placement,
    Posting,
    Question,
    ScoreSheet,
    Seat,
    TrainingSession,
    Worklog,
)
from profiles.models import Event, User

SOON = timedelta(hours=24)
UNDECIDED = ("received", "paper_review", "interview")
LOG_STANDS = {
    "to_confirm": Q(state__in=["submitted", "site_confirmed"]),
    "unpaid": Q(state="confirmed", is_paid=False),
    "returned": Q(state="returned"),
    "paid": Q(is_paid=True),
}


@dataclass(frozen=True)
class Agenda:
    """How many rows stand in each state; logs by what they wait for."""

    applications: dict[str, int]
    placements: dict[str, int]
    worklogs: dict[str, int]
    to_ask: int  # selected, and told so
    expiring: int
    returned: int
    questions: int  # that nobody answered
    objections: int  # that this officer may answer
    unsigned: int  # who prepares or works without an agreement


def of(postings: QuerySet[Posting], user: User, *, at: datetime) -> Agenda:
    """Count what waits on these postings for one of their officers."""
    pks = postings.values("pk")
    offers = Offer.objects.filter(application__posting__in=pks, state=Offer.State.PENDING)
    people = Application.objects.filter(posting__in=pks)
    return Agenda(
        applications=by_state(people),
        placements=by_state(Placement.objects.filter(application__posting__in=pks)),
        worklogs=of_logs(Worklog.objects.filter(placement__application__posting__in=pks)),
        to_ask=people.filter(state=Application.State.SELECTED, posting__results_released_at__isnull=False).count(),
        expiring=offers.filter(expires_at__lte=at + SOON).count(),
        returned=returned(postings).count(),
        questions=Question.objects.waiting().filter(posting__in=pks).count(),
        objections=objections(postings, user).count(),
        unsigned=unsigned.of(Placement.objects.filter(application__posting__in=pks)).count(),
    )


def objections(postings: QuerySet[Posting], user: User) -> QuerySet[Objection]:
    """Return the requests on these postings that this officer may answer; those on their own decisions wait for somebody else."""
    return Objection.objects.answerable_by(user).filter(application__posting__in=postings.values("pk"))


def returned(postings: QuerySet[Posting]) -> QuerySet[Posting]:
    """Return the drafts that the city sent back; one that its operator took back is no answer of the city."""
    ways = Event.objects.filter(subject_type="posting", subject_id=OuterRef("pk"), to_state=Posting.State.DRAFT)
    drafts = postings.filter(state=Posting.State.DRAFT)
    return drafts.alias(way=Subquery(ways.order_by("-at", "-pk").values("verb")[:1])).filter(way="return_to_draft")


def to_release(postings: QuerySet[Posting], *, at: datetime) -> QuerySet[Posting]:
    """Return postings whose day of results has come, with how many people are still undecided; those that a round decides wait for it."""
    undecided = Count("applications", filter=Q(applications__state__in=UNDECIDED))
    due = postings.filter(results_released_at=None, results_at__lte=at).exclude(state__in=["draft", "in_review"])
    counted = due.annotate(people=Count("applications"), undecided=undecided).filter(people__gt=0)
    return counted.exclude(selection=Posting.Selection.ROUND, undecided__gt=0).order_by("results_at")


def without_times(postings: QuerySet[Posting], *, at: datetime) -> QuerySet[Posting]:
    """Return postings with people at the interview who have no time and none to pick, with how many; who has a score has been heard."""
    of_person = {"application": OuterRef("pk")}
    kept = InterviewPick.objects.filter(**of_person, state__in=InterviewPick.KEPT)
    heard = ScoreSheet.objects.filter(**of_person, stage=ScoreSheet.Stage.INTERVIEW)
    people = Application.objects.filter(~Exists(kept), ~Exists(heard), state=Application.State.INTERVIEW)
    to_pick = interview_places.with_room(InterviewSlot.objects.open(at).filter(posting=OuterRef("pk")))
    rows = postings.filter(~Exists(to_pick), has_interview=True)
    counted = rows.annotate(people=_count(people.filter(posting=OuterRef("pk")), "posting"))
    return counted.filter(people__gt=0).order_by("results_at", "pk")


def to_train(postings: QuerySet[Posting], *, at: datetime) -> QuerySet[Posting]:
    """Return postings whose people prepare for their first day with no training planned, or none noted of a session that was held."""
    sessions = TrainingSession.objects.filter(posting=OuterRef("application__posting"))
    noted = Attendance.objects.filter(session=OuterRef("pk"), placement=OuterRef(OuterRef("pk")))
    held = sessions.filter(~Exists(noted), held_on__lte=timezone.localdate(at))
    preparing = Placement.objects.filter(application__posting=OuterRef("pk"), state=Placement.State.PREPARING)
    unplanned, unnoted = preparing.filter(~Exists(sessions), training_hours=None), preparing.filter(Exists(held))
    counted = postings.filter(has_training=True).annotate(
        unplanned=_count(unplanned, "application__posting"),
        unnoted=_count(unnoted, "application__posting"),
    )
    return counted.filter(Q(unplanned__gt=0) | Q(unnoted__gt=0)).order_by("starts_on", "pk")


def in_hand(postings: QuerySet[Posting]) -> QuerySet[Posting]:
    """Return postings with people at a stage that an officer decides, the fullest first."""
    counts = {state: Count("applications", filter=Q(applications__state=state)) for state in UNDECIDED}
    waits = Count("applications", filter=Q(applications__state__in=UNDECIDED))
    return postings.annotate(waits=waits, **counts).filter(waits__gt=0).order_by("-waits", "pk")


def with_pay(worklogs: QuerySet[Worklog]) -> QuerySet[Worklog]:
    """Say of each log whether it has been paid."""
    return worklogs.annotate(is_paid=Exists(PayLine.objects.filter(worklog=OuterRef("pk"))))


def of_logs(worklogs: QuerySet[Worklog]) -> dict[str, int]:
    """Count logs by what they wait for: see LOG_STANDS."""
    return with_pay(worklogs).aggregate(**{name: Count("pk", filter=stand) for name, stand in LOG_STANDS.items()})


def with_figures(postings: QuerySet[Posting]) -> QuerySet[Posting]:
    """Read along with each posting its seats, those filled, people who stand and all people who ever began.

    A seat whose person left early and was replaced is one seat filled and two people who began (연인원, as in figures.py).
    """
    people = Application.objects.live().filter(posting=OuterRef("pk"))
    placed = Placement.objects.filter(application__posting=OuterRef("pk"))
    return postings.select_related("programme_year__programme").annotate(
        seats=_count(
            Seat.objects.filter(posting_site__posting=OuterRef("pk"), closed_at=None), "posting_site__posting"
        ),
        people=_count(people, "posting"),
        filled=_count(placed.exclude(state=Placement.State.ENDED_EARLY), "application__posting", of="seat"),
        begun=_count(placed.started(), "application__posting"),
    )


def by_state(rows: QuerySet) -> dict[str, int]:
    """Count rows by their state; a state without rows is missing."""
    return dict(rows.order_by().values_list("state").annotate(Count("pk")))


def _count(rows: QuerySet, owner: str, of: str = "pk") -> Subquery:
    counted = rows.order_by().values(owner).annotate(number=Count(of, distinct=of != "pk")).values("number")
    return Subquery(counted, output_field=IntegerField())
