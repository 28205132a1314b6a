"""The same points by one set-based query in PostgreSQL: what a programme without a matcher would write, and write well.

Rules are bit strings over the postings by class of people, ANDed before any join; words meet over an index of terms, and only where the
rules let the pair pass; points are double precision in the order of operations of the signals, and ``round`` rounds half to even, so the
integers are those of the kernel. The tables are unlogged, filled by COPY, clustered by their keys and analysed.
"""

import os
import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import psycopg

from matching.core import sparse
from matching.core.columns import CandidateColumns, PostingColumns
from matching.core.gates import Gates
from matching.core.signals import ALL, certificates
from matching.core.signals.base import WISH
from matching.core.weights import Weights

SCHEMA = "bench_ranking"
SITES = 3
LISTS = Path(__file__).with_name("lists.sql")
SETTINGS = {"work_mem": "256MB", "jit": "off", "random_page_cost": "1.1", "effective_cache_size": "4GB"}
# Where workers are allowed at all, nothing shall keep PostgreSQL from using them.
EAGER = dict.fromkeys(("parallel_setup_cost", "parallel_tuple_cost", "min_parallel_table_scan_size"), "0")

_TABLES = """
drop schema if exists {schema} cascade; create schema {schema};
create unlogged table {schema}.person (id int, class int[], x float8, y float8, z float8, half_km float8, week bit(168), hours int, pay int,
    kinds bigint, districts bigint, certificates bit({certificates}), has_terms bool, has_careers bool);
create unlogged table {schema}.person_term (person int, term int, times int);
create unlogged table {schema}.career (person int, code int, months int);
create unlogged table {schema}.posting (id int, place int, {sites}, districts bigint, occupation int, week bit(168), week_hours int, hours int,
    pay int, kind int, certificates bit({certificates}), named int);
create unlogged table {schema}.posting_term (term int, posting int, place int, weight int);
create unlogged table {schema}.gate (id int, bits bit({count}));
"""
_KEYS = """
alter table {schema}.person add primary key (id); alter table {schema}.posting add primary key (id); alter table {schema}.gate add primary key (id);
create index on {schema}.person_term (person); create index on {schema}.career (person);
create index posting_by_term on {schema}.posting_term (term) include (posting, place, weight);
cluster {schema}.posting_term using posting_by_term;
"""


class Answer(NamedTuple):
    """lists : by person (points, posting id), best first; wall : seconds that PostgreSQL says the query took; processor : seconds of its backend
    alone (None where they can't be read); workers : parallel ones at work beside it"""

    lists: list[list[tuple[int, int]]]
    wall: float
    processor: float | None
    workers: int


def is_available() -> bool:
    """Whether the benchmark was given a database."""
    return bool(os.environ.get("DATABASE_URL"))


def connect() -> psycopg.Connection:
    """A connection to the database given."""
    return psycopg.connect(os.environ["DATABASE_URL"], autocommit=True)


def fill(connection: psycopg.Connection, people: CandidateColumns, postings: PostingColumns, passed: Gates) -> None:
    """Make the tables anew."""
    width = 1 + int(max(people.certificates.codes.max(initial=0), certificates.asked(postings).codes.max(initial=0)))
    sites = ", ".join(f"x{site} float8, y{site} float8, z{site} float8" for site in range(SITES))
    known = {"schema": SCHEMA, "certificates": width, "sites": sites, "count": len(postings.ids)}
    connection.execute(_TABLES.format(**known))
    _copy(connection, "person", _people(people, passed, width))
    _copy(connection, "person_term", _entries(people.terms))
    _copy(connection, "career", _entries(people.careers))
    _copy(connection, "posting", _postings(postings, width))
    _copy(
        connection,
        "posting_term",
        ((term, int(postings.ids[row]), row, value) for row, term, value in _entries(postings.terms)),
    )
    _copy(connection, "gate", enumerate(_bits(gates_of(passed, len(postings.ids)))))
    connection.execute(_KEYS.format(schema=SCHEMA))
    for name in ("person", "person_term", "career", "posting", "posting_term", "gate"):
        connection.execute(f"vacuum analyze {SCHEMA}.{name}")


def drop(connection: psycopg.Connection) -> None:
    """Take the tables away."""
    connection.execute(f"drop schema if exists {SCHEMA} cascade")


def query(weights: Weights, k: int, kinds: int) -> str:
    """The one query."""
    sides = [0, 0]
    for signal in ALL:
        sides[signal.side] += weights.most.get(signal.name, 0)
    both = ["&".join(f"g{kind}.bits" for kind in range(kinds))]
    joins = " ".join(f"join gate g{kind} on g{kind}.id = p.class[{kind + 1}]" for kind in range(kinds))
    known = {f"most_{signal.name}": weights.most.get(signal.name, 0) for signal in ALL}
    known |= {"open": both[0], "gates": joins, "both": weights.both, "k": k}
    known |= {"most_wished": sides[WISH], "most_asked": sides[1 - WISH]}
    ways = (
        f"sqrt((p.x - o.x{site}) * (p.x - o.x{site}) + (p.y - o.y{site}) * (p.y - o.y{site}) + (p.z - o.z{site}) * (p.z - o.z{site}))"
        for site in range(SITES)
    )
    known["km"] = f"least({', '.join(f'6371.0088::float8 * {way}' for way in ways)})"
    return LISTS.read_text(encoding="utf-8").format(**known)


def rank(connection: psycopg.Connection, sql: str, *, workers: int) -> Answer:
    """Ask once for the lists, then once for the time, the tables being warm."""
    connection.execute(f"set search_path to {SCHEMA}")
    parallel = {"max_parallel_workers_per_gather": str(workers), **(EAGER if workers else {})}
    for name, value in (SETTINGS | parallel).items():
        connection.execute("select set_config(%s, %s, false)", [name, value])
    lists: dict[int, list[tuple[int, int]]] = {}
    for person, posting, points in connection.execute(sql):  # type: ignore[call-overload] - a text made here
        lists.setdefault(person, []).append((points, posting))
    before = _processor_seconds(connection)
    plan = "\n".join(row[0] for row in connection.execute(f"explain (analyze, timing off, buffers off) {sql}"))
    after = _processor_seconds(connection)
    wall = float(re.search(r"Execution Time: ([\d.]+) ms", plan)[1]) / 1000
    launched = max([int(count) for count in re.findall(r"Workers Launched: (\d+)", plan)], default=0)
    return Answer(
        [lists[person] for person in sorted(lists)], wall, None if before is None else after - before, launched
    )


def plan(connection: psycopg.Connection, sql: str) -> str:
    """How PostgreSQL goes about it, for whoever wants to make the query faster."""
    return "\n".join(row[0] for row in connection.execute(f"explain (analyze, buffers off) {sql}"))


def _processor_seconds(connection: psycopg.Connection) -> float | None:
    """What the backend has used of a processor so far, where it runs on this machine and the kernel tells."""
    (number,) = connection.execute("select pg_backend_pid()").fetchone()
    try:
        fields = Path(f"/proc/{number}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
    except OSError:
        return None
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def _copy(connection: psycopg.Connection, table: str, rows: Iterable[Any]) -> None:
    with connection.cursor().copy(f"copy {SCHEMA}.{table} from stdin") as copy:
        for row in rows:
            copy.write_row(row)


def _people(people: CandidateColumns, passed: Gates, width: int) -> Iterable[tuple]:
    held, weeks = _held(people.certificates, width), _weeks(people.week)
    said = [np.diff(column.indptr) > 0 for column in (people.terms, people.careers)]
    plain = (people.hours_per_month, people.pay_per_hour, people.kinds, people.districts)
    return zip(
        range(len(people.ids)), passed.classes.tolist(), *people.home.T.tolist(), people.half_km.tolist(), weeks,
        *(column.tolist() for column in plain), held, *(column.tolist() for column in said), strict=True,
    )  # fmt: skip


def _postings(postings: PostingColumns, width: int) -> Iterable[tuple]:
    asked = certificates.asked(postings)
    points = np.full((len(postings.ids), SITES, 3), np.nan)
    rows = np.repeat(np.arange(len(points)), np.diff(postings.sites.indptr))
    points[rows, np.arange(len(rows)) - postings.sites.indptr[rows]] = postings.sites.points
    sites = [
        tuple(None if np.isnan(value) else value for value in row) for row in points.reshape(len(points), -1).tolist()
    ]
    hours = np.bitwise_count(postings.week).sum(axis=1).tolist()
    flat = zip(
        postings.districts.tolist(), postings.occupation.tolist(), _weeks(postings.week), hours, postings.hours_per_month.tolist(),
        postings.pay_per_hour.tolist(), postings.kind.tolist(), _held(asked, width), np.diff(asked.indptr).tolist(), strict=True,
    )  # fmt: skip
    for place, (pk, where, rest) in enumerate(zip(postings.ids.tolist(), sites, flat, strict=True)):
        yield (pk, place, *where, *rest)


def gates_of(passed: Gates, count: int) -> np.ndarray:
    """The rows of bits as answers, bool (c, count)."""
    return np.unpackbits(passed.bits.view(np.uint8), axis=1, bitorder="little")[:, :count].astype(bool)


def _held(rows: sparse.Sparse, width: int) -> list[str]:
    answers = np.zeros((len(rows.indptr) - 1, width), bool)
    answers[sparse.row_of_entry(rows), rows.codes] = True
    return _bits(answers)


def _weeks(week: np.ndarray) -> list[str]:
    hours = (week[:, :, None] >> np.arange(24, dtype=np.uint32)) & 1
    return _bits(hours.reshape(len(week), -1) > 0)


def _bits(answers: np.ndarray) -> list[str]:
    return ["".join("1" if bit else "0" for bit in row) for row in answers.tolist()]


def _entries(rows: sparse.Sparse) -> Iterable[tuple[int, int, int]]:
    return zip(sparse.row_of_entry(rows).tolist(), rows.codes.tolist(), rows.values.tolist(), strict=True)
