"""A candidate's own profile: the steps, the rows of careers, the overview. Nobody else's can be reached."""

import json
from collections.abc import Mapping
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from profiles import actors, answers, candidates, careers, consents, drafts, occupations
from profiles.declarations import STARTED
from profiles.models import Candidate, Career, ConsentText
from profiles.web import disputes, profile_steps, refused, saving, step_ways
from profiles.web.forms import CareerForm, told_before
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
            "is_new": candidate.profile_step == STARTED,
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
    if request.method != "POST":
        return _ask_again(request, page, candidate) or _ask(request, page, _form_of(page, candidate, request))
    form = _form_of(page, candidate, request, request.POST)
    if "X-Autosave" in request.headers:
        return saving.on_the_way(request, page, form)
    if "skip" in request.POST:
        lost = saving.keep_sound(request, page, form).lost
        if not lost or step_ways.goes_without(request):
            return step_ways.go_on(request, candidate, page)
        form.errors.clear()
        step_ways.name_lost(form, lost)
        return _page(request, page, form, request.POST.get(saving.SHOWN, "{}"))
    return _answer(request, page, form)


@require_http_methods(["GET", "HEAD", "POST"])
@with_profile
def candidate_profile_careers(request: HttpRequest) -> HttpResponse:
    """List the careers and take another; first what was done, then which occupation that is nearest to, and when."""
    candidate, page = own_profile(request), profile_steps.by_key("careers")
    if request.method != "POST":
        return _careers_page(request, page, _career_again(request, candidate) or _drafted_career(candidate))
    form = _sent_career(candidate, request.POST)
    answer = _career_sent(request, page, form) or refused.lead_back(request, page, form)
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


def _form_of(page: Step, candidate: Candidate, request: HttpRequest, given: Mapping | None = None) -> StepForm:
    if page.key not in STEP_FORMS:
        raise Http404
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
    return render(
        request,
        "profiles/candidate/step.html",
        {**step_ways.frame(request, page, form.candidate), "form": form, **shown},
    )


def _ask_again(request: HttpRequest, page: Step, candidate: Candidate) -> HttpResponse | None:
    """Show what was sent and refused, with what is wrong with it now; None where nothing was."""
    sent = refused.sent(candidate, page.key)
    if sent is None:
        return None
    form = _form_of(page, candidate, request, sent.boxes)
    saving.show_also(request, form, sent.marks)
    return _page(request, page, form, json.dumps(sent.marks))


def _answer(request: HttpRequest, page: Step, form: StepForm) -> HttpResponse:
    """Keep the whole step and go on; what is refused stands beside its field, what another window changed is asked about."""
    chosen, marks = disputes.chosen(request.POST), saving.shown_on(request)
    if chosen.unanswered:
        return _ask_which(request, page, form, chosen.unanswered)
    names = [name for name in form.fields if name not in chosen.theirs]
    if form.is_valid():
        faults = saving.keep(request, form, names, marks)
        if faults is None:
            drafts.wipe(form.candidate, page.key, by=actors.from_request(request))
            return step_ways.go_on(request, form.candidate, page)
        if answers.is_elsewhere(faults):
            saving.keep_sound(request, page, form, leaving=chosen.theirs)
            return _ask_which(request, page, form, list(faults.error_dict))
        saving.show(form, faults)
    if chosen.theirs:  # the form still holds what was not chosen: the page of the step shows what stands
        saving.keep_sound(request, page, form, leaving=chosen.theirs)
        return redirect(request.path)
    saving.show_also(request, form, marks)
    saving.draft(request, page, form, form.changed_data, marks)
    shown = request.POST.get(saving.SHOWN, "{}")
    return refused.lead_back(request, page, form) or _page(request, page, form, shown)


def _page(request: HttpRequest, page: Step, form: StepForm, shown: str) -> HttpResponse:
    context = {**step_ways.frame(request, page, form.candidate), "form": form, "shown": shown}
    return render(request, "profiles/candidate/step.html", context)


def _ask_which(request: HttpRequest, page: Step, form: StepForm, names: list[str]) -> HttpResponse:
    """Show both answers of each disputed field, and carry all that was typed along."""
    form.candidate.refresh_from_db()
    context = {
        "disputes": disputes.of(form, names),
        "typed": list(disputes.carried(request.POST, names)),
        "shown": saving.marks_seen(request, form, names),
        "is_asked_again": disputes.NAMES in request.POST,
    }
    return render(
        request, "profiles/candidate/step_both.html", {**step_ways.frame(request, page, form.candidate), **context}
    )


def _sent_career(candidate: Candidate, boxes: QueryDict) -> CareerForm:
    """The career being written, as it was sent."""
    offers = "offered" in boxes or boxes.get("action") == "add"
    return _of(candidate, CareerForm(boxes, offers=offers))


def _career_again(request: HttpRequest, candidate: Candidate) -> CareerForm | None:
    """The career that was sent and refused, with what is wrong with it now; None where none was."""
    sent = refused.sent(candidate, "careers")
    if sent is None:
        return None
    form, action = _sent_career(candidate, sent.boxes), sent.boxes.get("action", "")
    if action == "add" and form.is_valid() and (faults := _faults_of_career(request, form)):
        _show_refusal(form, faults)
    elif action == "next":
        step_ways.hold_back(form)
    elif action == "search":
        form.says_what()
    return form


def _drafted_career(candidate: Candidate) -> CareerForm:
    """The career as it was typed before, with occupations once they were asked for."""
    values = drafts.of(candidate, "careers").values
    return _of(candidate, CareerForm(initial=saving.typed(CareerForm.base_fields, values), offers="offered" in values))


def _of(candidate: Candidate, form: CareerForm) -> CareerForm:
    form.candidate = candidate
    return form


def _careers_page(request: HttpRequest, page: Step, form: CareerForm) -> HttpResponse:
    rows = [(career, career_span(career)) for career in form.candidate.careers.order_by("pk")]
    context = {**step_ways.frame(request, page, form.candidate), "form": form, "careers": rows, "begun": form.begun()}
    return render(request, "profiles/candidate/careers.html", context)


def _career_sent(request: HttpRequest, page: Step, form: CareerForm) -> HttpResponse | None:
    """Answer the button that was pressed; None where something is to be said first."""
    action = request.POST.get("action", "")
    if action == "drop":
        return step_ways.drop(request, page, form)
    if action == "add" and form.is_valid() and _add_career(request, form.candidate, form):
        return redirect(request.path)
    if "X-Autosave" in request.headers:
        return saving.row_on_the_way(request, page, form)
    if "skip" in request.POST and step_ways.goes_without(request):
        drafts.wipe(form.candidate, page.key, by=actors.from_request(request))
        return step_ways.go_on(request, form.candidate, page)
    if step_ways.keeps_back(request, page, form):
        return None
    if "skip" in request.POST:
        return step_ways.go_on(request, form.candidate, page)
    if action == "next" and not step_ways.hold_back(form):
        if not form.candidate.careers.exists():
            candidates.tell(form.candidate, {"no_careers": True}, **actors.signed(request))
        return step_ways.go_on(request, form.candidate, page)
    if action == "browse":
        return redirect("profiles:candidate_occupations")
    if action == "search" and form.says_what():
        saving.draft_more(request, form.candidate, page.key, offered="1")
        return refused.SeeOther(request.path)
    return None


def _add_career(request: HttpRequest, candidate: Candidate, form: CareerForm) -> bool:
    done = actors.signed(request)
    try:
        candidates.add_career(candidate, **vars(form.line()), **done)
    except ValidationError as faults:
        _show_refusal(form, faults)
        return False
    drafts.wipe(candidate, "careers", by=done["by"])
    messages.success(request, _("경력을 더했습니다. 더 있으면 이어서 적어 주세요."))
    return True


def _faults_of_career(request: HttpRequest, form: CareerForm) -> ValidationError | None:
    """What the verb would refuse of a career; nothing is added."""
    with transaction.atomic():
        try:
            candidates.add_career(form.candidate, **vars(form.line()), **actors.signed(request))
        except ValidationError as faults:
            return faults
        finally:
            transaction.set_rollback(True)
    return None


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


def _occupation_or_404(code: str) -> str:
    if not occupations.is_occupation(code):
        raise Http404
    return code
