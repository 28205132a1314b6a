"""Seats: results told together after a look at who is told what, who is asked, and who waits in which order."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import BadRequest, ValidationError
from django.core.paginator import Page, Paginator
from django.db.models import BooleanField, ExpressionWrapper, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from jobs import (
    agenda,
    applicants,
    applications,
    deciding,
    offers,
    refills,
    reserves,
    results,
    seat_releases,
    seats,
)
from jobs.models import Application, Offer, Posting
from jobs.web.operator import for_officers, own_postings
from profiles import access, actors

PER_PAGE = 50
PURPOSE = gettext_lazy("참여 의사 확인")


@for_officers
@require_safe
def waiting(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Show the seats, who is selected and not asked yet, the offers, and the waiting list in its order."""
    posting = get_object_or_404(agenda.with_figures(own_postings(request)), public_id=public_id)
    by = actors.from_request(request)
    own = Application.objects.visible_to(request.user).filter(posting=posting)
    people = agenda.by_state(own)
    in_line = applications.waiting_list(posting).filter(pk__in=own.values("pk"))
    page = _page(request, "page", applicants.with_lines(in_line), people.get("waiting", 0))
    selected_rows = applicants.with_lines(own.filter(state="selected")).order_by("pk")
    selected_page = _page(request, "selected", selected_rows, people.get("selected", 0))
    asked_page = _page(request, "asked", _offers(request, posting))
    queue, selected, asked = (list(found.object_list) for found in (page, selected_page, asked_page))
    asked_next = offers.next_waiting(posting) if queue else None
    is_kept = bool(queue) and asked_next is None
    if asked_next and asked_next not in queue and not own.filter(pk=asked_next.pk).exists():
        asked_next = None  # somebody with whom the officer declared a conflict: another officer asks them
    next_rows = [asked_next] if asked_next else []
    shown = [row.candidate for row in (*queue, *selected, *next_rows, *(offer.application for offer in asked))]
    access.record_request(request, shown, purpose=str(PURPOSE), by=by)
    standing = list(seats.free(posting).only("reserve", "reserve_released_at"))
    free, kept = len(standing), sum(seat.is_kept for seat in standing)
    context = {
        "posting": posting,
        "is_officer": True,
        "people": people,
        "undecided": sum(people.get(state, 0) for state in agenda.UNDECIDED),
        "free": free,
        "kept": kept,
        "kept_sentence": reserves.kept_sentence(kept) if kept and is_kept else "",
        "asked": people.get("offered", 0),
        "accepted": people.get("accepted", 0),
        "selected": applicants.lines(selected),
        "selected_page": selected_page,
        "asked_page": asked_page,
        "queue": applicants.lines(queue),
        "page_obj": page,
        "offers": [_line(row) for row in asked],
        **_refills(posting, request),
        "is_in_round": deciding.is_in_open_round(posting),
        "may_ask_next": bool(posting.results_released_at and queue and not selected and free),
        "next_name": applicants.numbered_name(asked_next) if asked_next and page.number == 1 else "",
        "crumbs": _crumbs(posting, _("발표와 자리")),
    }
    return render(request, "jobs/operator/waiting.html", context)


@for_officers
@require_http_methods(["GET", "HEAD", "POST"])
def release(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Show how many are told what, then tell all of them together."""
    posting = get_object_or_404(own_postings(request), public_id=public_id)
    if request.method == "POST":
        try:
            results.release([posting], by=actors.from_request(request), at=request.received_at)
        except ValidationError as broken:
            messages.error(request, " ".join(broken.messages))
            return redirect("jobs:operator_release", public_id)
        messages.success(request, _("결과를 발표했습니다. 이제 합격한 분께 참여 의사를 물을 수 있습니다."))
        return redirect("jobs:operator_waiting", public_id)
    people = agenda.by_state(Application.objects.visible_to(request.user).filter(posting=posting))
    undecided = sum(people.get(state, 0) for state in agenda.UNDECIDED)
    context = {
        "posting": posting,
        "selected": people.get("selected", 0),
        "waiting": people.get("waiting", 0),
        "not_selected": people.get("not_selected", 0),
        "undecided": undecided,
        "is_early": request.received_at < posting.results_at,
        "may_release": not posting.results_released_at and not undecided and request.received_at >= posting.results_at,
        "crumbs": _crumbs(posting, _("결과 발표")),
    }
    return render(request, "jobs/operator/release.html", context)


@for_officers
@require_POST
def offer(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Ask everybody selected, or the next on the waiting list, whether they take a seat."""
    posting = get_object_or_404(own_postings(request), public_id=public_id)
    whom = request.POST.get("whom")
    if whom == "selected":
        own = Application.objects.visible_to(request.user).filter(posting=posting)
        rows = list(own.filter(state="selected").order_by("pk"))
    elif whom == "next":
        own = Application.objects.visible_to(request.user)
        rows = [row for row in [offers.next_waiting(posting)] if row and own.filter(pk=row.pk).exists()]
    else:
        raise BadRequest
    if not rows:
        kept = seat_releases.free_kept(posting).count() if whom == "next" else 0
        told = _("지금 물을 분이 없습니다. 화면을 새로 고쳐 확인해 주세요.")
        messages.error(request, f"{told} {reserves.kept_sentence(kept)}" if kept else told)
        return redirect("jobs:operator_waiting", public_id)
    try:
        made = offers.make(rows, by=actors.from_request(request), at=request.received_at)
    except ValidationError as broken:
        messages.error(request, " ".join(broken.messages))
    else:
        told = ngettext("%(people)d명에게 물었습니다.", "%(people)d명에게 물었습니다.", len(made)) % {
            "people": len(made)
        }
        messages.success(request, told)
    return redirect("jobs:operator_waiting", public_id)


def _refills(posting: Posting, request: HttpRequest) -> dict[str, Any]:
    found = refills.of(posting, today=timezone.localdate(request.received_at))
    return {"refills": found, "refill_days": refills.mean_days(found)}


def _line(row: Offer) -> dict[str, Any]:
    rank = seats.rank_of(row.application, row.seat.posting_site_id)
    return {"offer": row, "name": applicants.numbered_name(row.application), "rank": rank}


def _page(request: HttpRequest, key: str, rows: QuerySet, count: int | None = None) -> Page:
    """The page of one of the lists; `count` spares counting what is known already."""
    paginator = Paginator(rows, PER_PAGE)
    if count is not None:
        paginator.count = count
    return paginator.get_page(request.GET.get(key))


def _offers(request: HttpRequest, posting: Posting) -> QuerySet[Offer]:
    """The offers of a posting: those that wait for an answer first, the nearest end first."""
    rows = (
        Offer.objects.visible_to(request.user)
        .filter(application__posting=posting)
        .annotate(is_open=ExpressionWrapper(Q(state=Offer.State.PENDING), BooleanField()))
    )
    rows = rows.select_related("application__candidate__user__identity", "seat__posting_site__site")
    rows = rows.prefetch_related("application__wishes")
    return rows.order_by("-is_open", "expires_at", "pk")


def _crumbs(posting: Posting, label: str) -> list[tuple[str, str | None]]:
    return [
        (_("모집공고"), reverse("jobs:operator_posting_list")),
        (posting.title, reverse("jobs:operator_posting", args=[posting.public_id])),
        (label, None),
    ]
