"""Where a row stands, and how that is tinted beside its word; never colour alone. Read by the pages of officers."""

from datetime import datetime

from django import template

from jobs.models import Posting

register = template.Library()

TONES = {
    "good": (
        "published",
        "open",
        "selected",
        "accepted",
        "placed",
        "active",
        "confirmed",
        "completed",
        "met",
        "paid",
        "ready",
    ),
    "wait": (
        "in_review",
        "offered",
        "pending",
        "waiting",
        "preparing",
        "prepared",
        "returned",
        "unknown",
        "received",
        "asked",
    ),
    "bad": ("not_met", "selection_withdrawn", "failed"),
    "info": ("coming", "paper_review", "interview", "submitted", "site_confirmed", "approved", "building"),
}
_TONE_OF = {state: tone for tone, states in TONES.items() for state in states}


@register.filter
def tone(state: str) -> str:
    """selected -> good; a state without a tone is quiet."""
    return _TONE_OF.get(state, "quiet")


@register.filter
def stands(posting: Posting, at: datetime) -> Posting.State | Posting.Intake:
    """A published posting by its times (접수 예정, 접수 중, 접수 마감), any other by its state."""
    return posting.stands(at)
