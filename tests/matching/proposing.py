"""Postings that are proposed, and people who agreed to be found."""

from typing import Any

from jobs.models import Posting
from matching.invites import Proposal
from matching.models import PostingInvite
from profiles.models import Candidate
from tests import make
from tests.make import NOW
from tests.matching.agreed import agreed, consented
from tests.matching.who import carer


def invite_row(posting: Posting | None = None, candidate: Candidate | None = None, **columns: Any) -> PostingInvite:
    """A posting proposed to somebody who hasn't answered."""
    told = {"points": 700, "reasons": [], "invited_at": NOW, **columns}
    return PostingInvite.objects.create(
        posting=posting or make.posting(), candidate=candidate or make.candidate(), **told
    )


def findable(**columns: Any) -> Candidate:
    """Somebody whom a care posting fits well, who agreed to be matched and to be found."""
    person = carer(**columns)
    make.certificate(person)
    return consented(agreed(person), "found")


def proposals(*people: Candidate) -> list[Proposal]:
    """These people, as a page chose them."""
    return [Proposal(person.pk, 700, []) for person in people]
