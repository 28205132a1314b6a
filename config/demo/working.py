"""What happens after a seat is taken in one wave: papers, training, agreement, work, monthly logs, pay, the end and after.

Every function takes the time at which it happens and calls the verbs of the pages, in batches. `share` is the part of the rows
that are done by then; the rest is done later, or left for whoever signs in.
"""

from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Exists, OuterRef

from config.demo import afterwards, paying
from config.demo.scene import Scene
from config.demo.waves import months_after
from jobs import accident_covers, agreements, applications, document_checks, judging, outcomes, placements, worklogs
from jobs.models import Application, Outcome, Placement, Worklog
from jobs.worklogs import Draft
from profiles import actors
from profiles.models import Identity

CHANGES_MIND = 0.015
LEAVES_A_MONTH = 0.012
LEAVES_FOR_SITE = 0.15
ABSENT = 0.04
INSURED = 0.97
MOST_MINUTES_A_DAY = 480
TRAINING_HOURS, TRAINING_HOURS_OF_INTERNS = 12, 24
LEAVING = ("집안 사정으로 더 나오기 어려워졌습니다.", "다른 일자리를 구했습니다.", "건강을 돌보아야 합니다.")
SITE_ENDS = "활동처가 문을 닫게 되었습니다."
SENT_BACK = "활동한 날 가운데 하루가 출석부와 다릅니다. 확인하고 다시 내 주세요."
PROOF_CONTRADICTS = "배치하는 날 다시 확인하니 자격 조건이 맞지 않았습니다."
RESULTS = {
    "hired_by_host": 9,
    "hired": 15,
    "self_employed": 5,
    "volunteering": 15,
    "reapplied": 22,
    "none": 20,
    "unknown": 14,
}


# Before the first day -------------------------------------------------------------------------------------------------
def see_documents(scene: Scene, at: datetime, *, share: float = 1) -> None:
    """Operators see the papers of those who accepted; a few of them change their minds first."""
    rows = [row for row in scene.applications("accepted") if row.documents_seen_at is None]
    leaving = [row for row in rows if scene.about("changes mind", row) < CHANGES_MIND and not scene.is_printed(row)]
    if leaving:
        by = [actors.user(row.candidate.user) for row in leaving]
        applications.withdraw(leaving, by=by, at=at, reason=LEAVING[0])
    seen = [row for row in rows if row not in leaving and scene.about("documents", row) < share]
    if seen:
        rules = {kind for kinds in judging.to_confirm(seen).values() for kind in kinds}
        document_checks.confirm(seen, rules=rules, by=scene.operators_of(seen), at=at)


def place(scene: Scene, at: datetime, *, share: float = 1, starts_on: date | None = None) -> None:
    """Operators place those whose papers agree; where a rule now stands in the way the selection is taken back."""
    rows = [
        row for row in scene.applications("accepted") if row.documents_seen_at and scene.about("placed", row) < share
    ]
    try:
        _place(scene, rows, starts_on, at)
    except ValidationError as refused:
        if refused.code != "not_eligible":
            raise
        out = placements.check_again(rows, by=scene.operators_of(rows), at=at)
        applications.withdraw_selection(out, reason=PROOF_CONTRADICTS, by=scene.operators_of(out), at=at)
        _place(scene, [row for row in rows if row not in out], starts_on, at)


def train(scene: Scene, at: datetime, *, share: float = 1) -> None:
    """Operators record who came to the training; nearly everybody came to all of it."""
    rows = [row for row in scene.placements("preparing") if row.training_hours is None]
    rows = [row for row in rows if scene.about("trained", row) < share]
    for hours in (TRAINING_HOURS, TRAINING_HOURS_OF_INTERNS):
        group = [row for row in rows if _training_of(row) == hours]
        if group and scene.wave.key == "offers":
            afterwards.train_by_session(scene, group, hours, at)
            continue
        attended = [hours - (2 if scene.about("misses training", row) < 0.08 else 0) for row in group]
        if group:
            placements.record_training(group, hours=hours, attended=attended, by=scene.operators_at(group), at=at)


def agree(scene: Scene, at: datetime) -> None:
    """People sign the agreement on paper; the one whose sign-in is printed on screen, with the operator."""
    rows = [row for row in scene.placements("preparing") if row.training_hours and row.agreed_at is None]
    if rows:
        on_screen = [row for row in rows if scene.is_printed(row)]
        _sign(scene, on_screen, at)
        on_paper = [row for row in rows if row not in on_screen]
        placements.agree(on_paper, by=scene.operators_at(on_paper), at=at)
        paying.tell_accounts(scene, rows, at)


def _sign(scene: Scene, rows: Sequence[Placement], at: datetime) -> None:
    """Both sides read and sign what the operator drew up."""
    for row, officer in zip(rows, scene.operators_at(rows), strict=True):
        (made,) = agreements.draw_up([row], by=officer, at=at)
        for by in (actors.user(row.candidate.user), officer):
            identity = Identity.objects.filter(user=by.user).first()
            name = identity.name if identity else by.user.email
            agreements.sign(made, name=name, shown_hash=made.text_hash, has_read=True, by=by, at=at)


def start(scene: Scene, at: datetime) -> None:
    """Operators note the first day of those whose day has come."""
    rows = [row for row in scene.placements("preparing") if row.agreed_at and row.starts_on <= at.date()]
    if rows:
        placements.start(rows, on=at.date(), by=scene.operators_at(rows), at=at)
        _insure(scene, rows, at)


def _insure(scene: Scene, rows: Sequence[Placement], at: datetime) -> None:
    """Operators tell their insurer of those who began; nobody with a wage, and once in a while somebody is forgotten."""
    without_wage = {pk for pk, posting in scene.by_pk.items() if not posting.programme_year.pays_wage}
    of_allowance = [row for row in rows if row.application.posting_id in without_wage]
    told = [row for row in of_allowance if scene.about("insured", row) < INSURED]
    if told:
        days = {"covers_from": at.date(), "covers_until": scene.wave.ends_on}
        policy = {"insurer": "시연손해보험", "policy_number": f"시연-{scene.wave.ends_on.year}-{scene.wave.key}"}
        accident_covers.cover(told, **policy, **days, by=scene.operators_at(told), at=at)


# While it lasts -------------------------------------------------------------------------------------------------------
def leave(scene: Scene, at: datetime) -> None:
    """Some end before their time, mostly for reasons of their own."""
    rows = [row for row in scene.placements("active") if scene.about(f"leaves {at:%Y-%m}", row) < LEAVES_A_MONTH]
    rows = [row for row in rows if not scene.is_printed(row)]
    for_site = [row for row in rows if scene.about("leaves for", row) < LEAVES_FOR_SITE]
    own = [row for row in rows if row not in for_site]
    groups = [(for_site, "site", SITE_ENDS)]
    for number, reason in enumerate(LEAVING):
        groups.append(([row for row in own if int(3 * scene.about("leaves why", row)) == number], "person", reason))
    for group, ended_for, reason in groups:
        if group:
            by = scene.operators_at(group)
            placements.end_early(group, on=at.date(), ended_for=ended_for, reason=reason, by=by, at=at)


def hand_in(scene: Scene, at: datetime, *, month: date, share: float = 1, is_open: bool = False) -> None:
    """People hand in the log of a month that is over; `is_open` leaves the printed one's for whoever signs in."""
    written = Worklog.objects.filter(placement=OuterRef("pk"), month=month)
    missing = set(
        Placement.objects.filter(~Exists(written), application__posting__in=scene.ids).values_list("pk", flat=True)
    )
    rows = [row for row in scene.placements("active", "completed", "ended_early") if row.pk in missing]
    rows = [row for row in rows if scene.about(f"log {month}", row) < share and not (is_open and scene.is_printed(row))]
    drafts = [Draft(row, month, list(_entries(scene, row, month))) for row in rows if row.started_on]
    drafts = [draft for draft in drafts if draft.entries]
    if drafts:
        by = [actors.user(draft.placement.candidate.user) for draft in drafts]
        worklogs.submit(drafts, by=by, at=at)


def hand_in_again(scene: Scene, at: datetime) -> None:
    """People mend what was sent back."""
    rows = scene.logs("returned")
    if rows:
        entries = dict(Worklog.objects.filter(pk__in=[row.pk for row in rows]).values_list("pk", "entries"))
        drafts = [Draft(row.placement, row.month, entries[row.pk][1:]) for row in rows]
        worklogs.submit(drafts, by=[actors.user(row.placement.candidate.user) for row in rows], at=at)


def confirm_at_sites(scene: Scene, at: datetime, *, share: float = 1) -> None:
    """Host sites confirm that people were there."""
    rows = [row for row in scene.logs("submitted") if scene.about(f"site {row.month}", row.placement) < share]
    if rows:
        by = [scene.host_of[row.placement.seat_id] for row in rows]
        worklogs.confirm_at_site(rows, by=by, at=at)


def send_back(scene: Scene, at: datetime, *, share: float = 0.01) -> None:
    """Operators send a few logs back."""
    rows = [row for row in scene.logs("site_confirmed") if scene.about(f"returned {row.month}", row.placement) < share]
    if rows:
        worklogs.send_back(rows, reason=SENT_BACK, by=_operators(scene, rows), at=at)


def confirm(scene: Scene, at: datetime, *, share: float = 1) -> None:
    """Operators confirm what the sites confirmed."""
    rows = [row for row in scene.logs("site_confirmed") if scene.about(f"confirmed {row.month}", row.placement) < share]
    if rows:
        worklogs.confirm(rows, by=_operators(scene, rows), at=at)


# The end and after ----------------------------------------------------------------------------------------------------
def complete(scene: Scene, at: datetime) -> None:
    """Operators end what was seen through."""
    rows = [row for row in scene.placements("active") if row.ends_on <= at.date()]
    if rows:
        placements.complete(rows, on=scene.wave.ends_on, by=scene.operators_at(rows), at=at)


def record_outcomes(scene: Scene, at: datetime, *, months: int, share: float = 1) -> None:
    """Operators ask people after three and six months what became of them."""
    told = set(Outcome.objects.filter(months_after=months).values_list("placement", flat=True))
    rows = [
        row
        for row in scene.placements("completed", "ended_early")
        if row.started_on and row.pk not in told and scene.about("outcome", row) < share
    ]
    if rows:
        found = [_result(scene.about(f"outcome {months}", row)) for row in rows]
        outcomes.record(rows, months_after=months, results=found, by=scene.operators_at(rows), at=at)


# Private --------------------------------------------------------------------------------------------------------------
def _place(scene: Scene, rows: Sequence[Application], starts_on: date | None, at: datetime) -> None:
    if rows:
        placements.place(rows, starts_on=starts_on, by=scene.operators_of(rows), at=at)


def _training_of(row: Placement) -> int:
    is_internship = row.application.posting.programme_year.programme.kind == "internship"
    return TRAINING_HOURS_OF_INTERNS if is_internship else TRAINING_HOURS


def _operators(scene: Scene, rows: Sequence[Worklog]) -> list[actors.Actor]:
    return scene.operators_at(row.placement for row in rows)


def _entries(scene: Scene, row: Placement, month: date) -> Iterator[dict[str, Any]]:
    """The days that the posting's week names, but for a few missed ones, up to the cap of the month."""
    posting = row.application.posting
    sentences = [part.strip() + "." for part in posting.duties.split(".") if part.strip()]
    last = min(row.finished_on or row.ends_on, months_after(month, 1) - timedelta(days=1))
    left = (posting.programme_year.hours_cap_per_month or 24 * 31) * 60
    day = max(row.started_on, month)
    while day <= last and left > 0:
        minutes = min(60 * posting.hours_mask[day.weekday()].bit_count(), MOST_MINUTES_A_DAY, left)
        if minutes and scene.about(f"absent {day}", row) >= ABSENT:
            left -= minutes
            yield {"on": day.isoformat(), "minutes": minutes, "what": sentences[day.day % len(sentences)][:100]}
        day += timedelta(days=1)


def _result(lot: float) -> str:
    """A result by its share."""
    mark = lot * sum(RESULTS.values())
    for result, weight in RESULTS.items():
        mark -= weight
        if mark < 0:
            return result
    return "unknown"
