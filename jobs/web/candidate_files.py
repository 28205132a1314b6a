"""A file that a person added to an application, for that person alone: another's and a missing one answer 404."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from jobs.models import Attachment
from jobs.web.downloads import download


@require_safe
def attachment(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Give the file under the name that its person gave it."""
    own = Attachment.objects.visible_to(request.user).filter(candidate__user=request.user)
    found = get_object_or_404(own, public_id=public_id)
    return download(found, found.name)
