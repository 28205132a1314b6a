"""The first page, for everyone: what is open, what fits, and what happens with one's applications."""

from datetime import timedelta
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.functional import SimpleLazyObject
from django.views.decorators.http import require_safe

from jobs import announcements, search
from jobs.announcements import Announcement
from jobs.models import Posting
from jobs.search import Terms
from jobs.web import once, recent
from jobs.web.forms import NearForm, SearchForm
from profiles import homes, places

SHOWN = 3  # postings of a kind
CLOSING = timedelta(days=7)  # so near is a deadline that is named on the first page
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
    mine = once.errands_of(request) if request.user.is_authenticated else None
    once.note(request, mine.posting_ids if mine else ())
    form = NearForm(request.GET, home=lives)
    context = {
        "form": SearchForm(),
        "near_form": form,
        "nearby": _nearby(request, form.place() or lives),
        "open_count": Posting.objects.open(at).count(),
        "more": SimpleLazyObject(lambda: _more(request)),
        "mine": mine,
        "seen": recent.seen(request, Posting.objects.published()),
    }
    return render(request, "jobs/public/home.html", context)


def _nearby(request: HttpRequest, place: str) -> dict[str, Any] | None:
    """The nearest that are open and stand nowhere above, and how many there are in the district itself; nothing where no place is known."""
    if not place:
        return None
    at, postings, district = request.received_at, Posting.objects.published(), places.district_of(place)
    nearest = search.find(postings, Terms(near=place, sort=search.NEAREST), at=at)
    return {
        "place": places.name(place),
        "district": district,
        "count": search.find(postings, Terms(districts=(district.code,)), at=at).count(),
        "cards": SimpleLazyObject(lambda: _not_yet_shown(request, nearest, near=place)),
    }


def _more(request: HttpRequest) -> dict[str, Any]:
    """Those that close within days and stand nowhere above; where there are none, those that came last."""
    at = request.received_at
    postings = Posting.objects.open(at)
    closing = _not_yet_shown(request, postings.filter(apply_until__lte=at + CLOSING).order_by("apply_until", "pk"))
    newest = postings.order_by("-published_at", "-pk")
    return {"is_closing": bool(closing), "cards": closing or _not_yet_shown(request, newest)}


def _not_yet_shown(request: HttpRequest, postings: QuerySet[Posting], *, near: str = "") -> list[Announcement]:
    """The first of these that don't stand on the page yet; now they do."""
    found = announcements.with_details(postings.exclude(pk__in=once.noted(request)))[:SHOWN]
    once.note(request, [posting.pk for posting in found])
    return announcements.announce(found, near=near)
