"""How a state is tinted beside its word; never colour alone. Read by the pages of officers."""

from django import template

register = template.Library()

TONES = {
    "good": ("published", "selected", "accepted", "placed", "active", "confirmed", "completed", "met", "paid"),
    "wait": ("in_review", "offered", "pending", "waiting", "preparing", "returned", "unknown", "received"),
    "bad": ("not_met", "selection_withdrawn"),
    "info": ("paper_review", "interview", "submitted", "site_confirmed"),
}
_TONE_OF = {state: tone for tone, states in TONES.items() for state in states}


@register.filter
def tone(state: str) -> str:
    """selected -> good; a state without a tone is quiet."""
    return _TONE_OF.get(state, "quiet")
