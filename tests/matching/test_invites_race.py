"""Two officers ask the same person at the same moment: once about a posting, and never over the limit. A careless way to ask shows that it could go wrong."""

import threading

import pytest
from django.db import transaction

from matching import invites
from matching.models import InviteLimit, PostingInvite
from tests import make
from tests.jobs.racing import at_once
from tests.make import NOW
from tests.matching.proposing import findable, invite_row, proposals

pytestmark = [pytest.mark.django_db(transaction=True)]
OFFICERS = 12


def officers(posting) -> list:
    return [make.actor(make.member(posting.organisation)) for _ in range(OFFICERS)]


def test_one_posting_is_proposed_once():
    posting, person = make.posting(), findable()
    calls = [lambda by=by: invites.send(posting, proposals(person), by=by, at=NOW) for by in officers(posting)]

    found = at_once(calls)

    assert found.count("nobody_left") == OFFICERS - 1
    assert PostingInvite.objects.count() == 1


def test_many_postings_together_keep_to_the_limit():
    person, postings = findable(), [make.posting() for _ in range(OFFICERS)]
    by = [make.actor(make.member(posting.organisation)) for posting in postings]
    calls = [
        lambda posting=posting, who=who: invites.send(posting, proposals(person), by=who, at=NOW)
        for posting, who in zip(postings, by, strict=True)
    ]

    at_once(calls)

    assert PostingInvite.objects.count() == InviteLimit.objects.get().most


def test_asking_without_the_lock_would_flood_somebody():
    """The control: the same question and the same row, and nobody waits for anybody."""
    person, postings, limit = findable(), [make.posting() for _ in range(OFFICERS)], InviteLimit.objects.get()
    seen = threading.Barrier(OFFICERS)

    def careless(posting) -> None:
        with transaction.atomic():
            is_free = not invites.at_limit([person.pk], at=NOW)
            seen.wait(60)
            if is_free:
                invite_row(posting, person)

    at_once([lambda posting=posting: careless(posting) for posting in postings])

    assert PostingInvite.objects.count() == OFFICERS > limit.most
