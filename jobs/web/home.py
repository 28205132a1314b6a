"""The first page, for everyone: what is open, what fits, and what happens with one's applications."""

from datetime import datetime
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from jobs import announcements, errands, search
from jobs.announcements import Announcement
from jobs.models import Posting
from jobs.search import Terms
from jobs.web.forms import NearForm, SearchForm
from profiles import homes, places

SHOWN = 3  # postings of a kind
WORKPLACES = (
    ("city", "jobs:staff_home"),
    ("operator", "jobs:operator_home"),
    ("host", "jobs:site_worklog_list"),
    ("firm", "jobs:site_worklog_list"),
    ("centre", "profiles:counsellor_people"),
)


@login_not_required
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Show what is open near by, what fits and what waits; whoever works for an organisation goes on to their own work."""
    if request.user.is_authenticated:
        held = request.user.current_memberships
        kinds = {membership.organisation.kind for membership in held if membership.role != "administrator"}
        for kind, work_page in WORKPLACES:
            if kind in kinds:
                return redirect(work_page)
    at, lives = request.received_at, homes.home_of(request.user)
    form = NearForm(request.GET, home=lives)
    context = {
        "form": SearchForm(),
        "near_form": form,
        "nearby": _nearby(form.place() or lives, at),
        "open_count": Posting.objects.open(at).count(),
        "closing_soon": _closing_soon(at),
        "mine": errands.of(request.user, at=at) if request.user.is_authenticated else None,
    }
    return render(request, "jobs/public/home.html", context)


def _nearby(place: str, at: datetime) -> dict[str, Any] | None:
    """The nearest that are open, and how many there are in the district itself; nothing where no place is known."""
    if not place:
        return None
    postings, district = Posting.objects.published(), places.district_of(place)
    nearest = search.find(postings, Terms(near=place, sort=search.NEAREST), at=at)
    return {
        "place": places.name(place),
        "district": district,
        "count": search.find(postings, Terms(districts=(district.code,)), at=at).count(),
        "cards": announcements.announce(announcements.with_details(nearest)[:SHOWN], near=place),
    }


def _closing_soon(at: datetime) -> list[Announcement]:
    """Those that close next."""
    postings = announcements.with_details(Posting.objects.open(at))
    return announcements.announce(postings.order_by("apply_until", "pk")[:SHOWN])
