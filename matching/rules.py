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
from jobs.eligibility.facts import plain_name
from matching.core import classes, gates
from matching.core.gates import Gates
from matching.core.sparse import Sparse
from profiles.models import Candidate

_NUMBERED = ("certificates", "trainings")  # columns whose numbers mean what their block calls them


class Demand(NamedTuple):
    """One posting: the rules it is judged by (None: there are none to judge by, and nobody passes) and its own facts."""

    specs: Sequence[RuleSpec] | None
    posting: PostingFacts


class Question(NamedTuple):
    """One demand and the postings that make it. bits : uint64 (ceil(m / 64),), theirs, as gates have them"""

    spec: RuleSpec
    posting: PostingFacts
    bits: NDArray[np.uint64]


class Asked(NamedTuple):
    """Names that rules can ask for, plain: certificates, trainings, kinds of public jobs, each ascending"""

    certificates: tuple[str, ...]
    trainings: tuple[str, ...]
    kinds: tuple[str, ...]


class Questions(NamedTuple):
    """Every different demand of some postings, by kind of rule. has_rules : bool (m,), whether a posting has any to be judged by

    names : that any of them can ask for
    known : by kind and day, the bits of each class of people that was judged before, so that a city's blocks don't judge the same ones anew
    """

    by_kind: Mapping[str, Sequence[Question]]
    has_rules: NDArray[np.bool_]
    names: Asked
    known: dict[tuple[str, date], dict[bytes, NDArray[np.uint64]]]


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
    has_rules = np.array([demand.specs is not None for demand in demands], bool)
    return Questions(by_kind, has_rules, _names(demands), {})


def passed(columns: FactColumns, asked: Questions, *, barred: Sparse, on: date) -> Gates:
    """Who passes what at application: row i of ``columns`` and posting j of the questions; only *not met* drops a pair, and what is barred."""
    parts = [_of_kind(kind, asked, columns, on) for kind in asked.by_kind]
    if not asked.has_rules.all():
        parts.append((gates.packed(asked.has_rules[None]), np.zeros(columns.rows, np.int32)))
    return gates.joined(parts, barred, len(asked.has_rules))


def _names(demands: Sequence[Demand]) -> Asked:
    certificates, trainings, kinds = set(), set(), set(Candidate.WorkKind.values)
    for demand in demands:
        kinds.add(demand.posting.kind)
        for spec in demand.specs or ():
            certificates.update(map(plain_name, spec.params.get("certificates", ())))
            trainings.update(map(plain_name, spec.params.get("trainings", ())))
            kinds.update(spec.params.get("kinds", ()))
    return Asked(tuple(sorted(certificates)), tuple(sorted(trainings)), tuple(sorted(kinds - {None})))


def _of_kind(
    kind: str, asked: Questions, columns: FactColumns, on: date
) -> tuple[NDArray[np.uint64], NDArray[np.int32]]:
    """A row of bits a class, and the class of each person."""
    reads = RULES[kind].READS
    words = np.concatenate(list(_words(columns, reads)), axis=1)
    alike = classes.of_words(words)
    if any(name in _NUMBERED for name in reads):
        return _judged(kind, asked, columns.pick(alike.first), on), alike.of
    known = asked.known.setdefault((kind, on), {})
    keys = [row.tobytes() for row in words[alike.first]]
    owners = [name for name in reads if name.endswith("_row")]
    is_owner = np.logical_or.reduce([np.isin(alike.first, getattr(columns, name)) for name in owners] or [[False]])
    own = np.broadcast_to(is_owner, len(keys)).tolist()  # whose lists no other has: not worth keeping
    new = [place for place, key in enumerate(keys) if own[place] or key not in known]
    found = dict(zip(new, _judged(kind, asked, columns.pick(alike.first[new]), on), strict=True))
    known.update((keys[place], bits) for place, bits in found.items() if not own[place])
    bits = [found[place] if own[place] else known[key] for place, key in enumerate(keys)]
    return np.array(bits, np.uint64).reshape(len(keys), -(-len(asked.has_rules) // gates.WORD)), alike.of


def _judged(kind: str, asked: Questions, people: FactColumns, on: date) -> NDArray[np.uint64]:
    """The rule itself for these people: a row of bits each."""
    everything = gates.packed(np.ones((1, len(asked.has_rules)), bool))
    passes = np.repeat(everything, people.rows, axis=0)
    for one in asked.by_kind[kind] if people.rows else ():
        passes[RULES[kind].mask(one.spec.params, people, one.posting, on) == NOT_MET_BIT] &= ~one.bits
    return passes


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
