"""What each condition of a posting costs: how many people more there would be if it asked a little less, by the engine that suggests.

Every change is one that the operator may make by hand in the same form, so what is promised is what comes. What the programme asks of everybody is
counted, too, but can't be changed here. A number under SMALLEST_SHOWN (k) isn't told; from there on it is told in steps of STEP_SHOWN, and a gain
is the difference of what is told, so two drafts that differ by one person mostly read the same.
"""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any, NamedTuple

import numpy as np
from django.utils import timezone

from jobs import facts
from jobs.eligibility.base import APPLY
from jobs.models import RuleSet
from jobs.reports import SMALLEST_SHOWN
from matching import inputs, prospects
from matching.prospects import Asked, Found
from matching.sketches import changed

STEP_SHOWN = 5
LESS_HOURS = 75  # per cent of the hours of a month that a lighter posting asks for
LATER = timedelta(days=30)
MOST_CERTIFICATES = 6  # whose cost is counted one by one


class Number(NamedTuple):
    """How many people, to STEP_SHOWN. is_small : fewer than SMALLEST_SHOWN of those looked at; `people` is then the least that would be told"""

    people: int
    is_small: bool


class Size(NamedTuple):
    """How many may apply, and for how many of them it is a good suggestion."""

    may_apply: Number
    suitable: Number


class Softening(NamedTuple):
    """One change and how many there would be with it. gain : of those who may apply; suitable_gain : of those whom it suits; as told"""

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


def count(asked: Asked, *, at: datetime) -> Counted:
    """Count whom a posting could have as it stands, and with each condition softened."""
    rule_set = inputs.in_force([asked.posting.programme_year_id], timezone.localdate(at)).get(
        asked.posting.programme_year_id
    )
    changes = list(softened(asked))
    kinds = _kinds(rule_set)
    found = prospects.look([asked, *(one for *_named, one in changes), *_without(asked, kinds, len(changes))], at=at)
    passes, before = found.passes.sum(axis=0), _size(found, 0)
    softenings = [
        _softening(code, params, before, _size(found, column))
        for column, (code, params, _one) in enumerate(changes, start=1)
    ]
    told = [one for one in softenings if max(one.gain, one.suitable_gain) >= SMALLEST_SHOWN * found.step]
    told.sort(key=lambda one: (-one.gain, -one.suitable_gain))
    first = 1 + len(changes)
    lost = [(kind, int(passes[first + place] - passes[0])) for place, kind in enumerate(kinds)]
    costs = [Cost(kind, _number(people, found.step)) for kind, people in lost if people >= SMALLEST_SHOWN]
    costs.sort(key=lambda one: -one.people.people)
    return Counted(before, told, costs, found.step, rule_set is not None)


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


def _size(found: Found, column: int) -> Size:
    return Size(
        _number(int(np.count_nonzero(found.passes[:, column])), found.step),
        _number(int(np.count_nonzero(found.is_suitable[:, column])), found.step),
    )


def _number(people: int, step: int) -> Number:
    rounded = (people + STEP_SHOWN // 2) // STEP_SHOWN * STEP_SHOWN
    return Number(max(rounded, SMALLEST_SHOWN) * step, people < SMALLEST_SHOWN)


def _softening(code: str, params: dict[str, Any], before: Size, after: Size) -> Softening:
    gain = after.may_apply.people - before.may_apply.people
    return Softening(code, params, after, gain, after.suitable.people - before.suitable.people)
