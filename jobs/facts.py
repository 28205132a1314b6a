"""The only bridge from rows to what the rules may know: one person's facts, a whole city's fact columns, a posting's.

Nothing told is never "no". Certificates and trainings count as told once there is one, or once the person went through
all steps of their profile; public jobs once the person answered for them. Our own placements are known without that.
Attendance belongs to a placement, so judging.py adds it. Source: DESIGN section 3; the facts are those of jobs/eligibility/facts.py.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import islice
from typing import Any

import numpy as np
from django.db.models import Model, QuerySet

from jobs.eligibility import (
    RULES,
    STATUSES,
    FactColumns,
    PersonFacts,
    PostingFacts,
    RuleSpec,
    compile_posting,
)
from jobs.eligibility.columns import NO_DAY, UNKNOWN_WEEK
from jobs.eligibility.facts import EMPLOYMENTS, NO_BUSINESS, plain_name
from jobs.models import Posting, Rule, RuleSet
from jobs.stints import Stint, answered, participations, stint_columns, stint_rows, stints_of
from profiles.declarations import FINISHED
from profiles.models import Candidate, HeldCertificate, Proof

CHUNK = 20_000
_KINDS = list(RULES)


# Rules and postings ---------------------------------------------------------------------------------------------------
def spec_of(rule: Rule) -> RuleSpec:
    """One row of a rule set as the evaluator reads it."""
    return RuleSpec(rule.kind, rule.params, rule.applies_at, rule.is_overridable)


def specs_of(rule_set: RuleSet) -> list[RuleSpec]:
    """The rules of a programme year in the order in which a person reads them."""
    rules = sorted(rule_set.rules.all(), key=lambda rule: (_KINDS.index(rule.kind), rule.pk))
    return [spec_of(rule) for rule in rules]


def specs_for(posting: Posting, rule_set: RuleSet) -> list[RuleSpec]:
    """The rules of the programme year, then the posting's own demands."""
    return specs_of(rule_set) + compile_posting(posting_facts(posting))


def posting_facts(posting: Posting) -> PostingFacts:
    """A posting as the rules see it; its programme should have been read along with it."""
    return PostingFacts(
        kind=posting.programme_year.programme.kind,
        starts_on=posting.starts_on,
        ends_on=posting.ends_on,
        hours_per_month=posting.hours_per_month,
        week_mask=tuple(posting.hours_mask) if any(posting.hours_mask) else None,
        districts=tuple(posting.districts),
        certificates=tuple(posting.required_certificates),
    )


# People one by one ----------------------------------------------------------------------------------------------------
def person_facts(
    candidates: Sequence[Candidate], *, on: date, but_for: Sequence[int] = (), promised: bool = True
) -> list[PersonFacts]:
    """The facts of each person as they stand on a day, in the order given; five queries for any number of people.

    `but_for` are applications whose own place is no other job. An offer accepted elsewhere is a job to come, unless
    `promised` is False: of two promises neither bars the other from being kept first.
    """
    ids = [candidate.pk for candidate in candidates]
    held = _grouped(_of(HeldCertificate, ids).values_list("candidate_id", "name"))
    basis = defaultdict(dict)
    for candidate_id, fact, seen in _of(Proof, ids).values_list("candidate_id", "fact", "basis"):
        basis[candidate_id][fact] = seen
    stints = defaultdict(list)
    for stint in stints_of(ids, but_for, promised):
        stints[stint.candidate_id].append(stint)
    return [
        _facts(candidate, held[candidate.pk], stints[candidate.pk], basis[candidate.pk], on) for candidate in candidates
    ]


def _facts(row: Candidate, certificates: list[str], stints: list[Stint], basis: dict[str, str], on: date):
    has_told_all, has_told_jobs = row.profile_step == FINISHED, row.public_jobs_told_at is not None
    own = [stint for stint in stints if stint.is_own]
    told = [stint for stint in stints if not stint.is_own]
    return PersonFacts(
        birth_on=row.birth_on,
        district=row.district or None,
        dong=row.dong or None,
        business_district=row.business_district,
        employment=row.employment,
        work_mask=tuple(row.work_mask) if row.work_mask else None,
        has_benefit=row.has_benefit,
        benefit_ends_on=row.benefit_ends_on,
        statuses={name: row.statuses.get(name) for name in STATUSES},
        certificates=frozenset(certificates) if certificates or has_told_all else None,
        trainings=frozenset(row.trainings) if row.trainings or has_told_all else None,
        hours_per_month=row.hours_per_month,
        hours_mask=tuple(row.hours_mask) if row.hours_mask else None,
        public_jobs=tuple(stint.job for stint in told) if has_told_jobs else None,
        participations=tuple(participations(told, on)) if has_told_jobs else None,
        own_jobs=tuple(stint.job for stint in own),
        own_participations=tuple(participations(own, on)),
        basis=basis,
    )


# A whole city ---------------------------------------------------------------------------------------------------------
COLUMNS = (
    "pk",
    "birth_on",
    "district",
    "dong",
    "business_district",
    "employment",
    "work_mask",
    "has_benefit",
    "benefit_ends_on",
    "statuses",
    "trainings",
    "hours_per_month",
    "hours_mask",
    "public_jobs_told_at",
    "profile_step",
)


def fact_columns(candidate_ids: Iterable[int] | None = None, *, on: date) -> tuple[np.ndarray, FactColumns]:
    """The facts of very many people: int64 (n,) ids in ascending order, and columns whose row i is the person of ids[i].

    None: everyone. Five queries for any number; row i gives the same verdicts as person_facts of that person.
    """
    wanted = None if candidate_ids is None else sorted(set(candidate_ids))
    people = Candidate.objects.order_by("pk")
    people = people if wanted is None else people.filter(pk__in=wanted)
    parts = [person_columns(chunk) for chunk in _chunks(people.values_list(*COLUMNS))] or [person_columns([])]
    columns = {name: np.concatenate([part[name] for part in parts]) for name in parts[0] if name != "trainings"}
    ids, told_all, told_jobs = (columns.pop(name) for name in ("ids", "told_all", "told_jobs"))
    trained = (pair for part in parts for pair in part["trainings"])
    certified = _of(HeldCertificate, wanted).values_list("candidate_id", "name")
    stints = list(stints_of(wanted))
    kinds = sorted({stint.job.kind for stint in stints if stint.job.kind})
    told = [stint for stint in stints if not stint.is_own]
    own = [stint for stint in stints if stint.is_own]
    return ids, FactColumns(
        **columns,
        **_name_columns("training", trained, ids, told_all),
        **_name_columns("certificate", certified.iterator(chunk_size=CHUNK), ids, told_all),
        **stint_columns(
            answered(stint_rows(told, ids, kinds), told_jobs), stint_rows(own, ids, kinds), told_jobs, kinds, on
        ),
        training_attendance=np.full(len(ids), -1, dtype=np.int16),
    )


def person_columns(rows: Sequence[tuple]) -> dict[str, Any]:
    """What people said of themselves as arrays, from rows of COLUMNS in any number; ``trainings`` as (id, name)."""
    by_name = dict(zip(COLUMNS, zip(*rows, strict=True) if rows else [()] * len(COLUMNS), strict=True))

    def column(name: str, dtype: Any, encode: Any) -> np.ndarray:
        return np.array([encode(value) for value in by_name[name]], dtype=dtype)

    ids = np.array(by_name["pk"], dtype=np.int64)
    return {
        "ids": ids,
        "told_all": column("profile_step", bool, lambda step: step == FINISHED),
        "told_jobs": column("public_jobs_told_at", bool, lambda at: at is not None),
        "birth_day": _days(by_name["birth_on"]),
        "district": column("district", np.int32, _code),
        "dong": column("dong", np.int64, _code),
        "business_district": column("business_district", np.int32, _business),
        "employment": column("employment", np.int8, {**_numbered(EMPLOYMENTS), "unknown": -1}.__getitem__),
        "work_mask": _weeks(by_name["work_mask"]),
        "has_benefit": column("has_benefit", np.int8, _yes_no),
        "benefit_ends_day": _days(by_name["benefit_ends_on"]),
        "statuses": column("statuses", np.int8, _status_row).reshape(len(ids), len(STATUSES)),
        "hours_per_month": column("hours_per_month", np.int32, lambda hours: -1 if hours is None else hours),
        "hours_mask": _weeks(by_name["hours_mask"]),
        "trainings": [
            (pk, name) for pk, names in zip(by_name["pk"], by_name["trainings"], strict=True) for name in names
        ],
    }


def _name_columns(noun: str, pairs: Iterable[tuple[int, str]], ids: np.ndarray, told_all: np.ndarray):
    """A bit for each name that anybody holds; names are compared as eligibility compares them."""
    numbers: dict[str, int] = {}
    of_spelling: dict[str, int] = {}
    owners, held = [], []
    for candidate_id, spelling in pairs:
        number = of_spelling.get(spelling)
        if number is None:
            number = numbers.setdefault(plain_name(spelling), len(numbers))
            of_spelling[spelling] = number
        owners.append(candidate_id)
        held.append(number)
    rows, is_known = _rows_of(owners, ids)
    bits_held = np.array(held, dtype=np.int64)[is_known]
    words = np.zeros((len(ids), -(-len(numbers) // 64)), dtype=np.uint64)
    np.bitwise_or.at(words, (rows, bits_held // 64), np.uint64(1) << (bits_held % 64).astype(np.uint64))
    has_told = told_all.copy()
    has_told[rows] = True
    return {f"{noun}_names": np.array(list(numbers), dtype=str), f"{noun}s": words, f"{noun}s_known": has_told}


# What both read -------------------------------------------------------------------------------------------------------
def _of(model: type[Model], candidate_ids: Sequence[int] | None) -> QuerySet:
    rows = model._default_manager.all()
    return rows if candidate_ids is None else rows.filter(candidate_id__in=candidate_ids)


def _grouped(pairs: Iterable[tuple[int, str]]) -> defaultdict[int, list[str]]:
    found = defaultdict(list)
    for owner, name in pairs:
        found[owner].append(name)
    return found


def _chunks(rows: QuerySet) -> Iterator[list[tuple]]:
    stream = rows.iterator(chunk_size=CHUNK)
    while chunk := list(islice(stream, CHUNK)):
        yield chunk


def _rows_of(owners: Sequence[int], ids: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """The row of each owner that has one, and which owners do: someone may have joined between two queries."""
    wanted = np.array(owners, dtype=np.int64)
    places = np.searchsorted(ids, wanted)
    is_known = np.zeros(len(wanted), dtype=bool)
    inside = places < len(ids)
    is_known[inside] = ids[places[inside]] == wanted[inside]
    return places[is_known], is_known


def _days(values: Sequence[date | None]) -> np.ndarray:
    days = np.array(values, dtype="datetime64[D]")
    return np.where(np.isnat(days), NO_DAY, days.astype(np.int64)).astype(np.int32)


def _weeks(masks: Sequence[Sequence[int] | None]) -> np.ndarray:
    return np.array([mask or UNKNOWN_WEEK for mask in masks], dtype=np.int32).reshape(len(masks), 7)


def _week(mask: Sequence[int] | None) -> tuple[int, ...] | None:
    return tuple(mask) if mask else None


def _code(code: str) -> int:
    return int(code) if code else -1


def _business(code: str | None) -> int:
    return -1 if code is None else 0 if code == NO_BUSINESS else int(code)


def _yes_no(value: bool | None) -> int:
    return -1 if value is None else int(value)


def _status_row(statuses: dict[str, bool | None]) -> list[int]:
    return [_yes_no(statuses.get(name)) for name in STATUSES]


def _numbered(names: Iterable[str]) -> dict[str, int]:
    return {name: number for number, name in enumerate(names)}
