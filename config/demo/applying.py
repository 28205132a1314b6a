"""What people do in one wave: look at what is suggested, apply, answer an offer, or don't.

They follow points and nearness to home and shy away from crowded postings; the rest is chance. Somebody who begins elsewhere
declines and gives up what else they wait for.
"""

from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta

from config.demo import recruiting, suggesting
from config.demo.organisations import PRINTED
from config.demo.scene import Scene
from config.demo.suggesting import Suggested
from jobs import applications, offers
from jobs.models import Application, Offer, Placement, Posting
from jobs.submissions import MOST_WISHES, Submission
from profiles import actors, places
from profiles.actors import Actor
from profiles.models import Candidate

LOOK_A_SEAT = 1.7  # who look, and of them who apply, for each seat of a wave
APPLY_A_SEAT = 1.45
RUSH = 3  # times as many where a round decides: there are few postings, and somebody should be left to wait
SECOND, THIRD = 0.42, 0.1  # who apply for a second and a third posting
CROWDED = 3  # applications a seat
UNSUGGESTED = 0.09  # who look through all that is open, for where few have applied
DECLINES = 0.05
SILENT = 0.04
NEVER = 99
WAVES_OF_THE_PRINTED = ("spring", "ending", "offers", "round", "review", "open")
DECLINE_REASONS = ("다른 일자리에 참여하게 되었습니다.", "집안 사정이 생겼습니다.", "건강을 돌보려고 합니다.")
MOTIVES = (
    "{work} 일을 하며 배운 것을 동네에서 나누고 싶습니다.",
    "집에서 가깝고 시간이 맞아 꾸준히 나올 수 있습니다.",
    "쉬는 동안 다시 일하고 싶은 마음이 커졌습니다. {work} 경험을 살리겠습니다.",
)


def plan(scene: Scene, at: datetime) -> list[Submission]:
    """Return what people will send in this wave."""
    total = sum(scene.seats.values()) * (RUSH if scene.wave.key == "round" else 1)
    lookers = _lookers(scene, at)[: round(total * LOOK_A_SEAT)]
    found = suggesting.suggest(lookers, scene.ids, at=at)
    appliers = [person for person in lookers if found.get(person.pk)][: round(total * APPLY_A_SEAT)]
    crowd = dict.fromkeys(scene.ids, 0)
    planned = []
    for person in appliers:
        for posting in _chosen(scene, person, found[person.pk], crowd):
            crowd[posting.pk] += 1
            planned.append(_submission(scene, person, posting))
    strays = [person for person in lookers if scene.chance.of("stray", person.user.email, scene.wave.key) < UNSUGGESTED]
    known = {(one.candidate.pk, one.posting.pk) for one in planned}
    for person in strays:
        posting = min(scene.open_postings, key=lambda row: (crowd[row.pk] / scene.seats[row.pk], scene.names[row.pk]))
        if (person.pk, posting.pk) not in known and not _is_printed(person):
            crowd[posting.pk] += 1
            planned.append(_submission(scene, person, posting))
    return planned


def apply(scene: Scene, planned: Sequence[Submission], at: datetime, *, part: int, parts: int) -> None:
    """Those send their applications who do so in this part of the days."""
    sent = [one for one in planned if _part(scene, one, parts) == part]
    if sent:
        applications.submit(sent, by=[actors.user(one.candidate.user) for one in sent], at=at)


def answer(scene: Scene, at: datetime) -> None:
    """People whose day has come answer: they take the best offer, decline the others and give up what else they wait for."""
    due = [offer for offer in scene.offers() if offer.offered_at < at < offer.expires_at]
    due = [offer for offer in due if at - offer.offered_at >= timedelta(days=_days(scene, offer.application), hours=-8)]
    due.sort(key=lambda offer: (-recruiting.interview_points(scene, offer.application), offer.pk))
    taken = _bound({offer.application.candidate_id for offer in due}, scene.wave.starts_on)
    accepted, declined = [], []
    for offer in due:
        is_free = offer.application.candidate_id not in taken
        if is_free and (
            _is_printed(offer.application.candidate) or scene.about("declines", offer.application) >= DECLINES
        ):
            taken.add(offer.application.candidate_id)
            accepted.append(offer)
        else:
            declined.append(offer)
    if accepted:
        offers.accept(accepted, by=_people(accepted), at=at)
    for number, reason in enumerate(DECLINE_REASONS):
        rows = [offer for offer in declined if int(3 * scene.about("why", offer.application)) == number]
        if rows:
            offers.decline(rows, reason=reason, by=_people(rows), at=at)
    _give_up_others(scene, accepted, at)


def expire(scene: Scene, at: datetime) -> None:
    """What nobody answered in time ends."""
    overdue = [offer for offer in scene.offers() if offer.expires_at <= at]
    if overdue:
        offers.expire(overdue, by=actors.system(), at=at)


def _lookers(scene: Scene, at: datetime) -> list[Candidate]:
    """People who are here and not bound when the wave begins, in an order by chance; the printed one first or not at all."""
    bound = _bound(None, scene.wave.starts_on)
    free = [person for pk, person in scene.people.items() if person.created_at <= at and pk not in bound]
    is_wave_of_printed = scene.wave.key in WAVES_OF_THE_PRINTED
    free = [person for person in free if is_wave_of_printed or not _is_printed(person)]
    return sorted(
        free, key=lambda person: (not _is_printed(person), scene.chance.of("looks", person.user.email, scene.wave.key))
    )


def _bound(candidate_ids: Iterable[int] | None, starts_on: date) -> set[int]:
    """Who has taken a seat, or works somewhere on that day."""
    rows = Placement.objects.filter(state__in=["preparing", "active"], ends_on__gte=starts_on)
    accepted = Application.objects.filter(state="accepted")
    if candidate_ids is not None:
        rows, accepted = rows.filter(candidate__in=candidate_ids), accepted.filter(candidate__in=candidate_ids)
    return {*rows.values_list("candidate", flat=True), *accepted.values_list("candidate", flat=True)}


def _chosen(scene: Scene, person: Candidate, found: Sequence[Suggested], crowd: dict[int, int]) -> list[Posting]:
    """One to three of the suggested postings, best first."""
    lot = scene.chance.of("how many", person.user.email, scene.wave.key)
    number = 1 if _is_printed(person) else 1 + (lot < SECOND) + (lot < THIRD)
    by_pk = scene.by_pk

    def liking(one: Suggested) -> tuple[float, int]:
        posting = by_pk[one.posting_id]
        rate = crowd[posting.pk] / scene.seats[posting.pk]
        mood = scene.chance.of("likes", person.user.email, scene.name_of(posting))
        return (-one.points * (0.7 + 0.6 * mood) * (1.3 if rate < 1 else 0.9 if rate < 2 else 0.5), posting.pk)

    open_to = [one for one in found if crowd[one.posting_id] < CROWDED * scene.seats[one.posting_id]]
    return [by_pk[one.posting_id] for one in sorted(open_to, key=liking)[:number]]


def _submission(scene: Scene, person: Candidate, posting: Posting) -> Submission:
    sites = sorted(scene.sites[posting.pk], key=lambda row: (places.distance_km(person.place, row.site.place), row.pk))
    name = scene.name_of(posting)
    careers = list(person.careers.all())
    motive = MOTIVES[int(scene.chance.of("motive", person.user.email, name) * len(MOTIVES))]
    return Submission(
        posting=posting,
        candidate=person,
        posting_site_ids=[row.pk for row in sites[:MOST_WISHES]],
        form_token=scene.chance.token(person.user.email, name),
        motive=motive.format(work=careers[0].title if careers else "여러"),
        answer="담당자와 의논해서 차분하게 풀어 가겠습니다." if posting.question else "",
    )


def _part(scene: Scene, one: Submission, parts: int) -> int:
    """In which part of the days somebody applies; the printed one at once."""
    return 0 if _is_printed(one.candidate) else int(scene.chance.of("day", one.form_token) * parts)


def _days(scene: Scene, row: Application) -> int:
    """After how many days a person answers; the printed one leaves the open offer to whoever signs in."""
    if _is_printed(row.candidate):
        return NEVER if scene.wave.key == "offers" else 1
    lot = scene.about("answers", row)
    if lot < SILENT:
        return NEVER
    slow = scene.wave.offer_days > 3
    return 1 if lot < 0.5 else 2 if lot < (0.7 if slow else 1) else 8


def _give_up_others(scene: Scene, accepted: Sequence[Offer], at: datetime) -> None:
    """Who took a seat withdraws what else they applied for in the wave."""
    people = {offer.application.candidate_id for offer in accepted}
    rows = [
        row
        for row in scene.applications("received", "paper_review", "interview", "selected", "waiting")
        if row.candidate_id in people
    ]
    if rows:
        reason = "다른 일자리에 참여하게 되었습니다."
        applications.withdraw(rows, by=[actors.user(row.candidate.user) for row in rows], at=at, reason=reason)


def _people(rows: Sequence[Offer]) -> list[Actor]:
    return [actors.user(offer.application.candidate.user) for offer in rows]


def _is_printed(person: Candidate) -> bool:
    return person.user.email == PRINTED["candidate"]
