"""Where a row stands, and how that is tinted beside its word; never colour alone. Read by the pages of officers."""

from datetime import datetime

from django import template
from django.utils.translation import gettext_lazy as _

from jobs.models import Application, Placement, Posting

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
# What is called 배치 among officers is 활동 to the person whose it is.
_OWN = {Application.State.PLACED: _("활동할 곳 정해짐"), Placement.State.PREPARING: _("활동 준비 중")}
_TONE_OF = {state: tone for tone, states in TONES.items() for state in states}


@register.filter
def tone(state: str) -> str:
    """selected -> good; a state without a tone is quiet."""
    return _TONE_OF.get(state, "quiet")


@register.filter
def stands(posting: Posting, at: datetime) -> Posting.State | Posting.Intake:
    """A published posting by its times (접수 예정, 접수 중, 접수 마감), any other by its state."""
    return posting.stands(at)


@register.filter
def own_words(state):
    """Return what the state of an application or a placement is called where its person reads it."""
    named = (Application.State if state in Application.State.values else Placement.State)(state)
    return _OWN.get(named, named.label)
