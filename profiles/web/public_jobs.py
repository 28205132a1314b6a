"""The step of other public jobs: rows that are added and taken off, or the answer that there are none."""

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from profiles import actors, candidates, drafts
from profiles.models import Candidate
from profiles.web import profile_steps, refused, saving, step_ways
from profiles.web.forms import PublicJobForm
from profiles.web.own import own_profile, with_profile
from profiles.web.profile_steps import Step


@require_http_methods(["GET", "HEAD", "POST"])
@with_profile
def candidate_profile_history(request: HttpRequest) -> HttpResponse:
    """List other public jobs and take another, or the answer that there are none."""
    candidate, page = own_profile(request), profile_steps.by_key("history")
    if request.method == "POST":
        form = _form(candidate, request.POST)
        answer = _public_job_sent(request, page, form) or refused.lead_back(request, page, form)
        if answer:
            return answer
    else:
        form = _again(request, candidate) or _form(candidate)
    begun = form.begun()
    context = {
        "form": form,
        "jobs": candidate.public_jobs.order_by("pk"),
        "begun": begun,
        "is_open": begun or form.errors,
    }
    return render(request, "profiles/candidate/history.html", {**step_ways.frame(request, page, candidate), **context})


@require_POST
@with_profile
def candidate_public_job_remove(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Take a public job off the list."""
    job = get_object_or_404(own_profile(request).public_jobs.select_related("candidate"), public_id=public_id)
    candidates.remove_public_job(job, by=actors.from_request(request), at=request.received_at)
    messages.success(request, _("공공일자리를 뺐습니다."))
    return redirect("profiles:candidate_profile_history")


def _form(candidate: Candidate, boxes: QueryDict | None = None) -> PublicJobForm:
    """The job being written: as it was sent, else as it was typed before."""
    typed = saving.typed(PublicJobForm.base_fields, drafts.of(candidate, "history").values)
    form = PublicJobForm(boxes, initial=typed)
    form.candidate = candidate
    return form


def _again(request: HttpRequest, candidate: Candidate) -> PublicJobForm | None:
    """The job that was sent and refused, with what is wrong with it now; None where none was."""
    sent = refused.sent(candidate, "history")
    if sent is None:
        return None
    form, action = _form(candidate, sent.boxes), sent.boxes.get(refused.BUTTON, "")
    if action == "add" and form.is_valid() and (faults := _faults(request, form)):
        _show_refusal(form, faults)
    elif action in ("next", "none"):
        step_ways.hold_back(form)
    return form


def _faults(request: HttpRequest, form: PublicJobForm) -> ValidationError | None:
    """What the verb would refuse; nothing is added."""
    with transaction.atomic():
        try:
            candidates.add_public_job(form.candidate, form.line(), **actors.signed(request))
        except ValidationError as faults:
            return faults
        finally:
            transaction.set_rollback(True)
    return None


def _show_refusal(form: PublicJobForm, faults: ValidationError) -> None:
    saving.show(form, faults, {"__all__": "ends_on"})


def _public_job_sent(request: HttpRequest, page: Step, form: PublicJobForm) -> HttpResponse | None:
    """Answer the button that was pressed; None where something is to be said first."""
    action = request.POST.get("action", "")
    if action == "drop":
        return step_ways.drop(request, page, form)
    if action == "add" and form.is_valid() and _add_public_job(request, form.candidate, form):
        return redirect(request.path)
    if "X-Autosave" in request.headers:
        return saving.row_on_the_way(request, page, form)
    if "skip" in request.POST and step_ways.goes_without(request):
        drafts.wipe(form.candidate, page.key, by=actors.from_request(request))
        return step_ways.go_on(request, form.candidate, page)
    if step_ways.keeps_back(request, page, form) or (action in ("next", "none") and step_ways.hold_back(form)):
        return None
    if "skip" in request.POST or action == "next" or (action == "none" and _told_none(request, form.candidate)):
        return step_ways.go_on(request, form.candidate, page)
    return None


def _add_public_job(request: HttpRequest, candidate: Candidate, form: PublicJobForm) -> bool:
    done = actors.signed(request)
    try:
        candidates.add_public_job(candidate, form.line(), **done)
    except ValidationError as faults:
        _show_refusal(form, faults)
        return False
    drafts.wipe(candidate, "history", by=done["by"])
    messages.success(request, _("공공일자리를 더했습니다."))
    return True


def _told_none(request: HttpRequest, candidate: Candidate) -> bool:
    try:
        candidates.tell_no_public_jobs(candidate, by=actors.from_request(request), at=request.received_at)
    except ValidationError as faults:
        messages.error(request, faults.messages[0])
        return False
    drafts.wipe(candidate, "history", by=actors.from_request(request))
    return True
