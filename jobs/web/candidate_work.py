"""Pages of the person who works: where one is placed, the agreement, the months. Another's answer 404."""

from datetime import date
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from jobs import attendance, certificates, diary, placements, surveys, withholding
from jobs.models import PayAccount, Placement
from profiles import actors

A_PAGE = 20


@require_safe
def placement_list(request: HttpRequest) -> HttpResponse:
    """List one's own placements, the newest first."""
    page = Paginator(own_placements(request).order_by("-starts_on", "-pk"), A_PAGE).get_page(request.GET.get("page"))
    context = {
        "page_obj": page,
        "receipts": withholding.receipts_of(request.user),
        "account": PayAccount.objects.visible_to(request.user).first(),
        "is_account_asked": any(not row.application.posting.programme_year.pays_wage for row in page),
    }
    return render(request, "jobs/candidate/placement_list.html", context)


@require_safe
def placement(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Show where one works, from when until when, the agreement, and the logs and pay by month."""
    found = get_object_or_404(own_placements(request), public_id=public_id)
    by, today = actors.from_request(request), timezone.localdate(request.received_at)
    context = {
        "placement": found,
        "may_agree": any(step.verb == "agree" for step in placements.steps_for(found, by)),
        "may_answer": surveys.may_answer(found),
        "training": attendance.standing_of(found, on=today),
        "certificate": certificates.valid_of(found),
        "months": diary.months_of(found, today=today),
    }
    return render(request, "jobs/candidate/placement.html", context)


@require_POST
def placement_agree(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Agree to the terms of the placement (약정)."""
    found = get_object_or_404(own_placements(request), public_id=public_id)
    try:
        placements.agree([found], by=actors.from_request(request), at=request.received_at)
        messages.success(request, _("약정에 동의했습니다."))
    except ValidationError as refused:
        messages.error(request, " ".join(refused.messages))
    return redirect("jobs:placement", found.public_id)


def own_placements(request: HttpRequest) -> QuerySet[Placement]:
    own = Placement.objects.visible_to(request.user).filter(candidate__user=request.user)
    return own.select_related(
        "candidate",
        "application__candidate",
        "application__posting__organisation",
        "application__posting__programme_year",
        "seat__posting_site__site",
    )


def month_of(key: str) -> date | None:
    """Return the first day of the month that an address names, 2026-05; None for what names none."""
    try:
        return date.fromisoformat(f"{key}-01")
    except ValueError:
        return None
