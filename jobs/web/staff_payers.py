"""The right to pay for an operator (지급 담당): given from a day until a day, and taken back. It is the city's to give (ADR 27)."""

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from jobs.web.forms import take_error
from jobs.web.payer_forms import ROLE, PayerForm
from jobs.web.staff import for_editors
from jobs.web.staff_organisations import page
from profiles import actors, organisations
from profiles.models import Membership, Organisation


@for_editors
@require_POST
def grant(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Let an officer of an operator pay."""
    found, today = _operator(public_id), timezone.localdate(request.received_at)
    form = PayerForm(request.POST, organisation=found, today=today)
    if form.is_valid():
        typed = form.cleaned_data
        dates = {name: typed[name] for name in ("started_on", "ended_on")}
        try:
            organisations.grant(typed["user"], found, ROLE, **dates, **actors.signed(request))
        except ValidationError as broken:
            take_error(form, broken)
        else:
            messages.success(request, _("지급 권한을 주었습니다."))
            return redirect("jobs:staff_organisation", found.public_id)
    return page(request, found, form)


@for_editors
@require_POST
def take_back(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Take the right to pay back from today on; one that hasn't begun never does."""
    rows = Membership.objects.filter(role=ROLE, organisation__kind="operator").select_related("organisation")
    row = get_object_or_404(rows, public_id=public_id)
    on = max(timezone.localdate(request.received_at), row.started_on)
    try:
        organisations.end(row, ended_on=on, **actors.signed(request))
    except ValidationError as broken:
        messages.error(request, " ".join(broken.messages))
    else:
        messages.success(request, _("지급 권한을 거두었습니다. 이제 승인하거나 보낼 수 없습니다."))
    return redirect("jobs:staff_organisation", row.organisation.public_id)


def _operator(public_id: UUID) -> Organisation:
    return get_object_or_404(Organisation.objects.filter(kind="operator"), public_id=public_id)
