"""What a person keeps an eye on: postings marked, and those seen lately in this browser."""

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from jobs import announcements, bookmarks
from jobs.models import Posting
from jobs.web import recent
from profiles import actors

A_PAGE = 20


@require_safe
def kept_list(request: HttpRequest) -> HttpResponse:
    """List what one keeps by its deadline, and what one looked at last."""
    rows = announcements.with_details(bookmarks.of(request.user, at=request.received_at))
    page = Paginator(rows, A_PAGE).get_page(request.GET.get("page"))
    page.object_list = announcements.announce(page.object_list)
    kept = {card.posting.pk for card in page.object_list}
    others = announcements.with_details(Posting.objects.published().exclude(pk__in=kept))
    seen = announcements.announce(recent.seen(request, others))
    return render(request, "jobs/candidate/kept_list.html", {"page_obj": page, "seen": seen})


@require_POST
def posting_keep(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Keep an eye on a posting."""
    posting = get_object_or_404(Posting.objects.visible_to(request.user).published(), public_id=public_id)
    try:
        bookmarks.keep(request.user, posting, by=actors.from_request(request), at=request.received_at)
    except ValidationError as refused:
        messages.error(request, " ".join(refused.messages))
    else:
        messages.success(request, _("관심 공고에 담았습니다."))
    return redirect(_back(request, posting))


@require_POST
def posting_drop(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Keep an eye on it no more."""
    posting = get_object_or_404(Posting.objects.visible_to(request.user).published(), public_id=public_id)
    bookmarks.drop(request.user, posting, by=actors.from_request(request), at=request.received_at)
    messages.success(request, _("관심 공고에서 뺐습니다."))
    return redirect(_back(request, posting))


def _back(request: HttpRequest, posting: Posting) -> str:
    """The page of this site that the button stood on, else the posting."""
    asked = request.POST.get("next", "")
    if url_has_allowed_host_and_scheme(asked, {request.get_host()}, require_https=request.is_secure()):
        return asked
    return reverse("jobs:public_posting", args=[posting.public_id])
