"""The end of a month for an operator (월말 정리): its projects as tabs, each person's hours and money, what stands in the way, what is to be paid."""

from datetime import date, timedelta
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_POST, require_safe

from jobs import applicants, banks, bundles, month_end, pay_runs, steps
from jobs.models import AuditBundle, PayRun, Placement
from jobs.month_end import MonthEnd, Project, Row
from jobs.web import bundle_pages
from jobs.web.operator import chosen, for_officers, officer_ids
from jobs.web.operator_worklogs import own_worklogs
from profiles import access, actors
from profiles.models import User

PURPOSE = gettext_lazy("월말 정리")
LINKED_TO_LOG = ("returned", "site", "officer", "terms")


@for_officers
@require_safe
def page(request: HttpRequest) -> HttpResponse:
    """Show a month of one project; the last month that is over where the address names none."""
    today = timezone.localdate(request.received_at)
    month = _month(request.GET.get("month", "")) or (today.replace(day=1) - timedelta(days=1)).replace(day=1)
    placements = Placement.objects.visible_to(request.user)
    projects = month_end.projects_of(request.user, officer_ids(request), month)
    project = _project(request, projects)
    context: dict[str, Any] = {"month": month, "tabs": [_tab(each, month, project) for each in projects]}
    context |= {"before": _month_url(month - timedelta(days=1), project), "next": None}
    after = month_end.after_month(month)
    context["next"] = _month_url(after, project) if after <= today else None
    if project:
        found = month_end.of(project, month, placements)
        people = [row.placement.candidate for row in found.rows]
        access.record_request(request, people, purpose=str(PURPOSE), by=actors.from_request(request))
        context |= _context(found, today)
        whose = steps.Parties(operator_id=project.organisation.pk)
        context["may_pay"] = steps.is_party("payer", whose, actors.from_request(request))
        context |= _bundles(request, project, month)
    return render(request, "jobs/operator/month_end.html", context)


@for_officers
@require_POST
def prepare(request: HttpRequest) -> HttpResponse:
    """Prepare the payment of the logs that are ticked."""
    logs = chosen(own_worklogs(request), request.POST.getlist("worklog"))
    try:
        run = pay_runs.prepare(logs, **actors.signed(request))
    except ValidationError as refused:
        messages.error(request, " ".join(refused.messages))
        back = reverse("jobs:operator_month_end")
        query = urlencode({key: request.POST.get(key, "") for key in ("project", "operator", "month")})
        return redirect(f"{back}?{query}")
    done = ngettext(
        "%(people)d명의 지급을 준비했습니다. 이제 다른 분이 승인하면 됩니다.",
        "%(people)d명의 지급을 준비했습니다. 이제 다른 분이 승인하면 됩니다.",
        len(logs),
    )
    messages.success(request, done % {"people": len(logs)})
    return redirect("jobs:operator_pay_run", run.public_id)


def staff_name(user: User | None) -> str:
    """Return what an officer is called among officers: the name, or the address of the account."""
    if user is None:
        return ""
    identity = getattr(user, "identity", None)
    return (identity.name if identity else "") or user.email or ""


# Private --------------------------------------------------------------------------------------------------------------
def _context(found: MonthEnd, today: date) -> dict[str, Any]:
    return {
        "found": found,
        "postings": list({row.placement.application.posting: None for row in found.rows}),
        "project": found.project,
        "pays_wage": found.project.year.pays_wage,
        "people": len(found.rows),
        "blocks": [
            {
                "key": block.key,
                "label": block.label,
                "count": len(block.rows),
                "people": [{"name": _name(row), "url": _mend_url(block.key, row)} for row in block.rows],
            }
            for block in found.blocks
        ],
        "unsigned": [{"name": _name(row), "url": _agreement_url(row)} for row in found.unsigned],
        "lines": [_line(row, today) for row in found.rows],
        "ready": found.ready,
        "ready_total": found.ready_total,
        "blocked": len(found.blocked),
        "paid": len(found.paid),
        "in_run": len(found.in_run),
        "total": found.total,
        "passed_on": found.passed_on,
        "runs": [_run(run) for run in found.runs],
        "waits": any(run.state == PayRun.State.PREPARED and run.kind == "regular" for run in found.runs),
    }


def _bundles(request: HttpRequest, project: Project, month: date) -> dict[str, Any]:
    """The papers for an audit of the month, for who answers for the operator."""
    if not bundles.may_read(project.organisation.pk, actors.from_request(request)):
        return {"may_bundle": False}
    rows = AuditBundle.objects.visible_to(request.user).filter(
        programme_year=project.year, organisation=project.organisation, month=month
    )
    return {"may_bundle": True, **bundle_pages.listed(request, rows)}


def _line(row: Row, today: date) -> dict[str, Any]:
    posting = row.placement.application.posting
    return {
        "row": row,
        "name": _name(row),
        "url": _url_of(row),
        "agreement_url": _agreement_url(row) if row.is_unsigned else "",
        "posting": posting.title,
        "site": row.placement.seat.posting_site.site.name,
        "account": f"{banks.name(row.account.bank, today)} {row.account.masked_number}" if row.account else "",
        "elsewhere": row.elsewhere.name if row.elsewhere else "",
        "is_other_name": row.account is not None and not row.account.is_own_name,
        "blocks": [month_end.BLOCKS[key] for key in row.blocks],
    }


def _run(run: PayRun) -> dict[str, Any]:
    return {
        "run": run,
        "to_return": run.sent_won - run.net_won,
        "prepared_by": staff_name(run.prepared_by),
        "approved_by": staff_name(run.approved_by),
    }


def _name(row: Row) -> str:
    return applicants.numbered_name(row.placement.application)


def _url_of(row: Row) -> str:
    if row.log:
        return reverse("jobs:operator_worklog", args=[row.log.public_id])
    return reverse("jobs:operator_placement", args=[row.placement.public_id])


def _agreement_url(row: Row) -> str:
    """The agreement that waits to be signed, or where it is written."""
    if row.agreement:
        return reverse("jobs:operator_agreement", args=[row.agreement.public_id])
    return reverse("jobs:operator_agreement_new", args=[row.placement.public_id])


def _mend_url(key: str, row: Row) -> str:
    """Where an obstacle is taken away: the log, the application with its papers, or the person's placement."""
    if key in LINKED_TO_LOG and row.log:
        return _url_of(row)
    if key == "documents":
        return reverse("jobs:operator_application", args=[row.placement.application.public_id])
    return reverse("jobs:operator_placement", args=[row.placement.public_id])


def _month(text: str) -> date | None:
    try:
        return parse_date(f"{text}-01") if len(text) == 7 else None
    except ValueError:
        return None


def _project(request: HttpRequest, projects: list[Project]) -> Project | None:
    """The one that the address names; else the first."""
    asked = request.GET.get("project", ""), request.GET.get("operator", "")
    named = (each for each in projects if (str(each.year.public_id), str(each.organisation.public_id)) == asked)
    return next(named, projects[0] if projects else None)


def _tab(project: Project, month: date, current: Project | None) -> dict[str, Any]:
    return {
        "label": project.year.programme.name,
        "organisation": project.organisation.name,
        "pays_wage": project.year.pays_wage,
        "url": _month_url(month, project),
        "is_current": project == current,
    }


def _month_url(month: date, project: Project | None) -> str:
    of = {"project": project.year.public_id, "operator": project.organisation.public_id} if project else {}
    return f"{reverse('jobs:operator_month_end')}?{urlencode({**of, 'month': f'{month:%Y-%m}'})}"
