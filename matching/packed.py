"""People as the matcher reads them, packed when they change and read back by the hundred thousand.

A payload holds what a person said, as ``inputs`` and ``jobs.facts`` read it from rows: nothing else can move a point or a gate. Words are kept
as codes of their terms, names of certificates as hashes, so that neither depends on what is offered that day. Own placements and offers are
no part of it: they are read when a run begins.
"""

import hashlib
import zlib
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from functools import lru_cache
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from jobs import facts
from jobs.eligibility import FactColumns
from jobs.eligibility.columns import UNKNOWN_WEEK, day_number
from jobs.eligibility.facts import STATUSES, plain_name
from jobs.stints import Stint, StintRows, stint_columns, stint_rows
from matching import inputs
from matching.core import packing, sparse
from matching.core.columns import CandidateColumns
from matching.core.packing import Field, Layout, Lists
from matching.core.sparse import Sparse
from matching.core.text import ASKED, Vocabulary
from matching.inputs import Offered
from matching.rules import Demand
from profiles.models import Candidate, Career, HeldCertificate
from profiles.models import PublicJob as DeclaredJob

LAYOUT = Layout(
    1,
    (
        Field("home", "<f8", 3),
        Field("half_km", "<u1"),
        Field("kinds", "<i8"),
        Field("districts", "<i8"),
        Field("pay_per_hour", "<i4"),
        Field("birth_day", "<i4"),
        Field("district", "<i4"),
        Field("dong", "<i8"),
        Field("business_district", "<i4"),
        Field("employment", "<i1"),
        Field("work_mask", "<i4", 7),
        Field("has_benefit", "<i1"),
        Field("benefit_ends_day", "<i4"),
        Field("statuses", "<i1", len(STATUSES)),
        Field("told_all", "<u1"),
        Field("told_jobs", "<u1"),
        Field("hours_per_month", "<i4"),
        Field("hours_mask", "<i4", 7),
        Field("careers", "<u2", None),
        Field("months", "<i4", None),
        Field("certificates", "<u8", None),
        Field("trainings", "<u8", None),
        Field("terms", "<u4", None),
        Field("times", "<u1", None),
        Field("job_kinds", "<u8", None),
        Field("job_weeks", "<i4", None),
        Field("job_starts", "<i4", None),
        Field("job_ends", "<i4", None),
    ),
)
NO_NAME = 0  # stands for a kind of public job that wasn't told
CHUNK = 5_000
_KNOWN = (
    "birth_day",
    "district",
    "dong",
    "business_district",
    "employment",
    "work_mask",
    "has_benefit",
    "benefit_ends_day",
    "statuses",
    "told_all",
    "told_jobs",
    "hours_per_month",
    "hours_mask",
)


class People(NamedTuple):
    """n people in ascending order of ids, as they were packed. ids : int64 (n,); fields : by name, as ``packing.unpack`` gives them"""

    ids: NDArray[np.int64]
    fields: dict[str, NDArray | Lists]


class Asked(NamedTuple):
    """Names that rules can ask for, plain: certificates, trainings, kinds of public jobs, each ascending"""

    certificates: tuple[str, ...]
    trainings: tuple[str, ...]
    kinds: tuple[str, ...]


# Rows to bytes --------------------------------------------------------------------------------------------------------
def payloads(candidate_ids: Iterable[int]) -> Iterator[tuple[int, bytes]]:
    """Id and payload of each person, ascending; a few queries a batch."""
    wanted = sorted(set(candidate_ids))
    for first in range(0, len(wanted), CHUNK):
        yield from _batch(wanted[first : first + CHUNK])


def _batch(wanted: Sequence[int]) -> Iterator[tuple[int, bytes]]:
    rows = list(Candidate.objects.filter(pk__in=wanted).order_by("pk"))
    known = facts.person_columns([tuple(getattr(row, name) for name in facts.COLUMNS) for row in rows])
    lived = inputs.by_candidate(Career, wanted, "title", "duties", "keco", "months")
    held = inputs.by_candidate(HeldCertificate, wanted, "name")
    told = inputs.by_candidate(DeclaredJob, wanted, "kind", "week_mask", "starts_on", "ends_on")
    homes = inputs.points([row.place for row in rows])
    kinds = inputs.kind_bits([row.kinds_wished for row in rows])
    districts = inputs.district_bits([row.districts_wished for row in rows])
    for place, row in enumerate(rows):
        names = [name for (name,) in held[row.pk]]
        fixed = {name: known[name][place] for name in _KNOWN}
        yield (
            row.pk,
            packing.pack(
                LAYOUT,
                {
                    **fixed,
                    "home": homes[place],
                    "half_km": row.half_km,
                    "kinds": kinds[place],
                    "districts": districts[place],
                    "pay_per_hour": row.pay_wished_won or 0,
                    **_lists(row, lived[row.pk], names, told[row.pk]),
                },
            ),
        )


def _lists(row: Candidate, careers: Sequence[tuple], names: Sequence[str], jobs: Sequence[tuple]) -> dict[str, Any]:
    months = inputs.months_lived(careers)
    terms = Counter(inputs.TOKENIZER(inputs.own_words(row, careers, names)))
    return {
        "careers": [code for code, _months in months],
        "months": [spell for _code, spell in months],
        "certificates": sorted({name_code(name) for name in names}),
        "trainings": sorted({name_code(name) for name in row.trainings}),
        **_terms(terms),
        "job_kinds": [name_code(kind) if kind else NO_NAME for kind, *_rest in jobs],
        "job_weeks": [hours for _kind, week, *_rest in jobs for hours in (week or UNKNOWN_WEEK)],
        "job_starts": [day_number(starts_on) for _kind, _week, starts_on, _ends_on in jobs],
        "job_ends": [day_number(ends_on) for _kind, _week, _starts_on, ends_on in jobs],
    }


def _terms(found: Counter[str]) -> dict[str, list[int]]:
    """Codes of the terms, ascending, and how often each stands there, at most 255 times."""
    times: Counter[int] = Counter()
    for term, count in found.items():
        times[term_code(term)] += count
    codes = sorted(times)
    return {"terms": codes, "times": [min(times[code], 255) for code in codes]}


def term_code(term: str) -> int:
    """32 bits that stand for a term; two terms of one code are taken for each other, which moves a point at most."""
    return zlib.crc32(term.encode())


@lru_cache(maxsize=65_536)
def name_code(name: str) -> int:
    """64 bits that stand for the name of a certificate or training, as rules compare names; never 0."""
    digest = hashlib.blake2b(plain_name(name).encode(), digest_size=8).digest()
    return int.from_bytes(digest, "little") or 1


# Bytes to columns -----------------------------------------------------------------------------------------------------
def people(ids: Sequence[int], stream: bytes, starts: NDArray[np.int64]) -> People:
    """Read payloads that begin at ``starts`` of a stream. Raises packing.OtherVersion for one of another layout."""
    return People(np.array(ids, np.int64), packing.unpack(LAYOUT, np.frombuffer(stream, np.uint8), starts))


def of_payloads(found: Sequence[tuple[int, bytes]]) -> People:
    """The same from ids and payloads one by one."""
    sizes = np.array([len(payload) for _pk, payload in found], np.int64)
    joined = b"".join(payload for _pk, payload in found)
    return people([pk for pk, _payload in found], joined, np.cumsum(sizes) - sizes)


def candidates(found: People, offer: Offered) -> CandidateColumns:
    """The columns that points are made from, in the words and numbers of what is offered: those of ``inputs.candidates``."""
    field, (codes, numbers) = found.fields, term_numbers(offer.vocabulary)
    hours, week = field["hours_per_month"], field["hours_mask"]
    return CandidateColumns(
        ids=found.ids,
        home=field["home"],
        half_km=field["half_km"].astype(np.float64),
        careers=Sparse(field["careers"].indptr, field["careers"].values, field["months"].values),
        certificates=_numbered(field["certificates"], offer.certificates),
        terms=_known_terms(field["terms"], field["times"].values, codes, numbers),
        week=np.where(week < 0, 0, week).astype(np.uint32),
        hours_per_month=np.maximum(hours, 0),
        pay_per_hour=field["pay_per_hour"],
        kinds=field["kinds"],
        districts=field["districts"],
    )


def fact_columns(found: People, asked: Asked, own: Sequence[Stint], *, on: date) -> FactColumns:
    """The facts that rules read: those of ``jobs.facts.fact_columns``. own : stints from our own placements and offers of these people."""
    field = found.fields
    told_all, told_jobs = field["told_all"] > 0, field["told_jobs"] > 0
    return FactColumns(
        **{name: field[name] for name in _KNOWN if not name.startswith("told_")},
        **_names("certificate", field["certificates"], asked.certificates, told_all),
        **_names("training", field["trainings"], asked.trainings, told_all),
        **stint_columns(
            _told_stints(field, asked.kinds), stint_rows(own, found.ids, asked.kinds), told_jobs, asked.kinds, on
        ),
        training_attendance=np.full(len(found.ids), -1, np.int16),
    )


def asked_by(demands: Iterable[Demand]) -> Asked:
    """The names that any rule of these postings can ask for."""
    certificates, trainings, kinds = set(), set(), set(Candidate.WorkKind.values)
    for demand in demands:
        kinds.add(demand.posting.kind)
        for spec in demand.specs or ():
            certificates.update(map(plain_name, spec.params.get("certificates", ())))
            trainings.update(map(plain_name, spec.params.get("trainings", ())))
            kinds.update(spec.params.get("kinds", ()))
    return Asked(tuple(sorted(certificates)), tuple(sorted(trainings)), tuple(sorted(kinds - {None})))


def term_numbers(vocabulary: Vocabulary) -> tuple[NDArray[np.uint32], NDArray[np.int32]]:
    """Codes of the terms of a vocabulary, ascending, and the number of each term."""
    codes = np.array([term_code(term) for term in vocabulary.codes], np.uint32)
    numbers = np.array(list(vocabulary.codes.values()), np.int32)
    order = np.argsort(codes, kind="stable")
    return codes[order], numbers[order]


def _known_terms(
    told: Lists, times: NDArray[np.uint8], codes: NDArray[np.uint32], numbers: NDArray[np.int32]
) -> Sparse:
    """The terms that a posting holds, by their numbers, ascending within a row."""
    place = np.searchsorted(codes, told.values)
    is_known = np.append(codes, np.uint32(0))[place] == told.values if len(codes) else np.zeros(len(place), bool)
    is_known &= place < len(codes)
    rows = np.repeat(np.arange(len(told.indptr) - 1), np.diff(told.indptr))[is_known]
    return sparse.from_entries(
        rows, numbers[place[is_known]], times[is_known].astype(np.int64) * ASKED, len(told.indptr) - 1
    )


def _numbered(told: Lists, names: Sequence[str]) -> Sparse:
    """Names by their places among those asked for, ascending within a row; others are left out."""
    rows, numbers = _places(told, names)
    return sparse.from_entries(rows, numbers, np.ones(len(rows), np.int64), len(told.indptr) - 1)


def _places(told: Lists, names: Sequence[str]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Row and number of every name that is among those asked for."""
    codes = np.array([name_code(name) for name in names], np.uint64)
    order = np.argsort(codes)
    place = np.searchsorted(codes[order], told.values)
    is_known = place < len(codes)
    is_known[is_known] = codes[order][place[is_known]] == told.values[is_known]
    rows = np.repeat(np.arange(len(told.indptr) - 1), np.diff(told.indptr))
    return rows[is_known], order[place[is_known]]


def _names(noun: str, told: Lists, names: Sequence[str], told_all: NDArray[np.bool_]) -> dict[str, NDArray]:
    rows, numbers = _places(told, names)
    held = np.zeros((len(told_all), -(-len(names) // 64)), np.uint64)
    np.bitwise_or.at(held, (rows, numbers // 64), np.uint64(1) << (numbers % 64).astype(np.uint64))
    return {
        f"{noun}_names": np.array(names, dtype=str),
        f"{noun}s": held,
        f"{noun}s_known": told_all | (np.diff(told.indptr) > 0),
    }


def _told_stints(field: dict[str, Any], kinds: Sequence[str]) -> StintRows:
    """Public jobs that people told of, where they answered for them in full."""
    told, codes = field["job_kinds"], np.array([name_code(kind) for kind in kinds], np.uint64)
    rows = np.repeat(np.arange(len(told.indptr) - 1), np.diff(told.indptr))
    counted = field["told_jobs"][rows] > 0
    kind = np.where(told.values == NO_NAME, -1, len(kinds))  # another kind than any that is asked for
    for number, code in enumerate(codes):
        kind[told.values == code] = number
    count = int(counted.sum())
    return StintRows(
        row=rows[counted],
        kind=kind[counted].astype(np.int32),
        week=field["job_weeks"].values.reshape(-1, 7)[counted],
        starts_day=field["job_starts"].values[counted],
        ends_day=field["job_ends"].values[counted],
        has_begun=np.ones(count, bool),
    )
