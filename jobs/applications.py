"""Applications: from receipt through eligibility check, paper review and interview to a result.

The machine suggests and warns, a person decides (PIPA art. 37-2). Results stay hidden until they are released together
at the posting's time. STEPS is the only place of moves; offers.py and placements.py take its later ones.
"""

from collections.abc import Sequence
from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import Max, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from jobs import (
    application_drafts,
    attachments,
    conflicts,
    deciding,
    holding,
    info_ends,
    intake_limits,
    interview_places,
    judging,
    letters,
    progress,
    seats,
    sharing,
    steps,
)
from jobs.models import Application, Assessment, Offer, Posting, Wish
from jobs.steps import Parties, Step
from jobs.submissions import Submission, require_complete, require_own, sites_of
from profiles import events, lines
from profiles.actors import ANSWER, Actor, each

STAGES = ("received", "paper_review", "interview")
STEPS = (
    Step("pass_eligibility", gettext_lazy("적격으로 확인하기"), ("received",), "paper_review", ("operator",)),
    Step("pass_paper", gettext_lazy("서류 합격으로 하기"), ("paper_review",), "interview", ("operator",)),
    Step("select", gettext_lazy("합격으로 하기"), ("paper_review", "interview"), "selected", ("operator",)),
    Step(
        "put_on_waiting_list",
        gettext_lazy("예비합격으로 하기"),
        ("paper_review", "interview"),
        "waiting",
        ("operator",),
    ),
    Step("reject", gettext_lazy("불합격으로 하기"), STAGES, "not_selected", ("operator",)),
    Step("take_back", gettext_lazy("결정 되돌리기"), Application.DECIDED, "", ("operator",)),  # to the stage it left
    Step(
        "withdraw",
        gettext_lazy("지원 취소하기"),
        (*STAGES, "selected", "waiting", "not_selected", "offered", "accepted"),  # not_selected: while it is hidden
        "withdrawn",
        ("candidate",),
        ANSWER,
    ),
    Step("offer", gettext_lazy("참여 의사 묻기"), ("selected", "waiting"), "offered", ("operator",)),
    Step("accept", gettext_lazy("참여하기"), ("offered",), "accepted", ("candidate",), ANSWER),
    Step("decline", gettext_lazy("참여하지 않기"), ("offered",), "declined", ("candidate",), ANSWER),
    Step("lapse", gettext_lazy("기한 넘김"), ("offered",), "lapsed", ("system",)),
    Step(
        "withdraw_selection",
        gettext_lazy("합격 취소하기"),
        ("selected", "waiting", "offered", "accepted"),
        "selection_withdrawn",
        ("manager",),
    ),
    Step("place", gettext_lazy("배치하기"), ("accepted",), "placed", ("operator",)),
)
# What the city does when it publishes an allocation round: the same verbs, decided by the round and by nobody alone.
STEPS_BY_ROUND = (
    Step("select", gettext_lazy("합격으로 하기"), ("paper_review", "interview"), "selected", ("city",)),
    Step("put_on_waiting_list", gettext_lazy("예비합격으로 하기"), ("paper_review", "interview"), "waiting", ("city",)),
    Step("reject", gettext_lazy("불합격으로 하기"), (*STAGES, "waiting"), "not_selected", ("city",)),
    Step("offer", gettext_lazy("참여 의사 묻기"), ("selected", "waiting"), "offered", ("city",)),
)
MOST_REASON = 200
BATCH_VERBS = ("pass_eligibility", "pass_paper", "select", "put_on_waiting_list", "reject", "take_back")


@transaction.atomic
def submit(submissions: Sequence[Submission], *, by: Actor | Sequence[Actor], at: datetime) -> list[Application]:
    """Take in applications; a form sent twice gives the first one back.

    Raises PermissionDenied, application_once, not_open, intake_full, no_wish, too_many_wishes, wrong_site, motive_missing,
    answer_missing, changed_meanwhile and, by field, resident_number, file_missing, consent_missing.
    """
    actors = each(by, submissions)
    postings = {row.pk: row for row in steps.lock(Posting, {s.posting.pk: s.posting for s in submissions}.values())}
    known = {
        row.form_token: row for row in Application.objects.filter(form_token__in=[s.form_token for s in submissions])
    }
    require_own(submissions, known, actors, at=at)
    fresh = [(s, actor) for s, actor in zip(submissions, actors, strict=True) if s.form_token not in known]
    sites, given = sites_of(postings), attachments.lock_given([s for s, _actor in fresh], postings)
    for submission, _actor in fresh:
        posting = postings[submission.posting.pk]
        files = given.get((posting.pk, submission.candidate.pk), {})
        require_complete(submission, posting, sites[posting.pk], files, at=at)
    intake_limits.refuse_beyond(postings, [(s.posting.pk, s.candidate.pk) for s, _actor in fresh])
    sharing.require(fresh, at=at)
    if progress.hidden_refusals((s.posting.pk, s.candidate.pk) for s, _actor in fresh):
        raise _once()
    for row in _receive(fresh, postings, at):
        known[row.form_token] = row
    intake_limits.close_full(postings, at=at)
    return [known[s.form_token] for s in submissions]


@transaction.atomic
def pass_eligibility(
    applications: Sequence[Application], *, by: Actor | Sequence[Actor], at: datetime, holds: bool = False
) -> list[Application]:
    """Pass the eligibility check (적격검토); `holds`: nobody is told yet (jobs/moves.py). Raises PermissionDenied, wrong_state, not_eligible."""
    rows, moves = begin("pass_eligibility", applications, by)
    barred = judging.barred(rows)
    if barred:
        raise ValidationError(
            _("자격이 맞지 않는 분이 %(count)d명 있습니다. 예외로 하는 이유를 적거나 불합격으로 해 주세요.")
            % {"count": len(barred)},
            code="not_eligible",
        )
    finish("pass_eligibility", rows, moves, by=by, at=at, holds=holds)
    if not holds:
        letters.stage_moved(rows, at=at)
    return rows


@transaction.atomic
def pass_paper(
    applications: Sequence[Application], *, by: Actor | Sequence[Actor], at: datetime, holds: bool = False
) -> list[Application]:
    """Pass the paper review (서류심사); `holds`: nobody is told yet (jobs/moves.py). Raises PermissionDenied, wrong_state, no_interview."""
    rows, moves = begin("pass_paper", applications, by)
    if any(not row.posting.has_interview for row in rows):
        raise ValidationError(_("면접심사가 없는 공고입니다. 바로 합격이나 불합격으로 해 주세요."), code="no_interview")
    finish("pass_paper", rows, moves, by=by, at=at, holds=holds)
    if not holds:
        letters.stage_moved(rows, at=at)
    return rows


@transaction.atomic
def select(applications: Sequence[Application], *, by: Actor | Sequence[Actor], at: datetime) -> list[Application]:
    """Select people (합격), no more than there are seats.

    Raises PermissionDenied, wrong_state, by_round, interview_first, too_few_seats, seat_reserved.
    """
    lock_postings(applications)
    rows, moves = begin("select", applications, by)
    deciding.refuse_by_round(rows)
    deciding.require_interview(rows)
    deciding.require_room(rows)
    finish("select", rows, moves, by=by, at=at)
    letters.result([row for row in rows if row.posting.results_released_at], at=at)
    return rows


@transaction.atomic
def put_on_waiting_list(
    applications: Sequence[Application], *, by: Actor | Sequence[Actor], at: datetime
) -> list[Application]:
    """Put people on the waiting list (예비합격) in the order given.

    Raises PermissionDenied, wrong_state, by_round, interview_first.
    """
    lock_postings(applications)
    rows, moves = begin("put_on_waiting_list", applications, by)
    deciding.refuse_by_round(rows)
    deciding.require_interview(rows)
    number_in_line(rows)
    finish("put_on_waiting_list", rows, moves, by=by, at=at, also=("waiting_number",))
    letters.result([row for row in rows if row.posting.results_released_at], at=at)
    return rows


@transaction.atomic
def reject(
    applications: Sequence[Application], *, reason: str, by: Actor | Sequence[Actor], at: datetime
) -> list[Application]:
    """Turn people down (불합격) with the reason they will read. Raises PermissionDenied, wrong_state, reason_missing, max_length."""
    rows, moves = begin("reject", applications, by)
    if not reason.strip():
        raise ValidationError(_("불합격 이유를 적어 주세요. 지원하신 분이 읽습니다."), code="reason_missing")
    why = lines.text(reason, MOST_REASON, field="reason")
    for row in rows:
        row.reason = why
    finish("reject", rows, moves, by=by, at=at, reason=why, also=("reason",))
    letters.result([row for row in rows if row.posting.results_released_at], at=at)
    return rows


@transaction.atomic
def withdraw(
    applications: Sequence[Application], *, by: Actor | Sequence[Actor], at: datetime, reason: str = ""
) -> list[Application]:
    """Withdraw (지원 취소), at any stage before placement; a held seat falls free, files are destroyed. Raises PermissionDenied, wrong_state."""
    postings = lock_postings(applications)
    rows, moves = begin("withdraw", applications, by)
    for row in rows:
        if progress.knows_refusal(row):
            raise steps.wrong_state(row)
    _let_go(rows, by=by, at=at)
    attachments.erase(rows, at=at)
    finish("withdraw", rows, moves, by=by, at=at, reason=reason)
    letters.withdrawn(rows, by=each(by, rows), at=at)
    intake_limits.open_again(postings, at=at)
    return rows


@transaction.atomic
def withdraw_selection(
    applications: Sequence[Application], *, reason: str, by: Actor | Sequence[Actor], at: datetime
) -> list[Application]:
    """Take a selection back because the proof contradicts (합격 취소): it is told at once, so never before the results.

    Raises PermissionDenied, wrong_state, not_released, reason_missing, max_length.
    """
    lock_postings(applications)
    rows, moves = begin("withdraw_selection", applications, by)
    if any(progress.is_hidden(row) for row in rows):
        raise ValidationError(_("결과를 발표한 뒤에 합격을 취소할 수 있습니다."), code="not_released")
    if not reason.strip():
        raise ValidationError(_("합격을 취소하는 이유를 적어 주세요. 지원하신 분이 읽습니다."), code="reason_missing")
    why = lines.text(reason, MOST_REASON, field="reason")
    for row in rows:
        row.reason = why
    _let_go(rows, by=by, at=at)
    finish("withdraw_selection", rows, moves, by=by, at=at, reason=why, also=("reason",))
    letters.result(rows, at=at)
    return rows


@transaction.atomic
def assess(assessments: Sequence[Assessment]) -> list[Assessment]:
    """Keep the matcher's points and reasons for applications; advice, replaced whenever they change."""
    return Assessment.objects.bulk_create(
        assessments,
        update_conflicts=True,
        unique_fields=["application"],
        update_fields=["points", "reasons", "version", "assessed_at"],
    )


def steps_for(application: Application, by: Actor) -> list[Step]:
    """Return the steps this actor may take now: what the page draws as buttons."""
    found = [step for step in STEPS if steps.may(step, application, parties(application), by)]
    if progress.knows_refusal(application):
        found = []
    closed = "withdraw_selection" if progress.is_hidden(application) else "take_back"
    found = [step for step in found if step.verb != closed]
    if deciding.is_left_to_a_later_step(application):
        return [step for step in found if step.verb not in ("select", "put_on_waiting_list")]
    return [step for step in found if step.verb != "pass_paper" or application.posting.has_interview]


def waiting_list(posting: Posting) -> QuerySet[Application]:
    """Return the waiting list in its order."""
    return posting.applications.filter(state="waiting").order_by("waiting_number")


def next_number(posting: Posting) -> int:
    """Return the number that the next on the waiting list would have."""
    return (posting.applications.aggregate(last=Max("waiting_number"))["last"] or 0) + 1


def number_in_line(rows: Sequence[Application]) -> None:
    """Give people the next waiting numbers of their postings, which are locked, in the order given."""
    postings = {row.posting_id for row in rows}
    before = Application.objects.filter(posting__in=postings).values_list("posting_id")
    last = dict(before.annotate(Max("waiting_number")))
    for row in rows:
        last[row.posting_id] = row.waiting_number = (last.get(row.posting_id) or 0) + 1


def parties(application: Application) -> Parties:
    """Return whose application it is."""
    return Parties(user_id=application.candidate.user_id, operator_id=application.posting.organisation_id)


def lock_postings(applications: Sequence[Application]) -> dict[int, Posting]:
    """Return the postings re-read and locked in pk order: whoever hands out seats or waiting numbers takes turns."""
    pks = {row.posting_id for row in applications}
    rows = Posting.objects.select_for_update(no_key=True).filter(pk__in=pks).order_by("pk")
    return {row.pk: row for row in rows}


def begin(verb: str, applications: Sequence[Application], by: Actor | Sequence[Actor], table: Sequence[Step] = STEPS):
    """Lock the rows and check that each actor may; return them with their moves. Raises PermissionDenied, wrong_state."""
    rows = steps.lock(Application, applications, "posting", "candidate")
    step = steps.check(table, verb, rows, parties, each(by, rows))
    conflicts.require_none(rows, each(by, rows))
    return rows, [(row.state, step.to_state) for row in rows]


def finish(verb, rows, moves, *, by, at, reason="", also=(), holds=False) -> None:
    """Write the new state, append the events, take back notices that are untrue now, and free times of interviews that won't be."""
    if not rows:
        return
    holding.settle(rows, verb, at=at)
    for row, (before, after), actor in zip(rows, moves, each(by, rows), strict=True):
        row.state, row.moved_at, row.moved_by = after, at, actor.user
        row.held_from = before if holds else ""
    steps.write(rows, "state", "moved_at", "moved_by", "held_from", *also)
    events.record(verb, rows, by=by, at=at, moves=moves, reason=reason)
    known = {row: actor for row, actor in zip(rows, each(by, rows), strict=True) if not progress.is_hidden(row)}
    letters.overtaken(list(known), at=at)
    past = [row for row in known if row.state not in STAGES]
    info_ends.overtake([row for row in past if row.state != Application.State.ACCEPTED], by=known, at=at)
    interview_places.give_back(past, by=[known[row] for row in past], at=at)
    _answer({row.posting_id for row, move in zip(rows, moves, strict=True) if move[0] in STAGES}, at=at)


def _answer(posting_ids: set[int], *, at: datetime) -> None:
    """Where nobody is left who waits for a decision, nobody need be reminded of one."""
    if not posting_ids:
        return
    waiting = Application.objects.filter(posting__in=posting_ids, state__in=STAGES).values_list("posting_id", flat=True)
    letters.answered(posting_ids - set(waiting), at=at)


def _let_go(rows: Sequence[Application], *, by: Actor | Sequence[Actor], at: datetime) -> None:
    """Close pending offers and free the seats of applications that end, and tell their operators."""
    ending = dict(zip(rows, each(by, rows), strict=True))
    holding = [row for row in rows if row.state in ("offered", "accepted")]
    pending = Offer.objects.filter(application__in=holding, state=Offer.State.PENDING)
    pending.update(state=Offer.State.CANCELLED, answered_at=at)
    seats.release(holding, by=[ending[row] for row in holding], at=at)
    letters.seat_freed(holding, at=at)
    letters.let_go(rows, at=at)


def _receive(fresh, postings: dict[int, Posting], at: datetime) -> list[Application]:
    """Write the applications with wishes, verdicts, events and receipts."""
    if not fresh:
        return []
    rows = [
        Application(
            posting=postings[s.posting.pk],
            candidate=s.candidate,
            form_token=s.form_token,
            motive=s.motive,
            answer=s.answer,
            received_at=at,
            received_by=actor.user,
            moved_at=at,
            moved_by=actor.user,
        )
        for s, actor in fresh
    ]
    checks = judging.judge_received(rows, at=at)
    try:
        with transaction.atomic():
            Application.objects.bulk_create(rows)
    except IntegrityError as again:
        raise _once() from again
    judging.keep(checks)
    Wish.objects.bulk_create(
        Wish(
            application=row,
            candidate_id=row.candidate_id,
            programme_year_id=row.posting.programme_year_id,
            posting_site_id=site_id,
            rank=rank,
        )
        for row, (submission, _actor) in zip(rows, fresh, strict=True)
        for rank, site_id in enumerate(submission.posting_site_ids, start=1)
    )
    attachments.hand_in(rows)
    application_drafts.forget(rows)
    events.record("submit", rows, by=[actor for _s, actor in fresh], at=at, moves=("", "received"))
    conflicts.cover(rows, at=at)
    letters.received(rows, by=[actor for _s, actor in fresh], at=at)
    return rows


def _once() -> ValidationError:
    text = _("이 공고에는 이미 지원했습니다. ‘나의 지원현황’에서 진행 단계를 볼 수 있습니다.")
    return ValidationError(text, code="application_once")
