"""Files of people as answers: to be saved and not to be shown, so that whatever they are, they do nothing on this site.

Source: OWASP File Upload Cheat Sheet (Content-Disposition, nosniff, CSP sandbox).
"""

from django.http import HttpResponse
from django.utils.http import content_disposition_header

from jobs.models import Attachment


def download(file: Attachment, name: str) -> HttpResponse:
    """Answer with the bytes of a file under a name."""
    response = HttpResponse(file.content, content_type=file.content_type)
    response["Content-Disposition"] = content_disposition_header(True, name)
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response["X-Content-Type-Options"] = "nosniff"
    return response
