"""How late an operator is with what waits for it, figure by figure: what was promised to people, and days that the posting names.

Silence is late as jobs/results.py tells of it, a question as jobs/questions.py does. Whole days of Seoul. Read only.
"""

from datetime import date, datetime, timedelta

from django.conf import settings
from django.db.models import DateTimeField, ExpressionWrapper, F, Min, Q, QuerySet
from django.db.models.functions import Greatest
from django.utils import timezone

from jobs import interview_places, pauses, unsigned
from jobs.agenda import UNDECIDED
from jobs.models import Application, Objection, Placement, Posting, Question


def of(postings: QuerySet[Posting], objected_at: datetime | None, *, at: datetime) -> dict[str, int]:
    """Return, by figure of the agenda, how many days the oldest row is late; a figure in time is missing.

    `objected_at`: since when the oldest request waits that the officer may answer.
    """
    pks, today = postings.values("pk"), timezone.localdate(at)
    people, silence = Application.objects.filter(posting__in=pks), timedelta(days=settings.SILENT_AFTER_DAYS)
    moved = ExpressionWrapper(F("moved_at") + pauses.stood_still(at), DateTimeField())
    since = Greatest("posting__apply_until", moved)
    undecided = people.filter(state__in=UNDECIDED, posting__apply_until__lte=at).order_by()
    undecided = undecided.exclude(interview_places.waits_for_nobody(at)).exclude(pauses.waits_for_person(at))
    due_on = {
        state: _day(first) + silence for state, first in undecided.values_list("state").annotate(first=Min(since))
    }
    begun = people.filter(state=Application.State.ACCEPTED).aggregate(first=Min("posting__starts_on"))
    at_work = Placement.objects.filter(application__posting__in=pks)
    first = at_work.aggregate(
        preparing=Min("starts_on", filter=Q(state=Placement.State.PREPARING)),
        unsigned=Min("starts_on", filter=unsigned.IS),
    )
    asked = Question.objects.waiting().filter(posting__in=pks).aggregate(first=Min("moved_at"))
    due_on |= {
        "accepted": begun["first"],
        **first,
        "questions": asked["first"] and _day(asked["first"]) + timedelta(days=settings.QUESTION_WAITS_DAYS),
        "objections": objected_at and _day(objected_at) + silence,
    }
    return {name: (today - due).days for name, due in due_on.items() if due and due < today}


def oldest(objections: QuerySet[Objection]) -> datetime | None:
    """Return when the one was asked that has waited the longest."""
    return objections.aggregate(first=Min("asked_at"))["first"]


def of_objection(asked_at: datetime, today: date) -> int:
    """Return by how many days a request is late that nobody has answered."""
    return days_since(_day(asked_at) + timedelta(days=settings.SILENT_AFTER_DAYS), today)


def days_since(since: date | datetime | None, today: date) -> int:
    """Return how many whole days of Seoul lie between; 0 for what lies ahead or never was."""
    return max(0, (today - _day(since)).days) if since else 0


def _day(since: date | datetime) -> date:
    return timezone.localdate(since) if isinstance(since, datetime) else since
