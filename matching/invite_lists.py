"""Whom an operator may propose a posting to: those whom it suits and who agreed to be found, the one asked longest ago first, unnamed.

Fewer than k are shown to nobody, and what is told of each is coarse (`invite_words`).
A person is named by a token that holds for one posting alone, so what is seen of them at two postings can't be put together.
"""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any, NamedTuple

import numpy as np
from django.db.models import F, QuerySet
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _
from numpy.typing import NDArray

from jobs.models import Posting
from jobs.reports import SMALLEST_SHOWN
from matching import invite_words, invites, prospects, runs, sentences
from matching.core.ranking import points_of_pairs
from matching.core.signals.base import Pairs
from matching.invites import FOUND, Proposal
from matching.people import candidates
from matching.prospects import Asked, Found
from matching.warm import take
from profiles import consents, places
from profiles.models import Candidate, User

SHOWN = 10  # at once; whoever is asked makes room for the next
BAND = 5  # years
REASONS = 3
_NOT_OF_THEM = {"both", "price"}  # parts of the points that say nothing of the person


class Prospect(NamedTuple):
    """One person as an officer may see them. band : of ages; asked_last : by any operator, in words"""

    token: str
    proposal: Proposal
    candidate: Candidate
    band: str
    district: str
    reasons: list[str]
    asked_last: str


class Prospects(NamedTuple):
    """count : all whom the posting suits and who may be asked; rows : the first SHOWN, none where the count is under SMALLEST_SHOWN (k)"""

    count: int
    rows: list[Prospect]


def of(posting: Posting, *, user: User, at: datetime) -> Prospects:
    """Return whom the posting may be proposed to. user : who looks; nobody sees themselves or their colleagues."""
    ids, asked_at = _may_be_asked(posting, user, at)
    if not len(ids):
        return Prospects(0, [])
    sites = [row.site.place for row in posting.posting_sites.select_related("site").order_by("pk")]
    found = prospects.look([Asked(posting, sites)], among=ids, at=at)
    suits = found.ids[found.is_suitable[:, 0]].tolist()
    points = dict(zip(found.ids.tolist(), found.points[:, 0].tolist(), strict=True))
    tokens = {pk: _token(posting, pk) for pk in suits}
    suits.sort(key=lambda pk: (asked_at[pk] is not None, asked_at[pk] or at, -points[pk], tokens[pk]))
    first = suits[:SHOWN] if len(suits) >= SMALLEST_SHOWN else []
    return Prospects(len(suits), _rows(first, tokens, asked_at, found, at) if first else [])


def chosen(rows: Sequence[Prospect], tokens: Sequence[str]) -> list[Proposal]:
    """Return those of the people whom a page names."""
    wanted = set(tokens)
    return [row.proposal for row in rows if row.token in wanted]


def why(reasons: Sequence[Mapping[str, Any]], *, to_officer: bool) -> list[str]:
    """Return why a posting suits somebody, in words: the same few reasons to the person and, coarsely, to the officer."""
    good = [one for one in reasons if one["signal"] not in _NOT_OF_THEM and one["points"] * 2 > one["most"]]
    words = invite_words.reason_sentence if to_officer else sentences.reason_sentence
    return [words(one) for one in good[:REASONS]]


# Private --------------------------------------------------------------------------------------------------------------
def _may_be_asked(posting: Posting, user: User, at: datetime) -> tuple[NDArray[np.int64], dict[int, datetime | None]]:
    """Ids, ascending, and when each was asked last; of very many those asked longest ago."""
    colleagues = User.objects.filter(memberships__organisation=posting.organisation_id)
    people = _found().exclude(user__in=colleagues).exclude(user=user)
    rows = invites.may_be_asked(people, posting, at=at).order_by(F("asked_at").asc(nulls_first=True), "pk")
    asked_at = dict(rows.values_list("pk", "asked_at")[: prospects.AT_ONCE])
    return np.array(sorted(asked_at), np.int64), asked_at


def _found() -> QuerySet[Candidate]:
    """People in use who agreed to be found, and to be matched at all."""
    agreed = consents.standing_for(FOUND).values("user")
    matched = consents.standing_for("service").values("user")
    return Candidate.objects.filter(user__is_active=True, user__in=agreed).filter(user__in=matched)


def _rows(
    first: Sequence[int],
    tokens: dict[int, str],
    asked_at: dict[int, datetime | None],
    found: Found,
    at: datetime,
) -> list[Prospect]:
    people, reasons = Candidate.objects.in_bulk(first), _reasons(first, found)
    return [
        Prospect(
            token=tokens[pk],
            proposal=Proposal(pk, sum(reason["points"] for reason in told), told),
            candidate=people[pk],
            band=_band(people[pk].birth_on, timezone.localdate(at)),
            district=places.name(people[pk].district) if people[pk].district else _("자치구를 적지 않음"),
            reasons=why(told, to_officer=True),
            asked_last=invite_words.asked_last(asked_at[pk], at),
        )
        for pk, told in zip(first, reasons, strict=True)
        if pk in people
    ]


def _reasons(first: Sequence[int], found: Found) -> list[list[dict[str, Any]]]:
    """Why it suits each of these people, as plain rows, largest contribution first."""
    order = np.searchsorted(found.ids, first)
    ascending = np.sort(order)
    people = candidates(take(found.people, ascending), found.offer)
    pairs = Pairs(np.searchsorted(ascending, order), np.zeros(len(order), np.int64))
    weights = runs.weights_of(runs.current_weights())
    gained = points_of_pairs(people, found.offer.own, pairs, weights)
    return runs.reasons_of(people, found.offer.own, pairs, gained, found.offer, weights)


def _band(birth_on: date | None, on: date) -> str:
    if birth_on is None:
        return _("나이를 적지 않음")
    age = on.year - birth_on.year - ((on.month, on.day) < (birth_on.month, birth_on.day))
    first = age // BAND * BAND
    return _("%(first)d~%(last)d세") % {"first": first, "last": first + BAND - 1}


def _token(posting: Posting, candidate_id: int) -> str:
    return salted_hmac("matching.invite_lists", f"{posting.pk}:{candidate_id}").hexdigest()[:24]
