"""The same facts as PersonFacts for very many people: one numpy array a fact, row i = the i-th person.

Encodings, everywhere: a number or code that is not known is -1; a day is days since 1970-01-01 and NO_DAY when not
known or open; a yes/no is 1 / 0 / -1; a week mask is seven int32 and all -1 when not known. Lists of unequal length
(public jobs, past participations) lie flat beside a `..._row` array that names the person of each entry, ascending.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from typing import Any, NamedTuple

import numpy as np

from jobs.eligibility.facts import EMPLOYMENTS, NO_BUSINESS, STATUSES, PersonFacts, plain_name

NO_DAY = np.iinfo(np.int32).min
UNKNOWN_WEEK = (-1,) * 7
_EPOCH = date(1970, 1, 1).toordinal()


class FactColumns(NamedTuple):
    """n people. Shapes: (n,) unless said; v = names in a vocabulary, w = ceil(v / 64), m = entries of a flat list.

    A name that is not in `certificate_names` or `training_names` is held by nobody: the vocabulary holds every name
    that anybody holds, or at least every name that any rule asks for (as facts.plain_name writes them).
    """

    birth_day: np.ndarray  # int32
    district: np.ndarray  # int32, the code as a number
    dong: np.ndarray  # int64, the code as a number
    business_district: np.ndarray  # int32; 0 = represents no registered business
    employment: np.ndarray  # int8, index into facts.EMPLOYMENTS
    work_mask: np.ndarray  # int32 (n, 7)
    has_benefit: np.ndarray  # int8 1 / 0 / -1
    benefit_ends_day: np.ndarray  # int32
    statuses: np.ndarray  # int8 (n, len(facts.STATUSES)) 1 / 0 / -1
    certificate_names: np.ndarray  # str (v,)
    certificates: np.ndarray  # uint64 (n, w): bit k % 64 of word k // 64 = holds certificate_names[k]
    certificates_known: np.ndarray  # bool
    training_names: np.ndarray  # str (v,)
    trainings: np.ndarray  # uint64 (n, w)
    trainings_known: np.ndarray  # bool
    hours_per_month: np.ndarray  # int32
    hours_mask: np.ndarray  # int32 (n, 7)
    kind_names: np.ndarray  # str (v,): vocabulary of public_job_kind and participation_kind
    public_jobs_known: np.ndarray  # bool: told all; entries of our own placements are there without it
    public_job_row: np.ndarray  # int64 (m,) ascending
    public_job_kind: np.ndarray  # int32 (m,) index into kind_names
    public_job_week: np.ndarray  # int32 (m, 7)
    public_job_starts_day: np.ndarray  # int32 (m,) NO_DAY = open
    public_job_ends_day: np.ndarray  # int32 (m,) NO_DAY = open
    participations_known: np.ndarray  # bool, likewise
    participation_row: np.ndarray  # int64 (m,) ascending
    participation_year: np.ndarray  # int32 (m,)
    participation_kind: np.ndarray  # int32 (m,) index into kind_names
    participation_months: np.ndarray  # int32 (m,)
    training_attendance: np.ndarray  # int16, whole percent

    @property
    def rows(self) -> int:
        """How many people."""
        return len(self.birth_day)

    def part(self, start: int, stop: int) -> FactColumns:
        """The people of rows start..stop-1 as columns of their own (views, no copies, but the row numbers)."""
        cut = {name: getattr(self, name)[start:stop] for name in _PER_PERSON}
        for row_name, entry_names in _FLAT.items():
            low, high = np.searchsorted(getattr(self, row_name), (start, stop))
            cut[row_name] = getattr(self, row_name)[low:high] - start
            cut |= {name: getattr(self, name)[low:high] for name in entry_names}
        return self._replace(**cut)

    def pick(self, rows: np.ndarray) -> FactColumns:
        """The people of these rows, in the order asked for, as columns of their own."""
        cut = {name: getattr(self, name)[rows] for name in _PER_PERSON}
        for row_name, entry_names in _FLAT.items():
            starts = np.searchsorted(getattr(self, row_name), rows)
            counts = np.searchsorted(getattr(self, row_name), rows, side="right") - starts
            owners = np.repeat(np.arange(len(rows)), counts)
            places = np.arange(len(owners)) + np.repeat(starts - (np.cumsum(counts) - counts), counts)
            cut[row_name] = owners
            cut |= {name: getattr(self, name)[places] for name in entry_names}
        return self._replace(**cut)

    @classmethod
    def from_facts(cls, people: Sequence[PersonFacts]) -> FactColumns:
        """Columns of plain facts, for tests and small sets; row i is people[i]."""
        return cls(
            **_person_columns(people),
            **_name_columns("certificate", [person.certificates for person in people]),
            **_name_columns("training", [person.trainings for person in people]),
            **_flat_columns(people),
        )


_FLAT = {
    "public_job_row": (
        "public_job_kind",
        "public_job_week",
        "public_job_starts_day",
        "public_job_ends_day",
    ),
    "participation_row": ("participation_year", "participation_kind", "participation_months"),
}
_VOCABULARIES = ("certificate_names", "training_names", "kind_names")
_PER_PERSON = tuple(
    name
    for name in FactColumns._fields
    if name not in _VOCABULARIES and name not in _FLAT and not any(name in f for f in _FLAT.values())
)


def day_number(day: date | None) -> int:
    """Days since 1970-01-01; NO_DAY for None."""
    return NO_DAY if day is None else day.toordinal() - _EPOCH


def holds(names: np.ndarray, words: np.ndarray, name: str) -> np.ndarray:
    """bool (n,): who holds this certificate or training."""
    found = np.flatnonzero(names == plain_name(name))
    if not len(found):
        return np.zeros(len(words), dtype=bool)
    word, bit = divmod(int(found[0]), 64)
    return (words[:, word] >> np.uint64(bit)) & np.uint64(1) == 1


def kind_number(columns: FactColumns, kind: str) -> int:
    """Index of a kind in kind_names; -2 (no entry has it) when the vocabulary lacks it."""
    found = np.flatnonzero(columns.kind_names == kind)
    return int(found[0]) if len(found) else -2


def _person_columns(people: Sequence[PersonFacts]) -> dict[str, np.ndarray]:
    def column(dtype: Any, fact: Callable[[PersonFacts], Any]) -> np.ndarray:
        return np.array([fact(person) for person in people], dtype=dtype)

    def weeks(masks: Iterable[Sequence[int] | None]) -> np.ndarray:
        return _weeks(list(masks))

    return {
        "birth_day": column(np.int32, lambda person: day_number(person.birth_on)),
        "district": column(np.int32, lambda person: _code(person.district)),
        "dong": column(np.int64, lambda person: _code(person.dong)),
        "business_district": column(np.int32, lambda person: _code(person.business_district)),
        "employment": column(np.int8, lambda person: _index(EMPLOYMENTS, person.employment)),
        "work_mask": weeks(person.work_mask for person in people),
        "has_benefit": column(np.int8, lambda person: _yes_no(person.has_benefit)),
        "benefit_ends_day": column(np.int32, lambda person: day_number(person.benefit_ends_on)),
        "statuses": column(np.int8, lambda person: [_yes_no(person.statuses.get(name)) for name in STATUSES]).reshape(
            len(people), len(STATUSES)
        ),
        "hours_per_month": column(np.int32, lambda person: _number(person.hours_per_month)),
        "hours_mask": weeks(person.hours_mask for person in people),
        "training_attendance": column(np.int16, lambda person: _number(person.training_attendance)),
    }


def _name_columns(noun: str, held: Sequence[frozenset[str] | None]) -> dict[str, np.ndarray]:
    plain = [{plain_name(name) for name in names or ()} for names in held]
    vocabulary = sorted(set().union(*plain))
    words = np.zeros((len(held), -(-len(vocabulary) // 64)), dtype=np.uint64)
    for index, name in enumerate(vocabulary):
        who = np.array([name in names for names in plain], dtype=np.uint64)
        words[:, index // 64] |= who << np.uint64(index % 64)
    return {
        f"{noun}_names": np.array(vocabulary, dtype=str),
        f"{noun}s": words,
        f"{noun}s_known": np.array([names is not None for names in held], dtype=bool),
    }


def _flat_columns(people: Sequence[PersonFacts]) -> dict[str, np.ndarray]:
    jobs = [(row, job) for row, person in enumerate(people) for job in (*(person.public_jobs or ()), *person.own_jobs)]
    past = [
        (row, stint)
        for row, person in enumerate(people)
        for stint in (*(person.participations or ()), *person.own_participations)
    ]
    kinds = sorted({entry.kind for _, entry in [*jobs, *past] if entry.kind is not None})

    def column(dtype: Any, values: Iterable[Any]) -> np.ndarray:
        return np.array(list(values), dtype=dtype)

    return {
        "kind_names": np.array(kinds, dtype=str),
        "public_jobs_known": column(bool, (person.public_jobs is not None for person in people)),
        "public_job_row": column(np.int64, (row for row, _ in jobs)),
        "public_job_kind": column(np.int32, (_index(kinds, job.kind) for _, job in jobs)),
        "public_job_week": _weeks([job.week_mask for _, job in jobs]),
        "public_job_starts_day": column(np.int32, (day_number(job.starts_on) for _, job in jobs)),
        "public_job_ends_day": column(np.int32, (day_number(job.ends_on) for _, job in jobs)),
        "participations_known": column(bool, (person.participations is not None for person in people)),
        "participation_row": column(np.int64, (row for row, _ in past)),
        "participation_year": column(np.int32, (stint.year for _, stint in past)),
        "participation_kind": column(np.int32, (_index(kinds, stint.kind) for _, stint in past)),
        "participation_months": column(np.int32, (_number(stint.months) for _, stint in past)),
    }


def _weeks(masks: Sequence[Sequence[int] | None]) -> np.ndarray:
    filled = [UNKNOWN_WEEK if mask is None else tuple(mask) for mask in masks]
    return np.array(filled, dtype=np.int32).reshape(len(filled), 7)


def _code(code: str | None) -> int:
    if code is None:
        return -1
    return 0 if code == NO_BUSINESS else int(code)


def _index(names: Sequence[str], name: str | None) -> int:
    return names.index(name) if name in names else -1


def _number(value: int | None) -> int:
    return -1 if value is None else value


def _yes_no(value: bool | None) -> int:
    return -1 if value is None else int(value)
