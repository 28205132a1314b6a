"""A file with an application, for those who choose: officers of the posting's operator and its reviewers. Each look is written down."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from jobs import attachments
from jobs.models import Attachment
from jobs.web.downloads import download
from jobs.web.operator import for_reviewers
from jobs.web.operator_applicants import own_applications
from profiles import access, actors, uploads


@for_reviewers
@require_safe
def attachment(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Give the file, called by the receipt and by what was asked for: its person's own name for it may name them."""
    seen = Attachment.objects.visible_to(request.user).filter(application__in=own_applications(request))
    found = get_object_or_404(seen.select_related("application", "posting", "candidate"), public_id=public_id)
    (line,) = attachments.lines(found.posting, [found])
    purpose = _("지원 파일 보기: %(title)s") % {"title": line.title}
    access.record_request(request, [found.candidate], purpose=purpose, by=actors.from_request(request))
    return download(found, f"{found.application.receipt_number} {line.title}.{uploads.ENDINGS[found.content_type]}")
