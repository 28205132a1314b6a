"""Accidents at work on an officer's table: listed without what tells of health, which opens for a reason."""

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.core.exceptions import BadRequest, ValidationError
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from jobs import accidents, applicants
from jobs.models import Accident
from jobs.web.accident_forms import AccidentForm, CloseForm, LookForm, NoteForm, TellForm
from jobs.web.forms import take_error
from jobs.web.operator import for_officers
from jobs.web.operator_pay import look
from jobs.web.operator_placements import own_placements
from profiles import access, actors

PURPOSE = gettext_lazy("사고 기록 확인")
PER_PAGE = 50
FORMS: dict[str, type[forms.Form]] = {"look": LookForm, "tell": TellForm, "add_note": NoteForm, "close": CloseForm}
DONE = {
    "tell": gettext_lazy("알린 곳을 적었습니다."),
    "add_note": gettext_lazy("이어서 한 일을 적었습니다."),
    "close": gettext_lazy("기록을 마쳤습니다."),
}
_WHOSE = (
    "placement__candidate",
    "placement__application__candidate__user__identity",
    "placement__application__posting",
)


@for_officers
@require_safe
def accident_list(request: HttpRequest) -> HttpResponse:
    """List the accidents of one's own operators, the open ones first."""
    rows = _own(request).order_by("closed_at", "-happened_at", "-pk")
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    found = list(page.object_list)
    _log(request, found)
    context = {
        "page_obj": page,
        "lines": [{"row": row, "name": applicants.numbered_name(row.placement.application)} for row in found],
        "crumbs": [(_("참여자"), reverse("jobs:operator_placement_list")), (_("사고 기록"), None)],
    }
    return render(request, "jobs/operator/accident_list.html", context)


@for_officers
@require_http_methods(["GET", "HEAD", "POST"])
def accident_new(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Write down an accident of a participant."""
    rows = own_placements(request).select_related("candidate", *(name.partition("__")[2] for name in _WHOSE[1:]))
    placement = get_object_or_404(rows, public_id=public_id)
    form = AccidentForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            made = accidents.record(placement, **form.cleaned_data, **actors.signed(request))
        except ValidationError as broken:
            take_error(form, broken)
        else:
            messages.success(request, _("사고를 적었습니다. 보험사와 가족에게 알린 뒤 알린 곳을 적어 주세요."))
            return redirect("jobs:operator_accident", made.public_id)
    by = actors.from_request(request)
    access.record_request(request, [placement.candidate], purpose=str(PURPOSE), by=by)
    name = applicants.numbered_name(placement.application)
    context = {
        "placement": placement,
        "name": name,
        "form": form,
        "crumbs": [
            (_("참여자"), reverse("jobs:operator_placement_list")),
            (name, reverse("jobs:operator_placement", args=[placement.public_id])),
            (_("사고 적기"), None),
        ],
    }
    return render(request, "jobs/operator/accident_new.html", context, status=400 if form.errors else 200)


@for_officers
@require_http_methods(["GET", "HEAD", "POST"])
def accident(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Show a record; open what is sealed for a reason, or add to it."""
    found = get_object_or_404(_own(request), public_id=public_id)
    if request.method != "POST":
        return _page(request, found)
    verb = request.POST.get("verb", "")
    if verb not in FORMS:
        raise BadRequest
    form, opened = FORMS[verb](request.POST, auto_id=f"{verb}_%s"), None
    if form.is_valid():
        try:
            if verb == "look":
                opened = accidents.look(found, **form.cleaned_data, **look(request))
                return _page(request, found, opened=opened)
            getattr(accidents, verb)(found, **form.cleaned_data, **actors.signed(request))
        except ValidationError as broken:
            take_error(form, broken)
        else:
            messages.success(request, DONE[verb])
            return redirect("jobs:operator_accident", found.public_id)
    return _page(request, get_object_or_404(_own(request), public_id=public_id), **{verb: form})


def _own(request: HttpRequest):
    rows = Accident.objects.visible_to(request.user).filter(placement__in=own_placements(request))
    return rows.select_related(*_WHOSE, "placement__seat__posting_site__site")


def _page(request: HttpRequest, found: Accident, opened: Any = None, **bound: forms.Form) -> HttpResponse:
    if opened is None:
        _log(request, [found])
    today = {"told_on": timezone.localdate(request.received_at)}
    name = applicants.numbered_name(found.placement.application)
    context = {
        "accident": found,
        "placement": found.placement,
        "name": name,
        "site": found.placement.seat.posting_site.site,
        "opened": opened[0] if opened else None,
        "notes": opened[1] if opened else [],
        "note_count": found.notes.count(),
        "forms": {verb: bound.get(verb) or form(initial=today, auto_id=f"{verb}_%s") for verb, form in FORMS.items()},
        "crumbs": [
            (_("사고 기록"), reverse("jobs:operator_accident_list")),
            (name, None),
        ],
    }
    status = 400 if any(form.errors for form in bound.values()) else 200
    return render(request, "jobs/operator/accident.html", context, status=status)


def _log(request: HttpRequest, rows: list[Accident]) -> None:
    people = [row.placement.candidate for row in rows]
    access.record_request(request, people, purpose=str(PURPOSE), by=actors.from_request(request))
