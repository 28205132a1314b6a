"""Pages of the person who applies: their applications, offers, placements and logs; another's answer 404."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from jobs.models import Application, Offer, Placement


@require_safe
def application_list(request: HttpRequest) -> HttpResponse:
    """List one's own applications."""
    return render(request, "jobs/candidate/application_list.html", {"applications": _applications(request)})


@require_safe
def application(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Show the stage of one application."""
    found = get_object_or_404(_applications(request), public_id=public_id)
    return render(request, "jobs/candidate/application.html", {"application": found})


@require_safe
def offer(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Show an offer with the time to answer by."""
    found = get_object_or_404(
        Offer.objects.visible_to(request.user).filter(application__candidate__user=request.user), public_id=public_id
    )
    return render(request, "jobs/candidate/offer.html", {"offer": found})


@require_safe
def placement_list(request: HttpRequest) -> HttpResponse:
    """List one's own placements."""
    return render(request, "jobs/candidate/placement_list.html", {"placements": _placements(request)})


@require_safe
def placement(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Show where one works, from when until when, and the logs by month."""
    found = get_object_or_404(_placements(request), public_id=public_id)
    return render(request, "jobs/candidate/placement.html", {"placement": found})


@require_safe
def worklog(request: HttpRequest, public_id: UUID, month: str) -> HttpResponse:
    """Show the log of one month."""
    found = get_object_or_404(_placements(request), public_id=public_id)
    return render(request, "jobs/candidate/worklog.html", {"placement": found})


def _applications(request: HttpRequest):
    return Application.objects.visible_to(request.user).filter(candidate__user=request.user)


def _placements(request: HttpRequest):
    return Placement.objects.visible_to(request.user).filter(candidate__user=request.user)
