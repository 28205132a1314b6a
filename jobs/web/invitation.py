"""An invitation's link, and the page it leads to: what one is invited to, and, signed in with the address that it went to, accepting it.

The link's token is in no address after the first: which invitation it opened stands in the session, so that signing in has nothing to carry on.
"""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from jobs import members
from jobs.models import ReviewerInvitation
from profiles import actors, invitations

OPENED = "invitation"  # in the session: the public id, which opens nothing by itself


@login_not_required
@never_cache
@require_safe
def link(request: HttpRequest, token: str) -> HttpResponse:
    """Open an invitation in this browser and go on without its token."""
    found = invitations.find(token, at=request.received_at)
    if found is None:
        return render(request, "jobs/member/invitation_ended.html", status=404)
    request.session[OPENED] = str(found.public_id)
    return redirect("jobs:invitation")


@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def invitation(request: HttpRequest) -> HttpResponse:
    """Say what the invitation is to that this browser opened; accept it."""
    kept = request.session.get(OPENED)
    found = invitations.opened(kept, at=request.received_at) if kept else None
    if found is None:
        return render(request, "jobs/member/invitation_ended.html", status=404)
    is_mine = request.user.is_authenticated and invitations.is_for(found, request.user)
    errors: list[str] = []
    is_over = not invitations.may_still(found)
    if is_over:
        errors = invitations.inviter_left(found).messages
    elif request.method == "POST" and is_mine:
        try:
            members.accept(found, **actors.signed(request))
        except ValidationError as broken:
            errors = broken.messages
        else:
            del request.session[OPENED]
            messages.success(request, _("초대를 받아들였습니다: %(name)s") % {"name": found.organisation.name})
            return redirect("jobs:home")
    asked = ReviewerInvitation.objects.filter(invitation=found).select_related("posting").first()
    context = {
        "invitation": found,
        "posting": asked.posting if asked else None,
        "is_mine": is_mine,
        "is_over": is_over,
        "errors": errors,
        "here": request.path,
    }
    return render(request, "jobs/member/invitation.html", context, status=400 if errors else 200)
