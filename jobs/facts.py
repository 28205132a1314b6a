"""The only bridge from rows to what the rules may know: one person's facts, columns of what many said, a posting's facts.

Nothing told is never "no". Certificates and trainings count as told once there is one, or once the person went through
all steps of their profile; public jobs once the person answered for them. Our own placements are known without that.
Attendance belongs to a placement, so judging.py adds it. Source: DESIGN section 3; the facts are those of jobs/eligibility/facts.py.
"""

import logging
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from typing import Any

import numpy as np

from jobs.eligibility import (
    RULES,
    STATUSES,
    PersonFacts,
    PostingFacts,
    RuleSpec,
    compile_posting,
)
from jobs.eligibility.columns import UNKNOWN_WEEK, day_number
from jobs.eligibility.facts import EMPLOYMENT_UNKNOWN, EMPLOYMENTS, NO_BUSINESS
from jobs.models import Posting, Rule, RuleSet
from jobs.stints import Stint, participations, stints_of
from profiles.declarations import FINISHED
from profiles.models import Candidate, HeldCertificate, Proof

_log = logging.getLogger(__name__)
_KINDS = list(RULES)
_EMPLOYMENT = {**{name: number for number, name in enumerate(EMPLOYMENTS)}, EMPLOYMENT_UNKNOWN: -1}


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
    held = _grouped(HeldCertificate.objects.filter(candidate_id__in=ids).values_list("candidate_id", "name"))
    basis = defaultdict(dict)
    for candidate_id, fact, seen in Proof.objects.filter(candidate_id__in=ids).values_list(
        "candidate_id", "fact", "basis"
    ):
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
        statuses=told_statuses(row),
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


def told_statuses(row: Candidate) -> dict[str, bool | None]:
    """What a person answered for each of STATUSES; anything but yes or no is no answer, is logged and stops nobody else."""
    stored = row.statuses if isinstance(row.statuses, dict) else {}
    if has_broken_statuses(row):
        _log.error("statuses of candidate %s can't be read; what isn't yes or no is taken for no answer", row.pk)
    return {name: answer if isinstance(answer := stored.get(name), bool) else None for name in STATUSES}


def has_broken_statuses(row: Candidate) -> bool:
    """Whether an answer is stored that is neither yes, no nor none."""
    if not isinstance(row.statuses, dict):
        return True
    return not all(answer is None or isinstance(answer, bool) for answer in row.statuses.values())


# Very many people -----------------------------------------------------------------------------------------------------
def person_columns(rows: Sequence[Candidate]) -> dict[str, np.ndarray]:
    """What people said of themselves as FactColumns has it, and whether they told all and answered for public jobs; row i is rows[i]."""

    def column(name: str, dtype: Any, encode: Callable[[Any], Any]) -> np.ndarray:
        return np.array([encode(getattr(row, name)) for row in rows], dtype=dtype)

    return {
        "told_all": column("profile_step", bool, lambda step: step == FINISHED),
        "told_jobs": column("public_jobs_told_at", bool, lambda at: at is not None),
        "birth_day": column("birth_on", np.int32, day_number),
        "district": column("district", np.int32, _code),
        "dong": column("dong", np.int64, _code),
        "business_district": column("business_district", np.int32, _business),
        "employment": column("employment", np.int8, _EMPLOYMENT.__getitem__),
        "work_mask": column("work_mask", np.int32, _week),
        "has_benefit": column("has_benefit", np.int8, _yes_no),
        "benefit_ends_day": column("benefit_ends_on", np.int32, day_number),
        "statuses": np.array([_status_row(told_statuses(row)) for row in rows], dtype=np.int8),
        "hours_per_month": column("hours_per_month", np.int32, lambda hours: -1 if hours is None else hours),
        "hours_mask": column("hours_mask", np.int32, _week),
    }


# Private --------------------------------------------------------------------------------------------------------------
def _grouped(pairs: Iterable[tuple[int, str]]) -> defaultdict[int, list[str]]:
    found = defaultdict(list)
    for owner, name in pairs:
        found[owner].append(name)
    return found


def _week(mask: Sequence[int] | None) -> Sequence[int]:
    return mask or UNKNOWN_WEEK


def _code(code: str) -> int:
    return int(code) if code else -1


def _business(code: str | None) -> int:
    return -1 if code is None else 0 if code == NO_BUSINESS else int(code)


def _yes_no(value: bool | None) -> int:
    return -1 if value is None else int(value)


def _status_row(statuses: dict[str, bool | None]) -> list[int]:
    return [_yes_no(statuses.get(name)) for name in STATUSES]
