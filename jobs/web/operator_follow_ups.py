"""What became of people, on an officer's table: who is to be asked, calls with a note, the phone number for a reason, the answer."""

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.core.exceptions import BadRequest, ValidationError
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from jobs import applicants, follow_ups, outcomes
from jobs.models import Outcome, Placement
from jobs.web.forms import take_error
from jobs.web.operator import for_officers
from jobs.web.operator_placements import own_placements
from profiles import access, actors
from profiles.models import Identity

PURPOSE = gettext_lazy("사후관리")
PER_PAGE = 50
_WHOSE = ("candidate", "application__candidate__user__identity", "application__posting", "seat__posting_site__site")


class LookForm(forms.Form):
    """What name and phone are opened for."""

    reason = forms.CharField(
        label=gettext_lazy("연락처를 보는 이유"),
        max_length=200,
        error_messages={"required": gettext_lazy("이유를 적어 주세요.")},
    )


class CallForm(forms.Form):
    """A call, whether it reached the person, and what was said."""

    is_reached = forms.TypedChoiceField(
        label=gettext_lazy("통화했습니까?"),
        coerce=lambda text: text == "yes",
        choices=[("yes", gettext_lazy("통화함")), ("no", gettext_lazy("받지 않음"))],
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("통화했는지 골라 주세요.")},
    )
    note = forms.CharField(
        label=gettext_lazy("메모"),
        required=False,
        max_length=500,
        widget=forms.Textarea({"rows": 3}),
        help_text=gettext_lazy("다음에 전화할 때 필요한 것만 적어 주세요. 건강이나 가족 이야기는 적지 마세요."),
    )


class ResultForm(forms.Form):
    """What became of the person."""

    result = forms.ChoiceField(
        label=gettext_lazy("결과"),
        choices=[("", gettext_lazy("골라 주세요")), *Outcome.Result.choices],
        error_messages={"required": gettext_lazy("결과를 골라 주세요.")},
    )


FORMS: dict[str, type[forms.Form]] = {"look": LookForm, "note_call": CallForm, "record": ResultForm}


@for_officers
@require_safe
def follow_up_list(request: HttpRequest) -> HttpResponse:
    """List the questions whose day has come, those without an answer first."""
    today = timezone.localdate(request.received_at)
    rows = follow_ups.due(own_placements(request), today=today)
    listed = follow_ups.listed(rows, today=today)
    page = Paginator(listed.keys, PER_PAGE).get_page(request.GET.get("page"))
    wanted = own_placements(request).filter(pk__in={pk for pk, _months in page.object_list})
    lines = {
        (line.placement.pk, line.months_after): line
        for line in follow_ups.of(wanted.select_related(*_WHOSE), today=today)
    }
    shown = [
        {"line": lines[key], "name": applicants.numbered_name(lines[key].placement.application)}
        for key in page.object_list
    ]
    _log(request, [row["line"].placement for row in shown])
    context = {
        "page_obj": page,
        "lines": shown,
        "open": listed.open,
        "answered": len(listed.keys) - listed.open,
        "crumbs": [(_("참여자"), reverse("jobs:operator_placement_list")), (_("사후관리"), None)],
    }
    return render(request, "jobs/operator/follow_up_list.html", context)


@for_officers
@require_http_methods(["GET", "HEAD", "POST"])
def follow_up(request: HttpRequest, public_id: UUID, months: int) -> HttpResponse:
    """Show one question; open the phone number for a reason, note a call, record the answer."""
    placement = get_object_or_404(own_placements(request).select_related(*_WHOSE), public_id=public_id)
    line = _line(request, placement, months)
    if request.method != "POST":
        return _page(request, line)
    verb = request.POST.get("verb", "")
    if verb not in FORMS:
        raise BadRequest
    form = FORMS[verb](request.POST, auto_id=f"{verb}_%s")
    if form.is_valid():
        if verb == "look":
            return _page(request, line, opened_for=form.cleaned_data["reason"])
        try:
            _take(verb, line, form.cleaned_data, request)
        except ValidationError as broken:
            take_error(form, broken)
        else:
            return redirect("jobs:operator_follow_up", public_id, months)
    return _page(request, line, **{verb: form})


def _take(verb: str, line: follow_ups.Line, given: dict[str, Any], request: HttpRequest) -> None:
    about = {"months_after": line.months_after, **actors.signed(request)}
    if verb == "note_call":
        follow_ups.note_call(line.placement, **given, **about)
        messages.success(request, _("통화를 적었습니다."))
    else:
        outcomes.record([line.placement], results=[given["result"]], **about)
        messages.success(request, _("사후관리 결과를 적었습니다."))


def _line(request: HttpRequest, placement: Placement, months: int) -> follow_ups.Line:
    if placement.finished_on is None:
        raise Http404
    found = follow_ups.of([placement], today=timezone.localdate(request.received_at))
    line = next((line for line in found if line.months_after == months), None)
    if line is None:
        raise Http404
    return line


def _page(request: HttpRequest, line: follow_ups.Line, opened_for: str = "", **bound: forms.Form) -> HttpResponse:
    _log(request, [line.placement], opened_for)
    identity = Identity.objects.filter(user=line.placement.candidate.user_id).first() if opened_for else None
    name = applicants.numbered_name(line.placement.application)
    context = {
        "line": line,
        "placement": line.placement,
        "name": name,
        "contact": identity,
        "opened_for": opened_for,
        "forms": {verb: bound.get(verb) or form(auto_id=f"{verb}_%s") for verb, form in FORMS.items()},
        "crumbs": [
            (_("사후관리"), reverse("jobs:operator_follow_up_list")),
            (name, None),
        ],
    }
    status = 400 if any(form.errors for form in bound.values()) else 200
    return render(request, "jobs/operator/follow_up.html", context, status=status)


def _log(request: HttpRequest, rows: list[Placement], purpose: str = "") -> None:
    by = actors.from_request(request)
    access.record_request(request, [row.candidate for row in rows], purpose=purpose or str(PURPOSE), by=by)
