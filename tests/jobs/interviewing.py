"""Interview times and picks as they stand, past the verbs."""

from datetime import timedelta
from itertools import count

from jobs.interviews import Draft
from jobs.models import InterviewPick, InterviewSlot
from tests import make
from tests.make import NOW

SOON = NOW + timedelta(days=3)
_hours = count(1)


def draft(**changed):
    """Twenty minutes for two people three days from NOW, to be picked until a day before."""
    told = {
        "starts_at": SOON,
        "minutes": 20,
        "place": "서부캠퍼스 3층 회의실",
        "address": "통일로 684",
        "area": "11410",
        "capacity": 2,
        "closes_at": SOON - timedelta(days=1),
    }
    return Draft(**{**told, **changed})


def slot(posting, **columns):
    """A time of the posting, each an hour after the last that was made."""
    told = vars(draft(starts_at=SOON + timedelta(hours=next(_hours))))
    return InterviewSlot.objects.create(posting=posting, offered_at=NOW, **{**told, **columns})


def pick(application, slot_=None, *, state="picked", **columns):
    """The next place of a slot, taken by an application."""
    of = slot_ or slot(application.posting)
    told = {"number": of.picks.filter(state__in=InterviewPick.KEPT).count() + 1, "picked_at": NOW, "moved_at": NOW}
    return InterviewPick.objects.create(slot=of, application=application, state=state, **{**told, **columns})


def invited(posting=None, **columns):
    """Somebody at the interview, with who acts as them."""
    row = make.application(posting, state="interview", **columns)
    return row, make.actor(row.candidate.user)
