"""The city's words for agreements, by kind of programme: what is in force, its versions, and the form for the next."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from jobs import agreement_templates, agreement_texts, agreements
from jobs.models import AgreementTemplate, Programme
from jobs.web.agreement_forms import TemplateForm
from jobs.web.forms import take_error
from jobs.web.staff import for_editors
from profiles import actors


@for_editors
@require_safe
def template_list(request: HttpRequest) -> HttpResponse:
    """List the kinds with the words in force."""
    newest = agreements.newest_templates()
    context = {
        "rows": [(label, newest.get(kind), kind) for kind, label in Programme.Kind.choices],
        "crumbs": [(_("사업과 규칙"), reverse("jobs:staff_programme_list")), (_("약정서 틀"), None)],
    }
    return render(request, "jobs/staff/agreement_list.html", context)


@for_editors
@require_http_methods(["GET", "HEAD", "POST"])
def template(request: HttpRequest, kind: str) -> HttpResponse:
    """Show the words of a kind and publish the next version."""
    if kind not in Programme.Kind.values:
        raise Http404
    newest = agreements.newest_templates().get(kind)
    known = {name: getattr(newest, name) for name in ("title", "body", "pay_day", "source")} if newest else None
    form = TemplateForm(request.POST or None, initial=known)
    if request.method == "POST" and form.is_valid():
        try:
            agreement_templates.set_template(kind, **form.cleaned_data, **actors.signed(request))
        except ValidationError as broken:
            take_error(form, broken)
        else:
            messages.success(request, _("약정서 틀을 정했습니다. 지금부터 쓰는 약정서에 적용합니다."))
            return redirect("jobs:staff_agreement", kind)
    context: dict[str, Any] = {
        "kind": kind,
        "label": Programme.Kind(kind).label,
        "form": form,
        "newest": newest,
        "versions": AgreementTemplate.objects.filter(kind=kind).order_by("-version"),
        "sections": agreement_texts.sections(newest.body) if newest else [],
        "fields": [(f"{{{name}}}", label) for name, label in agreement_texts.FIELDS.items()],
        "needed": [(f"{{{name}}}", label) for name, label in agreement_texts.NEEDED[kind]],
        "crumbs": [
            (_("사업과 규칙"), reverse("jobs:staff_programme_list")),
            (_("약정서 틀"), reverse("jobs:staff_agreement_list")),
            (Programme.Kind(kind).label, None),
        ],
    }
    return render(request, "jobs/staff/agreement.html", context, status=400 if form.errors else 200)
