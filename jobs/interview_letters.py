"""What people are told of their interview: that times are offered, which one they have, that it is tomorrow or was taken back."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from django.urls import reverse
from django.utils import timezone

from jobs.interview_places import TO_PICK, UNTRUE
from jobs.letters import to_candidate
from jobs.models import Application, InterviewPick, InterviewSlot, Posting
from profiles import notices
from profiles.notices import Telling

ABSENT = "jobs.interview_absent"


def to_pick(applications: Sequence[Application], *, until: datetime, at: datetime) -> None:
    """Times are offered: pick one. Once a day, however many an operator adds."""
    day = f"{timezone.localdate(at)}"
    notices.tell(
        [
            to_candidate(row, "jobs.interview_to_pick", suffix=day, url=_page(row), is_urgent=True, until=until)
            for row in applications
        ],
        at=at,
    )


def picked(picks: Sequence[InterviewPick], *, at: datetime) -> None:
    """The time is taken: when and where, and until when it can be changed; what was told before is untrue."""
    notices.cancel("application", [pick.application_id for pick in picks], kinds=UNTRUE, at=at)
    notices.tell([_of_pick(pick, "jobs.interview_picked") for pick in picks], at=at)


def tomorrow(picks: Iterable[InterviewPick], *, at: datetime) -> int:
    """The interview is tomorrow; return how many were told."""
    return notices.tell([_of_pick(pick, "jobs.interview_tomorrow", is_urgent=True) for pick in picks], at=at)


def cancelled(applications: Sequence[Application], slot: InterviewSlot, *, reason: str, at: datetime) -> None:
    """The operator took the time back: why, and pick anew."""
    notices.cancel("application", [row.pk for row in applications], kinds=UNTRUE, at=at)
    tellings = [
        to_candidate(
            row,
            "jobs.interview_cancelled",
            suffix=str(slot.pk),
            url=_page(row),
            is_urgent=True,
            starts_at=slot.starts_at,
            reason=reason,
        )
        for row in applications
    ]
    notices.tell(tellings, at=at)


def absent(picks: Sequence[InterviewPick], *, at: datetime) -> None:
    """Noted as not come: what to do where that isn't so."""
    notices.tell([_of_pick(pick, ABSENT) for pick in picks], at=at)


def came(applications: Sequence[Application], *, at: datetime) -> None:
    """They came after all: what told otherwise is untrue."""
    notices.cancel("application", [row.pk for row in applications], kinds=[ABSENT], at=at)


def none_left(posting: Posting, *, at: datetime) -> None:
    """The last time that could be picked is gone: nobody is asked to pick one."""
    notices.cancel("application", posting.applications.values_list("pk", flat=True), kinds=[TO_PICK], at=at)


def _of_pick(pick: InterviewPick, kind: str, *, is_urgent: bool = False) -> Telling:
    slot = pick.slot
    return to_candidate(
        pick.application,
        kind,
        suffix=str(pick.pk),
        url=_page(pick.application),
        is_urgent=is_urgent,
        starts_at=slot.starts_at,
        place=slot.where,
        address=slot.address,
        closes_at=slot.closes_at,
    )


def _page(application: Application) -> str:
    return reverse("jobs:interview", args=[application.public_id])
