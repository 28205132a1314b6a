"""Activity logs: read, confirmed, sent back, let over the cap. What they pay is prepared on the page of the month's end."""

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.core.exceptions import BadRequest, ValidationError
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_POST, require_safe

from jobs import agenda, agreed, applicants, history, run_lines, steps, transfers, worklogs
from jobs.models import PayRun, Worklog
from jobs.web import seen
from jobs.web.forms import take_error
from jobs.web.operator import chosen, for_officers, officer_ids, tabs
from jobs.web.worklog_forms import ConfirmForm, LogReasonForm
from profiles import access, actors
from profiles.models import Organisation

PER_PAGE = 50
PURPOSE = gettext_lazy("활동일지 확인과 지급")
STANDS = (
    ("to_confirm", gettext_lazy("확인할 것")),
    ("unpaid", gettext_lazy("지급할 것")),
    ("returned", gettext_lazy("돌려보낸 것")),
    ("paid", gettext_lazy("지급한 것")),
)
BATCHES = {"to_confirm": ("confirm", "send_back"), "unpaid": ("send_back",)}
FORMS: dict[str, type[forms.Form]] = {
    "confirm": ConfirmForm,
    "send_back": LogReasonForm,
    "allow_over_cap": LogReasonForm,
}


@for_officers
@require_safe
def worklog_list(request: HttpRequest) -> HttpResponse:
    """List the operator's logs by what they wait for and by month."""
    return _list(request)


@for_officers
@require_safe
def worklog_page(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Show one log: its days, the cap in words, and what may be done."""
    return _page(request, get_object_or_404(with_lines(own_worklogs(request)), public_id=public_id))


@for_officers
@require_POST
def worklog_step(request: HttpRequest) -> HttpResponse:
    """Take a step with one log or several."""
    verb = request.POST.get("verb", "")
    if verb not in FORMS:
        raise BadRequest
    rows = _chosen(request)
    form = FORMS[verb](request.POST, auto_id=f"{verb}_%s")
    if rows and form.is_valid():
        try:
            _take(verb, rows, form, request)
        except ValidationError as broken:
            _take_error(form, broken)
        else:
            done = ngettext("활동일지 %(logs)d건을 처리했습니다.", "활동일지 %(logs)d건을 처리했습니다.", len(rows))
            messages.success(request, done % {"logs": len(rows)})
            return redirect(_back(request, rows))
    if "one" in request.POST and len(rows) == 1:
        return _page(request, rows[0], **{verb: form})
    if not rows:
        form.add_error(None, _("활동일지를 하나 이상 골라 주세요."))
    if verb in BATCHES.get(_stand(request), ()):
        return _list(request, **{verb: form})
    messages.error(request, " ".join(text for found in form.errors.values() for text in found))
    return redirect(_back(request, rows))


def own_worklogs(request: HttpRequest):
    """Return the logs on the postings of the operators that the person works for."""
    mine = Worklog.objects.visible_to(request.user)
    return mine.filter(placement__application__posting__organisation_id__in=officer_ids(request))


def card_of(worklog: Worklog) -> dict[str, Any]:
    """What a log says, its hours against the person's cap of the month, what it pays and what happened to it.

    A log sent back has nothing confirmed, but stands against the cap as written: so it will when handed in again.
    """
    placement = worklog.placement
    cap = placement.application.posting.programme_year.hours_cap_per_month
    used = worklogs.minutes_used([placement.candidate_id], worklog.month)[placement.candidate_id]
    pay_lines = list(worklog.pay_lines.order_by("paid_at", "pk"))
    agreed_hours = agreed.of([placement])[placement.pk].hours_per_month
    own = worklog.minutes + sum(line.minutes for line in pay_lines if line.corrects_id)
    used += own if worklog.state == Worklog.State.RETURNED else 0
    return {
        "worklog": worklog,
        "name": applicants.numbered_name(placement.application),
        "application": placement.application,
        "posting": placement.application.posting,
        "site": placement.seat.posting_site.site,
        "entries": [{**entry, "day": date.fromisoformat(entry["on"])} for entry in worklog.entries],
        "cap": cap,
        "pays_wage": placement.application.posting.programme_year.pays_wage,
        "confirmed": own if worklog.state == Worklog.State.CONFIRMED else None,
        "used": used,
        "elsewhere": used - own,
        "over": max(0, used - cap * 60) if cap is not None else 0,
        "agreed_hours": agreed_hours,
        "over_agreed": max(0, own - agreed_hours * 60),
        "expected": None if pay_lines or worklog.state == Worklog.State.RETURNED else _expected(worklog),
        "pay_lines": pay_lines,
        "history": history.of(worklog),
    }


def with_lines(rows: QuerySet[Worklog]) -> QuerySet[Worklog]:
    """Read along what a page of logs shows."""
    return rows.select_related(
        "placement__application__posting__programme_year",
        "placement__application__candidate__user__identity",
        "placement__candidate",
        "placement__seat__posting_site__site",
    )


def _take(verb: str, rows: Sequence[Worklog], form: forms.Form, request: HttpRequest) -> None:
    by, at = actors.from_request(request), request.received_at
    if verb == "confirm":
        reason, shown = form.cleaned_data["site_reason"], seen.moments(request, rows)
        worklogs.confirm(rows, reason=reason, shown=shown, by=by, at=at)
    elif verb == "send_back":
        worklogs.send_back(rows, reason=form.cleaned_data["reason"], days=request.POST.getlist("day"), by=by, at=at)
    else:
        worklogs.allow_over_cap(_only(rows), reason=form.cleaned_data["reason"], by=by, at=at)


def _take_error(form: forms.Form, broken: ValidationError) -> None:
    """Say a broken rule at the top, and that the site comes first beside the box that answers it."""
    if getattr(broken, "code", "") == "site_first":
        form.add_error("site_reason", broken)
    else:
        take_error(form, broken)


def _stand(request: HttpRequest) -> str:
    """What the logs looked at wait for: by the address, or by the form that was sent from there; else all."""
    stand = request.GET.get("state") or request.POST.get("state", "")
    return stand if stand in agenda.LOG_STANDS else ""


def _only(rows: Sequence[Worklog]) -> Worklog:
    """The one log of a step that many can't take at once."""
    if len(rows) != 1:
        raise BadRequest
    return rows[0]


def _month(text: str) -> date | None:
    """Read 2026-05; None for what is no month."""
    try:
        return parse_date(f"{text}-01") if len(text) == 7 else None
    except ValueError:
        return None


def _list(request: HttpRequest, **bound: forms.Form) -> HttpResponse:
    """Show the list that the address narrows; a step that was refused keeps its form as typed and the rows ticked."""
    rows = own_worklogs(request)
    months = list(rows.order_by("-month").values_list("month", flat=True).distinct())
    month = _month(request.GET.get("month", ""))
    rows = rows.filter(month=month) if month else rows
    stand = _stand(request)
    counts = agenda.of_logs(rows)
    shown = agenda.with_pay(with_lines(rows))
    shown = shown.filter(agenda.LOG_STANDS[stand]) if stand else shown
    page = Paginator(shown.order_by("-month", "pk"), PER_PAGE).get_page(request.GET.get("page"))
    found = list(page.object_list)
    _record(request, found)
    ticked = request.POST.getlist("worklog")
    context = {
        "page_obj": page,
        "lines": [{**_line(row), "is_ticked": str(row.public_id) in ticked} for row in found],
        "tabs": tabs(counts, STANDS, stand),
        "current": stand,
        "months": months,
        "month": month,
        "batch": [
            {"step": step, "form": bound.get(step.verb) or FORMS[step.verb](auto_id=f"{step.verb}_%s")}
            for step in worklogs.STEPS
            if step.verb in BATCHES.get(stand, ())
        ],
        "is_everyone": "everyone" in request.POST,
        "list_url": reverse("jobs:operator_worklog_list"),
    }
    return render(request, "jobs/operator/worklog_list.html", context)


def _payment(worklog: Worklog, by: actors.Actor) -> dict[str, Any]:
    """Who paid the log, where it is another operator; else whether this person may prepare its correction."""
    paid = transfers.with_payer(worklog.pay_lines.filter(corrects=None)).first()
    if paid and paid.payer_id != worklog.placement.application.posting.organisation_id:
        return {"may_correct": False, "paid_elsewhere": Organisation.objects.get(pk=paid.payer_id).name}
    return {
        "may_correct": paid is not None and steps.is_party("manager", worklogs.parties(worklog), by),
        "paid_elsewhere": "",
    }


def _page(request: HttpRequest, worklog: Worklog, **bound: forms.Form) -> HttpResponse:
    _record(request, [worklog])
    by = actors.from_request(request)
    context = {
        **card_of(worklog),
        "steps": [
            {"step": step, "form": bound.get(step.verb) or FORMS[step.verb](auto_id=f"{step.verb}_%s")}
            for step in worklogs.steps_for(worklog, by)
            if step.verb in FORMS
        ],
        "site_first": worklog.site_confirmed_at is None,
        **_payment(worklog, by),
        "run": PayRun.objects.visible_to(request.user).filter(lines__worklog=worklog, lines__is_held=True).last(),
        "crumbs": [
            (_("활동일지"), reverse("jobs:operator_worklog_list")),
            (applicants.numbered_name(worklog.placement.application), None),
        ],
    }
    return render(request, "jobs/operator/worklog.html", context)


def _expected(worklog: Worklog) -> dict[str, int] | None:
    """What a log will pay, the items beside the hours with it."""
    found = run_lines.expected([worklog])[worklog.pk]
    return found and {**found.pay._asdict(), "items_won": found.items_won, "net_won": found.net_won}


def _line(row: Worklog) -> dict[str, Any]:
    placement = row.placement
    return {
        "log": row,
        "pays_wage": placement.application.posting.programme_year.pays_wage,
        "name": applicants.numbered_name(placement.application),
        "posting": placement.application.posting.title,
        "site": placement.seat.posting_site.site.name,
    }


def _record(request: HttpRequest, rows: Sequence[Worklog]) -> None:
    people = [row.placement.candidate for row in rows]
    access.record_request(request, people, purpose=str(PURPOSE), by=actors.from_request(request))


def _chosen(request: HttpRequest) -> list[Worklog]:
    texts = request.POST.get("shown", "").split() if "everyone" in request.POST else request.POST.getlist("worklog")
    rows = with_lines(own_worklogs(request)).order_by("month", "pk")
    return chosen(rows, texts)


def _back(request: HttpRequest, rows: Sequence[Worklog]) -> str:
    if "one" in request.POST and len(rows) == 1:
        return reverse("jobs:operator_worklog", args=[rows[0].public_id])
    stand, url = _stand(request), reverse("jobs:operator_worklog_list")
    return f"{url}?state={stand}" if stand else url
