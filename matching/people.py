"""Packed people as columns: what points are made from, and the facts that rules read, for hundreds of thousands at once.

Words and names are kept as codes (``packed``); here they get the numbers of what is offered that day, and what nobody asks for is left out.
"""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from jobs.eligibility import FactColumns
from jobs.stints import Stint, StintRows, stint_columns, stint_rows
from matching.core import look_up, packing, sparse
from matching.core.columns import CandidateColumns
from matching.core.look_up import Numbers
from matching.core.packing import Lists
from matching.core.sparse import Sparse
from matching.core.text import ASKED
from matching.inputs import Offered
from matching.packed import LAYOUT, NO_NAME, PLAIN, name_code
from matching.rules import Asked


class People(NamedTuple):
    """n people in ascending order of ids, as they were packed. ids : int64 (n,); fields : by name, as ``packing.unpack`` gives them"""

    ids: NDArray[np.int64]
    fields: dict[str, NDArray | Lists]


def of_stream(ids: Sequence[int], stream: bytes, starts: NDArray[np.int64]) -> People:
    """Read payloads that begin at ``starts`` of a stream. Raises packing.OtherVersion for one of another layout."""
    return People(np.array(ids, np.int64), packing.unpack(LAYOUT, np.frombuffer(stream, np.uint8), starts))


def of_payloads(payloads: Iterable[tuple[int, bytes]]) -> People:
    """The same from ids and payloads one by one."""
    found = list(payloads)
    sizes = np.array([len(payload) for _pk, payload in found], np.int64)
    joined = b"".join(payload for _pk, payload in found)
    return of_stream([pk for pk, _payload in found], joined, np.cumsum(sizes) - sizes)


def candidates(found: People, offer: Offered) -> CandidateColumns:
    """The columns that points are made from, in the words and numbers of what is offered."""
    field = found.fields
    hours, week = field["hours_per_month"], field["hours_mask"]
    return CandidateColumns(
        ids=found.ids,
        home=field["home"],
        half_km=field["half_km"].astype(np.float64),
        careers=Sparse(field["careers"].indptr, field["careers"].values, field["months"].values),
        certificates=_numbered(field["certificates"], offer.certificates),
        terms=_known_terms(field["terms"], field["times"].values, offer.term_numbers),
        week=np.where(week < 0, 0, week).astype(np.uint32),
        hours_per_month=np.maximum(hours, 0),
        pay_per_hour=field["pay_per_hour"],
        kinds=field["kinds"],
        districts=field["districts"],
    )


def fact_columns(found: People, asked: Asked, own: Sequence[Stint], *, on: date) -> FactColumns:
    """The facts that rules read, as ``jobs.facts.person_facts`` has them one by one. own : stints from our own placements and offers of these people."""
    field = found.fields
    told_all, told_jobs = field["told_all"] > 0, field["told_jobs"] > 0
    return FactColumns(
        **{name: field[name] for name in PLAIN},
        **_names("certificate", field["certificates"], asked.certificates, told_all),
        **_names("training", field["trainings"], asked.trainings, told_all),
        **stint_columns(
            _told_stints(field, asked.kinds), stint_rows(own, found.ids, asked.kinds), told_jobs, asked.kinds, on
        ),
        training_attendance=np.full(len(found.ids), -1, np.int16),
    )


def _known_terms(told: Lists, times: NDArray[np.uint8], known: Numbers) -> Sparse:
    """The terms that a posting holds, by their numbers, ascending within a row."""
    numbers = look_up.find(known, told.values)
    kept = np.flatnonzero(numbers >= 0)
    rows = np.repeat(np.arange(len(told.indptr) - 1), np.diff(told.indptr))[kept]
    return sparse.from_entries(
        rows, numbers[kept].astype(np.int64), times[kept].astype(np.int64) * ASKED, len(told.indptr) - 1
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
