"""To whom a posting matters that opened, changed or closed: whoever has it in their list, and those into whose list it would come.

A worker that keeps everybody warm (``warm``) drops people by what is cheap to tell first: rules on what they said, then the most points they
could have; only who is left is looked at closely. A worker that doesn't reads everybody. Both give the same people; lists of who went out of use
are left to the city's run.
"""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from itertools import product
from typing import NamedTuple

import numpy as np
from django.utils import timezone
from numpy.typing import NDArray

from jobs.eligibility import RULES, FactColumns
from jobs.eligibility.base import APPLY, NOT_MET_BIT
from jobs.stints import own_stints
from matching import inputs, lists, packed_profiles, prices, rules, runs, warm
from matching.core import bounds, chunked, columns, gates, text
from matching.core.chunked import Prepared
from matching.core.columns import CandidateColumns, PostingColumns
from matching.core.packing import Lists
from matching.core.signals import duties
from matching.core.weights import Weights
from matching.inputs import Offered
from matching.models import SuggestionList
from matching.packed import KNOWN, PLAIN
from matching.people import People, candidates, fact_columns
from matching.rules import Demand
from matching.runs import OWN_PLACES
from matching.warm import Segment
from profiles import spans

MOST_AT_ONCE = 32  # postings; more of them are ranked for everybody as in a run
_WORDS = (("terms", np.uint32), ("times", np.uint8))
# Of what points are made.
_READ = ("home", "half_km", "careers", "months", "certificates", "hours_per_month", "hours_mask", "pay_per_hour")
_READ += ("kinds", "districts")
_WORD_FIELDS = tuple(name for name, _kind in _WORDS)
# Kinds of rules that read nothing but what stands in a column a person.
_PLAIN = {kind for kind, rule in RULES.items() if set(rule.READS) <= set(KNOWN)}


class Asking(NamedTuple):
    """One posting. prepared : of it alone; worth : what its terms weigh, by their codes"""

    prepared: Prepared
    worth: dict[int, int]


def by(offer: Offered, own: set[int], outside: set[int], weights: Weights, *, at: datetime) -> set[int]:
    """Those to whom these postings of ours and outside ones matter now."""
    changed, on = inputs.part(offer, own, outside), timezone.localdate(at)
    segments = warm.everyone() if len(own) + len(outside) <= MOST_AT_ONCE else None
    if segments is None:
        return read_everybody(offer, own, outside, weights, at=at)
    holding = np.concatenate([_holding(segment, own, outside) for segment in segments])
    comers = _look_through(changed, weights, on, segments)
    return _who_hold(own, outside, holding) | set(packed_profiles.still(comers).tolist())


def read_everybody(offer: Offered, own: set[int], outside: set[int], weights: Weights, *, at: datetime) -> set[int]:
    """The same without what a worker keeps."""
    changed, on = inputs.part(offer, own, outside), timezone.localdate(at)
    return _who_hold(own, outside) | _come_of_all(changed, weights, on)


# Cold -----------------------------------------------------------------------------------------------------------------
def _who_hold(own: set[int], outside: set[int], among: NDArray[np.int64] | None = None) -> set[int]:
    rows = SuggestionList.objects.holding(own, outside).filter(candidate__packed_profile__isnull=False)
    if among is not None:
        rows = rows.filter(spans.among("candidate_id", np.sort(among)))
    return set(rows.values_list("candidate_id", flat=True))


def _come_of_all(changed: Offered, weights: Weights, on: date) -> set[int]:
    if not len(changed.own.ids) + len(changed.outside.ids):
        return set()
    everyone, found = packed_profiles.all_ids(), set[int]()
    prepared = runs.prepare(changed, weights, prices.of_last_run(changed), people=len(everyone))
    for first in range(0, len(everyone), lists.BLOCK):
        crowd = runs.crowd_of(everyone[first : first + lists.BLOCK], changed, on=on)
        people, best = crowd.people, runs.rank(crowd, prepared, own_places=1, outside_places=1)
        floor, outside_floor = lists.floors(people.ids)
        comes = (best.own.points[:, 0] >= floor) | (best.outside.points[:, 0] >= outside_floor)
        found.update(people.ids[comes].tolist())
    return found


# Warm -----------------------------------------------------------------------------------------------------------------
def _holding(segment: Segment, own: set[int], outside: set[int]) -> NDArray[np.int64]:
    """Those in whose list one of the postings stands."""
    is_holding = np.zeros(len(segment.is_held), bool)
    for ids, places in ((own, range(OWN_PLACES)), (outside, range(OWN_PLACES, segment.listed.shape[1]))):
        for place, pk in product(places, ids):
            is_holding |= segment.listed[:, place] == pk
    return segment.people.ids[is_holding & segment.is_held]


def _look_through(changed: Offered, weights: Weights, on: date, segments: Sequence[Segment]) -> NDArray[np.int64]:
    price = prices.of_last_run(changed)
    free = np.zeros(len(changed.outside.ids), np.int32)
    words = changed.vocabulary
    own, outside = _each(changed.own, weights, price, words), _each(changed.outside, weights, free, words)
    parts, floors = [], []
    for segment in segments:
        rows = _who_may_come(segment, changed, own, outside, on)
        parts.append(warm.take(segment.people, rows))
        floors.append(segment.floors[:, rows])
    order = np.argsort(np.concatenate([part.ids for part in parts]), kind="stable")
    found, (floor, outside_floor) = warm.join(parts), np.concatenate(floors, axis=1)[:, order]
    people = candidates(found, changed)
    comes, comes_outside = _come(people, own, floor), _come(people, outside, outside_floor).any(axis=1)
    left = np.flatnonzero(inputs.telling(people) & (comes.any(axis=1) | comes_outside))
    passes = _passes(warm.take(found, left), changed, on)
    return found.ids[left[(comes[left] & passes).any(axis=1) | comes_outside[left]]]


def _who_may_come(
    segment: Segment, changed: Offered, own: Sequence[Asking], outside: Sequence[Asking], on: date
) -> NDArray[np.int64]:
    """Rows of those who could have the points, and whom no rule on what they said drops."""
    held, may_come = np.flatnonzero(segment.is_held), np.zeros(len(segment.is_held), bool)
    facts = _plain_facts(segment.people)
    for demand, asking in zip(changed.demands, own, strict=True):
        rows = _left_by_rules(demand, facts, held, on)
        may_come[_may_reach(segment, rows, segment.floors[0], asking, changed)] = True
    for asking in outside:
        rows = held[~may_come[held]]
        may_come[_may_reach(segment, rows, segment.floors[1], asking, changed)] = True
    return np.flatnonzero(may_come)


def _left_by_rules(demand: Demand, facts: FactColumns, rows: NDArray[np.int64], on: date) -> NDArray[np.int64]:
    """Those whom no rule on what stands in a column a person drops."""
    if demand.specs is None:
        return rows[:0]
    for spec in demand.specs:
        if spec.applies_at == APPLY and spec.kind in _PLAIN:
            read = {name: getattr(facts, name)[rows] for name in ("birth_day", *RULES[spec.kind].READS)}
            answers = RULES[spec.kind].mask(spec.params, facts._replace(**read), demand.posting, on)
            rows = rows[answers != NOT_MET_BIT]
    return rows


def _may_reach(
    segment: Segment, rows: NDArray[np.int64], floor: NDArray[np.int16], asking: Asking, changed: Offered
) -> NDArray[np.int64]:
    """Those of these people who could have the points that their list asks: their words, which are many, are looked at last."""
    some, prepared = warm.take(segment.people, rows, _READ), asking.prepared
    wordless = changed._replace(vocabulary={}, term_numbers=inputs.term_numbers(()))
    people = candidates(People(some.ids, some.fields | _wordless(len(rows))), wordless)
    found = bounds.sides(people, prepared, without=duties.SIGNAL.name)
    most = next((most for signal, most, _posting in prepared.signals if signal is duties.SIGNAL), 0)
    found[duties.SIGNAL.side] += most
    left = np.flatnonzero(bounds.totals(found, prepared) >= floor[rows])
    rows, found = rows[left], found[:, left]
    said = warm.take(segment.people, rows, _WORD_FIELDS).fields
    terms, times = said["terms"], said["times"]
    for_words = bounds.most_for_words(terms.indptr, terms.values, times.values, asking.worth, most)
    found[duties.SIGNAL.side] += for_words - most
    return rows[bounds.totals(found, prepared) >= floor[rows]]


def _come(people: CandidateColumns, asking: Sequence[Asking], floor: NDArray[np.int16]) -> NDArray[np.bool_]:
    """Who has the points for which posting, bool (n, m)."""
    scores = [bounds.scores(people, one.prepared) for one in asking]
    return np.stack(scores, axis=1) >= floor[:, None] if scores else np.zeros((len(people.ids), 0), bool)


def _passes(found: People, changed: Offered, on: date) -> NDArray[np.bool_]:
    """Whom all of the rules let pass to which posting of ours, bool (n, m)."""
    facts = fact_columns(found, changed.questions.names, list(own_stints(found.ids.tolist())), on=on)
    barred = inputs.applied(found.ids, changed.own.ids)
    return gates.passing(rules.passed(facts, changed.questions, barred=barred, on=on), slice(0, len(found.ids)))


def _each(
    postings: PostingColumns, weights: Weights, price: NDArray[np.int32], words: Mapping[str, int]
) -> list[Asking]:
    """Posting by posting: others' people are not asked about it."""
    numbers = set(postings.terms.codes.tolist())
    codes = {number: text.term_code(term) for term, number in words.items() if number in numbers}
    return [_asking(columns.take(postings, [column]), weights, price[[column]], codes) for column in range(len(price))]


def _asking(posting: PostingColumns, weights: Weights, price: NDArray[np.int32], codes: Mapping[int, int]) -> Asking:
    worth = dict[int, int]()
    for number, weight in zip(posting.terms.codes.tolist(), posting.terms.values.tolist(), strict=True):
        worth[codes[number]] = max(worth.get(codes[number], 0), weight)
    return Asking(chunked.prepare(posting, weights, price), worth)


def _plain_facts(found: People) -> FactColumns:
    """The columns that plain rules read; the others are empty."""
    nothing = FactColumns.from_facts([])
    return nothing._replace(**{name: found.fields[name] for name in PLAIN})


def _wordless(count: int) -> dict[str, Lists]:
    """Fields of people who said no word."""
    return {name: Lists(np.zeros(count + 1, np.int64), np.zeros(0, kind)) for name, kind in _WORDS}
