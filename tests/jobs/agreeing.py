"""Agreements as they stand, drawn up past the verbs, and what signing one takes."""

from functools import partial

from jobs import agreements
from jobs.models import Agreement, Placement
from profiles.actors import Actor
from tests.make import NOW, TODAY


def drawn(placement: Placement, *, version: int = 1, **columns) -> Agreement:
    """A version that says what the placement says now, as nobody in particular wrote it."""
    template, text = agreements._Writer([placement]).text(placement, version, {}, on=TODAY)
    made = Agreement(placement=placement, template=template, version=version, made_at=NOW, **columns)
    made.text, made.text_hash = text, agreements.hash_of(text)
    made.save()
    return made


def signing(agreement: Agreement, by: Actor, *, name: str = "김영수", at=NOW, **given):
    """The call by which somebody signs what they were shown."""
    told = {"name": name, "shown_hash": agreement.text_hash, "has_read": True, **given}
    return partial(agreements.sign, agreement, by=by, at=at, **told)
