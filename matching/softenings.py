"""What each condition of a posting costs: how many people more there would be if it asked a little less, by the engine that suggests.

Every change is one that the operator may make by hand in the same form, so what is promised is what comes. What the programme asks of everybody is
counted, too, but can't be changed here. A number under SMALLEST_SHOWN (k) isn't told, nor a gain under it. Figures are exact here; for the page
they are shifted by who was found (`people_looks.shift_of`), and then all that follows of them is.
"""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from typing import Any, NamedTuple

import numpy as np
from django.utils import timezone
from numpy.typing import NDArray

from jobs import facts
from jobs.eligibility.base import APPLY
from jobs.models import RuleSet
from jobs.reports import SMALLEST_SHOWN
from matching import inputs, prospects
from matching.prospects import Asked, Found
from matching.sketches import changed

LESS_HOURS = 75  # per cent of the hours of a month that a lighter posting asks for
LATER = timedelta(days=30)
MOST_CERTIFICATES = 6  # whose cost is counted one by one
SHIFT = SMALLEST_SHOWN - 1  # the most by which a figure that is told differs from the one that was counted
Shift = Callable[[NDArray[np.int64]], int]


class Number(NamedTuple):
    """How many people. is_small : counted or told, fewer than SMALLEST_SHOWN of those looked at; they are then fewer than `people`"""

    people: int
    is_small: bool


class Size(NamedTuple):
    """How many may apply, and for how many of them it is a good suggestion."""

    may_apply: Number
    suitable: Number


class Softening(NamedTuple):
    """One change and how many there would be with it. gain : of those who may apply; suitable_gain : of those whom it suits"""

    code: str
    params: dict[str, Any]
    size: Size
    gain: int
    suitable_gain: int


class Cost(NamedTuple):
    """What the programme asks of everybody, and how many people miss the posting for that alone."""

    kind: str
    people: Number


class Counted(NamedTuple):
    """size : with the posting as it stands; softenings : the largest gain first; costs : the dearest first; step : people that one stands for

    has_rules : whether its programme has rules to judge by: without them nobody passes
    """

    size: Size
    softenings: list[Softening]
    costs: list[Cost]
    step: int
    has_rules: bool


def count(asked: Asked, *, shift: Shift | None = None, at: datetime) -> Counted:
    """Count whom a posting could have as it stands, and with each condition softened. shift : of a set of ids, for what is told"""
    rule_set = inputs.in_force([asked.posting.programme_year_id], timezone.localdate(at)).get(
        asked.posting.programme_year_id
    )
    changes = list(softened(asked))
    kinds = _kinds(rule_set)
    found = prospects.look([asked, *(one for *_named, one in changes), *_without(asked, kinds, len(changes))], at=at)
    suitable = found.is_suitable
    sets = [
        (_Set(found, found.passes[:, n], shift), _Set(found, suitable[:, n], shift)) for n in range(1 + len(changes))
    ]
    (passing, suiting), step = sets[0], found.step
    softenings = [
        Softening(code, params, _size(*sets[column]), *_gains(sets[0], sets[column], step))
        for column, (code, params, _one) in enumerate(changes, start=1)
    ]
    told = [one for one in softenings if max(one.gain, one.suitable_gain) >= SMALLEST_SHOWN * step]
    told.sort(key=lambda one: (-one.gain, -one.suitable_gain))
    lost = found.passes[:, 1 + len(changes) :] & ~found.passes[:, :1]
    costs = [Cost(kind, _Set(found, lost[:, place], shift).number) for place, kind in enumerate(kinds)]
    costs = [one for one in costs if not one.people.is_small]
    costs.sort(key=lambda one: -one.people.people)
    return Counted(_size(passing, suiting), told, costs, step, rule_set is not None)


def softened(asked: Asked) -> Iterator[tuple[str, dict[str, Any], Asked]]:
    """Give each change that asks less, what it is called, and the posting with it."""
    for number, (code, params, fields) in enumerate(_changes(asked), start=1):
        yield code, params, changed(asked, number, **fields)


# Private --------------------------------------------------------------------------------------------------------------
def _changes(asked: Asked) -> Iterator[tuple[str, dict[str, Any], dict[str, Any]]]:
    row = asked.posting
    required, preferred = list(row.required_certificates), list(row.preferred_certificates)
    for name in required[:MOST_CERTIFICATES]:
        left = [other for other in required if other != name]
        fields = {"required_certificates": left, "preferred_certificates": [*dict.fromkeys([*preferred, name])]}
        yield "certificate", {"certificate": name}, fields
    if len(required) > 1:
        all_of_them = [*dict.fromkeys([*preferred, *required])]
        yield "certificates", {}, {"required_certificates": [], "preferred_certificates": all_of_them}
    if row.districts:
        yield "districts", {"districts": list(row.districts)}, {"districts": []}
    days = [day for day, hours in enumerate(row.hours_mask) if hours]
    for day in days if len(days) > 1 else ():
        yield "day", {"day": day}, {"hours_mask": [0 if at == day else h for at, h in enumerate(row.hours_mask)]}
    less = row.hours_per_month * LESS_HOURS // 100
    if 1 <= less < row.hours_per_month:
        yield "hours", {"hours": row.hours_per_month, "less": less}, {"hours_per_month": less}
    later = row.starts_on + LATER
    if later < row.ends_on:
        yield "later", {"day": later.isoformat()}, {"starts_on": later}


def _kinds(rule_set: RuleSet | None) -> list[str]:
    specs = facts.specs_of(rule_set) if rule_set else []
    return list(dict.fromkeys(spec.kind for spec in specs if spec.applies_at == APPLY))


def _without(asked: Asked, kinds: list[str], before: int) -> Iterator[Asked]:
    for number, kind in enumerate(kinds, start=before + 1):
        yield changed(asked, number)._replace(without=kind)


class _Set:
    """Some of those looked at: how many they are as it is told, exact without a shift."""

    def __init__(self, found: Found, chosen: NDArray[np.bool_], shift: Shift | None) -> None:
        counted = int(np.count_nonzero(chosen))
        self.told = max(counted + shift(found.ids[chosen]), 0) if shift else counted
        is_small = min(counted, self.told) < SMALLEST_SHOWN
        most = SMALLEST_SHOWN + (SHIFT + 1 if shift else 0)
        self.number = Number((most if is_small else self.told) * found.step, is_small)


def _size(passing: _Set, suiting: _Set) -> Size:
    return Size(passing.number, suiting.number)


def _gains(before: tuple[_Set, _Set], after: tuple[_Set, _Set], step: int) -> tuple[int, int]:
    passing, suiting = (late.told - early.told for early, late in zip(before, after, strict=True))
    return passing * step, suiting * step
