"""표 파일로 여러 건 쓰기: a spreadsheet of postings is read and shown, and all of it becomes drafts once an officer confirms."""

import hashlib
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.core.paginator import Paginator
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse_lazy
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from jobs import posting_imports, posting_sheets
from jobs.models import PostingImport, Site
from jobs.web import import_files
from jobs.web.operator import acting_for, for_officers, uuid_of
from jobs.web.operator_postings import CRUMBS as POSTINGS
from profiles import actors
from profiles.sizes import MOST_BYTES

PER_PAGE = 50
MOST_SHOWN = 20
CRUMBS = (*POSTINGS, (gettext_lazy("표 파일로 여러 건 쓰기"), reverse_lazy("jobs:operator_import_new")))
FORMS = {
    "xlsx": (import_files.xlsx_form, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    "csv": (import_files.csv_form, "text/csv; charset=utf-8"),
}


class SheetForm(forms.Form):
    """One file; what it really is shows when it is read."""

    file = forms.FileField(
        label=gettext_lazy("공고를 적은 파일"),
        widget=forms.FileInput({"accept": ".xlsx,.csv"}),
        error_messages={
            "required": gettext_lazy("파일을 골라 주세요."),
            "empty": posting_sheets.SENTENCES["empty"],
            "max_length": gettext_lazy("파일 이름이 너무 깁니다. 이름을 짧게 바꾼 뒤 올려 주세요."),
        },
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field, most = self.fields["file"], MOST_BYTES // (1024 * 1024)
        field.help_text = _("엑셀(XLSX)이나 CSV 파일 하나, %(most)dMB, 공고 500건까지 올릴 수 있습니다.") % {
            "most": most
        }
        too_large = posting_sheets.too_large().message
        field.widget.attrs |= {"data-most-bytes": MOST_BYTES, "data-too-large": too_large}

    def clean_file(self) -> UploadedFile:
        file = self.cleaned_data["file"]
        if file.size > MOST_BYTES:
            raise posting_sheets.too_large()
        return file


@transaction.non_atomic_requests  # reading takes seconds: no transaction stays open over it
@for_officers
@require_http_methods(["GET", "HEAD", "POST"])
def import_new(request: HttpRequest) -> HttpResponse:
    """Take one file and show what it says; no posting is written here."""
    form = SheetForm(request.POST, request.FILES) if request.method == "POST" else SheetForm()
    if request.method == "POST" and form.is_valid():
        try:
            kept = _keep(request, form.cleaned_data["file"])
        except ValidationError as refused:
            form.add_error("file", refused.error_list)
        else:
            return redirect("jobs:operator_import", kept.public_id)
    own = PostingImport.objects.visible_to(request.user).order_by("-read_at", "-pk")
    context = {
        "form": form,
        "rows": own.defer("rows", "faults")[:MOST_SHOWN],
        "kept_days": posting_imports.KEPT_DAYS,
        "crumbs": [*POSTINGS, (CRUMBS[-1][0], None)],
    }
    return render(request, "jobs/operator/import_new.html", context)


@for_officers
@require_safe
def template(request: HttpRequest, ending: str) -> HttpResponse:
    """Give the form to fill in, with the names of the officer's own sites."""
    if ending not in FORMS:
        raise Http404
    write, content_type = FORMS[ending]
    years = posting_imports.years_on(timezone.localdate(request.received_at))
    sites = Site.objects.visible_to(request.user).filter(organisation=acting_for(request)).order_by("name")
    return _file(write(years, list(sites)), f"dasi-postings.{ending}", content_type)


@for_officers
@require_safe
def import_page(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Show what a file says: its postings, or what is wrong with which cell."""
    kept = _own(request, public_id)
    faults = posting_imports.faults_of(kept)
    found = faults if faults else posting_imports.rows_of(kept)
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "kept": kept,
        "page_obj": page,
        "lines": [] if faults else posting_imports.in_words(page.object_list),
        "rows_to_mend": len({fault.row for fault in faults}),
        "before": posting_imports.imported_before(kept) if kept.state == PostingImport.State.WAITING else None,
        "crumbs": [*CRUMBS, (kept.file_name, None)],
    }
    return render(request, "jobs/operator/import.html", context)


@for_officers
@require_safe
def faults_file(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Give what is wrong as a file."""
    faults = posting_imports.faults_of(_own(request, public_id))
    return _file(import_files.faults_csv(faults), "dasi-postings-to-mend.csv", "text/csv; charset=utf-8")


@for_officers
@require_POST
def import_confirm(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Write all postings of the file as drafts, or none."""
    kept = _own(request, public_id)
    try:
        kept = posting_imports.confirm(kept, before=_warned_of(request), **actors.signed(request))
    except ValidationError as refused:
        messages.error(request, " ".join(refused.messages))
        if getattr(refused, "code", "") == "imported_meanwhile":
            return redirect("jobs:operator_import", kept.public_id)
        return redirect("jobs:operator_import_new")
    if kept.state == PostingImport.State.FAULTY:
        messages.error(request, _("그사이 바뀐 것이 있어 아무 공고도 쓰지 않았습니다. 아래를 고쳐 다시 올려 주세요."))
        return redirect("jobs:operator_import", kept.public_id)
    sentence = ngettext(
        "공고 %(count)d건을 작성 중으로 가져왔습니다. 하나씩 확인한 뒤 검토를 요청해 주세요.",
        "공고 %(count)d건을 작성 중으로 가져왔습니다. 하나씩 확인한 뒤 검토를 요청해 주세요.",
        kept.postings,
    )
    messages.success(request, sentence % {"count": kept.postings})
    return redirect("jobs:operator_posting_list")


@for_officers
@require_POST
def import_discard(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Throw away what was read."""
    kept = _own(request, public_id)
    try:
        posting_imports.discard(kept, **actors.signed(request))
    except ValidationError as refused:
        messages.error(request, " ".join(refused.messages))
    else:
        messages.success(request, _("올린 내용을 지웠습니다. 쓴 공고는 없습니다."))
    return redirect("jobs:operator_import_new")


# Private --------------------------------------------------------------------------------------------------------------
def _keep(request: HttpRequest, file: UploadedFile) -> PostingImport:
    content = file.read()
    return posting_imports.keep(
        acting_for(request),
        posting_sheets.looked_at(content),
        file_name=file.name,
        file_hash=hashlib.sha256(content).hexdigest(),
        **actors.signed(request),
    )


def _warned_of(request: HttpRequest) -> UUID | None:
    """The earlier import of the same file of which the page told."""
    asked = request.POST.get("before")
    return uuid_of(asked) if asked else None


def _own(request: HttpRequest, public_id: UUID) -> PostingImport:
    return get_object_or_404(PostingImport.objects.visible_to(request.user), public_id=public_id)


def _file(content: bytes, name: str, content_type: str) -> HttpResponse:
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "X-Content-Type-Options": "nosniff"}
    return HttpResponse(content, content_type=content_type, headers=headers)
