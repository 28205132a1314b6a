"""What an allocation round came to: its figures, what each person may read of each wish, and who waits where in which order.

Figures of a site are told where it has at least FEW places, and what gives the last score away (that it was equal, too) where at least FEW
people sit there by rank alone: fewer would be somebody in particular.
"""

from collections.abc import Iterator
from typing import Any, NamedTuple

import numpy as np

from jobs.models import Wish
from matching.core.remaining import next_in_line
from matching.core.round_columns import NONE
from matching.core.why_not import Answers, Why, why_not
from matching.models import Allocation, RoundResult
from matching.round_inputs import Collected
from matching.round_ledger import Computed
from matching.round_terms import RoundTerms

FEW = 5
RANKS_COUNTED = 3  # 1·2·3지망, the others together


class Site(NamedTuple):
    """One site in figures; `lowest` is the score of the last one seated by rank alone, None for none."""

    places: int
    reserve: int
    applicants: int
    seated: int
    favoured: int
    lowest: str | None


def figures(collected: Collected, computed: Computed, terms: RoundTerms) -> dict[str, Any]:
    """Return what is kept of an allocation for comparing: sums, and a Site for each site."""
    answers = why_not(computed.found.inputs, computed.given)
    sites = dict(_sites(collected, computed, terms, answers))
    ranks = _ranks_met(answers, computed)
    seated = int((computed.given != NONE).sum())
    return {
        "people": len(computed.found.candidates),
        "wishes": len(computed.found.inputs.wishes.seats),
        "seated": seated,
        "unseated": len(computed.found.candidates) - seated,
        "by_rank": [ranks.count(rank) for rank in range(1, RANKS_COUNTED + 1)],
        "later_ranks": sum(rank > RANKS_COUNTED for rank in ranks),
        "places": terms.places,
        "empty": terms.places - seated,
        "favoured": sum(site.favoured for site in sites.values()),
        "sites": {name: list(site) for name, site in sites.items()},
    }


def results(
    collected: Collected, computed: Computed, terms: RoundTerms, allocation: Allocation
) -> Iterator[RoundResult]:
    """Make a row for each candidate."""
    answers = why_not(computed.found.inputs, computed.given)
    shown = {
        name: _told_of(site, int(answers.ordinary[number]))
        for number, (name, site) in enumerate(_sites(collected, computed, terms, answers))
    }
    wished, ids = computed.found.inputs.wishes, _candidate_ids(collected)
    for place, name in enumerate(computed.found.candidates):
        told, met = [], None
        for rank, row in enumerate(range(wished.indptr[place], wished.indptr[place + 1]), start=1):
            seat = computed.found.seats[wished.seats[row]]
            wish = collected.wishes[name, seat]
            why = Why(answers.why[row])
            told.append(
                {
                    "application": wish.application_id,
                    "posting_site": wish.posting_site_id,
                    "rank": rank,
                    "code": why.name.lower(),
                    "by_lottery": "lowest" in shown[seat] and bool(answers.by_lottery[row]),
                    "score": _score(collected.scores[wish.application_id]),
                    "params": shown[seat],
                }
            )
            if why == Why.MET:
                met = (wish, rank)
        yield _row(allocation, ids[name], told, met)


def waiting(collected: Collected, computed: Computed) -> list[int]:
    """Return the applications of those who got nothing, posting by posting in the order in which each would take them."""
    number = {name: place for place, name in enumerate(computed.found.seats)}
    by_posting: dict[int, list[str]] = {}
    for name, site in sorted(collected.sites.items()):
        by_posting.setdefault(site.posting_id, []).append(name)
    of_pair = {(row.posting_id, str(row.candidate.public_id)): pk for pk, row in collected.applications.items()}
    found = []
    for posting_id, names in sorted(by_posting.items()):
        line = next_in_line(computed.found.inputs, computed.given, *(number[name] for name in names))
        unseated = line[computed.given[line] == NONE]
        found += [of_pair[posting_id, computed.found.candidates[place]] for place in unseated.tolist()]
    return found


def _sites(collected: Collected, computed: Computed, terms: RoundTerms, answers: Answers) -> Iterator[tuple[str, Site]]:
    inputs, whose = computed.found.inputs, _whose(computed)
    favoured = _favoured(computed)
    for number, name in enumerate(computed.found.seats):
        lowest = int(answers.lowest[number])
        candidate = computed.found.candidates[whose[lowest]] if lowest != NONE else ""
        yield (
            name,
            Site(
                places=terms.sites[name].places,
                reserve=terms.sites[name].reserve,
                applicants=int(answers.applicants[number]),
                seated=int(answers.holders[number]),
                favoured=int((favoured & (computed.given == number)).sum())
                if int(inputs.seats.reserves[number])
                else 0,
                lowest=_score(collected.scores[collected.wishes[candidate, name].application_id])
                if candidate
                else None,
            ),
        )


def _score(score) -> str:
    """71 rather than 71.00."""
    return f"{score.normalize():f}"


def _told_of(site: Site, ordinary: int) -> dict[str, Any]:
    """What candidates may read of a site. ordinary : how many sit there by rank alone"""
    if site.places < FEW:
        return {}
    told: dict[str, Any] = {"places": site.places, "applicants": site.applicants}
    if ordinary < FEW or not site.lowest:
        return told
    return told | {"lowest": site.lowest, "reserve": site.reserve}


def _ranks_met(answers: Answers, computed: Computed) -> list[int]:
    """Which of their wishes was met, for everybody who got a seat."""
    met = np.flatnonzero(answers.why == Why.MET)
    return (met - computed.found.inputs.wishes.indptr[_whose(computed)[met]] + 1).tolist()


def _whose(computed: Computed) -> np.ndarray:
    """The candidate of each wish."""
    return np.repeat(np.arange(len(computed.given)), np.diff(computed.found.inputs.wishes.indptr))


def _favoured(computed: Computed) -> np.ndarray:
    """Whether each candidate is in the group of reserves."""
    members = computed.found.inputs.members
    return members.any(axis=1) if members.shape[1] else np.zeros(len(computed.given), np.bool_)


def _candidate_ids(collected: Collected) -> dict[str, int]:
    return {str(row.candidate.public_id): row.candidate_id for row in collected.applications.values()}


def _row(
    allocation: Allocation, candidate_id: int, told: list[dict[str, Any]], met: tuple[Wish, int] | None
) -> RoundResult:
    row = RoundResult(allocation=allocation, candidate_id=candidate_id, answers=told)
    if met:
        wish, row.rank = met
        row.application_id, row.posting_site_id = wish.application_id, wish.posting_site_id
    return row
