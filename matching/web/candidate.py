"""The page of the person who looks for work: what fits them, in how many points, and why."""

from collections.abc import Sequence

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from jobs.web import once
from matching import cards, exposures, invites, suggestions, wider
from matching.cards import Card
from matching.suggestions import Suggestion
from profiles.models import Candidate
from profiles.web import profile_steps

FIRST = 3  # suggestions on the first page


@require_safe
def suggestion_list(request: HttpRequest) -> HttpResponse:
    """List one's own suggestions with their reasons, and what an answer that is still missing would bring."""
    candidate = Candidate.objects.filter(user=request.user).select_related("user").first()
    found = cards.of(candidate, at=request.received_at) if candidate else []
    if candidate:
        _write_down(request, candidate, [card.suggestion for card in found], channel="page")
    context = {
        "own": [card for card in found if card.announcement],
        "outside": [card for card in found if card.outside],
        "hint_at": next((card.posting_id for card in found if card.announcement and card.suggestion.gain), ""),
        "missing": profile_steps.meter(candidate).gains if candidate else [],
        "is_waiting": candidate is not None and suggestions.is_waiting(candidate),
        "has_profile": candidate is not None,
        "proposed": invites.waiting(request.user, at=request.received_at) if request.proxy is None else [],
        "may_be_found": candidate is not None and request.proxy is None and not invites.may_find(request.user),
    }
    return render(request, "matching/candidate/suggestion_list.html", context)


def first_suggestions(request: HttpRequest) -> list[Card]:
    """The first of one's own suggestions that one hasn't applied to, for the first page of the site (config/ui.py)."""
    candidate = Candidate.objects.filter(user_id=request.user.pk).select_related("user").first()
    found = cards.of(candidate, at=request.received_at) if candidate else []
    mine = once.errands_of(request).posting_ids
    new = [card for card in found if card.announcement is None or card.suggestion.posting_id not in mine]
    shown = sorted(new, key=lambda card: card.announcement is None)[:FIRST]
    if shown:
        _write_down(request, candidate, [card.suggestion for card in shown], channel="page")
    return shown


@require_safe
def wider_list(request: HttpRequest) -> HttpResponse:
    """Show occupations near one's own that are hiring, each with the posting in it that fits best."""
    candidate = Candidate.objects.filter(user=request.user).first()
    found = wider.of(request.user, at=request.received_at) if candidate else None
    if found:
        _write_down(request, candidate, found.as_shown(), channel="wider")
    return render(request, "matching/candidate/wider_list.html", {"wider": found})


def _write_down(request: HttpRequest, candidate: Candidate, shown: Sequence[Suggestion], *, channel: str) -> None:
    """Keep what is answered in the log of what was shown; HEAD shows nothing, and a counsellor who looks isn't the person."""
    if request.proxy is None and request.method == "GET":
        exposures.record(candidate, shown, channel=channel, at=request.received_at)
