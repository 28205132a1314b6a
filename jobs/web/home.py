"""The first page, for everyone: what is open, what fits, and what happens with one's applications."""

from collections.abc import Collection
from datetime import datetime, timedelta
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
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
    form = NearForm(request.GET, home=lives)
    place, fitting = form.place() or lives, _fitting(request) if mine else set()
    above = fitting | (mine.posting_ids if mine else set())
    nearest = _nearest(place, at, but=above) if place else []
    above |= {card.posting.pk for card in nearest}
    context = {
        "form": SearchForm(),
        "near_form": form,
        "nearby": _nearby(place, nearest, at) if place else None,
        "open_count": Posting.objects.open(at).count(),
        "more": None if request.viewing.is_easy else _more(at, but=above),
        "mine": mine,
        "seen": recent.seen(request, Posting.objects.published()),
    }
    return render(request, "jobs/public/home.html", context)


def _fitting(request: HttpRequest) -> set[int]:
    """The postings among the suggestions that the page shows; 쉬운 화면 shows none."""
    if request.viewing.is_easy:
        return set()
    cards = [card for slot in request.slots["fitting"] for card in slot["rows"]]
    return {card.announcement.posting.pk for card in cards if card.announcement}


def _nearest(place: str, at: datetime, *, but: Collection[int]) -> list[Announcement]:
    """The nearest that are open, those left out that stand elsewhere on the page."""
    nearest = search.find(Posting.objects.published(), Terms(near=place, sort=search.NEAREST), at=at)
    return _first(nearest, but=but, near=place)


def _nearby(place: str, cards: list[Announcement], at: datetime) -> dict[str, Any]:
    """What stands near a place, and how many are open in its district."""
    district = places.district_of(place)
    count = search.find(Posting.objects.published(), Terms(districts=(district.code,)), at=at).count()
    return {"place": places.name(place), "district": district, "count": count, "cards": cards}


def _more(at: datetime, *, but: Collection[int]) -> dict[str, Any]:
    """Those that close within days and stand nowhere else on the page; where there are none, those that came last."""
    postings = Posting.objects.open(at)
    closing = _first(postings.filter(apply_until__lte=at + CLOSING).order_by("apply_until", "pk"), but=but)
    newest = postings.order_by("-published_at", "-pk")
    return {"is_closing": bool(closing), "cards": closing or _first(newest, but=but)}


def _first(postings: QuerySet[Posting], *, but: Collection[int], near: str = "") -> list[Announcement]:
    return announcements.announce(announcements.with_details(postings.exclude(pk__in=but))[:SHOWN], near=near)
