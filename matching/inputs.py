"""Rows to columns: what is offered, in a constant number of queries, and what its rules demand; people come packed (``people``).

Outside postings that lie outside the city are left out; one that names no place may be anywhere. Gates are the verdicts
of the rules of the day (DESIGN section 3): only "not met" drops a pair, as does an application that was sent already.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from functools import lru_cache
from typing import NamedTuple

import numpy as np
from django.db.models import Prefetch, QuerySet
from numpy.typing import NDArray

from jobs import facts
from jobs.eligibility.facts import plain_name
from jobs.models import Application, OutsidePosting, PayTerms, Posting, PostingSite, RuleSet
from matching.core import columns, look_up, sparse, text
from matching.core.columns import CandidateColumns, PostingColumns
from matching.core.look_up import Numbers
from matching.core.reasons import Reason
from matching.core.text import Corpus
from matching.rules import Demand, Questions, questions
from profiles import occupations, places, spans
from profiles.models import Candidate

KINDS = tuple(Candidate.WorkKind.values)
CHUNK = 20_000
_UNSAID_WEEK = [0] * 7


class Offered(NamedTuple):
    """What is open: our own postings and outside ones as columns, and what the numbers in them stand for.

    demands : what the postings of ``own`` demand, in its order; questions : the same, each once; certificates : name by code
    rule_set_ids : of the rules that were in force, ascending; vocabulary : the number of each term in what is offered; term_numbers : the same by its 32 bits
    """

    own: PostingColumns
    outside: PostingColumns
    demands: Sequence[Demand]
    questions: Questions
    vocabulary: Mapping[str, int]
    term_numbers: Numbers
    certificates: Sequence[str]
    rule_set_ids: Sequence[int]


# What is offered ------------------------------------------------------------------------------------------------------
def offered(postings: QuerySet[Posting], outside: Iterable[OutsidePosting], *, on: date) -> Offered:
    """Read postings as columns, ordered by id."""
    rows = with_places(postings)
    others = sorted((row for row in outside if is_near(row)), key=lambda row: row.pk)
    return offered_rows(rows, [_sites(row) for row in rows], others, on=on)


def offered_rows(
    rows: Sequence[Posting],
    sites: Sequence[Sequence[str]],
    others: Sequence[OutsidePosting] = (),
    *,
    on: date,
    known: Corpus | None = None,
) -> Offered:
    """Read these rows as columns, in their order. sites : the places of each posting's sites; known : what teaches the words, None: these texts"""
    names = sorted({plain_name(name) for row in rows for name in _certificates(row)})
    counts = text.counted([text_of(row) for row in rows] + [outside_text_of(row) for row in others])
    vocabulary, terms = text.weigh(counts, text.corpus(counts) if known is None else known, key=text.term_code)
    numbers = {name: number for number, name in enumerate(names)}
    rule_sets = in_force({row.programme_year_id for row in rows}, on)
    demands = [_demand(row, rule_sets.get(row.programme_year_id)) for row in rows]
    return Offered(
        own=_own(rows, sites, sparse.take(terms, slice(0, len(rows))), numbers, on),
        outside=_outside(others, sparse.take(terms, slice(len(rows), None))),
        demands=demands,
        questions=questions(demands),
        vocabulary=vocabulary,
        term_numbers=term_numbers(vocabulary),
        certificates=names,
        rule_set_ids=sorted(row.pk for row in rule_sets.values()),
    )


def part(offer: Offered, posting_ids: Iterable[int], outside_ids: Iterable[int]) -> Offered:
    """Only these postings, in the words and numbers of the whole offer."""
    own, outside = set(posting_ids), set(outside_ids)
    kept = np.flatnonzero(np.isin(offer.own.ids, sorted(own)))
    others = np.flatnonzero(np.isin(offer.outside.ids, sorted(outside)))
    demands = [offer.demands[place] for place in kept]
    return offer._replace(
        own=columns.take(offer.own, kept),
        outside=columns.take(offer.outside, others),
        demands=demands,
        questions=questions(demands),
    )


def with_places(postings: QuerySet[Posting]) -> list[Posting]:
    """The postings by id, with programme and sites read along."""
    sites = Prefetch("posting_sites", PostingSite.objects.select_related("site").order_by("pk"))
    return list(postings.select_related("programme_year__programme").prefetch_related(sites).order_by("pk"))


def in_force(programme_year_ids: Iterable[int], on: date) -> dict[int, RuleSet]:
    """The newest rules that are valid on a day, by programme year."""
    valid = RuleSet.objects.filter(programme_year__in=set(programme_year_ids), valid_from__lte=on)
    newest = valid.order_by("programme_year_id", "-version").distinct("programme_year_id")
    return {row.programme_year_id: row for row in newest.prefetch_related("rules")}


def _sites(row: Posting) -> list[str]:
    return [place.site.place for place in row.posting_sites.all()]


def _demand(row: Posting, rule_set: RuleSet | None) -> Demand:
    specs = facts.specs_for(row, rule_set) if rule_set else None
    return Demand(specs, facts.posting_facts(row))


def _own(
    rows: Sequence[Posting],
    sites: Sequence[Sequence[str]],
    terms: sparse.Sparse,
    numbers: dict[str, int],
    on: date,
) -> PostingColumns:
    hourly = _hourly_won({row.programme_year_id for row in rows}, on)
    return PostingColumns(
        ids=np.array([row.pk for row in rows], np.int64),
        sites=columns.sites([[point(code) for code in codes] for codes in sites]),
        districts=district_bits([[code[:5] for code in codes] for codes in sites]),
        occupation=_occupations([row.keco for row in rows]),
        required=_held([row.required_certificates for row in rows], numbers),
        preferred=_held([row.preferred_certificates for row in rows], numbers),
        terms=terms,
        week=_weeks([row.hours_mask for row in rows]),
        hours_per_month=np.array([row.hours_per_month for row in rows], np.int32),
        pay_per_hour=np.array([hourly.get(row.programme_year_id, 0) for row in rows], np.int32),
        kind=np.array([KINDS.index(row.programme_year.programme.kind) for row in rows], np.int8),
    )


def _outside(rows: Sequence[OutsidePosting], terms: sparse.Sparse) -> PostingColumns:
    nothing = sparse.present([] for _ in rows)
    return PostingColumns(
        ids=np.array([row.pk for row in rows], np.int64),
        sites=columns.sites([[point(row.district)] if row.district else [] for row in rows]),
        districts=district_bits([[row.district] if row.district else [] for row in rows]),
        occupation=_occupations([row.keco for row in rows]),
        required=nothing,
        preferred=nothing,
        terms=terms,
        week=_weeks([row.hours_mask for row in rows]),
        hours_per_month=np.zeros(len(rows), np.int32),
        pay_per_hour=np.array([row.hourly_won or 0 for row in rows], np.int32),
        kind=np.full(len(rows), KINDS.index(Candidate.WorkKind.OTHER), np.int8),
    )


def term_numbers(vocabulary: Iterable[str]) -> Numbers:
    """The number of each term, its place, by the 32 bits that stand for it."""
    return look_up.learn([text.term_code(term) for term in vocabulary])


# Who is looking -------------------------------------------------------------------------------------------------------
def telling(people: CandidateColumns) -> NDArray[np.bool_]:
    """Who said anything that tells postings apart; to the others every posting is alike. bool (n,)"""
    said = people.home.any(axis=1) | people.week.any(axis=1)
    for lists in (people.careers, people.certificates, people.terms):
        said |= np.diff(lists.indptr) > 0
    for number in (people.hours_per_month, people.pay_per_hour, people.kinds, people.districts):
        said |= number > 0
    return said


# Between them ---------------------------------------------------------------------------------------------------------
def applied(candidate_ids: NDArray[np.int64], posting_ids: NDArray[np.int64]) -> sparse.Sparse:
    """The postings for which each person (ids ascending) applied, whatever became of it."""
    whose, what = spans.among("candidate_id", candidate_ids), spans.among("posting_id", posting_ids)
    row_of = {pk: row for row, pk in enumerate(candidate_ids.tolist())}
    column_of = {pk: column for column, pk in enumerate(posting_ids.tolist())}
    pairs = {
        (row_of[row], column_of[column])
        for row, column in Application.objects.filter(whose, what).values_list("candidate_id", "posting_id")
        if row in row_of and column in column_of
    }
    found = np.array(sorted(pairs), np.int64).reshape(-1, 2)
    return sparse.from_entries(found[:, 0], found[:, 1], np.ones(len(found), np.int64), len(candidate_ids))


def told(reason: Reason, offer: Offered) -> Reason:
    """The same reason with names for the numbers of this run's columns, as it can be kept."""
    name, found = reason.code.partition(".")[0], reason.params
    if "certificate" in found:
        return Reason(reason.code, {**found, "certificate": offer.certificates[int(found["certificate"])]})
    if name == "kind" and "kind" in found:
        return Reason(reason.code, {"kind": KINDS[int(found["kind"])]})
    if name == "districts" and "district" in found:
        return Reason(reason.code, {"district": places.districts()[int(found["district"])].code})
    return reason


# Private --------------------------------------------------------------------------------------------------------------
def text_of(row: Posting) -> str:
    """The words that a posting of ours is known by."""
    return text.posting_text(row.title, row.duties, " ".join(_certificates(row)))


def outside_text_of(row: OutsidePosting) -> str:
    """The same of an outside one."""
    return text.posting_text(row.title, row.text, row.work_type, row.certificates)


def _certificates(row: Posting) -> list[str]:
    return [*row.required_certificates, *row.preferred_certificates]


def is_near(row: OutsidePosting) -> bool:
    """Whether it may lie within the city."""
    return bool(row.district) or not row.place


def _held(rows: Sequence[Sequence[str]], numbers: dict[str, int]) -> sparse.Sparse:
    plain = ((plain_name(name) for name in names) for names in rows)
    return sparse.present([numbers[name] for name in names if name in numbers] for names in plain)


def _occupations(codes: Sequence[str]) -> NDArray[np.int32]:
    return np.array([occupation_code(code) for code in codes], np.int32)


@lru_cache(maxsize=4096)
def occupation_code(code: str) -> int:
    """An occupation as the matcher packs it (``columns.keco``), 0 for what is none."""
    return columns.keco(code[:4]) if occupations.is_occupation(code[:4]) else 0


def _weeks(masks: Sequence[Sequence[int] | None]) -> NDArray[np.uint32]:
    return np.array([mask or _UNSAID_WEEK for mask in masks], np.uint32).reshape(len(masks), 7)


def point(code: str) -> tuple[float, float]:
    """Latitude and longitude of a district or dong, NaN for what is none."""
    is_known = places.is_dong(code) or places.is_district(code)
    return tuple(places.point(code)) if is_known else (np.nan, np.nan)


def district_bits(rows: Sequence[Sequence[str]]) -> NDArray[np.int64]:
    """Districts as bits, a row a person or posting."""
    number = {district.code: place for place, district in enumerate(places.districts())}
    return bits([[number[code] for code in codes if code in number] for codes in rows])


def bits(rows: Sequence[Sequence[int]]) -> NDArray[np.int64]:
    """Numbers as bits, a row each."""
    return np.array([sum(1 << bit for bit in set(row)) for row in rows], np.int64)


def _hourly_won(programme_year_ids: Iterable[int], on: date) -> dict[int, int]:
    """The hourly figure in force on a day; before the first terms, the first."""
    terms = PayTerms.objects.filter(programme_year__in=set(programme_year_ids)).order_by("valid_from")
    found: dict[int, int] = {}
    for year_id, valid_from, hourly_won in terms.values_list("programme_year_id", "valid_from", "hourly_won"):
        if year_id not in found or valid_from <= on:
            found[year_id] = hourly_won
    return found
