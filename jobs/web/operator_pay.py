"""One run of pay: its lines, accounts masked, what may be done with it, its files; and an account opened for a reason."""

from datetime import date
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import BadRequest, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import content_disposition_header, urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from jobs import applicants, bank_files, bank_layouts, banks, history, pay_accounts, pay_runs, steps, transfers
from jobs.models import PayLine, PayRun, Placement, RunLine
from jobs.models.pay_account import HIDDEN
from jobs.web.downloads import look
from jobs.web.forms import take_error
from jobs.web.operator import for_officers, officer_ids
from jobs.web.operator_month_end import staff_name
from jobs.web.pay_forms import FORMS, AccountReasonForm, CorrectForm, FileForm
from profiles import access, actors

PURPOSE = gettext_lazy("지급 확인")
OPEN = ("prepared", "approved")
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
DONE = {
    "approve_pay": gettext_lazy("승인했습니다. 은행 파일을 내려받아 보낸 뒤 지급했다고 적어 주세요."),
    "withdraw_pay": gettext_lazy("지급 준비를 거두었습니다. 활동일지는 다시 준비할 수 있습니다."),
    "accept_accounts": gettext_lazy("바뀐 계좌를 확인했습니다."),
    "record_pay": gettext_lazy("지급했다고 적었습니다. 받는 분들께 알리고 명세서를 보여 드립니다."),
}


@for_officers
@require_safe
def run_page(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Show a run."""
    return _page(request, get_object_or_404(own_runs(request), public_id=public_id))


@for_officers
@require_POST
def run_step(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Take a step with a run."""
    run = get_object_or_404(own_runs(request), public_id=public_id)
    verb = request.POST.get("verb", "")
    if verb not in FORMS:
        raise BadRequest
    form = FORMS[verb](request.POST, auto_id=f"{verb}_%s")
    if form.is_valid():
        try:
            _take(verb, run, form, request)
        except ValidationError as broken:
            run.refresh_from_db()
            take_error(form, broken)
            if verb not in {step.verb for step in pay_runs.steps_for(run, actors.from_request(request))}:
                messages.error(request, " ".join(broken.messages))  # its form isn't drawn any more
        else:
            messages.success(request, DONE[verb])
            return redirect("jobs:operator_pay_run", run.public_id)
    return _page(request, run, **{verb: form})


@for_officers
@require_POST
def run_file(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Give the bank file of an approved run, as XLSX or CSV."""
    run = get_object_or_404(own_runs(request), public_id=public_id)
    form = FileForm(request.POST, layouts=bank_layouts.of(run.organisation_id), auto_id="file_%s")
    if not form.is_valid():
        return _page(request, run, file=form)
    layout = form.layout()
    try:
        kind, reason = form.cleaned_data["kind"], form.cleaned_data["reason"]
        made = bank_files.take(run, layout, kind=kind, reason=reason, **look(request))
    except ValidationError as broken:
        if not _has_file(run, actors.from_request(request)):
            messages.error(request, " ".join(broken.messages))
        take_error(form, broken)
        return _page(request, run, file=form)
    name = _("지급 %(month)s %(number)d회차") % {"month": f"{run.month:%Y-%m}", "number": run.number}
    is_xlsx = kind == "xlsx"
    return answer(made.content, XLSX if is_xlsx else "text/csv", f"{name}.{'xlsx' if is_xlsx else 'csv'}")


@for_officers
@require_http_methods(["GET", "HEAD", "POST"])
def account(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Show whose account it is, masked; the whole number to who pays, once a reason is given."""
    rows = Placement.objects.visible_to(request.user).select_related(
        "candidate", "application__candidate__user__identity", "application__posting"
    )
    placement = get_object_or_404(
        rows, public_id=public_id, application__posting__organisation__in=officer_ids(request)
    )
    whose = steps.Parties(placement.candidate.user_id, placement.application.posting.organisation_id)
    form = AccountReasonForm(request.POST or None)
    opened = None
    if request.method == "POST" and form.is_valid():
        try:
            opened = pay_accounts.open_number(placement, reason=form.cleaned_data["reason"], **look(request))
        except ValidationError as broken:
            take_error(form, broken)
    by = actors.from_request(request)
    if opened is None:
        access.record_request(request, [placement.candidate], purpose=str(PURPOSE), by=by)
    found = opened or pay_accounts.of([placement.candidate_id]).get(placement.candidate_id)
    context = {
        "placement": placement,
        "name": applicants.numbered_name(placement.application),
        "account": found,
        "bank": banks.name(found.bank, timezone.localdate(request.received_at)) if found else "",
        "opened": opened,
        "form": form,
        "may_open": steps.is_party("payer", whose, by),
    }
    return render(request, "jobs/operator/pay_account.html", context)


@for_officers
@require_http_methods(["GET", "HEAD", "POST"])
def correct(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Prepare a correction of a paid log, in a run of its own."""
    line = get_object_or_404(
        pay_runs.lines_of(request.user, officer_ids(request)).select_related(
            "terms", "worklog", "placement__candidate", "placement__application__candidate__user__identity"
        ),
        worklog__public_id=public_id,
        corrects=None,
    )
    if not steps.is_party("manager", pay_line_parties(line), actors.from_request(request)):
        raise Http404
    form = CorrectForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        found = pay_runs.Correction(line, form.worked_minutes(), form.cleaned_data["reason"])
        try:
            run = pay_runs.prepare_corrections([found], **actors.signed(request))
        except ValidationError as broken:
            take_error(form, broken)
        else:
            messages.success(request, _("바로잡는 지급을 준비했습니다. 다른 분이 승인하면 됩니다."))
            return redirect("jobs:operator_pay_run", run.public_id)
    access.record_request(request, [line.placement.candidate], purpose=str(PURPOSE), by=actors.from_request(request))
    run = PayRun.objects.visible_to(request.user).filter(lines__pay_line=line).first()
    back = (
        reverse("jobs:operator_pay_run", args=[run.public_id])
        if run
        else reverse("jobs:operator_worklog", args=[line.worklog.public_id])
    )
    name = applicants.numbered_name(line.placement.application)
    context = {"line": line, "form": form, "name": name, "back": back}
    return render(request, "jobs/operator/pay_correct.html", context)


def own_runs(request: HttpRequest):
    """Return the runs of the operators that the person works for."""
    runs = PayRun.objects.visible_to(request.user).filter(organisation_id__in=officer_ids(request))
    return runs.select_related(
        "programme_year__programme", "organisation", "prepared_by__identity", "approved_by__identity"
    )


def pay_line_parties(line: PayLine) -> steps.Parties:
    """Return whose pay line it is: of who paid it, whoever has the posting now."""
    return steps.Parties(line.placement.candidate.user_id, transfers.payer_of([line])[line.pk])


# Private --------------------------------------------------------------------------------------------------------------
def _take(verb: str, run: PayRun, form: Any, request: HttpRequest) -> None:
    signed = actors.signed(request)
    if verb == "approve_pay":
        pay_runs.approve(run, seen=form.cleaned_data["seen"], **signed)
    elif verb == "accept_accounts":
        pay_runs.accept_accounts(run, seen=form.cleaned_data["seen"], **signed)
    elif verb == "withdraw_pay":
        pay_runs.withdraw(run, reason=form.cleaned_data["reason"], **signed)
    else:
        pay_runs.record_paid(run, on=form.cleaned_data["on"], **signed)


def _page(request: HttpRequest, run: PayRun, **bound: Any) -> HttpResponse:
    by, today = actors.from_request(request), timezone.localdate(request.received_at)
    held = list(
        RunLine.objects.visible_to(request.user)
        .filter(run=run)
        .select_related(
            "worklog",
            "placement__candidate",
            "placement__application__candidate__user__identity",
            "placement__application__posting",
            "pay_line",
        )
        .prefetch_related("items__item")
        .order_by("pk")
    )
    is_manager = steps.is_party("manager", pay_runs.parties(run), by)
    barred = set(RunLine.objects.filter(run=run).barred_to(request.user).values_list("pk", flat=True))
    shown = [line for line in held if line.pk not in barred]
    access.record_request(request, [line.placement.candidate for line in shown], purpose=str(PURPOSE), by=by)
    accounts = pay_accounts.of(line.placement.candidate_id for line in shown)
    rows = {line.pk: _line(line, run, accounts, today, is_manager=is_manager) for line in shown}
    changed = pay_runs.changed_accounts(run) if run.state in OPEN else set()
    known = {"seen": pay_runs.accounts_of(run), "on": today}
    sent, to_return = bank_files.sums(run)
    layouts = bank_layouts.of(run.organisation_id)
    context = {
        "run": run,
        "pays_wage": run.programme_year.pays_wage,
        "lines": [rows.get(line.pk) for line in held],
        "changed_ids": changed,
        "barred": len(barred),
        "totals": pay_runs.totals(run),
        "sent": sent,
        "to_return": to_return,
        "changed": len(changed),
        "other_names": sum(1 for row in rows.values() if row["account"] and not row["account"]["is_own_name"]),
        "prepared_by": staff_name(run.prepared_by),
        "approved_by": staff_name(run.approved_by),
        "is_mine": run.prepared_by_id == request.user.pk,
        "steps": [
            {"step": step, "form": bound.get(step.verb) or FORMS[step.verb](initial=known, auto_id=f"{step.verb}_%s")}
            for step in pay_runs.steps_for(run, by)
        ],
        "file": (bound.get("file") or FileForm(layouts=layouts, auto_id="file_%s")) if _has_file(run, by) else None,
        "history": history.of(run),
        "crumbs": [(_("월말 정리"), _back(run)), (str(run.programme_year.programme), None)],
    }
    return render(request, "jobs/operator/pay_run.html", context)


def _has_file(run: PayRun, by: actors.Actor) -> bool:
    is_sent = run.state in bank_files.SENT and not run.programme_year.pays_wage
    return is_sent and steps.is_party("payer", pay_runs.parties(run), by) and not run.lines.barred_to(by.user).exists()


def _line(line: RunLine, run: PayRun, accounts: dict, today: date, *, is_manager: bool) -> dict[str, Any]:
    """One line; of a posting that passed on, its person's pages are another operator's now, and the correction is reached from here."""
    posting, log_id = line.placement.application.posting, line.worklog.public_id
    is_ours, url = posting.organisation_id == run.organisation_id, ""
    if is_ours:
        url = reverse("jobs:operator_worklog", args=[log_id])
    elif is_manager and line.pay_line_id and line.corrects_id is None:
        url = reverse("jobs:operator_pay_correct", args=[log_id])
    return {
        "line": line,
        "name": applicants.numbered_name(line.placement.application),
        "url": url,
        "is_ours": is_ours,
        "account": _account(line, run, accounts, today),
        "candidate_id": line.placement.candidate_id,
        "items": list(line.items.all()),
        "less": -line.minutes,
    }


def _account(line: RunLine, run: PayRun, accounts: dict, today: date) -> dict[str, Any] | None:
    """Where the money goes now, masked; where it went, once it was sent, whatever the person told since."""
    told, now = line.sent_to, accounts.get(line.placement.candidate_id)
    is_meant = run.state in OPEN or (
        run.paid_at and now and now.told_at <= run.paid_at
    )  # paid before `sent_to` was kept
    if told is None and now is not None and is_meant:
        told = now.told_masked()
    if told is None:
        return None
    bank = banks.name(told["bank"], run.paid_on or today)
    return {"bank": bank, "number": f"{HIDDEN}{told['last']}", "is_own_name": told["is_own_name"]}


def _back(run: PayRun) -> str:
    of = {
        "project": run.programme_year.public_id,
        "operator": run.organisation.public_id,
        "month": f"{run.month:%Y-%m}",
    }
    return f"{reverse('jobs:operator_month_end')}?{urlencode(of)}"


def answer(content: bytes, kind: str, name: str) -> HttpResponse:
    """Answer with a file to be saved under a name."""
    response = HttpResponse(content, content_type=kind)
    response["Content-Disposition"] = content_disposition_header(True, name)
    response["X-Content-Type-Options"] = "nosniff"
    return response
