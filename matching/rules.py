"""The rules of many postings as gates over a whole city: people whom a kind of rule treats alike are judged once.

A kind of rule reads few facts (READS), so a city of millions falls into few classes per kind: one a birth date, one a district, one a week of
possible hours. The rule itself judges each class, once for every different demand; people are looked up. The answers are those of
``eligibility.mask_all``, person by person.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from jobs.eligibility import RULES, FactColumns, PostingFacts, RuleSpec
from jobs.eligibility.base import APPLY, NOT_MET_BIT
from matching.core import classes, gates
from matching.core.gates import Gates
from matching.core.sparse import Sparse


class Demand(NamedTuple):
    """One posting: the rules it is judged by (None: there are none to judge by, and nobody passes) and its own facts."""

    specs: Sequence[RuleSpec] | None
    posting: PostingFacts


class Question(NamedTuple):
    """One demand and the postings that make it. bits : uint64 (ceil(m / 64),), theirs, as gates have them"""

    spec: RuleSpec
    posting: PostingFacts
    bits: NDArray[np.uint64]


class Questions(NamedTuple):
    """Every different demand of some postings, by kind of rule. has_rules : bool (m,), whether a posting has any to be judged by"""

    by_kind: Mapping[str, Sequence[Question]]
    has_rules: NDArray[np.bool_]


def questions(demands: Sequence[Demand]) -> Questions:
    """What the postings ask at application, each question once; made once for any number of people."""
    found: dict[str, dict[Any, tuple[RuleSpec, PostingFacts, list[int]]]] = defaultdict(dict)
    for column, demand in enumerate(demands):
        for spec in demand.specs or ():
            if spec.applies_at == APPLY:
                asked = (_plain(spec.params), *(getattr(demand.posting, name) for name in RULES[spec.kind].ASKS))
                found[spec.kind].setdefault(asked, (spec, demand.posting, []))[2].append(column)
    count = len(demands)
    by_kind = {
        kind: [Question(spec, posting, _bits(columns, count)) for spec, posting, columns in asked.values()]
        for kind, asked in found.items()
    }
    return Questions(by_kind, np.array([demand.specs is not None for demand in demands], bool))


def passed(columns: FactColumns, asked: Questions, *, barred: Sparse, on: date) -> Gates:
    """Who passes what at application: row i of ``columns`` and posting j of the questions; only *not met* drops a pair, and what is barred."""
    parts = [_of_kind(kind, found, columns, len(asked.has_rules), on) for kind, found in asked.by_kind.items()]
    if not asked.has_rules.all():
        parts.append((gates.packed(asked.has_rules[None]), np.zeros(columns.rows, np.int32)))
    return gates.joined(parts, barred, len(asked.has_rules))


def _of_kind(
    kind: str, asked: Sequence[Question], columns: FactColumns, postings: int, on: date
) -> tuple[NDArray[np.uint64], NDArray[np.int32]]:
    """A row of bits a class, and the class of each person."""
    rule = RULES[kind]
    alike = classes.of_words(np.concatenate(list(_words(columns, rule.READS)), axis=1))
    people = columns.pick(alike.first)
    passes = np.repeat(gates.packed(np.ones((1, postings), bool)), len(alike.first), axis=0)
    for one in asked:
        passes[rule.mask(one.spec.params, people, one.posting, on) == NOT_MET_BIT] &= ~one.bits
    return passes, alike.of


def _bits(columns: Sequence[int], count: int) -> NDArray[np.uint64]:
    makes = np.zeros((1, count), bool)
    makes[0, columns] = True
    return gates.packed(makes)[0]


def _words(columns: FactColumns, names: Sequence[str]) -> Iterator[NDArray[np.uint64]]:
    for name in names:
        column = getattr(columns, name)
        yield _owners(column, columns.rows) if name.endswith("_row") else classes.words(column)


def _owners(rows: NDArray[np.int64], count: int) -> NDArray[np.uint64]:
    """A number of their own for everybody who has an entry in a list, 0 for the others: lists are rare and seldom equal."""
    found = np.zeros((count, 1), np.uint64)
    found[rows, 0] = rows + 1
    return found


def _plain(value: Any) -> Any:
    """The same parameters as something that can be compared."""
    if isinstance(value, dict):
        return tuple((name, _plain(part)) for name, part in sorted(value.items()))
    return tuple(_plain(part) for part in value) if isinstance(value, list | tuple) else value
