"""Proposing a posting to people whom it suits: who they are isn't shown, and each look is logged."""

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse, reverse_lazy
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods

from jobs import posting_facts, seats
from jobs.models import Posting
from jobs.reports import SMALLEST_SHOWN
from jobs.web.operator import for_officers, own_postings
from matching import invite_lists, invites
from matching.invite_lists import Prospects
from profiles import access, actors

CRUMBS = ((gettext_lazy("모집공고"), reverse_lazy("jobs:operator_posting_list")),)
LOOKING = gettext_lazy("공고를 제안할 분 고르기")


@for_officers
@require_http_methods(["GET", "HEAD", "POST"])
def invites_page(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """List whom the posting may be proposed to, and propose it to those who are ticked."""
    posting = get_object_or_404(own_postings(request).published().select_related("organisation"), public_id=public_id)
    found = _prospects(request, posting)
    if request.method != "POST":
        return _page(request, posting, found)
    proposals = invite_lists.chosen(found.rows, request.POST.getlist("who"))
    try:
        sent = invites.send(posting, proposals, **actors.signed(request))
    except ValidationError as refused:
        return _page(request, posting, found, refused)
    told = ngettext("%(people)d분께 공고를 제안했습니다.", "%(people)d분께 공고를 제안했습니다.", len(sent))
    messages.success(request, told % {"people": len(sent)})
    return redirect("matching:operator_invites", posting.public_id)


def _prospects(request: HttpRequest, posting: Posting) -> Prospects:
    if not posting.is_open(request.received_at):
        return Prospects(0, [])
    found = invite_lists.of(posting, user=request.user, at=request.received_at)
    by = actors.from_request(request)
    access.record_request(request, [row.candidate for row in found.rows], purpose=str(LOOKING), by=by)
    return found


def _page(
    request: HttpRequest, posting: Posting, found: Prospects, refused: ValidationError | None = None
) -> HttpResponse:
    limit = invites.limit_on(timezone.localdate(request.received_at))
    context = {
        "posting": posting,
        "prospects": found,
        "ticked": request.POST.getlist("who"),
        "counts": invites.counts(posting),
        "people": posting_facts.applicants(posting),
        "seats": seats.count_free([posting.pk])[posting.pk],
        "is_open": posting.is_open(request.received_at),
        "smallest": SMALLEST_SHOWN,
        "limit": limit,
        "refusals": refused.messages if refused else [],
        "is_officer": True,
        "crumbs": [
            *CRUMBS,
            (posting.title, reverse("jobs:operator_posting", args=[posting.public_id])),
            (_("공고 제안"), None),
        ],
    }
    return render(request, "matching/operator/invites.html", context, status=400 if refused else 200)
