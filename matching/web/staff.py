"""Allocation rounds as the city runs them: begin, simulate, compare, run, verify, confirm, publish.

The city's readers read; editors act, and who ran a round doesn't confirm it (the verbs refuse the others too). Anyone else gets 404.
"""

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import BadRequest, ValidationError
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse, reverse_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from jobs.web.forms import take_error
from jobs.web.operator import uuid_of
from jobs.web.staff import for_city, for_editors, holds
from matching import round_inputs, round_tables, rounds
from matching.models import Allocation, AllocationRound
from matching.round_inputs import Unready
from matching.round_terms import from_json
from matching.web.round_forms import DraftForm, TermsForm
from profiles import access, actors

CRUMBS = ((gettext_lazy("일괄 배치"), reverse_lazy("matching:staff_round_list")),)
WHO_SEE_PEOPLE = ("editor", "auditor")
PER_PAGE = 20
SHOWN = 20  # people not ready whom the page lists
PURPOSE = gettext_lazy("일괄 배치 전에 준비되지 않은 지원 확인")
VERBS: dict[str, Callable] = {
    "verify_round": rounds.verify,
    "confirm_round": rounds.confirm,
    "publish_round": rounds.publish,
}
ASKED_TWICE = ("confirm_round", "publish_round")
TOO_LATE = {  # whether it is published
    False: gettext_lazy("이미 배치했습니다. 조건을 바꾸려면 ‘조건부터 다시 하기’를 먼저 눌러 주세요."),
    True: gettext_lazy("이미 발표한 배치라 조건을 바꿀 수 없습니다."),
}
DONE = {
    "run_round": gettext_lazy("배치했습니다. 이어서 검산해 주세요."),
    "verify_round": gettext_lazy("검산에서 맞지 않는 것이 없습니다. 다른 담당자에게 확정해 달라고 알렸습니다."),
    "confirm_round": gettext_lazy("확정했습니다. 발표 일시가 지나면 발표할 수 있습니다."),
    "publish_round": gettext_lazy("결과를 발표하고 참여 의사를 물었습니다."),
    "reopen_round": gettext_lazy("조건을 정하는 단계로 돌아왔습니다. 지난 배치는 기록에 남아 있습니다."),
}


@for_city
@require_safe
def round_list(request: HttpRequest) -> HttpResponse:
    """List the rounds, newest first, and what may begin."""
    rows = AllocationRound.objects.visible_to(request.user).select_related("programme_year__programme")
    context = {
        "page_obj": Paginator(rows.order_by("-drafted_at", "-pk"), PER_PAGE).get_page(request.GET.get("page")),
        "beginnable": round_tables.beginnable(),
        "is_editor": holds(request, "editor"),
    }
    return render(request, "matching/staff/round_list.html", context)


@for_editors
@require_http_methods(["GET", "HEAD", "POST"])
def round_new(request: HttpRequest) -> HttpResponse:
    """Begin a round with its seed."""
    form = DraftForm(request.POST or None, beginnable=round_tables.beginnable())
    if request.method == "POST" and form.is_valid():
        year, number, seed = form.chosen()
        try:
            made = rounds.draft(year, number, seed=seed, by=actors.from_request(request), at=request.received_at)
        except ValidationError as broken:
            take_error(form, broken)
        else:
            messages.success(request, _("시작했습니다. 조건을 정해 모의 배치를 해 보세요."))
            return redirect("matching:staff_round", made.public_id)
    return render(request, "matching/staff/round_new.html", {"form": form, "crumbs": [*CRUMBS, (_("시작하기"), None)]})


@for_city
@require_safe
def round_page(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Show how far a round is, what it fills or gave, its simulations and what may be done now."""
    return _shown(request, _round(request, public_id))


@for_editors
@require_http_methods(["GET", "HEAD", "POST"])
def round_terms(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Type terms and simulate; begins from what is free, or from an earlier simulation."""
    row, at = _round(request, public_id), request.received_at
    if request.method != "POST" and row.state != AllocationRound.State.DRAFT:
        messages.error(request, TOO_LATE[row.state == AllocationRound.State.PUBLISHED])
        return redirect("matching:staff_round", row.public_id)
    sites = round_inputs.sites_of(round_inputs.postings_of(row, at=at))
    free = round_inputs.free_places(sites)
    form = TermsForm(request.POST or None, sites=sites, terms=_begin_from(request, row), free=free)
    if request.method == "POST" and form.is_valid():
        name, by = form.cleaned_data["name"], actors.from_request(request)
        try:
            rounds.simulate(row, form.terms(), name=name, by=by, at=at)
        except ValidationError as broken:
            if getattr(broken, "code", "") == "not_ready":
                _record_named(request, row)
            take_error(form, broken)
        else:
            messages.success(request, _("‘%(name)s’ 조건으로 모의 배치를 했습니다.") % {"name": name})
            return redirect("matching:staff_round", row.public_id)
    context = {"row": row, "form": form, "free": sum(free.values()), "crumbs": _crumbs(row, _("조건 정하기"))}
    return render(request, "matching/staff/round_terms.html", context)


@for_city
@require_safe
def round_compare(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Show two simulations side by side."""
    row = _round(request, public_id)
    asked = [request.GET.get("a"), request.GET.get("b")]
    if not all(asked) or asked[0] == asked[1]:
        messages.error(request, _("견주어 볼 모의 배치를 두 가지 골라 주세요."))
        return redirect("matching:staff_round", row.public_id)
    first, second = (get_object_or_404(row.allocations, public_id=uuid_of(text)) for text in asked)
    context = {
        "row": row,
        "first": first,
        "second": second,
        "sums": round_tables.compared(first, second),
        "sites": round_tables.sites_compared(first, second),
        "first_caps": round_tables.caps(first),
        "second_caps": round_tables.caps(second),
        "crumbs": _crumbs(row, _("견주어 보기")),
    }
    return render(request, "matching/staff/round_compare.html", context)


@for_editors
@require_POST
def round_step(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Take one step of a round; what is stood for or told is shown first and done when `confirmed`."""
    row, verb = _round(request, public_id), request.POST.get("verb", "")
    if verb not in DONE:
        raise BadRequest
    signed = actors.signed(request)
    step = next((step for step in rounds.steps_for(row, signed["by"]) if step.verb == verb), None)
    if step and verb in ASKED_TWICE and "confirmed" not in request.POST:
        left_out = round_tables.left_out(row, at=request.received_at)
        context = {"row": row, "step": step, "left_out": left_out, "crumbs": _crumbs(row, step.label)}
        return render(request, "matching/staff/round_sure.html", context)
    try:
        if verb == "run_round":
            if not request.POST.get("simulation"):
                raise ValidationError(_("배치할 조건을 골라 주세요."), code="simulation_missing")
            simulation = get_object_or_404(row.allocations, public_id=uuid_of(request.POST.get("simulation")))
            rounds.run(row, simulation, **signed)
        elif verb == "reopen_round":
            rounds.reopen(row, reason=request.POST.get("reason", ""), **signed)
        else:
            VERBS[verb](row, shown=_allocation_shown(request, row), **signed)
    except ValidationError as broken:
        if getattr(broken, "code", "") == "reason_missing":
            return _shown(request, row, refused={"reason": request.POST.get("reason", ""), "why": broken.messages})
        messages.error(request, " ".join(broken.messages))
    else:
        messages.success(request, DONE[verb])
    return redirect("matching:staff_round", row.public_id)


def _allocation_shown(request: HttpRequest, row: AllocationRound) -> list[int | None]:
    """The run that stood on the page with the button, [None] for none that there is."""
    shown = request.POST.get("shown")
    asked = row.allocations.filter(public_id=uuid_of(shown)) if shown else row.allocations.none()
    return [asked.values_list("pk", flat=True).first()]


def _shown(request: HttpRequest, row: AllocationRound, refused: dict | None = None) -> HttpResponse:
    """Draw the page of a round; `refused` is what was typed to begin anew, and why that wasn't done."""
    at, by = request.received_at, actors.from_request(request)
    steps = {step.verb: step for step in rounds.steps_for(row, by)}
    is_draft = row.state == AllocationRound.State.DRAFT
    left = _record_named(request, row) if is_draft else []
    context = {
        "row": row,
        "way": round_tables.way(row),
        "steps": steps,
        "refused": refused,
        "is_draft": is_draft,
        "waits_for_another": row.state == AllocationRound.State.VERIFIED and row.run_by_id == request.user.pk,
        "left": left[:SHOWN] if holds(request, *WHO_SEE_PEOPLE) else [],
        "left_count": len(left),
        "postings": round_tables.postings(row, at=at) if is_draft else [],
        "not_over": round_tables.not_over(row, at=at) if is_draft else [],
        "left_out": [] if row.published_at else round_tables.left_out(row, at=at),
        "simulations": round_tables.simulations(row, PER_PAGE) if is_draft else [],
        "earlier": list(row.allocations.filter(kind=Allocation.Kind.RUN).exclude(pk=row.allocation_id).order_by("-pk")),
        "sums": round_tables.sums(row.allocation) if row.allocation else [],
        "sites": round_tables.sites(row.allocation) if row.allocation else [],
        "caps": round_tables.caps(row.allocation) if row.allocation else [],
        "crumbs": _crumbs(row),
    }
    return render(request, "matching/staff/round.html", context)


def _record_named(request: HttpRequest, row: AllocationRound) -> list[Unready]:
    """Find who isn't ready, and log that the page names the first of them."""
    left = round_inputs.unready(row, at=request.received_at)
    if holds(request, *WHO_SEE_PEOPLE):
        people = [one.application.candidate for one in left[:SHOWN]]
        access.record_request(request, people, purpose=str(PURPOSE), by=actors.from_request(request))
    return left


def _round(request: HttpRequest, public_id: UUID) -> AllocationRound:
    rows = AllocationRound.objects.visible_to(request.user).select_related(
        "programme_year__programme", "allocation", "drafted_by", "run_by", "verified_by", "confirmed_by", "published_by"
    )
    return get_object_or_404(rows, public_id=public_id)


def _begin_from(request: HttpRequest, row: AllocationRound):
    asked = request.GET.get("from")
    if asked:
        return from_json(get_object_or_404(row.allocations, public_id=uuid_of(asked)).terms)
    return round_inputs.first_terms(row, at=request.received_at)


def _crumbs(row: AllocationRound, here: str = "") -> list[tuple]:
    name = _("%(programme)s %(number)s차") % {"programme": row.programme_year, "number": row.number}
    if not here:
        return [*CRUMBS, (name, None)]
    return [*CRUMBS, (name, reverse("matching:staff_round", args=[row.public_id])), (here, None)]
