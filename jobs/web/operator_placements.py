"""Participants: training, start, completion, early end and outcomes."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_POST, require_safe

from jobs.models import Placement
from jobs.web.operator import for_officers, officer_ids


@for_officers
@require_safe
def placement_list(request: HttpRequest) -> HttpResponse:
    """List the operator's placements."""
    return render(request, "jobs/operator/placement_list.html", {"placements": own_placements(request)})


@for_officers
@require_safe
def placement_page(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Show one placement."""
    placement = get_object_or_404(own_placements(request), public_id=public_id)
    return render(request, "jobs/operator/placement.html", {"placement": placement})


@for_officers
@require_POST
def placement_step(request: HttpRequest) -> HttpResponse:
    """Take a step with one placement or several."""
    return placement_list(request)


def own_placements(request: HttpRequest):
    """Return the placements on the postings of the operators that the person works for."""
    mine = Placement.objects.visible_to(request.user)
    return mine.filter(application__posting__organisation_id__in=officer_ids(request))
