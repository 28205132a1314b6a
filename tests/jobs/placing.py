"""People on their way into a seat, and in it."""

from tests import make
from tests.make import NOW


def accepted(posting, person=None, **columns):
    row = make.application(posting, person, state="accepted", **{"documents_seen_at": NOW, **columns})
    make.hold(row)
    return row


def preparing(posting, **columns):
    """Somebody placed, with the agreement signed."""
    row = make.application(posting, state="placed", documents_seen_at=NOW)
    return make.placement(row, state="preparing", **{"agreed_at": NOW, **columns})


def active(posting, **columns):
    return make.placement(make.application(posting, state="placed"), **columns)


def own(placement):
    return make.actor(placement.candidate.user)
