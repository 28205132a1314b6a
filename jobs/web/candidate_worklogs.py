"""The month's log (활동일지) as the person who works writes, reads and mends it. Another's answer 404."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from jobs import agreed, diary, holidays, log_drafts, worklogs
from jobs.diary import Month
from jobs.models import Placement, Worklog
from jobs.web import log_calendar
from jobs.web.candidate_work import own_placements
from jobs.web.log_forms import BaseLogFormSet, LogFormSet, along_schedule, minutes_of, row_of
from jobs.worklogs import Draft
from profiles import actors
from profiles.templatetags.dasi import day as day_words
from profiles.web.fields import whole

BLANK_ROWS = 3


@require_http_methods(["GET", "HEAD", "POST"])
def worklog(request: HttpRequest, public_id: UUID, month: str) -> HttpResponse:
    """Write the log of one month, or read it once it is sent."""
    found = get_object_or_404(own_placements(request), public_id=public_id)
    shown, today = _month_shown(request, found, month), timezone.localdate(request.received_at)
    may_write = _may_write(request, shown)
    if not may_write or (request.method != "POST" and _is_only_read(request, shown)):
        return _log_page(request, found, shown, None, may_write=may_write)
    days = diary.days_of(shown, today=today)
    if request.method != "POST":
        return _log_page(request, found, shown, _begun(request, shown, days))
    if "send" not in request.POST:
        _keep(request, shown)
    if "more" in request.POST:
        return _log_page(request, found, shown, _with_blanks(_typed(request), days))
    if "fill" in request.POST:
        return _log_page(request, found, shown, _filled(request, shown, days))
    rows = LogFormSet(request.POST, days=_choices(days))
    if not rows.is_valid() or "sum" in request.POST:
        return _log_page(request, found, shown, rows)
    try:
        draft = Draft(placement=found, month=shown.first, entries=rows.entries())
        worklogs.submit([draft], by=actors.from_request(request), at=request.received_at)
    except ValidationError as refused:
        return _log_page(request, found, shown, rows, refused)
    if found.application.posting.programme_year.pays_wage:
        said = _("활동일지를 냈습니다. 활동처와 운영기관이 확인하면 급여가 나갑니다.")
    else:
        said = _("활동일지를 냈습니다. 활동처와 운영기관이 확인하면 활동비가 나갑니다.")
    messages.success(request, said)
    return redirect("jobs:placement", found.public_id)


@require_POST
def worklog_draft(request: HttpRequest, public_id: UUID, month: str) -> HttpResponse:
    """Keep what was typed so far; the page sends it by itself while the person writes."""
    found = get_object_or_404(own_placements(request), public_id=public_id)
    shown = _month_shown(request, found, month)
    if not _may_write(request, shown):
        return HttpResponse(status=409)
    refused = _keep(request, shown)
    if not refused:
        return HttpResponse(status=204)
    said = _("저장하지 못한 칸이 있습니다: %(fields)s. 그 줄의 글을 보고 고쳐 주세요.")
    fields = ", ".join(str(_box_words(box)) for box in refused)
    wrong = {box if box == "usual" else f"form-{box}": why.messages for box, why in refused.items()}
    return JsonResponse({"said": said % {"fields": fields}, "wrong": wrong}, status=422)


def _month_shown(request: HttpRequest, found: Placement, month: str) -> Month:
    months = diary.months_of(found, today=timezone.localdate(request.received_at))
    shown = next((row for row in months if row.key == month), None)
    if shown is None:
        raise Http404
    return shown


def _may_write(request: HttpRequest, shown: Month) -> bool:
    by = actors.from_request(request)
    return shown.log is None or any(step.verb == "submit" for step in worklogs.steps_for(shown.log, by))


def _keep(
    request: HttpRequest, shown: Month, rows: Sequence[Mapping[str, object]] | None = None
) -> dict[str, ValidationError]:
    """Keep these rows, else those typed; return the boxes that may not be kept, which stay on the page alone."""
    by, usual = actors.from_request(request), request.POST.get("usual", "")
    kept = _typed(request) if rows is None else rows
    return log_drafts.keep(shown.placement, shown.first, kept, usual=usual, by=by, at=request.received_at)


def _box_words(box: str) -> str:
    """Name a box of the log as its page does."""
    if box == "usual":
        return _("늘 하시는 일")
    number, name = box.split("-")
    row = _("%(number)d번째 줄") % {"number": int(number) + 1}
    return f"{row} {LogFormSet.form.base_fields[name].label}"


def _begun(request: HttpRequest, shown: Month, days: list[date]) -> BaseLogFormSet:
    """The rows as the person left them, else those to begin with."""
    kept = log_drafts.of(shown.placement, shown.first, request.user)
    if kept is None or (shown.log and kept.saved_at < shown.log.submitted_at):
        return _blank(shown.placement, shown, days)
    rows = _with_blanks(kept.typed["rows"], days)
    rows.kept = kept
    return rows


def _log_page(
    request: HttpRequest,
    found: Placement,
    shown: Month,
    rows: BaseLogFormSet | None,
    refused: ValidationError | None = None,
    *,
    may_write: bool = True,
) -> HttpResponse:
    posting, today = found.application.posting, timezone.localdate(request.received_at)
    off = holidays.among(diary.days_of(shown, today=today))
    cap, others = posting.programme_year.hours_cap_per_month, _minutes_elsewhere(shown)
    here = rows.minutes() if rows is not None else shown.log.minutes
    left = (cap or 0) * 60 - others - here
    week = agreed.of([found])[found.pk].week
    context = {
        "placement": found,
        "month": shown,
        "rows": rows,
        "may_write": may_write,
        "entries": _read(shown.log) if shown.log else [],
        "holidays": off,
        "week": week if shown.log is None and any(week) else None,
        "is_filled": "fill" in request.POST,
        "is_saved": getattr(rows, "is_saved", False),
        "usual": _usual(request, rows, found),
        "to_mend": [date.fromisoformat(on) for on in shown.log.return_days] if shown.log else [],
        "kept": getattr(rows, "kept", None),
        "weeks": log_calendar.weeks(shown, rows, off, today=today) if rows is not None else [],
        "minutes_here": here,
        "minutes_elsewhere": others,
        "cap": cap,
        "minutes_left": max(left, 0),
        "minutes_over": max(-left, 0),
        "refusals": refused.messages if refused else [],
        "faults": rows.faults() if rows is not None and rows.is_bound else [],
    }
    return render(request, "jobs/candidate/worklog.html", context, status=400 if refused else 200)


def _usual(request: HttpRequest, rows: BaseLogFormSet | None, found: Placement) -> str:
    """What was typed of the usual work, else what the last log says most often."""
    kept = getattr(rows, "kept", None)
    return request.POST.get("usual", kept.typed["usual"] if kept else "") or diary.usual_work(found)


def _is_only_read(request: HttpRequest, shown: Month) -> bool:
    """A log that was handed in is read first, and opened for mending by its own link; one sent back is open at once."""
    return shown.log is not None and shown.log.state != Worklog.State.RETURNED and "mend" not in request.GET


def _read(log: Worklog) -> list[dict[str, Any]]:
    return [{**entry, "on": date.fromisoformat(entry["on"])} for entry in log.entries]


def _blank(found: Placement, shown: Month, days: list[date]) -> BaseLogFormSet:
    """Rows of a returned log, else one for each day that the agreed week names and that is no holiday; a few more to fill in."""
    mask = agreed.of([found])[found.pk].week
    rows: list[dict[str, Any]] = [row_of(entry) for entry in shown.log.entries] if shown.log else []
    if not rows:
        off = holidays.among(days)
        rows = [{"on": day.isoformat()} for day in days if mask[day.weekday()] and day not in off]
    return _with_blanks(rows, days)


def _with_blanks(rows: list[dict[str, Any]], days: list[date]) -> BaseLogFormSet:
    return LogFormSet(initial=[*rows, *[{} for _number in range(BLANK_ROWS)]], days=_choices(days))


def _typed(request: HttpRequest) -> list[dict[str, Any]]:
    """The rows as typed, right or wrong."""
    total = whole(request.POST.get("form-TOTAL_FORMS", "")) or 0
    names = ("on", "hours", "minutes", "what")
    return [
        {
            **{name: request.POST.get(f"form-{number}-{name}", "") for name in names},
            **({"rest": "on"} if request.POST.get(f"form-{number}-rest") else {}),
        }
        for number in range(min(total, LogFormSet.max_num))
    ]


def _filled(request: HttpRequest, shown: Month, days: list[date]) -> BaseLogFormSet:
    """The rows filled along the agreed week, kept as they now stand; what may not be kept stays on the page alone."""
    filled = _by_schedule(request, shown, days)
    filled.is_saved = not _keep(request, shown, [row for row in filled.initial if row])
    return filled


def _by_schedule(request: HttpRequest, shown: Month, days: list[date]) -> BaseLogFormSet:
    """The rows as typed and the days of the agreed week but for holidays, up to the hours agreed for a month and what the cap leaves."""
    typed, posting = _typed(request), shown.placement.application.posting
    most, cap = (
        agreed.of([shown.placement])[shown.placement.pk].hours_per_month,
        posting.programme_year.hours_cap_per_month,
    )
    left = most * 60 if cap is None else min(most * 60, cap * 60 - _minutes_elsewhere(shown))
    taken = {row["on"] for row in typed if row["hours"] or row["minutes"] or row.get("rest")}
    off = holidays.among(days)
    free = [day for day in days if day.isoformat() not in taken and day not in off]
    planned = diary.by_schedule(shown, free, most_minutes=left - minutes_of(typed))
    by_day = {day.isoformat(): minutes for day, minutes in planned.items()}
    return _with_blanks(along_schedule(typed, by_day, request.POST.get("usual", "").strip()), days)


def _minutes_elsewhere(shown: Month) -> int:
    """What the person wrote of this month in logs of other placements."""
    own, person = [shown.log.pk] if shown.log else [], shown.placement.candidate_id
    return worklogs.minutes_used([person], shown.first, but_for=own)[person]


def _choices(days: list[date]) -> list[tuple[str, str]]:
    return [(day.isoformat(), day_words(day)) for day in days]
