"""Interview times in the demo: a few postings offer them on coming days, some people pick; the others are left to do it."""

from collections import Counter
from datetime import datetime, timedelta

from config.demo.scene import Scene
from config.demo.waves import moment
from jobs import interview_places, interviews
from jobs.interviews import Draft
from jobs.models import InterviewSlot, Posting
from profiles import actors, places

POSTINGS, IN_A_ROW, MINUTES = 3, 6, 20
DAYS = (4, 5)  # after the day on which they are offered
PICK = 0.6


def offer(scene: Scene, at: datetime) -> None:
    """Operators of a few postings that have invited people open times on two days."""
    invited = Counter(row.posting_id for row in scene.applications("interview"))
    for posting in _postings(scene, invited):
        room = invited[posting.pk] // (len(DAYS) * IN_A_ROW) + 1
        drafts = [_draft(scene, posting, at, day, number, room) for day in DAYS for number in range(IN_A_ROW)]
        interviews.offer_slots(posting, drafts, by=scene.cast.operator_of[posting.organisation_id], at=at)


def pick(scene: Scene, at: datetime) -> None:
    """Most of those invited pick a time that has room; the one whose sign-in is printed leaves it open."""
    with_slots = set(InterviewSlot.objects.open(at).filter(posting__in=scene.ids).values_list("posting_id", flat=True))
    for row in scene.applications("interview"):
        if row.posting_id in with_slots and not scene.is_printed(row) and scene.about("picks a time", row) < PICK:
            open_slots = InterviewSlot.objects.open(at).filter(posting=row.posting).order_by("starts_at")
            free = list(interview_places.with_room(open_slots))
            if free:
                chosen = free[int(scene.about("which time", row) * len(free))]
                interviews.pick(row, chosen, by=actors.user(row.candidate.user), at=at)


def _postings(scene: Scene, invited: Counter[int]) -> list[Posting]:
    """A few: those of the operator whose sign-in is printed, and the one that the printed candidate is invited to, first."""
    printed = scene.cast.operators[0].organisation.pk
    awaited = {row.posting_id for row in scene.applications("interview") if scene.is_printed(row)}
    found = [row for row in scene.open_postings if row.has_interview and invited[row.pk]]
    first = sorted(
        found,
        key=lambda row: (row.pk not in awaited, row.organisation_id != printed, scene.names[row.pk]),
    )
    return first[:POSTINGS]


def _draft(scene: Scene, posting: Posting, at: datetime, day: int, number: int, room: int) -> Draft:
    on = at.date() + timedelta(days=day)  # acts happen at times of Seoul
    district = scene.sites[posting.pk][0].site.district
    return Draft(
        starts_at=moment(on, 14) + number * timedelta(minutes=MINUTES),
        minutes=MINUTES,
        place=f"{posting.organisation.name} 회의실",
        address=f"서울특별시 {places.name(district)}",
        area=district,
        capacity=room,
        closes_at=moment(at.date() + timedelta(days=min(DAYS) - 1), 18),
    )
