"""The rules of many postings as gates over a whole city: people whom a kind of rule treats alike are judged once.

A kind of rule reads few facts (READS), so a city of millions falls into few classes per kind: one a birth date, one a district, one a week of
possible hours. The rule itself judges each class, once for every different demand; people are looked up. The answers are those of
``eligibility.mask_all``, person by person.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
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


def passed(columns: FactColumns, demands: Sequence[Demand], *, barred: Sparse, on: date) -> Gates:
    """Who passes what at application: row i of ``columns`` and entry j of ``demands``; only *not met* drops a pair, and what is barred."""
    by_kind: dict[str, list[tuple[int, RuleSpec]]] = defaultdict(list)
    for column, demand in enumerate(demands):
        for spec in demand.specs or ():
            if spec.applies_at == APPLY:
                by_kind[spec.kind].append((column, spec))
    parts = [_of_kind(kind, specs, columns, demands, on) for kind, specs in by_kind.items()]
    if any(demand.specs is None for demand in demands):
        has_rules = np.array([[demand.specs is not None for demand in demands]])
        parts.append((gates.packed(has_rules), np.zeros(columns.rows, np.int32)))
    return gates.joined(parts, barred, len(demands))


def _of_kind(
    kind: str, specs: Sequence[tuple[int, RuleSpec]], columns: FactColumns, demands: Sequence[Demand], on: date
) -> tuple[NDArray[np.uint64], NDArray[np.int32]]:
    """A row of bits a class, and the class of each person."""
    rule = RULES[kind]
    alike = classes.of_words(np.concatenate(list(_words(columns, rule.READS)), axis=1))
    people = columns.pick(alike.first)
    passes = np.ones((len(alike.first), len(demands)), bool)
    judged: dict[Any, NDArray[np.bool_]] = {}
    for column, spec in specs:
        posting = demands[column].posting
        asked = (_plain(spec.params), *(getattr(posting, name) for name in rule.ASKS))
        if asked not in judged:
            judged[asked] = rule.mask(spec.params, people, posting, on) != NOT_MET_BIT
        passes[:, column] &= judged[asked]
    return gates.packed(passes), alike.of


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
