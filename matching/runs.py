"""What one run of the matcher says of some people: their places in numbers, and in words when somebody asks. Nothing is written here.

Our own postings and outside ones have places of their own, so an import never pushes out a posting of the city. What
went into a run is kept as a hash of its columns, and its code as a hash of the files that make the points.
"""

import hashlib
from collections.abc import Sequence
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from jobs import eligibility, facts, stints
from jobs.stints import own_stints
from matching import inputs, packed_profiles, rules
from matching.core import columns, exploring, gates, priced, ranking, unseen
from matching.core.columns import CandidateColumns, PostingColumns
from matching.core.explain import reasons_of as core_reasons_of
from matching.core.gates import Gates
from matching.core.ranking import Offering, Ranked
from matching.core.reasons import Reason
from matching.core.shown import Shown, of_ranked
from matching.core.signals.base import Pairs
from matching.core.weights import Weights
from matching.inputs import Offered
from matching.models import WeightSet
from matching.people import candidates, fact_columns
from profiles import occupations, places

OWN_PLACES, OUTSIDE_PLACES = 8, 2

_SOURCES = (Path(__file__).parent / "core", Path(__file__).parent, Path(eligibility.__file__).parent)
_MODULES = (facts, stints, occupations, places)  # what else points and gates are made from


class Best(NamedTuple):
    """The first places of each person: among our own postings, and among outside ones."""

    own: Shown
    outside: Ranked


class Prepared(NamedTuple):
    """Our own postings and outside ones, prepared for a run. price : int32 (m,), what each of our own costs whoever is shown it"""

    own: Offering
    outside: Offering
    price: NDArray[np.int32]


class Crowd(NamedTuple):
    """Some people and the gates between them and our own postings."""

    people: CandidateColumns
    passed: Gates


def crowd_of(candidate_ids: NDArray[np.int64], offer: Offered, *, on: date) -> Crowd:
    """Those of the people who told something that tells postings apart, as they were packed, and what they may be shown."""
    found = packed_profiles.read(candidate_ids)
    people = candidates(found, offer)
    telling = np.flatnonzero(inputs.telling(people))
    people = columns.take(people, telling)
    if not len(telling):
        return Crowd(people, gates.open_to_all(0, len(offer.own.ids)))
    known = fact_columns(found, offer.questions.names, list(own_stints(found.ids.tolist())), on=on).pick(telling)
    barred = inputs.applied(people.ids, offer.own.ids)
    return Crowd(people, rules.passed(known, offer.questions, barred=barred, on=on))


def prepare(offer: Offered, weights: Weights, price: NDArray[np.int32], *, people: int) -> Prepared:
    """Do once what all people of a run need. price : int32 (m,), of our own postings; people : how many they are."""
    free = np.zeros(len(offer.outside.ids), np.int32)
    own = ranking.prepare(offer.own, weights, people=people, price=price)
    return Prepared(own, ranking.prepare(offer.outside, weights, people=people, price=free), price)


def rank(
    crowd: Crowd, prepared: Prepared, *, own_places: int = OWN_PLACES, outside_places: int = OUTSIDE_PLACES
) -> Best:
    """The best of what is offered for each person; the gates are those of our own postings, outside ones have none."""
    return Best(
        of_ranked(ranking.best(crowd.people, prepared.own, k=own_places, passed=crowd.passed)),
        ranking.best(crowd.people, prepared.outside, k=outside_places),
    )


def rank_all(crowd: Crowd, prepared: Prepared, *, seed: str) -> Best:
    """The same for a part of the city: what somebody here may be shown is shown to someone here, and a lot fills some last places (ADR 0013)."""
    if not len(crowd.people.ids) or not len(prepared.price):
        return rank(crowd, prepared)
    here = priced.of_people(crowd.people, prepared.own, crowd.passed)
    ranked = priced.best(here, prepared.price, OWN_PLACES, is_told=True)
    shown = unseen.show_unseen(of_ranked(ranked), here, prepared.price)
    drawn = exploring.explore(shown, here, prepared.price, seed)
    return Best(drawn, ranking.best(crowd.people, prepared.outside, k=OUTSIDE_PLACES))


def reasons_of(
    people: CandidateColumns,
    postings: PostingColumns,
    pairs: Pairs,
    gained: NDArray[np.int32],
    offer: Offered,
    weights: Weights,
) -> list[list[dict[str, Any]]]:
    """Why each pair has its points, as plain rows, largest contribution first. gained : int32 (p, parts)"""
    by_signal = [
        _told(name, most, gained[:, number].tolist(), reasons, offer)
        for number, (name, most, reasons) in enumerate(core_reasons_of(people, postings, pairs, gained, weights))
    ]
    order = np.argsort(-gained, axis=1, kind="stable").tolist()
    return [[by_signal[number][at] for number in numbers] for at, numbers in enumerate(order)]


def _told(
    signal: str, most: int, points: Sequence[int], reasons: Sequence[Reason], offer: Offered
) -> list[dict[str, Any]]:
    named = [inputs.told(reason, offer) for reason in reasons]
    return [
        {"signal": signal, "points": gained, "most": most, "code": code, "params": params}
        for gained, (code, params) in zip(points, named, strict=True)
    ]


def current_weights() -> WeightSet:
    """The weights in force: those that were added last."""
    return WeightSet.objects.latest("added_at", "pk")


def weights_of(weight_set: WeightSet) -> Weights:
    """A row of weights as the matcher reads it."""
    most = dict(weight_set.points)
    both = most.pop("both", 0)
    return Weights(f"{weight_set.name}-{weight_set.version}", most, both)


@lru_cache(maxsize=1)
def code_version() -> str:
    """A hash of the code that makes the points, so that a run says which code it was."""
    digest = hashlib.sha256()
    for folder in _SOURCES:
        for path in sorted(folder.glob("*.py")) + sorted(folder.glob("signals/*.py")):
            digest.update(path.name.encode() + path.read_bytes())
    for module in _MODULES:
        digest.update(Path(module.__file__).read_bytes())
    return digest.hexdigest()[:40]


def take_in(digest, *found: Any) -> None:
    """Take arrays, and columns array by array, into the hash of a run."""
    for value in found:
        if isinstance(value, np.ndarray):
            digest.update(value.tobytes())
        elif isinstance(value, int):
            digest.update(b"%d" % value)
        else:
            take_in(digest, *value)
