"""What a rule may know about a person and about a posting: plain facts, each one known or not known.

None is "not known", never "no". A week mask is seven ints, Monday first; bit h of each is the hour h to h+1.
The people's side holds nothing that a rule may not ask: no name, no contact, no address finer than the dong.
"""

import unicodedata
from collections.abc import Mapping
from datetime import date
from typing import NamedTuple

WeekMask = tuple[int, int, int, int, int, int, int]

NOT_EMPLOYED, PART_TIME, EMPLOYED, EMPLOYMENT_UNKNOWN = (
    "not_employed",
    "part_time",
    "employed",
    "unknown",
)
EMPLOYMENTS = (NOT_EMPLOYED, PART_TIME, EMPLOYED)

# 차상위계층, 생계급여 수급자, 건강보험 직장가입자, 장기요양 등급자. The order is that of the columns: append only.
STATUSES = ("near_poor", "basic_livelihood", "employee_insured", "long_term_care")

NO_BUSINESS = ""
SEOUL_PREFIX = "11"


class PublicJob(NamedTuple):
    """Another job paid by public money; both days inclusive, None = open on that side."""

    kind: str | None = None
    week_mask: WeekMask | None = None
    starts_on: date | None = None
    ends_on: date | None = None


class Participation(NamedTuple):
    """A past year in a public job; months None = at least one, not known how many."""

    year: int
    kind: str | None = None
    months: int | None = None


class PersonFacts(NamedTuple):
    """One person as the rules see them. Every default means "not known".

    district, business_district: five-digit codes; business_district "" = represents no registered business.
    has_benefit: receives unemployment benefit now; benefit_ends_on: last day of the latest one (it wins when given).
    statuses: name of STATUSES -> True or False, a missing name is not known.
    certificates, trainings: all names held (frozenset() = told: none); public_jobs, participations likewise.
    own_jobs, own_participations: those from our own placements, known whether the person told of any or not.
    hours_mask: hours of the week the person can be active; work_mask: hours they already work.
    training_attendance: whole percent, rounded down.
    basis: name of a fact, or of a status -> declared, proof or verified; a missing name is declared.
    """

    birth_on: date | None = None
    district: str | None = None
    dong: str | None = None
    business_district: str | None = None
    employment: str = EMPLOYMENT_UNKNOWN
    work_mask: WeekMask | None = None
    has_benefit: bool | None = None
    benefit_ends_on: date | None = None
    statuses: Mapping[str, bool | None] = {}
    certificates: frozenset[str] | None = None
    trainings: frozenset[str] | None = None
    hours_per_month: int | None = None
    hours_mask: WeekMask | None = None
    public_jobs: tuple[PublicJob, ...] | None = None
    participations: tuple[Participation, ...] | None = None
    own_jobs: tuple[PublicJob, ...] = ()
    own_participations: tuple[Participation, ...] = ()
    training_attendance: int | None = None
    basis: Mapping[str, str] = {}


class PostingFacts(NamedTuple):
    """One posting, or one seat of it, as the rules see it; None = the posting leaves it open.

    schedule_percent, hours_percent: the share of the week mask and of the monthly hours that is a condition (None:
    only a wish, a matter of the score). districts: only people living there; certificates and trainings: all
    needed.
    """

    kind: str | None = None
    starts_on: date | None = None
    ends_on: date | None = None
    hours_per_month: int | None = None
    week_mask: WeekMask | None = None
    districts: tuple[str, ...] = ()
    certificates: tuple[str, ...] = ()
    trainings: tuple[str, ...] = ()
    schedule_percent: int | None = None
    hours_percent: int | None = None


def plain_name(name: str) -> str:
    """A certificate's name for comparing: '요양 보호사' equals '요양보호사', whatever keyboard typed it."""
    return "".join(unicodedata.normalize("NFKC", name).split()).casefold()


def week_hours(mask: WeekMask) -> int:
    """Hours in a week mask."""
    return sum(day.bit_count() for day in mask)


def common_hours(one: WeekMask, other: WeekMask) -> WeekMask:
    """The hours that lie in both week masks."""
    return tuple(mine & theirs for mine, theirs in zip(one, other, strict=True))
