"""Who applied: the ranked list of a posting, moves in batches, one application."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_POST, require_safe

from jobs.models import Application, Posting
from jobs.web.operator import for_reviewers


@for_reviewers
@require_safe
def applicants(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """List the applicants of a posting, ranked."""
    posting = get_object_or_404(Posting.objects.managed_by(request.user), public_id=public_id)
    return render(request, "jobs/operator/applicants.html", {"posting": posting})


@for_reviewers
@require_safe
def application_list(request: HttpRequest) -> HttpResponse:
    """List the applications to all postings."""
    return render(request, "jobs/operator/application_list.html", {"applications": own_applications(request)})


@for_reviewers
@require_safe
def application_page(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Show one application."""
    application = get_object_or_404(own_applications(request), public_id=public_id)
    return render(request, "jobs/operator/application.html", {"application": application})


@for_reviewers
@require_POST
def application_move(request: HttpRequest) -> HttpResponse:
    """Move applications on."""
    return application_list(request)


def own_applications(request: HttpRequest):
    """Return the applications to the postings that the person works on."""
    managed = Posting.objects.managed_by(request.user)
    return Application.objects.visible_to(request.user).filter(posting__in=managed)
