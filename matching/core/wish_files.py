"""An allocation round from CSV files, its result back into one: what `python -m matching.core allocate` does.

A bad row stops it with file, row and column; then there is no output file. The order of rows never matters.
"""

from array import array
from collections.abc import Collection, Iterable
from decimal import Decimal
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from matching.core import round_columns
from matching.core.allocation import allocate, draw
from matching.core.csv_rows import Row, cell, rows
from matching.core.files import BadRow, write
from matching.core.round_columns import NONE, Round, Seats, Wishes


class RoundFiles(NamedTuple):
    """The files of a round, with their columns.

    wishes : candidate,rank,seat,score[,acceptable]; seats : seat,capacity
    candidates : candidate, who may have wished nothing; groups : candidate,group; reserves : seat,group,count
    regions : region,seat,target; caps : region,cap
    """

    wishes: Path
    seats: Path
    candidates: Path | None = None
    groups: Path | None = None
    reserves: Path | None = None
    regions: Path | None = None
    caps: Path | None = None


class NamedRound(NamedTuple):
    """A round with the names of its candidates and seats, both sorted."""

    inputs: Round
    candidates: list[str]
    seats: list[str]


def allocate_files(files: RoundFiles, *, seed: str, out: Path) -> int:
    """Allocate and write candidate,seat sorted by candidate, seat empty for those without one. Return how many got one.

    Raises BadRow as :func:`read_round` does.
    """
    found = read_round(files, seed)
    given = allocate(found.inputs)
    write(out, [result_of(found, given)])
    return int((given != NONE).sum())


def result_of(found: NamedRound, given: np.ndarray) -> str:
    """The result as the text of its file: candidate,seat sorted by candidate, seat empty for those without one."""
    names = [*found.seats, ""]  # -1, no seat, is the last
    told = zip(found.candidates, (names[seat] for seat in given.tolist()), strict=True)
    return "".join(["candidate,seat\n", *(f"{cell(name)},{cell(seat)}\n" for name, seat in told)])


def read_round(files: RoundFiles, seed: str) -> NamedRound:
    """Read the files of a round; seats take their turns in the order of their names.

    Raises BadRow for a missing column, a blank cell, a number that is none or negative; an unknown seat, group or region; a row that
    stands there twice (a seat, a candidate, a region; a candidate's seat, rank or group; a seat's reserve or region); a reserve or target
    above the capacity, targets above the cap; a seat with both a reserve and a region.
    """
    room = _read_seats(files.seats)
    everyone = {row.text("candidate") for row in _once(files.candidates, ("candidate",), ("candidate",))}
    groups = _read_groups(files.groups)
    reserves = _read_reserves(files.reserves, room, groups)
    regions, caps = _read_regions(files.regions, files.caps, room, reserves)
    wished = _read_wishes(files.wishes, room)
    candidates, seats = sorted(everyone.union(wished.numbers)), sorted(room)
    numbers = {name: number for number, name in enumerate(candidates)}
    names = sorted(groups)
    members = np.zeros((len(candidates), len(names)), np.bool_)
    for number, name in enumerate(names):
        members[[numbers[person] for person in groups[name] if person in numbers], number] = True
    columns = _seat_columns(seats, room, reserves, regions, caps, names, most=len(candidates))
    inputs = Round(_wish_columns(wished, numbers, seats), columns, members, draw(seed, candidates))
    return NamedRound(inputs, candidates, seats)


class _Wished(NamedTuple):
    """Rows of wishes, column by column; candidates by their number in `numbers`, which has everybody in the order of appearance."""

    path: Path
    numbers: dict[str, int]
    candidates: array
    ranks: list[int]
    seats: list[str]
    scores: list[Decimal]
    acceptable: bytearray
    rows: array


def _read_seats(path: Path) -> dict[str, int]:
    return {row.text("seat"): row.whole("capacity") for row in _once(path, ("seat", "capacity"), ("seat",))}


def _read_groups(path: Path | None) -> dict[str, set[str]]:
    """Members by group. Who wishes nothing may be named."""
    members: dict[str, set[str]] = {}
    for row in _once(path, ("candidate", "group"), ("candidate", "group")):
        members.setdefault(row.text("group"), set()).add(row.text("candidate"))
    return members


def _read_reserves(path: Path | None, room: dict[str, int], groups: Collection[str]) -> dict[str, tuple[str, int]]:
    """Group and count by seat."""
    found: dict[str, tuple[str, int]] = {}
    for row in _once(path, ("seat", "group", "count"), ("seat",)):
        seat, group, count = _known(row, "seat", room), _known(row, "group", groups), row.whole("count")
        if count > room[seat]:
            raise row.bad("count", f"{count} is above the capacity of {seat}, {room[seat]}")
        found[seat] = group, count
    return found


def _read_regions(
    path: Path | None, caps: Path | None, room: dict[str, int], reserves: Collection[str]
) -> tuple[dict[str, tuple[str, int]], dict[str, int]]:
    """Region and target by seat; cap by region."""
    capped = {row.text("region"): row for row in _once(caps, ("region", "cap"), ("region",))}
    most = {region: row.whole("cap") for region, row in capped.items()}
    found: dict[str, tuple[str, int]] = {}
    for row in _once(path, ("region", "seat", "target"), ("seat",)):
        region, seat, target = _known(row, "region", most), _known(row, "seat", room), row.whole("target")
        if target > room[seat]:
            raise row.bad("target", f"{target} is above the capacity of {seat}, {room[seat]}")
        if seat in reserves:
            raise row.bad("seat", f"{seat} has a reserve: not both a reserve and a regional cap at one seat")
        found[seat] = region, target
    sums: dict[str, int] = {}
    for region, target in found.values():
        sums[region] = sums.get(region, 0) + target
    for region, row in capped.items():
        if region not in sums:
            raise row.bad("region", f"{region} is not known: no seat is in it")
        if sums[region] > most[region]:
            raise row.bad("cap", f"{most[region]} is below the targets of its seats, together {sums[region]}")
    return found, most


def _read_wishes(path: Path, room: dict[str, int]) -> _Wished:
    found = _Wished(path, {}, array("q"), [], [], [], bytearray(), array("q"))
    known = {name: name for name in room}  # one text a seat, not one a row
    for row in rows(path, ("candidate", "rank", "seat", "score")):
        found.candidates.append(found.numbers.setdefault(row.text("candidate"), len(found.numbers)))
        found.ranks.append(row.whole("rank", least=1))
        found.seats.append(known[_known(row, "seat", room)])
        found.scores.append(row.decimal("score"))
        found.acceptable.append(_acceptable(row))
        found.rows.append(row.number)
    return found


def _acceptable(row: Row) -> bool:
    if "acceptable" not in row.cells:
        return True
    answer = row.text("acceptable").strip()
    if answer not in ("0", "1"):
        raise row.bad("acceptable", f"{answer!r} is neither 0 nor 1")
    return answer == "1"


def _wish_columns(found: _Wished, candidates: dict[str, int], seats: list[str]) -> Wishes:
    """Ranks and scores become their places among all of their kind, so that numbers of any length compare exactly."""
    number = {name: place for place, name in enumerate(seats)}
    whose = np.array([candidates[name] for name in found.numbers], np.int64)[np.asarray(found.candidates)]
    where = np.array([number[name] for name in found.seats], np.int64)
    ranks, scores = _places(found.ranks), _places(found.scores)
    for column, values in (("seat", where), ("rank", ranks)):
        repeated = np.flatnonzero(round_columns.repeats(whose, values))
        if len(repeated):
            name, twice = list(candidates)[whose[repeated[0]]], getattr(found, f"{column}s")[repeated[0]]
            raise BadRow(found.path, found.rows[repeated[0]], column, f"{name} names {twice} twice")
    wished = round_columns.wishes(whose, ranks, where, scores, people=len(candidates))
    return wished._replace(acceptable=np.array(found.acceptable, np.bool_)[round_columns.order_of(whose, ranks)])


def _places(values: list[Any]) -> np.ndarray:
    place = {value: number for number, value in enumerate(sorted(set(values)))}
    return np.array([place[value] for value in values], np.int64)


def _seat_columns(
    seats: list[str],
    room: dict[str, int],
    reserves: dict[str, tuple[str, int]],
    regions: dict[str, tuple[str, int]],
    caps: dict[str, int],
    groups: list[str],
    *,
    most: int,
) -> Seats:
    """Numbers beyond all people stand for all people, so that those of any length fit."""
    seat_at, group_at, region_at = ({name: at for at, name in enumerate(names)} for names in (seats, groups, caps))
    known = round_columns.seats([min(room[seat], most) for seat in seats])
    kept = [(seat_at[seat], group_at[group], min(count, most)) for seat, (group, count) in reserves.items()]
    inside = [(region_at[region], seat_at[seat], min(goal, most)) for seat, (region, goal) in regions.items()]
    ends = [min(cap, most * len(seats)) for cap in caps.values()]
    return round_columns.with_regions(round_columns.with_reserves(known, kept), inside, ends)


def _once(path: Path | None, columns: tuple[str, ...], key: tuple[str, ...]) -> Iterable[Row]:
    """The rows of a file, if there is one; each key once."""
    seen: set[tuple[str, ...]] = set()
    for row in rows(path, columns) if path is not None else ():
        found = tuple(row.text(column) for column in key)
        if found in seen:
            raise row.bad(key[-1], f"{' and '.join(found)} stands there twice")
        seen.add(found)
        yield row


def _known(row: Row, column: str, names: Collection[str]) -> str:
    name = row.text(column)
    if name not in names:
        raise row.bad(column, f"{name} is not known")
    return name
