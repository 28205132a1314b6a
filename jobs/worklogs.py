"""Monthly activity logs (활동일지): written by the person, confirmed by the site, then by the operator.

How many hours a month may have stands in hours.py. They are paid in runs (pay_runs.py): a log in one can't be sent back.
"""

from collections.abc import Collection, Sequence
from datetime import date, datetime, timedelta

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from jobs import hours, letters, placements, run_lines, steps
from jobs.hours import Draft, minutes_used
from jobs.models import PayLine, Placement, Worklog, WorklogDraft
from jobs.steps import Parties, Step
from profiles import events, lines
from profiles.actors import Actor, each
from profiles.models import Candidate

BEFORE_CONFIRMED = ("submitted", "site_confirmed", "returned")
STEPS = (
    Step("submit", gettext_lazy("활동일지 내기"), ("submitted", "returned"), "submitted", ("candidate", "operator")),
    Step("confirm_at_site", gettext_lazy("활동처 확인하기"), ("submitted",), "site_confirmed", ("site",)),
    Step("confirm", gettext_lazy("확인하기"), ("submitted", "site_confirmed"), "confirmed", ("operator",)),
    Step(
        "send_back",
        gettext_lazy("돌려보내기"),
        ("submitted", "site_confirmed", "confirmed"),
        "returned",
        ("operator", "site"),
    ),
    Step("allow_over_cap", gettext_lazy("한도 넘김 허용하기"), BEFORE_CONFIRMED, "", ("operator", "city")),
)

MOST_REASON = 300


@transaction.atomic
def submit(drafts: Sequence[Draft], *, by: Actor | Sequence[Actor], at: datetime) -> list[Worklog]:
    """Hand in logs, new ones or ones that were sent back; the person's row is locked while the hours are added up.

    Raises PermissionDenied, wrong_state, log_twice, over_cap, city_needed, and the codes of an entry: no_entries,
    bad_entry, outside_month, outside_placement, future_day, day_twice, bad_minutes, no_text, max_length.
    """
    actors = each(by, drafts)
    rows = {row.pk: row for row in placements.lock([draft.placement for draft in drafts])}
    steps.lock(Candidate, [row.candidate for row in rows.values()])
    read = [hours.read(draft, rows[draft.placement.pk], at=at) for draft in drafts]
    known = _known(read)
    for draft, actor in zip(read, actors, strict=True):
        _check_writer(draft, known.get(draft.key), actor)
    hours.require_under_cap(read, known)
    logs = [known.get(draft.key) or Worklog(placement=draft.placement, month=draft.month, state="") for draft in read]
    moves = [(log.state, Worklog.State.SUBMITTED.value) for log in logs]
    for log, draft, actor in zip(logs, read, actors, strict=True):
        _fill(log, draft, actor, at)
    _save(logs)
    _forget_drafts(logs)
    events.record("submit", logs, by=by, at=at, moves=moves, params=[{"minutes": log.minutes} for log in logs])
    _record_over_cap(logs, read, actors, at)
    letters.log_written(logs, at=at)
    return logs


@transaction.atomic
def confirm_at_site(
    worklogs: Sequence[Worklog],
    *,
    shown: Sequence[datetime | None] | None = None,
    by: Actor | Sequence[Actor],
    at: datetime,
) -> list[Worklog]:
    """Confirm that people were there (활동처 확인). `shown`: when each log was handed in, as the page said.

    Raises PermissionDenied, wrong_state, changed_meanwhile.
    """
    rows, moves = _begin("confirm_at_site", worklogs, by)
    steps.require_unchanged(rows, "submitted_at", shown)
    return _finish("confirm_at_site", rows, moves, by=by, at=at, sign="site_confirmed_by", site_confirmed_at=at)


@transaction.atomic
def confirm(
    worklogs: Sequence[Worklog],
    *,
    reason: str = "",
    shown: Sequence[datetime | None] | None = None,
    by: Actor | Sequence[Actor],
    at: datetime,
) -> list[Worklog]:
    """Confirm logs as the operator, after the site, or without it for a reason; `shown` as in `confirm_at_site`.

    Raises PermissionDenied, wrong_state, changed_meanwhile, site_first, outside_placement.
    """
    rows, moves = _begin("confirm", worklogs, by)
    steps.require_unchanged(rows, "submitted_at", shown)
    hours.require_within_placement(rows)
    if not reason.strip() and any(row.site_confirmed_at is None for row in rows):
        raise ValidationError(
            _("활동처가 아직 확인하지 않았습니다. 활동처 확인 없이 하시려면 이유를 적어 주세요."), code="site_first"
        )
    return _finish("confirm", rows, moves, by=by, at=at, reason=reason, sign="confirmed_by", confirmed_at=at)


@transaction.atomic
def send_back(
    worklogs: Sequence[Worklog], *, reason: str, days: Sequence[str] = (), by: Actor | Sequence[Actor], at: datetime
) -> list[Worklog]:
    """Send logs back with what to mend, and on which of their days, until they are paid.

    Raises PermissionDenied, wrong_state, reason_missing, max_length, paid, in_run.
    """
    rows, moves = _begin("send_back", worklogs, by)
    why = _needed(reason)
    require_unpaid(rows)
    run_lines.require_free(rows)
    cleared = {"site_confirmed_at": None, "site_confirmed_by": None, "confirmed_at": None, "confirmed_by": None}
    _finish("send_back", rows, moves, by=by, at=at, reason=why, return_reason=why, **cleared)
    for row in rows:
        row.return_days = sorted({entry["on"] for entry in row.entries} & set(days))
    steps.write(rows, "return_days")
    letters.log_returned(rows, at=at)
    return rows


@transaction.atomic
def allow_over_cap(worklog: Worklog, *, reason: str, by: Actor, at: datetime) -> Worklog:
    """Let a month's log go over the cap when it is handed in again. Raises PermissionDenied, wrong_state, reason_missing, max_length, city_needed."""
    steps.lock(Candidate, [worklog.placement.candidate])
    (row,), _moves = _begin("allow_over_cap", [worklog], by)
    who = "city" if steps.is_party("city", parties(row), by) else "operator"
    why = _needed(reason)
    used = minutes_used([row.placement.candidate_id], row.month, but_for=[row.pk])
    hours.require_city_from(used[row.placement.candidate_id] + row.minutes, row.placement, who)
    row.over_cap_reason, row.over_cap_at, row.over_cap_by = why, at, by.user
    row.save(update_fields=["over_cap_reason", "over_cap_at", "over_cap_by"])
    events.record("allow_over_cap", [row], by=by, at=at, reason=why, params={"who": who})
    return row


@transaction.atomic
def remind_due(month: date, *, operators: Collection[int] | None = None, by: Actor, at: datetime) -> list[Placement]:
    """Remind people whose log of a month that is over is missing, of all operators or of these; each month once.

    Raises PermissionDenied.
    """
    steps.require_party("system", Parties(), by)
    first = month.replace(day=1)
    after = (first + timedelta(days=32)).replace(day=1)
    written = Worklog.objects.filter(placement=OuterRef("pk"), month=first)
    active = Placement.objects.filter(~Exists(written), started_on__lt=after)
    due = active.filter(Q(finished_on=None) | Q(finished_on__gte=first), ends_on__gte=first).order_by("pk")
    if operators is not None:
        due = due.filter(application__posting__organisation__in=operators)
    rows = list(due.select_related("application__posting", "application__candidate"))
    letters.log_due(rows, first, at=at)
    return rows


# Questions ------------------------------------------------------------------------------------------------------------
def steps_for(worklog: Worklog, by: Actor) -> list[Step]:
    """Return the steps this actor may take now: what the page draws as buttons."""
    found = [step for step in STEPS if steps.may(step, worklog, parties(worklog), by)]
    is_paid = PayLine.objects.filter(worklog=worklog).exists()
    return [step for step in found if not (is_paid and step.verb == "send_back")]


def parties(worklog: Worklog) -> Parties:
    """Return whose log it is."""
    return placements.parties(worklog.placement)


def lock(worklogs: Sequence[Worklog]) -> list[Worklog]:
    """Return the logs re-read and locked by pk, with all that says whose they are and what pays them."""
    rows = steps.lock(
        Worklog,
        worklogs,
        "placement__candidate",
        "placement__application__posting__programme_year",
        "placement__seat__posting_site__site",
        only=steps.WHOSE,
    )
    for row in rows:
        row.placement.application.candidate = row.placement.candidate
    return rows


def require_unpaid(worklogs: Sequence[Worklog]) -> None:
    """Refuse logs that were paid. Raises paid."""
    if PayLine.objects.filter(worklog__in=worklogs).exists():
        raise ValidationError(_("이미 지급한 활동일지입니다. 고치려면 지급을 바로잡아 주세요."), code="paid")


# Private --------------------------------------------------------------------------------------------------------------
def _begin(verb: str, worklogs: Sequence[Worklog], by: Actor | Sequence[Actor]):
    rows = lock(worklogs)
    step = steps.check(STEPS, verb, rows, parties, each(by, rows))
    return rows, [(row.state, step.to_state) for row in rows]


def _finish(
    verb: str,
    rows: list[Worklog],
    moves,
    *,
    by: Actor | Sequence[Actor],
    at: datetime,
    reason: str = "",
    sign: str = "",
    **columns,
):
    for row, (_before, after), actor in zip(rows, moves, each(by, rows), strict=True):
        signed = {sign: actor.user} if sign else {}
        for name, value in {**columns, **signed, "state": after}.items():
            setattr(row, name, value)
    steps.write(rows, "state", *([sign] if sign else []), *columns)
    events.record(verb, rows, by=by, at=at, moves=moves, reason=reason)
    return rows


def _known(drafts: Sequence[Draft]) -> dict[tuple[int, date], Worklog]:
    """The logs that these drafts replace, locked. Raises log_twice."""
    keys = {draft.key for draft in drafts}
    if len(keys) < len(drafts):
        raise ValidationError(_("같은 달의 활동일지가 두 번 있습니다."), code="log_twice")
    ids, months = {pk for pk, _month in keys}, {month for _pk, month in keys}
    logs = Worklog.objects.select_for_update(no_key=True).filter(placement__in=ids, month__in=months).order_by("pk")
    found = {(log.placement_id, log.month): log for log in logs}
    return {key: log for key, log in found.items() if key in keys}


def _check_writer(draft: Draft, log: Worklog | None, by: Actor) -> None:
    """The person writes while the log is theirs to write; the operator may write it for them, and alone over the cap."""
    whose = placements.parties(draft.placement)
    is_own = not draft.over_cap_reason and steps.is_party("candidate", whose, by)
    if not is_own and not steps.is_party("operator", whose, by):
        raise PermissionDenied
    if log and log.state not in (Worklog.State.SUBMITTED, Worklog.State.RETURNED):
        raise steps.wrong_state(log)


def _fill(log: Worklog, draft: Draft, by: Actor, at: datetime) -> None:
    log.placement, log.entries, log.minutes = draft.placement, list(draft.entries), draft.minutes
    log.state, log.submitted_at, log.submitted_by = Worklog.State.SUBMITTED, at, by.user
    if draft.over_cap_reason:
        log.over_cap_reason, log.over_cap_at, log.over_cap_by = _needed(draft.over_cap_reason), at, by.user


def _save(logs: Sequence[Worklog]) -> None:
    again = [log for log in logs if log.pk is not None]
    Worklog.objects.bulk_create([log for log in logs if log.pk is None], batch_size=1000)
    columns = ["entries", "minutes", "state", "submitted_at", "submitted_by"]
    Worklog.objects.bulk_update(again, [*columns, "over_cap_reason", "over_cap_at", "over_cap_by"], batch_size=500)


def _forget_drafts(logs: Sequence[Worklog]) -> None:
    """What was typed on the way is the log now."""
    for month in sorted({log.month for log in logs}):
        written = [log.placement_id for log in logs if log.month == month]
        WorklogDraft.objects.filter(placement__in=written, month=month).delete()


def _record_over_cap(logs: Sequence[Worklog], drafts: Sequence[Draft], actors: Sequence[Actor], at: datetime) -> None:
    over = [(log, actor) for log, draft, actor in zip(logs, drafts, actors, strict=True) if draft.over_cap_reason]
    events.record(
        "allow_over_cap",
        [log for log, _actor in over],
        by=[actor for _log, actor in over],
        at=at,
        reason=[log.over_cap_reason for log, _actor in over],
        params={"who": "operator"},
    )


def _needed(reason: str) -> str:
    if not reason.strip():
        raise ValidationError(_("이유를 적어 주세요."), code="reason_missing")
    return lines.text(reason, MOST_REASON, field="reason")
