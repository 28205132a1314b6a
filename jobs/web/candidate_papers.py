"""Papers of the person who works, on the page and as PDF: the slip of a month's allowance, the certificate. Another's answer 404."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from jobs import certificates, slips, withholding
from jobs.slips import Slip
from jobs.web import paper_words
from jobs.web.candidate_work import month_of, own_placements


@require_safe
def slip(request: HttpRequest, public_id: UUID, month: str) -> HttpResponse:
    """Show how a month's allowance was reckoned."""
    found = _slip(request, public_id, month)
    context = {
        "slip": found,
        "placement": found.placement,
        "month_key": month,
        "reckoning": paper_words.reckoning(found),
        "rows": paper_words.rows_of(found),
        "notes": paper_words.notes(found),
    }
    return render(request, "jobs/candidate/slip.html", context)


@require_safe
def slip_pdf(request: HttpRequest, public_id: UUID, month: str) -> HttpResponse:
    """Give the slip as a file."""
    found = _slip(request, public_id, month)
    return _pdf(paper_words.slip_pdf(found), _("활동비 명세서 %(month)s") % {"month": month})


@require_safe
def certificate_pdf(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Give the certificate that stands as a file."""
    found = certificates.valid_of(get_object_or_404(own_placements(request), public_id=public_id))
    if found is None:
        raise Http404
    return _pdf(paper_words.certificate_pdf(found), f"수료증 {found.shown_code}")


@require_safe
def withholding_pdf(request: HttpRequest, year: int, public_id: UUID) -> HttpResponse:
    """Give what was withheld from one's allowances in a year by one operator, as a file."""
    receipts = withholding.receipts_of(request.user)
    found = next((row for row in receipts if (row.year, row.organisation.public_id) == (year, public_id)), None)
    if found is None:
        raise Http404
    return _pdf(paper_words.withholding_pdf(found, request.user), _("원천징수영수증 %(year)s") % {"year": year})


def _slip(request: HttpRequest, public_id: UUID, month: str) -> Slip:
    placement = get_object_or_404(own_placements(request), public_id=public_id)
    first = month_of(month)
    found = slips.of_month(placement, first) if first else None
    if found is None:
        raise Http404
    return found


def _pdf(content: bytes, name: str) -> HttpResponse:
    """Shown where the browser can, saved under this name where it can't."""
    response = HttpResponse(content, content_type="application/pdf")
    response["Content-Disposition"] = content_disposition_header(False, f"{name}.pdf")
    return response
