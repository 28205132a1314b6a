"""Files of people as answers: to be saved and not to be shown, so that whatever they are, they do nothing on this site.

Source: OWASP File Upload Cheat Sheet (Content-Disposition, nosniff, CSP sandbox).
"""

from typing import Any

from allauth.account.adapter import get_adapter
from django.http import HttpRequest, HttpResponse
from django.utils.http import content_disposition_header

from jobs.models import Attachment
from profiles import actors


def download(file: Attachment, name: str) -> HttpResponse:
    """Answer with the bytes of a file under a name."""
    response = HttpResponse(file.content, content_type=file.content_type)
    response["Content-Disposition"] = content_disposition_header(True, name)
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response["X-Content-Type-Options"] = "nosniff"
    return response


def look(request: HttpRequest) -> dict[str, Any]:
    """What the access log asks of a look: by whom, when, on which page, from where."""
    page, address = request.resolver_match.view_name, get_adapter(request).get_client_ip(request)
    return {**actors.signed(request), "page": page, "address": address}
