"""The ways through the steps: what stands around each form, where one goes from it, and what holds a person back who leaves a row half typed."""

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from profiles import actors, drafts
from profiles.declarations import FINISHED
from profiles.models import Candidate
from profiles.web import profile_steps, saving
from profiles.web.forms import RowForm
from profiles.web.own import WAITING
from profiles.web.profile_steps import Step

DROP = "drop"


def frame(request: HttpRequest, page: Step, candidate: Candidate) -> dict[str, Any]:
    """What every step's template shows around its form."""
    return {
        "step": page,
        "number": profile_steps.number(page),
        "total": len(profile_steps.STEPS),
        "before": profile_steps.before(page),
        "after": profile_steps.after(page),
        "is_first_time": profile_steps.resume_at(candidate) is not None,
        "application_waiting": request.session.get(WAITING, ""),
        "may_drop": "skip" in request.POST,  # something keeps back who would have gone on
    }


def go_on(request: HttpRequest, candidate: Candidate, page: Step) -> HttpResponse:
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


def drop(request: HttpRequest, page: Step, form: RowForm) -> HttpResponse:
    """Forget the row that was being typed."""
    drafts.wipe(form.candidate, page.key, by=actors.from_request(request))
    messages.success(request, _("적던 것을 지웠습니다."))
    return redirect(request.path)


def keeps_back(request: HttpRequest, page: Step, form: RowForm) -> bool:
    """Draft the row that is being typed; whether a box may not be kept, which is said beside it, alone where nothing was to be added."""
    lost = saving.draft(request, page, form, list(form.fields), {})
    if lost and request.POST.get("action") != "add":
        form.errors.clear()
    name_lost(form, lost)
    return bool(lost)


def goes_without(request: HttpRequest) -> bool:
    """Whether the person leaves behind what they typed and goes on."""
    return request.POST.get("skip") == DROP


def hold_back(form: RowForm) -> bool:
    """Whether a person leaves with a row begun and not added: it is said beside what they typed."""
    form.errors.clear()  # nothing was to be added, so nothing is missing
    if not (begun := form.begun()):
        return False
    form.add_error(begun, form.NOT_ADDED)
    return True


def name_lost(form: Form, lost: Mapping[str, list[str]]) -> None:
    """Say beside each box why it isn't kept, where that isn't said yet."""
    for name, said in lost.items():
        for sentence in said:
            if sentence not in form.errors.get(name, ()):
                form.add_error(name, sentence)
