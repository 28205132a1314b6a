"""A candidate's own profile: the steps, the rows of careers and public jobs, the overview. Nobody else's can be reached."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from profiles import actors, answers, candidates, careers, consents, drafts, occupations
from profiles.declarations import FINISHED
from profiles.models import Candidate, Career, ConsentText
from profiles.web import disputes, profile_steps, saving
from profiles.web.forms import CareerForm, PublicJobForm, RowForm, told_before
from profiles.web.own import WAITING, own_profile, with_profile
from profiles.web.profile_steps import Step
from profiles.web.profile_summary import career_span, sections_of
from profiles.web.step_forms import STEP_FORMS, StepForm


@require_safe
@with_profile
def candidate_profile(request: HttpRequest) -> HttpResponse:
    """Show all that the person told, and what each missing answer would bring; who has no profile yet is led to make one."""
    candidate = own_profile(request)
    return render(
        request,
        "profiles/candidate/profile.html",
        {
            "sections": sections_of(candidate),
            "meter": profile_steps.meter(candidate),
            "resume": profile_steps.resume_at(candidate),
            "application_waiting": request.session.get(WAITING, ""),
        },
    )


@require_safe
@with_profile
def candidate_profile_begin(request: HttpRequest) -> HttpResponse:
    """Lead to the step where the person stopped, the first for a newcomer; to the overview once they were through all."""
    step = profile_steps.resume_at(own_profile(request))
    return redirect("profiles:candidate_profile_step", step.key) if step else redirect("profiles:candidate_profile")


@require_http_methods(["GET", "HEAD", "POST"])
@with_profile
def candidate_profile_step(request: HttpRequest, step: str) -> HttpResponse:
    """Ask one group of questions and keep the answers; saved on the way, too, when the browser sends them by itself."""
    candidate, page = own_profile(request), profile_steps.by_key(step)
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
@with_profile
def candidate_profile_careers(request: HttpRequest) -> HttpResponse:
    """List the careers and take another; first what was done, then which occupation that is nearest to, and when."""
    candidate, page = own_profile(request), profile_steps.by_key("careers")
    form = _career_form(request, candidate)
    answer = _career_sent(request, page, form) if request.method == "POST" else None
    return answer or _careers_page(request, page, form)


@require_http_methods(["GET", "HEAD", "POST"])
@with_profile
def candidate_career(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Change one career where it stands; other words are answered with other occupations."""
    career = get_object_or_404(own_profile(request).careers.select_related("candidate"), public_id=public_id)
    form, seen = CareerForm(request.POST or None, offers=True, initial=told_before(career)), careers.mark(career)
    if request.POST.get("action") == "search" and form.says_what():
        form = CareerForm(initial=saving.typed(CareerForm.base_fields, dict(request.POST.lists())), offers=True)
    elif request.method == "POST" and form.is_valid() and _change_career(request, career, form):
        return redirect("profiles:candidate_profile_careers")
    if request.method == "POST" and not form.non_field_errors():  # what was said to have changed was seen with it
        seen = request.POST.get("seen", "")
    return render(request, "profiles/candidate/career.html", {"career": career, "form": form, "seen": seen})


@require_http_methods(["GET", "HEAD", "POST"])
@with_profile
def candidate_occupations(request: HttpRequest) -> HttpResponse:
    """Walk down the tree of occupations; the one chosen goes into the career that is being written."""
    candidate = own_profile(request)
    if request.method == "POST" and len(code := request.POST.get("code", "")) == occupations.WORK_LEVEL:
        saving.draft_more(request, candidate, "careers", keco=_occupation_or_404(code), offered="1")
        return redirect("profiles:candidate_profile_careers")
    under = request.GET.get("under", "")
    path = occupations.path(_occupation_or_404(under)) if under else ()
    nodes = [(node, occupations.plain(node.code)) for node in occupations.children(under)]
    context = {"path": path, "nodes": nodes, "has_leaves": len(under) == occupations.WORK_LEVEL - 1}
    return render(request, "profiles/candidate/occupations.html", context)


@require_POST
@with_profile
def candidate_career_remove(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Take a career off the list."""
    career = get_object_or_404(own_profile(request).careers.select_related("candidate"), public_id=public_id)
    candidates.remove_career(career, by=actors.from_request(request), at=request.received_at)
    messages.success(request, _("경력을 뺐습니다."))
    return redirect("profiles:candidate_profile_careers")


@require_http_methods(["GET", "HEAD", "POST"])
@with_profile
def candidate_profile_history(request: HttpRequest) -> HttpResponse:
    """List other public jobs and take another, or the answer that there are none."""
    candidate, page = own_profile(request), profile_steps.by_key("history")
    draft = drafts.of(candidate, page.key)
    form = PublicJobForm(
        request.POST if request.method == "POST" else None,
        initial=saving.typed(PublicJobForm.base_fields, draft.values),
    )
    form.candidate = candidate
    if request.method == "POST" and (answer := _public_job_sent(request, page, form)):
        return answer
    begun = form.begun()
    context = {
        "form": form,
        "jobs": candidate.public_jobs.order_by("pk"),
        "begun": begun,
        "is_open": begun or form.errors,
    }
    return render(request, "profiles/candidate/history.html", {**_frame(page, candidate), **context})


@require_POST
@with_profile
def candidate_public_job_remove(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Take a public job off the list."""
    job = get_object_or_404(own_profile(request).public_jobs.select_related("candidate"), public_id=public_id)
    candidates.remove_public_job(job, by=actors.from_request(request), at=request.received_at)
    messages.success(request, _("공공일자리를 뺐습니다."))
    return redirect("profiles:candidate_profile_history")


def _form_of(page: Step, candidate: Candidate, request: HttpRequest) -> StepForm:
    if page.key not in STEP_FORMS:
        raise Http404
    given = request.POST if request.method == "POST" else None
    if page.key == "facts":
        asks = consents.has_given(request.user, ConsentText.Purpose.SENSITIVE)
        return STEP_FORMS[page.key](candidate, given, may_ask_sensitive=asks)
    form = STEP_FORMS[page.key](candidate, given)
    if request.proxy and page.key == "basics":
        form.keep_identity()
    return form


def _ask(request: HttpRequest, page: Step, form: StepForm) -> HttpResponse:
    """Show what stands, and over it what was typed before and could not be kept."""
    draft = drafts.of(form.candidate, page.key)
    typed = saving.typed(form.fields, draft.values)
    form.initial |= typed
    unsaved = [form[name] for name in typed]
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
    saving.show_also(request, form, marks)
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
    saving.bookmark(request, candidate, following.key if following else FINISHED)
    if following:
        return redirect("profiles:candidate_profile_step", following.key)
    messages.success(request, _("다 적으셨습니다. 이제 맞춤 일자리를 찾아 드립니다."))
    return redirect("profiles:candidate_profile")


def _career_form(request: HttpRequest, candidate: Candidate) -> CareerForm:
    """The career being written: what was sent now, else what was typed before."""
    if request.method != "POST":
        return _drafted_career(candidate)
    return _of(
        candidate, CareerForm(request.POST, offers="offered" in request.POST or request.POST.get("action") == "add")
    )


def _drafted_career(candidate: Candidate) -> CareerForm:
    """The career as it was typed before, with occupations once they were asked for."""
    values = drafts.of(candidate, "careers").values
    return _of(candidate, CareerForm(initial=saving.typed(CareerForm.base_fields, values), offers="offered" in values))


def _of(candidate: Candidate, form: CareerForm) -> CareerForm:
    form.candidate = candidate
    return form


def _careers_page(request: HttpRequest, page: Step, form: CareerForm) -> HttpResponse:
    rows = [(career, career_span(career)) for career in form.candidate.careers.order_by("pk")]
    context = {**_frame(page, form.candidate), "form": form, "careers": rows, "begun": form.begun()}
    return render(request, "profiles/candidate/careers.html", context)


def _career_sent(request: HttpRequest, page: Step, form: CareerForm) -> HttpResponse | None:
    """Answer the button that was pressed; None where something is to be said first."""
    action = request.POST.get("action", "")
    if action == "drop":
        return _drop(request, page, form)
    if action == "add" and form.is_valid() and _add_career(request, form.candidate, form):
        return redirect(request.path)
    if "X-Autosave" in request.headers:
        return saving.row_on_the_way(request, page, form)
    if _keeps_back(request, page, form):
        return None
    if "skip" in request.POST or (action == "next" and not _hold_back(form)):
        return _go_on(request, form.candidate, page)
    if action == "browse":
        return redirect("profiles:candidate_occupations")
    if action == "search" and form.says_what():
        saving.draft_more(request, form.candidate, page.key, offered="1")
        return _careers_page(request, page, _drafted_career(form.candidate))
    return None


def _public_job_sent(request: HttpRequest, page: Step, form: PublicJobForm) -> HttpResponse | None:
    """Answer the button that was pressed; None where something is to be said first."""
    action = request.POST.get("action", "")
    if action == "drop":
        return _drop(request, page, form)
    if action == "add" and form.is_valid() and _add_public_job(request, form.candidate, form):
        return redirect(request.path)
    if "X-Autosave" in request.headers:
        return saving.row_on_the_way(request, page, form)
    if _keeps_back(request, page, form) or (action in ("next", "none") and _hold_back(form)):
        return None
    if "skip" in request.POST or action == "next" or (action == "none" and _told_none(request, form.candidate)):
        return _go_on(request, form.candidate, page)
    return None


def _drop(request: HttpRequest, page: Step, form: RowForm) -> HttpResponse:
    """Forget the row that was being typed."""
    drafts.wipe(form.candidate, page.key, by=actors.from_request(request))
    messages.success(request, _("적던 것을 지웠습니다."))
    return redirect(request.path)


def _keeps_back(request: HttpRequest, page: Step, form: RowForm) -> bool:
    """Draft the row that is being typed; whether a box may not be kept, which is said beside it, alone where nothing was to be added."""
    refused = saving.draft(request, page, form, list(form.fields), {})
    if refused and request.POST.get("action") != "add":
        form.errors.clear()
    _name(form, refused)
    return bool(refused)


def _hold_back(form: RowForm) -> bool:
    """Whether a person leaves with a row begun and not added: it is said beside what they typed."""
    form.errors.clear()  # nothing was to be added, so nothing is missing
    if not (begun := form.begun()):
        return False
    form.add_error(begun, form.NOT_ADDED)
    return True


def _name(form: Form, refused: Mapping[str, list[str]]) -> None:
    """Say beside each box why it isn't kept, where that isn't said yet."""
    for name, said in refused.items():
        for sentence in said:
            if sentence not in form.errors.get(name, ()):
                form.add_error(name, sentence)


def _add_career(request: HttpRequest, candidate: Candidate, form: CareerForm) -> bool:
    done = actors.signed(request)
    try:
        candidates.add_career(candidate, **vars(form.line()), **done)
    except ValidationError as refused:
        _show_refusal(form, refused)
        return False
    drafts.wipe(candidate, "careers", by=done["by"])
    messages.success(request, _("경력을 더했습니다. 더 있으면 이어서 적어 주세요."))
    return True


def _change_career(request: HttpRequest, career: Career, form: CareerForm) -> bool:
    try:
        candidates.change_career(career, form.line(), seen=request.POST.get("seen", ""), **actors.signed(request))
    except ValidationError as refused:
        _show_refusal(form, refused)
        return False
    messages.success(request, _("경력을 고쳤습니다."))
    return True


def _show_refusal(form: CareerForm, refused: ValidationError) -> None:
    saving.show(form, refused, {"months": "starts_on" if form.cleaned_data["starts_on"] else "years"})


def _add_public_job(request: HttpRequest, candidate: Candidate, form: PublicJobForm) -> bool:
    done = actors.signed(request)
    try:
        candidates.add_public_job(candidate, form.line(), **done)
    except ValidationError as refused:
        saving.show(form, refused, {"__all__": "ends_on"})
        return False
    drafts.wipe(candidate, "history", by=done["by"])
    messages.success(request, _("공공일자리를 더했습니다."))
    return True


def _told_none(request: HttpRequest, candidate: Candidate) -> bool:
    try:
        candidates.tell_no_public_jobs(candidate, by=actors.from_request(request), at=request.received_at)
    except ValidationError as refused:
        messages.error(request, refused.messages[0])
        return False
    drafts.wipe(candidate, "history", by=actors.from_request(request))
    return True


def _occupation_or_404(code: str) -> str:
    if not occupations.is_occupation(code):
        raise Http404
    return code
