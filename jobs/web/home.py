"""The first page, for everyone: what is open, what fits, and what happens with one's applications."""

from datetime import datetime

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from jobs import announcements, errands
from jobs.announcements import Announcement
from jobs.models import Posting
from jobs.web.forms import SearchForm

WORKPLACES = (
    ("city", "jobs:staff_home"),
    ("operator", "jobs:operator_home"),
    ("host", "jobs:site_worklog_list"),
    ("firm", "jobs:site_worklog_list"),
)


@login_not_required
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Show what is open and how it works; whoever works for an organisation goes on to their own work."""
    if request.user.is_authenticated:
        held = request.user.current_memberships
        kinds = {membership.organisation.kind for membership in held if membership.role != "administrator"}
        for kind, work_page in WORKPLACES:
            if kind in kinds:
                return redirect(work_page)
    context = {
        "form": SearchForm(),
        "open_count": Posting.objects.open(request.received_at).count(),
        "closing_soon": _closing_soon(request.received_at),
        "mine": errands.of(request.user, at=request.received_at) if request.user.is_authenticated else None,
    }
    return render(request, "jobs/public/home.html", context)


def _closing_soon(at: datetime) -> list[Announcement]:
    """Three that close next, for the first page."""
    postings = announcements.with_details(Posting.objects.open(at))
    return announcements.announce(postings.order_by("apply_until", "pk")[:3])
