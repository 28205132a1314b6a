"""The page of the person who looks for work: what fits them, in how many points, and why."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from matching import cards
from profiles.models import Candidate


@require_safe
def suggestion_list(request: HttpRequest) -> HttpResponse:
    """List one's own suggestions with their reasons; without any, say what to add to the profile."""
    candidate = Candidate.objects.filter(user=request.user).select_related("user").first()
    found = cards.of(candidate, at=request.received_at) if candidate else []
    context = {
        "own": [card for card in found if card.announcement],
        "outside": [card for card in found if card.outside],
        "candidate": candidate,
    }
    return render(request, "matching/candidate/suggestion_list.html", context)
