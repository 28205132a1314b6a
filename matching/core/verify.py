"""Checks an allocation from the outside, by names, as an auditor would with the published files. Shares no code with allocation.py.

Without reserves and regions that is stability (Gale & Shapley, 1962). A seat with a reserve chooses the best of the group up to its count,
then the best of all the rest (Hafalir, Yenmez & Yildirim, 2013). Seats under a regional cap are held to the stability of Kamada & Kojima,
2015: a candidate may be passed over at a seat only because the region is full, by people who all have the stronger claim, and only if the
move would not even out the seats of the region.
"""

import hashlib
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import NamedTuple

from matching.core.reasons import Reason

Score = int | float | Decimal
Claim = tuple[Score, int]  # compared as it stands; the higher the stronger


class Wish(NamedTuple):
    """One wish: `score` is the seat's of the candidate, higher is better; a seat may find a candidate not acceptable at all."""

    seat: str
    score: Score
    is_acceptable: bool = True


class Terms(NamedTuple):
    """What the seats have, by name.

    capacities : by seat
    reserves : by seat, the members of its group and how many of them come first
    regions : by seat, the name of its region and its target; caps : by region
    """

    capacities: Mapping[str, int]
    reserves: Mapping[str, tuple[Collection[str], int]] = {}
    regions: Mapping[str, tuple[str, int]] = {}
    caps: Mapping[str, int] = {}


def problems(
    wishes: Mapping[str, Sequence[Wish]], terms: Terms, given: Mapping[str, str | None], seed: str
) -> list[Reason]:
    """Say everything that is wrong with an allocation; an empty list means that it stands.

    Parameters
    ----------
    wishes : by candidate, best first; given : the seat or None of every candidate in `wishes`, and of nobody else with a seat
    seed : among equal scores the lower SHA-256 of "seed:candidate" has the stronger claim

    Returns
    -------
    Reasons with the candidate, seat or region concerned: ``no_row``, ``unknown_seat``, ``unwished``, ``unacceptable``,
    ``over_capacity``, ``over_cap``; and for a candidate passed over at a seat ``room``, ``weaker`` (somebody with a lower score has a
    place), ``lottery`` (with the same score, but drawn later), ``reserve`` (the reserve was not used first).

    >>> problems({"a": [Wish("s", 1)]}, Terms({"s": 1}), {"a": None}, "1")
    [Reason(code='room', params={'candidate': 'a', 'seat': 's'})]
    """
    return list(_Outcome(wishes, terms, given, seed).problems())


class _Outcome:
    """An allocation seen from its seats."""

    def __init__(self, wishes, terms: Terms, given, seed: str) -> None:
        self.wishes, self.terms, self.given, self.seed = wishes, terms, given, seed
        self.claims: dict[str, dict[str, Claim]] = {seat: {} for seat in terms.capacities}  # of those who hold it
        self.people: dict[str, int] = dict.fromkeys(terms.caps, 0)
        self.lots: dict[str, int] = {}

    def problems(self) -> Iterator[Reason]:
        yield from self._rows()
        for seat, held in self.claims.items():
            if len(held) > self.terms.capacities[seat]:
                yield Reason("over_capacity", {"seat": seat, "people": len(held)})
        for region, people in self.people.items():
            if people > self.terms.caps[region]:
                yield Reason("over_cap", {"region": region, "people": people})
        self.weakest = {seat: min(held.values()) for seat, held in self.claims.items() if held}
        for candidate, wished in self.wishes.items():
            for wish in _dearer(wished, self.given.get(candidate)):
                why = self._passed_over(candidate, wish) if wish.is_acceptable else None
                if why:
                    yield Reason(why, {"candidate": candidate, "seat": wish.seat})

    def _rows(self) -> Iterator[Reason]:
        """What is wrong with single rows; the others are filed under their seats."""
        yield from (Reason("no_row", {"candidate": name}) for name in self.wishes if name not in self.given)
        for candidate, seat in self.given.items():
            if seat is None:
                continue
            about = {"candidate": candidate, "seat": seat}
            wish = next((wish for wish in self.wishes.get(candidate, ()) if wish.seat == seat), None)
            if seat not in self.claims:
                yield Reason("unknown_seat", about)
                continue
            if wish is None:
                yield Reason("unwished", about)
            elif not wish.is_acceptable:
                yield Reason("unacceptable", about)
            if seat in self.terms.regions:
                self.people[self.terms.regions[seat][0]] += 1
            self.claims[seat][candidate] = self._claim(candidate, wish.score if wish else Decimal("-Infinity"))

    def _passed_over(self, candidate: str, wish: Wish) -> str | None:
        """Why a candidate should rather have this seat than what they got."""
        claim, held = self._claim(candidate, wish.score), self.claims[wish.seat]
        if wish.seat in self.terms.reserves:
            return self._chosen_before(candidate, claim, wish.seat)
        if held and claim > self.weakest[wish.seat]:
            return _stronger(claim, self.weakest[wish.seat])
        if len(held) >= self.terms.capacities[wish.seat]:
            return None
        if wish.seat in self.terms.regions and self._is_left_to_the_region(candidate, wish.seat):
            return None
        return "room"

    def _is_left_to_the_region(self, candidate: str, seat: str) -> bool:
        region, target = self.terms.regions[seat]
        if self.people[region] < self.terms.caps[region]:
            return False
        own = self.given.get(candidate)
        if own is None or self.terms.regions.get(own, (None,))[0] != region:
            return True
        after = len(self.claims[seat]) + 1 - target
        return after > len(self.claims[own]) - 1 - self.terms.regions[own][1]

    def _chosen_before(self, candidate: str, claim: Claim, seat: str) -> str | None:
        """The seat's choice from its holders and the candidate, as it is worded."""
        members, count = self.terms.reserves[seat]
        held = self.claims[seat]
        order = sorted([*held, candidate], key={**held, candidate: claim}.__getitem__, reverse=True)
        first = dict.fromkeys([name for name in order if name in members][:count])
        chosen = [*first, *(name for name in order if name not in first)][: self.terms.capacities[seat]]
        if candidate not in chosen:
            return None
        refused = [held[name] for name in held if name not in chosen]
        return _stronger(claim, max(refused)) if refused else "room"

    def _claim(self, candidate: str, score: Score) -> Claim:
        if candidate not in self.lots:
            self.lots[candidate] = -int(hashlib.sha256(f"{self.seed}:{candidate}".encode()).hexdigest(), 16)
        return score, self.lots[candidate]


def _stronger(claim: Claim, other: Claim) -> str:
    """What the other claim, which was preferred, is compared with this one."""
    if claim < other:
        return "reserve"
    return "lottery" if claim[0] == other[0] else "weaker"


def _dearer(wished: Iterable[Wish], own: str | None) -> Iterator[Wish]:
    """The wishes that stand before what a candidate got."""
    for wish in wished:
        if wish.seat == own:
            return
        yield wish
