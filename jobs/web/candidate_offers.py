"""The answer to an offer: read it, then say yes or no on a page of its own. A link never answers: mail scanners follow links."""

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from jobs import announcements, clashes, offers, seats
from jobs.models import Offer, Posting
from jobs.web.forms import DeclineForm
from profiles import actors


@require_safe
def offer(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Show an offer: where, when, for what money, and the time to answer by."""
    return _page(request, _offer_or_404(request, public_id), "offer")


@require_http_methods(["GET", "HEAD", "POST"])
def offer_accept(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Ask once more, then take the seat."""
    found = _offer_or_404(request, public_id)
    if request.method != "POST":
        return _page(request, found, "offer_accept")
    try:
        offers.accept([found], **actors.signed(request))
    except ValidationError as refused:
        return _page(request, found, "offer", refused=refused)
    messages.success(request, _("참여하기로 하셨습니다. 운영기관이 서류를 확인하고 전화로 알려 드립니다."))
    return redirect("jobs:application", found.application.public_id)


@require_http_methods(["GET", "HEAD", "POST"])
def offer_decline(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Ask why, then leave the seat to the next."""
    found, form = _offer_or_404(request, public_id), DeclineForm(request.POST or None)
    if request.method != "POST" or not form.is_valid():
        return _page(request, found, "offer_decline", form=form)
    try:
        offers.decline([found], reason=form.cleaned_data["reason"], **actors.signed(request))
    except ValidationError as refused:
        return _page(request, found, "offer", refused=refused)
    messages.success(request, _("참여하지 않겠다고 답하셨습니다. 알려 주셔서 고맙습니다."))
    return redirect("jobs:application", found.application.public_id)


def _offer_or_404(request: HttpRequest, public_id: UUID) -> Offer:
    own = Offer.objects.visible_to(request.user).filter(application__candidate__user=request.user)
    return get_object_or_404(
        own.select_related("application__candidate", "application__posting__organisation", "seat__posting_site__site"),
        public_id=public_id,
    )


def _page(
    request: HttpRequest,
    found: Offer,
    name: str,
    *,
    form: DeclineForm | None = None,
    refused: ValidationError | None = None,
) -> HttpResponse:
    """The offer, or its question; what can't be answered any more shows the offer and why."""
    posting = announcements.with_details(Posting.objects.filter(pk=found.application.posting_id))
    (announcement,) = announcements.announce(posting)
    is_waiting = offers.may_answer(found, actors.from_request(request), at=request.received_at)
    person, today = found.application.candidate, timezone.localdate(request.received_at)
    context = {
        "offer": found,
        "announcement": announcement,
        "is_waiting": is_waiting,
        "rank": seats.rank_of(found.application, found.seat.posting_site_id),
        "clashes": clashes.of(person, announcement.posting, today=today) if is_waiting else [],
        "form": form,
        "refusals": refused.messages if refused else [],
    }
    page = name if is_waiting else "offer"
    return render(request, f"jobs/candidate/{page}.html", context, status=400 if refused else 200)
