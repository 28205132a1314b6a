"""Seats: who is asked, who waits, and when the results are told."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_POST, require_safe

from jobs.web.operator import for_officers, own_postings


@for_officers
@require_safe
def waiting(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Show the waiting list in its order."""
    posting = get_object_or_404(own_postings(request), public_id=public_id)
    return render(request, "jobs/operator/waiting.html", {"posting": posting})


@for_officers
def release(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Show who will be told what, then tell the results."""
    posting = get_object_or_404(own_postings(request), public_id=public_id)
    return render(request, "jobs/operator/release.html", {"posting": posting})


@for_officers
@require_POST
def offer(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Ask people whether they take a seat."""
    return waiting(request, public_id=public_id)
