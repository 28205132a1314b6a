"""The page on which a person asks that somebody looks at their result again. Another's answer 404."""

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from jobs import objections, progress
from jobs.models import Application
from jobs.web.forms import take_error
from jobs.web.objection_forms import ObjectionForm
from profiles import actors


@require_http_methods(["GET", "HEAD", "POST"])
def objection(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Ask that somebody looks again; or show what was asked and answered."""
    own = Application.objects.visible_to(request.user).filter(candidate__user=request.user)
    rows = own.select_related("posting__organisation", "posting__programme_year", "candidate", "placement")
    found = get_object_or_404(rows, public_id=public_id)
    form = ObjectionForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            objections.ask(
                found, text=form.cleaned_data["text"], by=actors.from_request(request), at=request.received_at
            )
        except ValidationError as refused:
            take_error(form, refused)
        else:
            messages.success(request, _("재검토를 요청했습니다. 다른 담당자가 다시 살펴보고 알려 드립니다."))
            return redirect("jobs:application", public_id)
    context = {
        "application": found,
        "progress": progress.of([found], at=request.received_at)[0],
        "form": form,
        "may_ask": objections.may_ask(found, at=request.received_at),
        "objection": objections.latest(found),
        "ends_at": objections.ends_at(found) if progress.knows_refusal(found) else None,
    }
    return render(request, "jobs/candidate/objection.html", context)
