"""A posting that an operator proposes: read it, then go and look, say no thanks, or stop all of it. A link never answers: mail scanners follow links."""

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import BadRequest, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from jobs import announcements
from jobs.models import Application, Posting
from matching import invite_lists, invites
from matching.models import PostingInvite
from profiles import actors

VERBS = {"follow": invites.follow, "decline": invites.decline, "stop": invites.stop}


@require_safe
def invite_page(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Show which posting is proposed, by whom and why, and what one may answer."""
    return _page(request, _invite(request, public_id))


@require_POST
def invite_answer(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Answer: go and look, no thanks, or no more of it."""
    found, verb = _invite(request, public_id), request.POST.get("verb", "")
    if verb not in VERBS:
        raise BadRequest
    try:
        VERBS[verb](found, **actors.signed(request))
    except ValidationError as refused:
        return _page(request, found, refused)
    if verb == "follow":
        return redirect("jobs:public_posting", found.posting.public_id)
    told = {
        "decline": _("알겠습니다. 이 공고는 다시 제안하지 않습니다."),
        "stop": _("앞으로 공고를 제안하지 않습니다. 다시 받으시려면 ‘개인정보 동의’에서 동의해 주세요."),
    }
    messages.success(request, told[verb])
    return redirect("matching:candidate_invite", found.public_id)


def _invite(request: HttpRequest, public_id: UUID) -> PostingInvite:
    own = PostingInvite.objects.visible_to(request.user).select_related("posting__organisation", "candidate")
    return get_object_or_404(own, public_id=public_id)


def _page(request: HttpRequest, found: PostingInvite, refused: ValidationError | None = None) -> HttpResponse:
    (announcement,) = announcements.announce(
        announcements.with_details(Posting.objects.filter(pk=found.posting_id).published())
    ) or (None,)
    applied = Application.objects.visible_to(request.user).filter(
        posting=found.posting_id, candidate=found.candidate_id
    )
    context = {
        "invite": found,
        "announcement": announcement,
        "reasons": invite_lists.why(found.reasons, to_officer=False),
        "is_open": found.posting.is_open(request.received_at),
        "application": applied.first(),
        "refusals": refused.messages if refused else [],
    }
    return render(request, "matching/candidate/invite.html", context, status=400 if refused else 200)
