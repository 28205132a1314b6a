"""Double participation 중복참여: another publicly paid job at the same time.

Source: 금천구 2026 allows it when the hours do not overlap; the national direct-job rules (노인일자리, 신중년
경력형) forbid two at once. A job counts when its days and the posting's have one in common; a job's side without a
day is open, a posting without a first day begins on the day of judging.
"""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

import numpy as np

from jobs.eligibility import params as given
from jobs.eligibility.base import NOT_MET, Verdict, bits, met, not_met, remedy, unknown
from jobs.eligibility.base import STAGES as ALL_STAGES
from jobs.eligibility.columns import NO_DAY, FactColumns, day_number, kind_number
from jobs.eligibility.facts import PersonFacts, PostingFacts, PublicJob, common_hours, week_hours

KIND = "double_participation"
CITY_ONLY = False
REPEATABLE = False
STAGES = ALL_STAGES
PARAMS = ("policy",)
READS = ("public_jobs_known", "public_job_row")
ASKS = ("kind", "starts_on", "ends_on", "week_mask")
POLICIES = ("forbid", "forbid_same_kind", "no_time_overlap", "declare_only")
CODES = (
    "no_public_job",
    "public_jobs_declared",
    "public_job_of_other_kind",
    "public_job_at_other_hours",
    "public_job_held",
    "public_job_of_same_kind",
    "public_job_overlaps",
    "public_jobs_missing",
    "public_job_kind_missing",
    "public_job_hours_missing",
    "posting_kind_open",
    "posting_hours_open",
    "declare_public_jobs",
    "complete_public_jobs",
    "apply_after_public_job",
    "ask_operator",
)
ERRORS = ()

FACTS = ("public_jobs",)


def check(params: Mapping[str, Any]) -> None:
    """policy: one of POLICIES."""
    given.keys(KIND, params, known=PARAMS, required=PARAMS)
    given.choice(KIND, params, "policy", POLICIES)


def judge(params: Mapping[str, Any], person: PersonFacts, posting: PostingFacts, on: date) -> Verdict:
    """Nothing is met before the person has told of other public jobs, even if there are none.

    A job that we gave ourselves stands in the way whether the person told of it or not.
    """
    jobs = [*(person.public_jobs or ()), *person.own_jobs]
    found = _judge_jobs(params["policy"], jobs, posting, on)
    if person.public_jobs is None and found.outcome != NOT_MET:
        return unknown(KIND, "public_jobs_missing", FACTS, remedy("declare_public_jobs"))
    return found


def mask(params: Mapping[str, Any], columns: FactColumns, posting: PostingFacts, on: date) -> np.ndarray:
    """The same for everyone: int8 (n,)."""
    known = columns.public_jobs_known
    if params["policy"] == "declare_only":
        return bits(known, ~known)
    counts = _are_at_same_time(columns, posting, on)
    if params["policy"] == "forbid":
        clash, is_open = counts, np.zeros_like(counts)
    elif params["policy"] == "forbid_same_kind":
        clash, is_open = _kinds_clash(columns, posting)
    else:
        clash, is_open = _hours_clash(columns, posting)
    rows = columns.public_job_row
    has_clash, has_open = np.zeros_like(known), np.zeros_like(known)
    has_clash[rows[counts & clash]] = True
    has_open[rows[counts & is_open]] = True
    return bits(known & ~has_clash & ~has_open, ~has_clash & (~known | has_open))


def _judge_jobs(policy: str, jobs: list[PublicJob], posting: PostingFacts, on: date) -> Verdict:
    if policy == "declare_only":
        return met(KIND, "public_jobs_declared", FACTS, jobs=len(jobs))
    jobs = [job for job in jobs if _is_at_same_time(job, posting, on)]
    if not jobs:
        return met(KIND, "no_public_job", FACTS)
    if policy == "forbid":
        return _refused("public_job_held", jobs)
    if policy == "forbid_same_kind":
        return _judge_kinds(jobs, posting)
    return _judge_hours(jobs, posting)


def _judge_kinds(jobs: list[PublicJob], posting: PostingFacts) -> Verdict:
    if posting.kind is None:
        return unknown(KIND, "posting_kind_open", (), remedy("ask_operator"))
    same = [job for job in jobs if job.kind == posting.kind]
    if same:
        return _refused("public_job_of_same_kind", same)
    if any(job.kind is None for job in jobs):
        ask = remedy("complete_public_jobs")
        return unknown(KIND, "public_job_kind_missing", FACTS, ask)
    return met(KIND, "public_job_of_other_kind", FACTS)


def _judge_hours(jobs: list[PublicJob], posting: PostingFacts) -> Verdict:
    if posting.week_mask is None:
        return unknown(KIND, "posting_hours_open", (), remedy("ask_operator"))
    overlapping = [job for job in jobs if _overlaps(job, posting)]
    if overlapping:
        return _refused("public_job_overlaps", overlapping)
    if any(job.week_mask is None for job in jobs):
        ask = remedy("complete_public_jobs")
        return unknown(KIND, "public_job_hours_missing", FACTS, ask)
    return met(KIND, "public_job_at_other_hours", FACTS)


def _refused(code: str, jobs: Iterable[PublicJob]) -> Verdict:
    jobs = list(jobs)
    kinds = tuple(sorted({job.kind for job in jobs if job.kind is not None}))
    ends = [job.ends_on for job in jobs]
    ends_on = None if None in ends else max(ends)
    after = remedy("apply_after_public_job", ends_on=ends_on)
    return not_met(KIND, code, FACTS, after, kinds=kinds, ends_on=ends_on)


def _is_at_same_time(job: PublicJob, posting: PostingFacts, on: date) -> bool:
    begins = max(job.starts_on or date.min, posting.starts_on or on)
    return begins <= min(job.ends_on or date.max, posting.ends_on or date.max)


def _overlaps(job: PublicJob, posting: PostingFacts) -> bool:
    return job.week_mask is not None and bool(week_hours(common_hours(job.week_mask, posting.week_mask)))


def _are_at_same_time(columns: FactColumns, posting: PostingFacts, on: date) -> np.ndarray:
    starts, ends = columns.public_job_starts_day, columns.public_job_ends_day
    ends = np.where(ends == NO_DAY, day_number(date.max), ends)
    begins = np.maximum(starts, day_number(posting.starts_on or on))  # NO_DAY is the earliest of all
    return begins <= np.minimum(ends, day_number(posting.ends_on or date.max))


def _kinds_clash(columns: FactColumns, posting: PostingFacts) -> tuple[np.ndarray, np.ndarray]:
    kinds = columns.public_job_kind
    if posting.kind is None:
        return np.zeros(len(kinds), dtype=bool), np.ones(len(kinds), dtype=bool)
    return kinds == kind_number(columns, posting.kind), kinds == -1


def _hours_clash(columns: FactColumns, posting: PostingFacts) -> tuple[np.ndarray, np.ndarray]:
    weeks = columns.public_job_week
    if posting.week_mask is None:
        return np.zeros(len(weeks), dtype=bool), np.ones(len(weeks), dtype=bool)
    is_open = weeks[:, 0] == -1
    common = weeks & np.array(posting.week_mask, dtype=np.int32)
    return common.any(axis=1) & ~is_open, is_open
