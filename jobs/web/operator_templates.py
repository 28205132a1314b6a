"""The operator's own templates of postings: which there are, saving a posting as one, renaming and retiring."""

from uuid import UUID

from django import forms
from django.contrib import messages
from django.core.exceptions import BadRequest, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from jobs import posting_templates
from jobs.models import Posting, PostingTemplate
from jobs.web.forms import take_error
from jobs.web.operator import for_officers, own_postings
from jobs.web.operator_writing import CRUMBS
from profiles import actors


class NameForm(forms.Form):
    """What a template is called."""

    name = forms.CharField(
        label=gettext_lazy("공고 틀의 이름"),
        max_length=posting_templates.MOST_NAME,
        help_text=gettext_lazy("우리 기관에서 알아볼 이름입니다. 예: 돌봄지원단 평일 오전"),
        error_messages={"required": gettext_lazy("공고 틀의 이름을 적어 주세요.")},
    )


@for_officers
@require_safe
def template_list(request: HttpRequest) -> HttpResponse:
    """List the templates, each with its name to be changed."""
    return _list(request)


@for_officers
@require_http_methods(["GET", "HEAD", "POST"])
def template_save(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Ask for a name, and keep the posting as a template."""
    posting = get_object_or_404(own_postings(request).select_related("programme_year"), public_id=public_id)
    form = NameForm(request.POST or None, initial={"name": posting.title[: posting_templates.MOST_NAME]})
    if request.method == "POST" and form.is_valid():
        try:
            posting_templates.keep(posting, name=form.cleaned_data["name"], **actors.signed(request))
        except ValidationError as broken:
            take_error(form, broken)
        else:
            messages.success(request, _("공고 틀로 저장했습니다. ‘새 공고 쓰기’에서 고를 수 있습니다."))
            return redirect("jobs:operator_template_list")
    return render(request, "jobs/operator/template_save.html", _saving(posting, form))


@for_officers
@require_POST
def template_step(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Rename or retire a template."""
    row = get_object_or_404(PostingTemplate.objects.visible_to(request.user), public_id=public_id)
    verb = request.POST.get("verb", "")
    if verb not in ("rename", "retire"):
        raise BadRequest
    form = NameForm(request.POST, prefix=_prefix(row))
    if verb == "rename" and not form.is_valid():
        return _list(request, row, form)
    try:
        if verb == "rename":
            posting_templates.rename(row, name=form.cleaned_data["name"], **actors.signed(request))
        else:
            posting_templates.retire(row, **actors.signed(request))
    except ValidationError as broken:
        if hasattr(broken, "error_dict"):
            take_error(form, broken)
            return _list(request, row, form)
        messages.error(request, " ".join(broken.messages))
    else:
        done = {"rename": _("공고 틀의 이름을 바꾸었습니다."), "retire": _("공고 틀을 거두었습니다.")}
        messages.success(request, done[verb])
    return redirect("jobs:operator_template_list")


def _list(request: HttpRequest, asked: PostingTemplate | None = None, form: NameForm | None = None) -> HttpResponse:
    """The templates; of the one that couldn't be renamed what was typed, and why."""
    rows = [
        (row, form if asked and row.pk == asked.pk else NameForm(prefix=_prefix(row), initial={"name": row.name}))
        for row in posting_templates.in_use(request.user)
    ]
    context = {"rows": rows, "asked": asked, "crumbs": [*CRUMBS, (_("우리 기관 공고 틀"), None)]}
    return render(request, "jobs/operator/template_list.html", context, status=400 if asked else 200)


def _saving(posting: Posting, form: NameForm) -> dict:
    here = (posting.title, reverse("jobs:operator_posting", args=[posting.public_id]))
    return {"posting": posting, "form": form, "crumbs": [*CRUMBS, here, (_("공고 틀로 저장하기"), None)]}


def _prefix(row: PostingTemplate) -> str:
    return f"t{row.pk}"
