"""The city's figures (목표와 실적) for a year, a programme, a kind or a district; read only. Each opens to its rows.

What each figure counts stands in figures.py. Public figures hide cells below five people, and as many more as it takes
that no hidden one can be worked out. The published count of 2019 stands beside what the verbs gave; nothing forces one
to the other.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple

from django.db.models import F, Max, QuerySet
from django.db.models.functions import TruncMonth
from django.utils.functional import Promise

from jobs.figures import APPLIED, FIGURES, TARGETED, Figure
from jobs.models import Programme, ProgrammeYear, Target
from profiles import places

SMALLEST_SHOWN = 5  # k


class Published(NamedTuple):
    """A count that the city itself made public."""

    jobs: int
    programmes: int
    on: date
    source: str


PUBLISHED = {
    2019: Published(2863, 49, date(2019, 11, 18), "서울시 2019년 11월 18일 발표(뉴스1 3771077, 비즈니스포스트 151538)")
}


@dataclass(frozen=True)
class Scope:
    """What is counted: one year's programmes, or one of them, a kind, a district, up to a day."""

    year: int
    programme_year_id: int | None = None
    kind: str = ""
    district: str = ""
    until: date | None = None


# Values and rows ------------------------------------------------------------------------------------------------------
def years() -> list[int]:
    """Return the years that have programmes, the newest first."""
    return sorted(set(ProgrammeYear.objects.values_list("year", flat=True)), reverse=True)


def newest_begun(on: date) -> int | None:
    """Return the newest year of which a programme has begun by the day."""
    return ProgrammeYear.objects.filter(starts_on__lte=on).aggregate(newest=Max("year"))["newest"]


def is_demo(year: int) -> bool:
    """Tell whether a year's figures come from the demo's people."""
    return ProgrammeYear.objects.filter(year=year, is_demo=True).exists()


def target_label(year: int) -> str:
    """Return what a year's targets call themselves, where they do: 시연용 목표."""
    labels = Target.objects.filter(programme_year__year=year).exclude(label="").order_by("label")
    return labels.values_list("label", flat=True).first() or ""


def rows(figure: Figure, scope: Scope) -> QuerySet:
    """Return the rows that a figure counts."""
    ground = figure.ground
    narrowed = {f"{ground.programme_year}year": scope.year}
    if scope.programme_year_id is not None:
        narrowed[f"{ground.programme_year}pk"] = scope.programme_year_id
    if scope.kind:
        narrowed[f"{ground.programme_year}programme__kind"] = scope.kind
    if ground is TARGETED or (scope.district and ground.district):
        narrowed[ground.district] = scope.district
    if ground is APPLIED and scope.district:
        narrowed["wishes__rank"] = 1
    if scope.until and ground.moment:
        narrowed[f"{ground.moment}__lte"] = scope.until
    return figure.keep(ground.model._default_manager.filter(**narrowed))


def value(figure: Figure, scope: Scope) -> int:
    """Return the figure; nothing counted is 0."""
    return rows(figure, scope).aggregate(total=figure.measure)["total"] or 0


def values(codes: Iterable[str], scope: Scope) -> dict[str, int]:
    """Return several figures, one query each."""
    return {code: value(FIGURES[code], scope) for code in codes}


# Broken down ----------------------------------------------------------------------------------------------------------
class Line(NamedTuple):
    """One programme, kind, district or month with its figures by code."""

    key: object
    label: str | Promise
    values: dict[str, int]


def by_programme(codes: Iterable[str], scope: Scope) -> list[Line]:
    """Break figures down by programme year: every one of the year, those without rows too."""
    found = {code: _grouped(FIGURES[code], scope, f"{FIGURES[code].ground.programme_year}pk") for code in codes}
    run = rows(FIGURES["programmes"], scope).select_related("programme").order_by("programme__kind", "programme__name")
    return [Line(year, year.programme.name, _of_key(found, year.pk)) for year in run]


def by_kind(codes: Iterable[str], scope: Scope) -> list[Line]:
    """Break figures down by the kind of work."""
    path = "programme__kind"
    found = {code: _grouped(FIGURES[code], scope, f"{FIGURES[code].ground.programme_year}{path}") for code in codes}
    return [Line(kind, label, _of_key(found, kind)) for kind, label in Programme.Kind.choices]


def by_district(codes: Iterable[str], scope: Scope) -> list[Line]:
    """Break figures down by the district of the site, of the first wish where there is no site yet; targets as set."""
    found = {code: _grouped(FIGURES[code], scope, FIGURES[code].ground.district) for code in codes}
    return [Line(code, name, _of_key(found, code)) for code, name in places.choices()]


def by_month(code: str, scope: Scope) -> dict[date, int]:
    """Break a figure down by month, the oldest first; months without rows are missing."""
    figure = FIGURES[code]
    path = figure.ground.moment.removesuffix("__date")
    by = rows(figure, scope).annotate(in_month=TruncMonth(path)).order_by().values("in_month")
    found = by.annotate(total=figure.measure).values_list("in_month", "total")
    return {month if type(month) is date else month.date(): total or 0 for month, total in sorted(found)}


def every_month(counted: Mapping[date, int], first: date, last: date) -> dict[date, int]:
    """Return every month between two days, and to those counted outside, 0 where nothing was; none where nothing was counted at all."""
    if not counted:
        return {}
    month, last = min(first.replace(day=1), *counted), max(last, *counted)
    found = {}
    while month <= last:
        found[month] = counted.get(month, 0)
        month = (month.replace(day=28) + timedelta(days=4)).replace(day=1)
    return found


def _grouped(figure: Figure, scope: Scope, path: str) -> dict[object, int]:
    counted = rows(figure, scope)
    if figure.ground is APPLIED and path == APPLIED.district:
        counted = counted.filter(wishes__rank=1)
    if figure.ground is TARGETED and path == TARGETED.district:
        counted = figure.keep(_targets_of_districts(scope))
    found = counted.order_by().values(key=F(path)).annotate(total=figure.measure).values_list("key", "total")
    return {key: total or 0 for key, total in found}


def _targets_of_districts(scope: Scope) -> QuerySet:
    narrowed = {"programme_year__pk": scope.programme_year_id} if scope.programme_year_id is not None else {}
    kind = {"programme_year__programme__kind": scope.kind} if scope.kind else {}
    return Target.objects.filter(programme_year__year=scope.year, **narrowed, **kind).exclude(district="")


def _of_key(found: Mapping[str, Mapping[object, int]], key: object) -> dict[str, int]:
    return {code: by_key.get(key, 0) for code, by_key in found.items()}


# What the public may read ---------------------------------------------------------------------------------------------
def suppressed(cells: Mapping[object, int], k: int = SMALLEST_SHOWN) -> dict[object, int | None]:
    """Hide cells of 1 to k-1 people, and the next smallest while the hidden ones add up to fewer than k or stand alone.

    The total stands beside the cells, so a single hidden one could be worked out. 0 names nobody and stays.
    """
    by_size = sorted((number, str(key), key) for key, number in cells.items() if number)
    hidden = [key for number, _text, key in by_size if number < k]
    rest = [key for number, _text, key in by_size if number >= k]
    while hidden and rest and (len(hidden) < 2 or sum(cells[key] for key in hidden) < k):
        hidden.append(rest.pop(0))
    return {key: None if key in hidden else number for key, number in cells.items()}


def hidden_cells(
    rows: Mapping[str, Sequence[int]], above: Sequence[int | None], k: int = SMALLEST_SHOWN
) -> list[set[str]]:
    """Which rows to hide in each column of counts, where a column counts some of those whom the column ``above`` it counts.

    The sum of each column stands beside it (where it is 1 to k-1 itself, all of the column is hidden), and each cell bounds those below it. So
    a cell of 1 to k-1 is hidden with the next smallest of its column, until those hidden are two, add up to k, and leave out k of the column
    above: then each hidden one could be any of k numbers or more. What is hidden above is hidden below. Where that can't be, whole rows are
    hidden.
    """
    hidden: list[set[str]] = []
    for column, upper in enumerate(above):
        found = _hidden_in(rows, column, upper, hidden[upper] if upper is not None else set(), k)
        if found is None:
            return [_hidden_rows(rows, k)] * len(above)
        hidden.append(found)
    return hidden


def _hidden_in(
    rows: Mapping[str, Sequence[int]], column: int, upper: int | None, inherited: set[str], k: int
) -> set[str] | None:
    """The rows to hide in one column; None where hiding all of it would not be enough."""
    if not any(row[column] for row in rows.values()):
        return set()
    hidden = inherited | {key for key, row in rows.items() if 0 < row[column] < k}
    rest = sorted(
        (key for key, row in rows.items() if row[column] and key not in hidden), key=lambda key: rows[key][column]
    )
    if 0 < sum(row[column] for row in rows.values()) < k:
        return set(rows)  # the sum isn't told: a single number among zeros would say who
    while hidden:
        total = sum(rows[key][column] for key in hidden)
        left_out = k if upper is None or hidden == inherited else sum(rows[key][upper] for key in hidden) - total
        if len(hidden) > 1 and (not total or total >= k) and left_out >= k:
            break
        if not rest:
            return None
        hidden.add(rest.pop(0))
    return hidden


def _hidden_rows(rows: Mapping[str, Sequence[int]], k: int) -> set[str]:
    """Rows with a cell of 1 to k-1, and the next smallest until two are hidden and add up to k or nothing wherever the sum is told."""
    by_size = sorted((key for key in rows if any(rows[key])), key=lambda key: (*rows[key], key))
    hidden = [key for key in by_size if any(0 < number < k for number in rows[key])]
    rest = [key for key in by_size if key not in hidden]
    told = [sum(column) >= k for column in zip(*rows.values(), strict=True)]
    while hidden and rest and (len(hidden) < 2 or _is_small([rows[key] for key in hidden], told, k)):
        hidden.append(rest.pop(0))
    return set(hidden)


def _is_small(rows: Iterable[Sequence[int]], told: Iterable[bool], k: int) -> bool:
    sums = (sum(column) for column in zip(*rows, strict=True))
    return any(is_told and 0 < total < k for total, is_told in zip(sums, told, strict=True))


def suppressed_parts(
    parts: Mapping[object, int], whole_of: Mapping[object, object], wholes: Mapping[object, int | None]
) -> dict[object, int | None]:
    """Hide cells that are parts of cells shown elsewhere: within each whole by its own sum, all of a hidden whole.

    The parts of a hidden whole would add up to it, and with it the other hidden wholes could be worked out.
    """
    shown: dict[object, int | None] = {}
    for whole, number in wholes.items():
        cells = {key: count for key, count in parts.items() if whole_of[key] == whole}
        shown |= suppressed(cells) if number is not None else {key: count and None for key, count in cells.items()}
    return {key: shown[key] for key in parts}
