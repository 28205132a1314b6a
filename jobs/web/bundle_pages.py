"""What the pages of papers for an audit (감사 제출 자료) of operators and of the city share: asking, how far it is, and taking it."""

from collections.abc import Callable
from functools import partial
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _

from jobs import bundles
from jobs.models import AuditBundle
from jobs.web.downloads import look
from jobs.web.forms import take_error
from jobs.web.paper_forms import BundleForm, CauseForm
from jobs.zips import safe_name
from profiles import actors, waking

SHOWN = 10
TASK = "jobs.tasks.build_bundles"


def listed(request: HttpRequest, rows: QuerySet[AuditBundle]) -> dict[str, Any]:
    """Return what `_bundles.html` shows: the newest, how far each is, and the form that asks for another."""
    rows = rows.select_related("posting", "programme_year__programme")
    found = list(rows.order_by("-asked_at", "-pk")[:SHOWN])
    return {
        "bundles": [
            {
                "bundle": row,
                "title": bundles.title_of(row),
                "progress": bundles.progress(row) if row.state in AuditBundle.UNDER_WAY else None,
            }
            for row in found
        ],
        "is_under_way": any(row.state in AuditBundle.UNDER_WAY for row in found),
        "bundle_form": BundleForm(auto_id="bundle_%s"),
    }


def ask(request: HttpRequest, verb: Callable[..., AuditBundle], back: str) -> HttpResponse:
    """Ask for papers and wake a worker; whatever comes of it is told on the page that the person came from."""
    form = BundleForm(request.POST)
    form.is_valid()  # one box, ticked or not
    try:
        verb(shows_names=form.cleaned_data["shows_names"], **actors.signed(request))
    except ValidationError as broken:
        messages.error(request, " ".join(broken.messages))
    else:
        transaction.on_commit(partial(waking.wake, TASK))
        messages.success(request, _("감사 제출 자료를 만들고 있습니다. 다 되면 이 화면에서 내려받을 수 있습니다."))
    return redirect(f"{back}#bundles")


def page(request: HttpRequest, bundle: AuditBundle, page_name: str, **context: Any) -> HttpResponseBase:
    """Show one, and give its file for a reason."""
    form = CauseForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            pieces = bundles.take(bundle, **form.cleaned_data, **look(request))
        except ValidationError as broken:
            take_error(form, broken)
        else:
            return _file(bundle, StreamingHttpResponse(pieces, content_type="application/zip"))
    context |= {
        "bundle": bundle,
        "title": bundles.title_of(bundle),
        "progress": bundles.progress(bundle),
        "is_impartial": bundles.is_impartial(bundle, request.user),
        "kept_until": bundles.kept_until(bundle, at=request.received_at),
        "form": form,
        "page_name": page_name,
    }
    return render(request, "jobs/operator/bundle.html", context)


def _file(bundle: AuditBundle, response: StreamingHttpResponse) -> StreamingHttpResponse:
    day = timezone.localdate(bundle.made_at)
    name = f"{safe_name(_('감사 제출 자료'))} {safe_name(bundles.title_of(bundle))} {day}.zip"
    response["Content-Disposition"] = content_disposition_header(True, name)
    response["Content-Length"] = bundle.size  # a file that breaks off is seen to be one
    response["X-Content-Type-Options"] = "nosniff"
    return response
