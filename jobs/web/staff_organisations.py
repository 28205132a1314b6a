"""What the city sees of the organisations: who works for which, in which role, from when until when."""

from typing import Any
from uuid import UUID

from django.core.paginator import Paginator
from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse_lazy
from django.utils import timezone
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from jobs import bundles
from jobs.models import PayRun
from jobs.web.operator import called
from jobs.web.operator_members import of
from jobs.web.payer_forms import ROLE, PayerForm, officers_of
from jobs.web.staff import for_city, holds
from profiles.models import Membership, Organisation

PER_PAGE = 30
CRUMBS = [(gettext_lazy("기관"), reverse_lazy("jobs:staff_organisation_list"))]


@for_city
@require_safe
def organisation_list(request: HttpRequest) -> HttpResponse:
    """List the organisations outside the city with how many work for each today."""
    today = timezone.localdate(request.received_at)
    current = Q(memberships__started_on__lte=today) & (
        Q(memberships__ended_on=None) | Q(memberships__ended_on__gt=today)
    )
    rows = Organisation.objects.exclude(kind="city").annotate(
        people=Count("memberships", current), managers=Count("memberships", current & Q(memberships__role="manager"))
    )
    page = Paginator(rows.order_by("-kind", "name", "pk"), PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "jobs/staff/organisation_list.html", {"page_obj": page})


@for_city
@require_safe
def organisation(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Show who works for one organisation, or did in the last three years."""
    return page(request, get_object_or_404(Organisation.objects.exclude(kind="city"), public_id=public_id))


def page(request: HttpRequest, found: Organisation, form: PayerForm | None = None) -> HttpResponse:
    """The page of an organisation; of an operator with who may pay, and the form that lets somebody, as it was typed."""
    today = timezone.localdate(request.received_at)
    rows = Paginator(of(found, today), PER_PAGE).get_page(request.GET.get("page"))
    crumbs = [*CRUMBS, (found.name, None)]
    context = {"organisation": found, "page_obj": rows, "today": today, "form": None, "crumbs": crumbs}
    if found.kind == Organisation.Kind.OPERATOR:
        context |= _payers(request, found, form)
        context["may_bundle"] = holds(request, *bundles.READERS)
    return render(request, "jobs/staff/organisation.html", context, status=400 if form else 200)


def _payers(request: HttpRequest, organisation: Organisation, form: PayerForm | None = None) -> dict[str, Any]:
    """Who may pay for an operator and from when; to the city's editors the form to let somebody."""
    today = timezone.localdate(request.received_at)
    rows = Membership.objects.filter(organisation=organisation, role=ROLE).exclude(ended_on__lte=today)
    rows = rows.select_related("user__identity").prefetch_related("user__memberships").order_by("started_on", "pk")
    officers = set(officers_of(organisation, today).values_list("user_id", flat=True))
    may_give = holds(request, "editor")
    if may_give and form is None:
        form = PayerForm(initial={"started_on": today}, organisation=organisation, today=today)
    return {
        "payers": [
            {
                "row": row,
                "name": called(row.user, organisation.pk),
                "is_idle": row.user_id not in officers,
                "is_coming": row.started_on > today,
            }
            for row in rows
        ],
        "waiting_runs": PayRun.objects.filter(organisation=organisation, state=PayRun.State.PREPARED).count(),
        "may_give": may_give,
        "payer_form": form if may_give else None,
    }
