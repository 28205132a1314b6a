"""Who applied: the ranked list of a posting, moves in batches, one application."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from jobs.models import Posting
from jobs.web.operator import for_reviewers


@for_reviewers
@require_safe
def applicants(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """List the applicants of a posting, ranked."""
    posting = get_object_or_404(Posting.objects.managed_by(request.user), public_id=public_id)
    return render(request, "jobs/operator/applicants.html", {"posting": posting})
