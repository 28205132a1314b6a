"""People as the matcher reads them, packed when they change and read back by the hundred thousand.

A payload holds what a person said, as ``inputs`` and ``jobs.facts`` read it from rows: nothing else can move a point or a gate. Words are kept
as codes of their terms, names of certificates as hashes, so that neither depends on what is offered that day. Own placements and offers are
no part of it: they are read when a run begins.
"""

import hashlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from functools import lru_cache
from typing import Any

import numpy as np
from django.db.models import Model
from numpy.typing import NDArray

from jobs import facts
from jobs.eligibility.columns import UNKNOWN_WEEK, day_number
from jobs.eligibility.facts import STATUSES, plain_name
from matching import inputs
from matching.core import columns, packing, text
from matching.core.packing import Field, Layout
from profiles.models import Candidate, Career, HeldCertificate
from profiles.models import PublicJob as DeclaredJob

# Another version for any change of the fields or of what they mean: a test holds the number to all of it.
LAYOUT = Layout(
    2,
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
KNOWN = (
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
PLAIN = tuple(name for name in KNOWN if not name.startswith("told_"))  # what plain rules read


# Rows to bytes --------------------------------------------------------------------------------------------------------
def payloads(candidate_ids: Iterable[int]) -> Iterator[tuple[int, bytes]]:
    """Id and payload of each person, ascending; a few queries a batch."""
    wanted = sorted(set(candidate_ids))
    for first in range(0, len(wanted), CHUNK):
        yield from _batch(wanted[first : first + CHUNK])


def _batch(wanted: Sequence[int]) -> Iterator[tuple[int, bytes]]:
    rows = list(Candidate.objects.filter(pk__in=wanted).order_by("pk"))
    known = facts.person_columns(rows)
    lived = _by_candidate(Career, wanted, "title", "duties", "keco", "months")
    held = _by_candidate(HeldCertificate, wanted, "name")
    told = _by_candidate(DeclaredJob, wanted, "starts_on", "ends_on", "kind", "week_mask")
    homes = _points([row.place for row in rows])
    kinds = _kind_bits([row.kinds_wished for row in rows])
    districts = inputs.district_bits([row.districts_wished for row in rows])
    for place, row in enumerate(rows):
        names = [name for (name,) in held[row.pk]]
        fixed = {name: known[name][place] for name in KNOWN}
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
                    **_lists(row, lived[row.pk], names, sorted(told[row.pk], key=_first_day)),
                },
            ),
        )


def _lists(row: Candidate, careers: Sequence[tuple], names: Sequence[str], jobs: Sequence[tuple]) -> dict[str, Any]:
    months = _months_lived(careers)
    terms = Counter(text.bigrams(_own_words(row, careers, names)))
    return {
        "careers": [code for code, _months in months],
        "months": [spell for _code, spell in months],
        "certificates": sorted({name_code(name) for name in names}),
        "trainings": sorted({name_code(name) for name in row.trainings}),
        **_terms(terms),
        "job_kinds": [name_code(kind) if kind else NO_NAME for *_days, kind, _week in jobs],
        "job_weeks": [hours for *_days, week in jobs for hours in (week or UNKNOWN_WEEK)],
        "job_starts": [day_number(starts_on) for starts_on, *_rest in jobs],
        "job_ends": [day_number(ends_on) for _starts_on, ends_on, *_rest in jobs],
    }


def _first_day(job: tuple) -> date:
    return job[0]


def _terms(found: Counter[str]) -> dict[str, list[int]]:
    """Codes of the terms, ascending, and how often each stands there, at most 255 times."""
    times: Counter[int] = Counter()
    for term, count in found.items():
        times[text.term_code(term)] += count
    codes = sorted(times)
    return {"terms": codes, "times": [min(times[code], 255) for code in codes]}


def _own_words(row: Candidate, careers: Sequence[tuple], certificates: Sequence[str]) -> str:
    """All that a person wrote of what they can do; careers : title, duties, code of the occupation, months."""
    lived = [part for title, duties, _keco, _months_ in careers for part in (title, duties)]
    return "\n".join([row.skills, *lived, *certificates, *row.trainings])


def _by_candidate(model: type[Model], wanted: Sequence[int], *names: str) -> defaultdict[int, list[tuple]]:
    """Rows of the columns named, in order, by the person they belong to."""
    rows = model.objects.filter(candidate_id__in=wanted).order_by("candidate_id", "pk")
    found = defaultdict(list)
    for candidate_id, *values in rows.values_list("candidate_id", *names).iterator(chunk_size=CHUNK):
        found[candidate_id].append(tuple(values))
    return found


def _months_lived(careers: Sequence[tuple]) -> list[tuple[int, int]]:
    """Months in each occupation, all spells together."""
    months: defaultdict[int, int] = defaultdict(int)
    for _title, _duties, keco, spell in careers:
        if code := inputs.occupation_code(keco):
            months[code] += spell
    return sorted(months.items())


def _points(codes: Sequence[str]) -> NDArray[np.float64]:
    """A vector a person; each place is worked out once."""
    known = sorted(set(codes))
    vectors = (
        columns.on_sphere(*zip(*[inputs.point(code) for code in known], strict=True)) if known else np.zeros((0, 3))
    )
    number = {code: place for place, code in enumerate(known)}
    return vectors[[number[code] for code in codes]]


def _kind_bits(rows: Sequence[Sequence[str]]) -> NDArray[np.int64]:
    """Kinds of work as bits, a row a person."""
    return inputs.bits([[inputs.KINDS.index(kind) for kind in kinds] for kinds in rows])


@lru_cache(maxsize=65_536)
def name_code(name: str) -> int:
    """64 bits that stand for the name of a certificate or training, as rules compare names; never 0."""
    digest = hashlib.blake2b(plain_name(name).encode(), digest_size=8).digest()
    return int.from_bytes(digest, "little") or 1
