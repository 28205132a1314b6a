"""Pages of the person who works: where one is placed, the agreement, the months. Another's answer 404."""

from datetime import date
from uuid import UUID

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from jobs import agreed, agreements, attendance, certificates, diary, surveys, withholding
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
    today, agreement = timezone.localdate(request.received_at), agreements.standing_of(found)
    context = {
        "placement": found,
        "agreed": agreed.of([found])[found.pk],
        "agreement": agreement,
        "may_agree": agreement is not None
        and agreements.side_of(agreement, actors.from_request(request)) == agreements.PERSON,
        "may_answer": surveys.may_answer(found),
        "training": attendance.standing_of(found, on=today),
        "certificate": certificates.valid_of(found),
        "months": diary.months_of(found, today=today),
    }
    return render(request, "jobs/candidate/placement.html", context)


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
