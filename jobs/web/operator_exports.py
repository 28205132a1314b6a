"""자료 내려받기: what may be taken of a posting, as XLSX or CSV, each for a reason; and the papers for an audit beside it.

A file is written to a place of its own on disk (XLSX) or line by line into the answer (CSV): no length of list fills the memory.
"""

import tempfile
from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied, ValidationError
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from jobs import bundles, exports, sheets
from jobs.exports import Export
from jobs.models import AuditBundle, Posting
from jobs.tables import OFFERED
from jobs.web import bundle_pages
from jobs.web.downloads import look
from jobs.web.forms import take_error
from jobs.web.operator import for_officers, own_postings
from jobs.web.operator_pay import XLSX
from jobs.web.paper_forms import ExportForm
from jobs.zips import safe_name
from profiles import actors


@for_officers
@require_safe
def page(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """List what may be taken of a posting, with what each holds and how many rows."""
    posting, by = _posting(request, public_id), actors.from_request(request)
    may_bundle = bundles.may_read(posting.organisation_id, by)
    rows = AuditBundle.objects.visible_to(request.user).filter(posting=posting)
    context = {
        "posting": posting,
        "is_officer": True,
        "offered": exports.offered(posting, by),
        "sees_pay": exports.may_take(posting, OFFERED["payments"], by),
        "may_bundle": may_bundle,
        **(bundle_pages.listed(request, rows) if may_bundle else {}),
        "crumbs": [*_crumbs(posting), (_("자료 내려받기"), None)],
    }
    return render(request, "jobs/operator/exports.html", context)


@for_officers
@require_http_methods(["GET", "HEAD", "POST"])
def export(request: HttpRequest, public_id: UUID, table: str) -> HttpResponseBase:
    """Ask what for and which columns, and give the file."""
    posting, by = _posting(request, public_id), actors.from_request(request)
    if table not in OFFERED:
        raise Http404
    asked = OFFERED[table]
    if not exports.may_take(posting, asked, by):
        raise PermissionDenied
    form = ExportForm(request.POST or None, columns=asked.columns(exports.scope_of(posting, request.user)))
    if request.method == "POST" and form.is_valid():
        try:
            made = exports.take(posting, asked, **form.asked(), **look(request))
        except ValidationError as broken:
            take_error(form, broken)
        else:
            return answer(made, form.cleaned_data["file_kind"], _file_name(request, made, posting))
    offered = next(one for one in exports.offered(posting, by) if one.table is asked)
    context: dict[str, Any] = {
        "posting": posting,
        "offered": offered,
        "form": form,
        "crumbs": [
            *_crumbs(posting),
            (_("자료 내려받기"), reverse("jobs:operator_exports", args=[posting.public_id])),
            (asked.title, None),
        ],
    }
    return render(request, "jobs/operator/export.html", context)


def answer(made: Export, file_kind: str, name: str) -> HttpResponseBase:
    """Answer with a file to be saved, as a stream."""
    if file_kind == "csv":
        lines = sheets.csv_lines(made.heads, made.lines())
        return _as_file(StreamingHttpResponse(lines, content_type="text/csv; charset=utf-8"), f"{name}.csv")
    file = tempfile.TemporaryFile()  # noqa: SIM115 - the answer closes it when it is sent
    sheets.write_xlsx(
        file, str(made.table.title), made.heads, made.lines(), widths=[column.width for column in made.columns]
    )
    file.seek(0)
    return _as_file(FileResponse(file, content_type=XLSX), f"{name}.xlsx")


# Private --------------------------------------------------------------------------------------------------------------
def _posting(request: HttpRequest, public_id: UUID) -> Posting:
    """One of one's own that was published: before that it has no people."""
    rows = own_postings(request).exclude(state__in=[Posting.State.DRAFT, Posting.State.IN_REVIEW])
    return get_object_or_404(rows.select_related("organisation", "programme_year__programme"), public_id=public_id)


def _crumbs(posting: Posting) -> list[tuple[str, str | None]]:
    return [
        (_("모집공고"), reverse("jobs:operator_posting_list")),
        (posting.title, reverse("jobs:operator_posting", args=[posting.public_id])),
    ]


def _file_name(request: HttpRequest, made: Export, posting: Posting) -> str:
    day = timezone.localdate(request.received_at)
    return f"{safe_name(str(made.table.title))} {safe_name(posting.title)} {day}"


def _as_file(response: HttpResponseBase, name: str) -> HttpResponseBase:
    response["Content-Disposition"] = content_disposition_header(True, name)
    response["X-Content-Type-Options"] = "nosniff"
    return response
