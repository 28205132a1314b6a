"""What an operator does with a published posting besides closing it: take applications for longer or once more; and its versions."""

from collections.abc import Sequence
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import BadRequest, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from jobs import intake_limits, posting_calls, postings
from jobs.models import Posting, PostingVersion
from jobs.web import posting_diff
from jobs.web.forms import take_error
from jobs.web.operator import for_officers, own_postings
from jobs.web.operator_forms import CallForm
from jobs.web.operator_writing import CRUMBS
from profiles import actors
from profiles.web.fields import whole


@for_officers
@require_http_methods(["GET", "HEAD", "POST"])
def posting_call(request: HttpRequest, public_id: UUID, verb: str) -> HttpResponse:
    """Ask until when and why, and take applications for longer or once more."""
    posting = get_object_or_404(own_postings(request).select_related("programme_year"), public_id=public_id)
    return call_page(request, posting, verb, back="jobs:operator_posting", crumbs=CRUMBS)


def call_page(request: HttpRequest, posting: Posting, verb: str, *, back: str, crumbs: Sequence) -> HttpResponse:
    """The page of a call, the operator's or the city's; `back`: the name of the posting's own page."""
    if verb not in postings.APART:
        raise Http404
    is_again = verb == "call_again"
    form = CallForm(request.POST or None, posting=posting, is_again=is_again)
    if request.method == "POST" and form.is_valid():
        call = posting_calls.call_again if is_again else posting_calls.extend
        try:
            call(posting, **form.cleaned_data, **actors.signed(request))
        except ValidationError as broken:
            take_error(form, broken)
        else:
            said = _("다시 접수합니다.") if is_again else _("접수 기간을 늘렸습니다.")
            told = _("지원하신 분과 관심 공고로 담은 분께 알렸습니다.")
            messages.success(request, f"{said} {told}")
            return redirect(back, posting.public_id)
    context = {
        "posting": posting,
        "form": form,
        "is_again": is_again,
        "may": posting_calls.may(verb, posting, actors.from_request(request), at=request.received_at),
        "people": intake_limits.applied([posting]).get(posting.pk),
        "back": reverse(back, args=[posting.public_id]),
        "crumbs": [*crumbs, (posting.title, None)],
    }
    return render(request, "jobs/operator/posting_call.html", context)


@for_officers
@require_safe
def posting_versions(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Show what changed between two versions of an own posting."""
    posting = get_object_or_404(own_postings(request), public_id=public_id)
    crumbs = [*CRUMBS, (posting.title, None)]
    return render(
        request, "jobs/operator/posting_versions.html", versions_context(request, posting) | {"crumbs": crumbs}
    )


def versions_context(request: HttpRequest, posting: Posting) -> dict:
    """Return the two versions that the address names, or the newest with the one before, and what differs."""
    rows = list(PostingVersion.objects.filter(posting=posting).select_related("saved_by").order_by("-version"))
    by_number = {row.version: row for row in rows}
    after = _named(request, "to", by_number) or (rows[0] if rows else None)
    earlier = [row for row in rows if after and row.version < after.version]
    before = _named(request, "from", by_number) or (earlier[0] if earlier else None)
    return {
        "posting": posting,
        "versions": rows,
        "before": before,
        "after": after,
        "changed": posting_diff.between(before, after) if before and after else [],
        "remarks": posting_diff.remarks_of(request, posting),
    }


def _named(request: HttpRequest, name: str, rows: dict[int, PostingVersion]) -> PostingVersion | None:
    asked = request.GET.get(name)
    if not asked:
        return None
    found = rows.get(whole(asked) or 0)
    if found is None:
        raise BadRequest
    return found
