"""Interview times in the demo: a few postings offer them on coming days, some people pick; the others are left to do it."""

from datetime import datetime, timedelta

from config.demo.scene import Scene
from config.demo.waves import moment
from jobs import interview_places, interviews
from jobs.interviews import Draft
from jobs.models import Application, InterviewSlot, Posting
from profiles import actors, places

POSTINGS, IN_A_ROW, MINUTES = 3, 6, 20
DAYS = (4, 5)  # after the day on which they are offered
PICK = 0.6


def offer(scene: Scene, at: datetime) -> None:
    """Operators of a few postings open times on two days."""
    for posting in _postings(scene):
        room = max(1, posting.applications.filter(state=Application.State.INTERVIEW).count() // (2 * IN_A_ROW) + 1)
        drafts = [_draft(scene, posting, at, day, number, room) for day in DAYS for number in range(IN_A_ROW)]
        interviews.offer_slots(posting, drafts, by=scene.cast.operator_of[posting.organisation_id], at=at)


def pick(scene: Scene, at: datetime) -> None:
    """Most of those invited pick a time that has room; the one whose sign-in is printed leaves it open."""
    ids = {posting.pk for posting in _postings(scene)}
    for row in scene.applications("interview"):
        if row.posting_id in ids and not scene.is_printed(row) and scene.about("picks a time", row) < PICK:
            open_slots = InterviewSlot.objects.open(at).filter(posting=row.posting).order_by("starts_at")
            free = list(interview_places.with_room(open_slots))
            if free:
                chosen = free[int(scene.about("which time", row) * len(free))]
                interviews.pick(row, chosen, by=actors.user(row.candidate.user), at=at)


def _postings(scene: Scene) -> list[Posting]:
    with_interview = [posting for posting in scene.open_postings if posting.has_interview]
    printed = scene.cast.operators[0].organisation.pk
    return sorted(with_interview, key=lambda row: (row.organisation_id != printed, scene.names[row.pk]))[:POSTINGS]


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
