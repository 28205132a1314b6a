"""What the city and the operators do in one wave: publish, check, review, interview, decide, tell, offer.

Operators follow the matcher's points and the interviews; the rest is chance. Every function takes the time at which it
happens and calls the verbs of the pages, in batches.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from math import ceil

from config.demo import reviewing, suggesting
from config.demo.scene import STRONG, Scene, by_posting
from jobs import applications, judging, offers, overrides, postings, reserves, results, seat_releases, seats
from jobs.models import Application, Posting, ScoreSheet
from jobs.reserves import Room

INTERVIEWED_A_SEAT = 2.3
WAITING_A_SEAT = 1
SET_ASIDE = 0.3
PAPER_REASON = "서류심사 점수가 높은 분부터 면접에 모셨습니다. 다음 모집에 다시 지원해 주세요."
RESULT_REASON = "면접심사 점수가 높은 분부터 선발했습니다. 다음 모집에 다시 지원해 주세요."
RULE_REASON = "적격검토에서 자격 조건이 맞지 않는 것을 확인했습니다."
RESERVE_REASON = "차상위계층인 지원자는 모두 자리가 정해졌고, 이 자리를 쓸 분이 더 없습니다."
OVERRIDE_REASON = "전화로 확인하니 활동 시간을 맞출 수 있다고 하셨습니다."


def publish(scene: Scene, at: datetime) -> None:
    """The city approves what the operators sent."""
    sent = scene.postings("in_review")
    if sent:
        postings.approve(sent, by=scene.cast.city, at=at)


def check(scene: Scene, at: datetime, *, share: float = 1) -> None:
    """Operators pass those who fit; in the last round they set a rule aside or turn down who doesn't."""
    rows = [row for row in scene.applications("received") if scene.about("checked early", row) < share]
    refused = judging.refusals(rows)
    fit, unfit = [], []
    for row in rows:
        if not refused[row.pk]:
            fit.append(row)
        elif share == 1:
            (fit if _set_aside(scene, row, refused[row.pk], at) else unfit).append(row)
    if fit:
        applications.pass_eligibility(fit, by=scene.operators_of(fit), at=at)
    _reject(scene, unfit, RULE_REASON, at)


def review_papers(scene: Scene, at: datetime, *, share: float = 1) -> None:
    """Operators invite more than twice as many as there are seats to the interview, best first; the others are turned down."""
    invited, rejected = [], []
    waiting = scene.applications("paper_review")
    scored = ScoreSheet.objects.filter(application__in=waiting).values_list("application", flat=True)
    reviewing.read_papers(scene, [row for row in waiting if row.pk not in set(scored)], at)
    points = suggesting.assess(waiting, at=at)
    already = Counter(row.posting_id for row in scene.applications("interview"))
    for posting, rows in by_posting(waiting).items():
        if scene.chance.of("papers early", scene.name_of(posting)) < share:
            room = max(0, ceil(INTERVIEWED_A_SEAT * scene.seats[posting.pk]) - already[posting.pk])
            ranked = sorted(rows, key=lambda row: (-_paper_points(scene, row, points), row.pk))
            invited += ranked[:room]
            rejected += ranked[room:]
    if invited:
        applications.pass_paper(invited, by=scene.operators_of(invited), at=at)
    _reject(scene, rejected, PAPER_REASON, at)


def interview(scene: Scene, at: datetime, *, share: float = 1) -> None:
    """Reviewers write their score sheets."""
    rows = scene.applications("interview")
    heard = ScoreSheet.objects.filter(application__in=rows, stage=ScoreSheet.Stage.INTERVIEW)
    scored = set(heard.values_list("application", flat=True))
    asked = [row for row in rows if row.pk not in scored and scene.about("interviewed early", row) < share]
    if asked:
        reviewing.hear(scene, asked, {row.pk: interview_points(scene, row) for row in asked}, at)


def decide(scene: Scene, at: datetime) -> None:
    """Operators select the best, release reserved seats that nobody is for, put the next on the waiting list and turn the others down."""
    standing = by_posting(scene.applications("interview"))
    ranked = {
        posting: sorted(rows, key=lambda row: (-interview_points(scene, row), row.pk))
        for posting, rows in standing.items()
    }
    for _turn in range(2):  # the second time for what was released
        chosen = _seatable(ranked, seats.count_unclaimed([posting.pk for posting in ranked]))
        if chosen:
            applications.select(chosen, by=scene.operators_of(chosen), at=at)
        taken = {row.pk for row in chosen}
        ranked = {posting: [row for row in rows if row.pk not in taken] for posting, rows in ranked.items()}
        _release_unused(scene, at, ranked)
    waiting, rejected = [], []
    for posting, rows in ranked.items():
        in_line = ceil(scene.seats[posting.pk] * WAITING_A_SEAT)
        waiting += rows[:in_line]
        rejected += rows[in_line:]
    if waiting:
        applications.put_on_waiting_list(waiting, by=scene.operators_of(waiting), at=at)
    _reject(scene, rejected, RESULT_REASON, at)


def release(scene: Scene, at: datetime) -> None:
    """Operators tell all results together."""
    by = [scene.cast.operator_of[posting.organisation_id] for posting in scene.open_postings]
    if by:
        results.release(scene.open_postings, by=by, at=at)


def offer(scene: Scene, at: datetime) -> None:
    """Operators ask the selected, then the next on the waiting list, as many as there are free seats for them."""
    _release_unused(scene, at, scene.open_postings)
    standing = sorted(scene.applications("selected", "waiting"), key=lambda row: row.waiting_number or 0)
    asked = _seatable(by_posting(standing), seats.count_rooms(scene.ids))
    if asked:
        offers.make(asked, by=scene.operators_of(asked), at=at)


def interview_points(scene: Scene, row: Application) -> int:
    """The points of an interview; the person whose sign-in is printed does very well."""
    return STRONG if scene.is_printed(row) else 50 + int(50 * scene.about("interview", row))


def _seatable(ranked: Mapping[Posting, Sequence[Application]], rooms: Mapping[int, Room]) -> list[Application]:
    """Who of each posting has a seat in the order given: a reserved one, if it is for them, else an open one."""
    found = []
    for posting, rows in ranked.items():
        room = rooms[posting.pk]
        for row in rows:
            person = (1, 0) if reserves.is_for(row) else (0, 1)
            if room.fits(*person):
                room = room.after(*person)
                found.append(row)
    return found


def _release_unused(scene: Scene, at: datetime, open_postings: Iterable[Posting]) -> None:
    """Operators release the reserved seats that are more than the people they are for; a round has its own rule."""
    rooms = seats.count_rooms(scene.ids)
    for posting in (row for row in open_postings if rooms[row.pk].kept):
        by = scene.cast.operator_of[posting.organisation_id]
        if not seat_releases.may_release(posting, by, at=at):
            continue
        spare = seat_releases.most_to_release(posting)
        chosen = seat_releases.free_kept(posting).select_related("posting_site")[:spare]
        seat_releases.release_reserved(list(chosen), reason=RESERVE_REASON, by=by, at=at)


def _paper_points(scene: Scene, row: Application, points: dict[int, int]) -> float:
    """Half the matcher's points, half what the papers say."""
    strong = scene.is_printed(row)
    return strong + points.get(row.pk, 0) / suggesting.MOST_POINTS + scene.about("papers", row)


def _set_aside(scene: Scene, row: Application, refusals: Sequence[dict], at: datetime) -> bool:
    """Set the only rule that stands in the way aside, now and then, where the operator may."""
    if len(refusals) > 1 or refusals[0]["overridable_by"] != "operator" or scene.about("override", row) > SET_ASIDE:
        return False
    (by,) = scene.operators_of([row])
    overrides.make(row, refusals[0]["kind"], reason=OVERRIDE_REASON, by=by, at=at)
    return True


def _reject(scene: Scene, rows: list[Application], reason: str, at: datetime) -> None:
    if rows:
        applications.reject(rows, reason=reason, by=scene.operators_of(rows), at=at)
