"""A candidate's own profile: the steps, the rows of careers and public jobs, the overview. Nobody else's can be reached."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from profiles import actors, answers, candidates, consents, drafts
from profiles.declarations import BOOKMARK, FINISHED, PublicJobLine
from profiles.models import Candidate, ConsentText, PublicJob
from profiles.web import disputes, profile_steps, saving
from profiles.web.forms import CareerForm, PublicJobForm
from profiles.web.profile_steps import Step
from profiles.web.profile_summary import sections_of
from profiles.web.step_forms import STEP_FORMS, StepForm


@require_safe
def candidate_profile(request: HttpRequest) -> HttpResponse:
    """Show all that the person told, and what each missing answer would bring."""
    candidate = _own(request)
    return render(
        request,
        "profiles/candidate/profile.html",
        {
            "sections": sections_of(candidate),
            "missing": [profile_steps.GAINS[name] for name in candidates.missing(candidate)],
            "resume": profile_steps.resume_at(candidate),
        },
    )


@require_http_methods(["GET", "HEAD", "POST"])
def candidate_profile_step(request: HttpRequest, step: str) -> HttpResponse:
    """Ask one group of questions and keep the answers; saved on the way, too, when the browser sends them by itself."""
    candidate, page = _own(request), profile_steps.by_key(step)
    if page is None:
        raise Http404
    form = _form_of(page, candidate, request)
    if request.method != "POST":
        return _ask(request, page, form)
    if "X-Autosave" in request.headers:
        return saving.on_the_way(request, page, form)
    if "skip" in request.POST:
        saving.keep_sound(request, page, form)
        return _go_on(request, candidate, page)
    return _answer(request, page, form)


@require_http_methods(["GET", "HEAD", "POST"])
def candidate_profile_careers(request: HttpRequest) -> HttpResponse:
    """List the careers and take another; first what was done, then which occupation that is nearest to."""
    candidate, page = _own(request), profile_steps.by_key("careers")
    action = request.POST.get("action", "")
    if action == "next":
        return _go_on(request, candidate, page)
    title = request.POST.get("title", "")
    form = CareerForm(request.POST or None, offered_for=title if action == "add" else "")
    if request.method == "POST" and form.is_valid():
        if action != "add":
            form = CareerForm(initial=form.cleaned_data, offered_for=title)
        elif _add_career(request, candidate, form):
            return redirect(request.path)
    rows = candidate.careers.order_by("pk")
    return render(
        request, "profiles/candidate/careers.html", {**_frame(page, candidate), "form": form, "careers": rows}
    )


@require_POST
def candidate_career_remove(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Take a career off the list."""
    career = get_object_or_404(_own(request).careers.select_related("candidate"), public_id=public_id)
    candidates.remove_career(career, by=actors.from_request(request), at=request.received_at)
    messages.success(request, _("경력을 뺐습니다."))
    return redirect("profiles:candidate_profile_careers")


@require_http_methods(["GET", "HEAD", "POST"])
def candidate_profile_history(request: HttpRequest) -> HttpResponse:
    """List other public jobs and take another, or the answer that there are none."""
    candidate, page = _own(request), profile_steps.by_key("history")
    action, jobs = request.POST.get("action", ""), list(candidate.public_jobs.order_by("pk"))
    if action == "next":
        return _go_on(request, candidate, page)
    if action == "none" and _set_public_jobs(request, candidate, [], None):
        return _go_on(request, candidate, page)
    form = PublicJobForm(request.POST if action == "add" else None)
    if action == "add" and form.is_valid():
        lines = [*map(_line_of, jobs), form.line()]
        if _set_public_jobs(request, candidate, lines, form):
            messages.success(request, _("공공일자리를 더했습니다."))
            return redirect(request.path)
    return render(request, "profiles/candidate/history.html", {**_frame(page, candidate), "form": form, "jobs": jobs})


@require_POST
def candidate_public_job_remove(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Take a public job off the list."""
    candidate = _own(request)
    job = get_object_or_404(candidate.public_jobs, public_id=public_id)
    _set_public_jobs(request, candidate, [_line_of(row) for row in candidate.public_jobs.exclude(pk=job.pk)], None)
    messages.success(request, _("공공일자리를 뺐습니다."))
    return redirect("profiles:candidate_profile_history")


def _own(request: HttpRequest) -> Candidate:
    """The signed-in person's profile; staff have none."""
    if not request.user.is_candidate:
        raise Http404
    return get_object_or_404(Candidate.objects.visible_to(request.user), user=request.user)


def _form_of(page: Step, candidate: Candidate, request: HttpRequest) -> StepForm:
    if page.key not in STEP_FORMS:
        raise Http404
    given = request.POST if request.method == "POST" else None
    if page.key == "facts":
        asks = consents.has_given(request.user, ConsentText.Purpose.SENSITIVE)
        return STEP_FORMS[page.key](candidate, given, may_ask_sensitive=asks)
    return STEP_FORMS[page.key](candidate, given)


def _ask(request: HttpRequest, page: Step, form: StepForm) -> HttpResponse:
    """Show what stands, and over it what was typed before and could not be kept."""
    draft = drafts.of(form.candidate, page.key)
    form.initial |= saving.typed(form, draft.values)
    unsaved = [form[name] for name in saving.typed(form, draft.values)]
    shown = {"shown": saving.marks_now(form, draft.marks), "unsaved": unsaved}
    return render(request, "profiles/candidate/step.html", {**_frame(page, form.candidate), "form": form, **shown})


def _answer(request: HttpRequest, page: Step, form: StepForm) -> HttpResponse:
    """Keep the whole step and go on; what is refused stands beside its field, what another window changed is asked about."""
    chosen, marks = disputes.chosen(request.POST), saving.shown_on(request)
    if chosen.unanswered:
        return _ask_which(request, page, form, chosen.unanswered)
    names = [name for name in form.fields if name not in chosen.theirs]
    if form.is_valid():
        refused = saving.keep(request, form, names, marks)
        if refused is None:
            drafts.wipe(form.candidate, page.key, by=actors.from_request(request))
            return _go_on(request, form.candidate, page)
        if answers.is_elsewhere(refused):
            saving.keep_sound(request, page, form, leaving=chosen.theirs)
            return _ask_which(request, page, form, list(refused.error_dict))
        saving.show(form, refused)
    if chosen.theirs:  # the form still holds what was not chosen: the page of the step shows what stands
        saving.keep_sound(request, page, form, leaving=chosen.theirs)
        return redirect(request.path)
    saving.draft(request, page, form, form.changed_data, marks)
    return render(
        request,
        "profiles/candidate/step.html",
        {**_frame(page, form.candidate), "form": form, "shown": request.POST.get(saving.SHOWN, "{}")},
    )


def _ask_which(request: HttpRequest, page: Step, form: StepForm, names: list[str]) -> HttpResponse:
    """Show both answers of each disputed field, and carry all that was typed along."""
    form.candidate.refresh_from_db()
    context = {
        "disputes": disputes.of(form, names),
        "typed": list(disputes.carried(request.POST, names)),
        "shown": saving.marks_seen(request, form, names),
        "is_asked_again": disputes.NAMES in request.POST,
    }
    return render(request, "profiles/candidate/step_both.html", {**_frame(page, form.candidate), **context})


def _frame(page: Step, candidate: Candidate) -> dict[str, Any]:
    """What every step's template shows around its form."""
    return {
        "step": page,
        "number": profile_steps.number(page),
        "total": len(profile_steps.STEPS),
        "before": profile_steps.before(page),
        "after": profile_steps.after(page),
        "is_first_time": profile_steps.resume_at(candidate) is not None,
    }


def _go_on(request: HttpRequest, candidate: Candidate, page: Step) -> HttpResponse:
    """Lead to the next step the first time, back to the overview later."""
    if profile_steps.resume_at(candidate) is None:
        messages.success(request, _("저장했습니다."))
        return redirect("profiles:candidate_profile")
    following = profile_steps.after(page)
    step = following.key if following else FINISHED
    candidates.tell(candidate, {BOOKMARK: step}, by=actors.from_request(request), at=request.received_at)
    if following:
        return redirect("profiles:candidate_profile_step", following.key)
    messages.success(request, _("다 적으셨습니다. 이제 맞춤 일자리를 찾아 드립니다."))
    return redirect("profiles:candidate_profile")


def _add_career(request: HttpRequest, candidate: Candidate, form: CareerForm) -> bool:
    try:
        candidates.add_career(candidate, **vars(form.line()), by=actors.from_request(request), at=request.received_at)
    except ValidationError as refused:
        saving.show(form, refused)
        return False
    messages.success(request, _("경력을 더했습니다. 더 있으면 이어서 적어 주세요."))
    return True


def _set_public_jobs(
    request: HttpRequest, candidate: Candidate, lines: list[PublicJobLine], form: PublicJobForm | None
) -> bool:
    try:
        candidates.set_public_jobs(candidate, lines, by=actors.from_request(request), at=request.received_at)
    except ValidationError as refused:
        if form is None:
            raise
        saving.show(form, refused, {"__all__": "ends_on"})
        return False
    return True


def _line_of(job: PublicJob) -> PublicJobLine:
    return PublicJobLine(job.name, job.kind, job.starts_on, job.ends_on, job.week_mask)
