"""A document asked of one applicant: its person hands it in; an officer asks, and asks no more."""

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from jobs import attachments, info_requests
from jobs.models import InfoRequest
from jobs.web.apply_files import ACCEPT
from jobs.web.forms import take_error
from jobs.web.operator import for_officers, officer_ids
from jobs.web.operator_applications import found, page
from jobs.web.operator_forms import InfoForm
from profiles import actors, uploads


class InfoFileForm(forms.Form):
    """One file."""

    file = forms.FileField(label=gettext_lazy("파일"), error_messages={"required": gettext_lazy("파일을 골라 주세요.")})

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        most = uploads.MOST_BYTES // (1024 * 1024)
        self.fields["file"].help_text = _("PDF, JPG, PNG 파일 하나, %(most)dMB까지.") % {"most": most}
        self.fields["file"].widget.attrs |= {
            "accept": ACCEPT,
            "data-most-bytes": uploads.MOST_BYTES,
            "data-too-large": uploads.too_large().messages[0],
        }


@require_http_methods(["GET", "HEAD", "POST"])
def info_answer(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Show which document is asked for, why and by when; take the file."""
    own = InfoRequest.objects.filter(application__candidate__user=request.user)
    asked = get_object_or_404(
        own.select_related("application__posting__organisation", "application__candidate"), public_id=public_id
    )
    form = InfoFileForm(request.POST, request.FILES) if request.method == "POST" else InfoFileForm()
    if request.method == "POST" and form.is_valid():
        try:
            info_requests.answer(asked, _looked_at(request, asked), **actors.signed(request))
        except ValidationError as refused:
            form.add_error("file", refused.messages)
        else:
            messages.success(request, _("서류를 냈습니다. 운영기관이 확인합니다."))
            return redirect("jobs:application", asked.application.public_id)
    is_open = asked.state == InfoRequest.State.OPEN and request.received_at < asked.due_at
    context = {"asked": asked, "form": form, "is_open": is_open, "application": asked.application}
    return render(request, "jobs/candidate/info_request.html", context)


@for_officers
@require_POST
def info_ask(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Ask one applicant for one document."""
    application = found(request, public_id, officer=True)
    form = InfoForm(request.POST, auto_id="info_%s")
    if form.is_valid():
        try:
            info_requests.ask(application, **form.cleaned_data, **actors.signed(request))
        except ValidationError as refused:
            take_error(form, refused)
        else:
            messages.success(request, _("서류를 요청했습니다. 지원하신 분에게 알림을 보냅니다."))
            return redirect("jobs:operator_application", public_id)
    return page(request, application, info_form=form)


@for_officers
@require_POST
def info_withdraw(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Ask no more."""
    rows = InfoRequest.objects.visible_to(request.user).filter(
        application__posting__organisation_id__in=officer_ids(request)
    )
    asked = get_object_or_404(rows.select_related("application"), public_id=public_id)
    try:
        info_requests.withdraw(asked, **actors.signed(request))
    except ValidationError as refused:
        messages.error(request, " ".join(refused.messages))
    else:
        messages.success(request, _("서류 요청을 거두었습니다."))
    return redirect("jobs:operator_application", asked.application.public_id)


def _looked_at(request: HttpRequest, asked: InfoRequest) -> uploads.Upload:
    """The file, looked through; one that isn't taken is written down, so that nobody tries for ever."""
    person = asked.application.candidate
    attachments.require_not_too_often(person, at=request.received_at)
    sent = request.FILES["file"]
    try:
        return uploads.looked_at(sent.read(uploads.MOST_BYTES + 1), sent.name)
    except ValidationError as wrong:
        if wrong.code != "busy":
            attachments.refuse(person, wrong.code, **actors.signed(request))
        raise
