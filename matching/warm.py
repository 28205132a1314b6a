"""Everybody as they are packed, and what their lists ask of a posting, kept in the memory of a worker from one sweep to the next.

What changed since is read again, nothing else: people by the transaction that packed them, lists by the runs since. A row that a transaction
wrote which isn't over for everybody (also our own, which may be taken back) is read again the next time. Numbers of rows are never trusted
alone: a run is known by its public id too, and who was deleted is left out by the reader. What doesn't fit into WARM_PEOPLE_MB isn't kept.
Source: PostgreSQL manual, pg_current_snapshot: what is below its xmin is settled.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from django.conf import settings
from django.db import connection
from numpy.typing import NDArray

from matching import lists, packed_profiles
from matching.core import sparse
from matching.core.packing import Lists
from matching.models import PackedProfile, Run
from matching.people import People
from profiles import copying

SEGMENT = 50_000  # people whose columns stand together
MOST_CHANGED = 20_000  # people who changed since everybody was read; with more of them everybody is read again
SAMPLE = 1_000
_NOBODY = np.zeros(0, np.int64)


class Segment(NamedTuple):
    """n people. is_held : bool (n,), False for those who stand elsewhere by now; floors : int16 (2, n), as ``lists.floors`` has them

    listed : int64 (n, 10), the postings in their lists, 0 in free places, as ``lists.listed`` has them
    """

    people: People
    is_held: NDArray[np.bool_]
    floors: NDArray[np.int16]
    listed: NDArray[np.int64]


@dataclass
class Everyone:
    """What a worker holds. base : all, as they were read first; newest : those who changed since, whose ids are ``changed``

    settled : transactions before it are over for everybody; is_doubtful : whether something that was read may be taken back
    run : pk and public id of the last run whose lists were read
    """

    base: list[Segment]
    newest: Segment
    changed: NDArray[np.int64]
    settled: int
    is_doubtful: bool
    run: tuple


_held: Everyone | None = None


def everyone() -> list[Segment] | None:
    """All who are packed, as they are now; None where they don't fit, or a run over the city is writing lists."""
    global _held  # noqa: PLW0603 - the one thing that a worker keeps
    if Run.objects.filter(state=Run.State.UNDER_WAY).exists():
        return None
    found, _held = _held, None  # what an error leaves half read is let go, and there are never two at once
    if found is None or not _keep_up(found):
        found = None
        found = _load() if _fits() else None
    _held = found
    return None if found is None else [*found.base, found.newest]


def forget() -> None:
    """Let go of everything, as when a worker starts."""
    global _held  # noqa: PLW0603
    _held = None


def held_bytes() -> int:
    """How much memory the columns take."""
    parts = [*_held.base, _held.newest] if _held else []
    return sum(_size(part.people) + sum(column.nbytes for column in part[1:]) for part in parts)


def take(found: People, rows: NDArray[np.int64], names: Iterable[str] | None = None) -> People:
    """These of the people, in the order asked for, with all of their fields or these alone."""
    wanted = found.fields if names is None else names
    return People(found.ids[rows], {name: _taken(found.fields[name], rows) for name in wanted})


def join(parts: Sequence[People]) -> People:
    """People one after the other, in ascending order of ids."""
    ids = np.concatenate([part.ids for part in parts])
    names = parts[0].fields
    joined = People(ids, {name: _joined([part.fields[name] for part in parts]) for name in names})
    order = np.argsort(ids, kind="stable")
    return joined if (np.diff(ids) > 0).all() else take(joined, order)


# Private --------------------------------------------------------------------------------------------------------------
def _load() -> Everyone:
    settled, run = _settled(), _last_run()
    ids = packed_profiles.all_ids()
    base = [_read(ids[first : first + SEGMENT]) for first in range(0, len(ids), SEGMENT)]
    found = Everyone(base, _read(_NOBODY), _NOBODY, settled, False, run)
    _note_changed(found, settled)
    if len(found.changed):
        _read_changed(found)
    return found


def _keep_up(found: Everyone) -> bool:
    """Read again what changed; False where that is too much, or what was known is known no more."""
    if not _is_known(found.run):
        return False
    looked_at, last = _looked_at_since(found.run)
    known, was_doubtful = len(found.changed), found.is_doubtful
    _note_changed(found, _settled())
    if len(found.changed) > MOST_CHANGED:
        return False
    for segment in found.base:
        _read_lists(segment, looked_at)
    is_looked_at = looked_at is None or np.isin(looked_at, found.changed).any()
    if was_doubtful or found.is_doubtful or len(found.changed) != known or is_looked_at:
        _read_changed(found)
    found.run = last
    return True


def _note_changed(found: Everyone, settled: int) -> None:
    """Who was packed by a transaction that wasn't settled when we looked last."""
    rows = PackedProfile.objects.filter(packed_in__gte=found.settled, packed_in__lt=_newest()).order_by("packed_in")
    ids, packed_in = copying.read_numbers(rows, "candidate_id", "packed_in")
    found.changed = np.union1d(found.changed, ids)
    found.is_doubtful = bool((packed_in >= settled).any())
    found.settled = settled


def _read_changed(found: Everyone) -> None:
    for segment in found.base:
        segment.is_held[np.isin(segment.people.ids, found.changed)] = False
    found.newest = _read(found.changed)


def _read(ids: NDArray[np.int64]) -> Segment:
    found = packed_profiles.read(ids)
    floors = np.stack(lists.floors(found.ids)).astype(np.int16)
    return Segment(found, np.ones(len(found.ids), bool), floors, lists.listed(found.ids))


def _read_lists(segment: Segment, looked_at: NDArray[np.int64] | None) -> None:
    """What stands in the lists of these people, or of all."""
    ids = segment.people.ids
    rows = np.arange(len(ids)) if looked_at is None else np.flatnonzero(np.isin(ids, looked_at))
    if len(rows):
        segment.floors[:, rows] = np.stack(lists.floors(ids[rows]))
        segment.listed[rows] = lists.listed(ids[rows])


def _looked_at_since(run: tuple) -> tuple[NDArray[np.int64] | None, tuple]:
    """Whose lists a run looked at since, None: everybody's; and the last of those runs."""
    later = Run.objects.filter(pk__gt=run[0]).order_by("pk")
    rows = list(later.values_list("pk", "public_id", "matched_ids"))
    if any(ids is None for _pk, _public_id, ids in rows):
        return None, rows[-1][:2]
    looked_at = np.unique(np.array([pk for *_key, ids in rows for pk in ids], np.int64))
    return looked_at, rows[-1][:2] if rows else run


def _last_run() -> tuple:
    return Run.objects.order_by("-pk").values_list("pk", "public_id").first() or (0, None)


def _is_known(run: tuple) -> bool:
    return run[1] is None or Run.objects.filter(pk=run[0], public_id=run[1]).exists()


def _settled() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_snapshot_xmin(pg_current_snapshot())::text::bigint")
        return cursor.fetchone()[0]


def _newest() -> int:
    """What no transaction of this cluster has reached, our own included: higher numbers came with a copy of another one, and are settled."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT greatest(pg_snapshot_xmax(pg_current_snapshot())::text::bigint,"
            " pg_current_xact_id_if_assigned()::text::bigint + 1)"
        )
        return cursor.fetchone()[0]


def _fits() -> bool:
    """Whether everybody fits, by the size of a few."""
    (some,) = copying.read_numbers(PackedProfile.objects.order_by("candidate_id")[:SAMPLE], "candidate_id")
    if not len(some):
        return True
    each = _size(packed_profiles.read(some)) / len(some)
    return each * PackedProfile.objects.count() <= settings.WARM_PEOPLE_MB * 1_000_000


def _size(found: People) -> int:
    columns = [part for column in found.fields.values() for part in (column if isinstance(column, Lists) else [column])]
    return found.ids.nbytes + sum(column.nbytes for column in columns)


def _taken(column: NDArray | Lists, rows: NDArray[np.int64]) -> NDArray | Lists:
    if not isinstance(column, Lists):
        return column[rows]
    lengths = np.diff(column.indptr)[rows]
    places = sparse.expand(column.indptr[:-1][rows], lengths)
    return Lists(np.concatenate([np.zeros(1, np.int64), np.cumsum(lengths)]), column.values[places])


def _joined(columns: Sequence[NDArray | Lists]) -> NDArray | Lists:
    if not isinstance(columns[0], Lists):
        return np.concatenate(columns)
    lengths = np.concatenate([np.diff(column.indptr) for column in columns])
    indptr = np.concatenate([np.zeros(1, np.int64), np.cumsum(lengths)])
    return Lists(indptr, np.concatenate([column.values for column in columns]))
