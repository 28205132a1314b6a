"""The agreement on the page of the person whom it is about: read whole, signed, downloaded; earlier versions too. Another's answer 404."""

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from jobs import agreement_papers, agreements
from jobs.models import Agreement
from jobs.web.agreement_forms import SignForm
from jobs.web.forms import take_error
from profiles import actors


@require_safe
def agreement(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Show one version with its signatures, and the form to sign it where it waits for the person."""
    return _page(request, _own(request, public_id))


@require_POST
def agreement_sign(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Sign it for oneself."""
    found, form = _own(request, public_id), SignForm(request.POST)
    if form.is_valid():
        try:
            agreements.sign(found, **form.cleaned_data, **actors.signed(request))
        except ValidationError as broken:
            take_error(form, broken)
        else:
            messages.success(request, _("서명했습니다. 약정서는 언제든지 내려받으실 수 있습니다."))
            return redirect("jobs:agreement", found.public_id)
    return _page(request, _own(request, public_id), form)


@require_safe
def agreement_pdf(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Give a version as a file, with the signatures that it has."""
    return answer_pdf(_own(request, public_id))


def answer_pdf(found: Agreement) -> HttpResponse:
    """Answer with the paper, shown where the browser can."""
    response = HttpResponse(agreement_papers.pdf(found), content_type="application/pdf")
    response["Content-Disposition"] = content_disposition_header(False, agreement_papers.file_name(found))
    return response


def _own(request: HttpRequest, public_id: UUID) -> Agreement:
    rows = Agreement.objects.visible_to(request.user).filter(placement__candidate__user=request.user)
    whose = (
        "placement__candidate",
        "placement__application__candidate",
        "placement__application__posting__organisation",
    )
    return get_object_or_404(rows.select_related(*whose, "placement__seat__posting_site__site"), public_id=public_id)


def _page(request: HttpRequest, found: Agreement, form: SignForm | None = None) -> HttpResponse:
    side = agreements.side_of(found, actors.from_request(request))
    is_outdated = side is not None and agreements.changed_since(found, at=request.received_at)
    context = {
        **agreement_papers.context_of(found),
        "placement": found.placement,
        "organisation": found.placement.application.posting.organisation,
        "may_sign": side is not None and not is_outdated,
        "is_outdated": is_outdated,
        "form": form or SignForm(initial={"shown_hash": found.text_hash}),
    }
    status = 400 if form is not None else 200
    return render(request, "jobs/candidate/agreement.html", context, status=status)
