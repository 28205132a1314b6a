"""What else fits a person, in few lines: shown where an application has ended without a place, and written down as shown."""

from datetime import datetime

from matching import cards, exposures
from matching.cards import Card
from matching.models import Exposure
from profiles.models import Candidate, User

FEW = 3


def show(user: User, *, at: datetime) -> list[Card]:
    """Return the suggestions of ours that fit the person best, and keep that they were shown."""
    candidate = Candidate.objects.filter(user=user).select_related("user").first()
    if candidate is None:
        return []
    found = [card for card in cards.of(candidate, at=at) if card.announcement][:FEW]
    exposures.record(candidate, [card.suggestion for card in found], channel=Exposure.Channel.PAGE, at=at)
    return found
