"""Postings on their way to another operator, past the verbs."""

from jobs.models import PostingTransfer
from tests import make
from tests.make import NOW


def transfer(posting, taker=None, *, state="asked", asked_at=NOW, **columns):
    """A transfer that waits for the taker, or with state="accepted" for the city."""
    defaults = {"reason": "조직을 합칩니다.", "asked_at": asked_at}
    if state == "accepted":
        defaults["accepted_at"] = asked_at
    return PostingTransfer.objects.create(
        posting=posting,
        giver=posting.organisation,
        taker=taker or make.organisation(),
        state=state,
        **{**defaults, **columns},
    )
