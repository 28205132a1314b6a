"""Whether suggestions and places go round fairly: people shown, applied, selected and placed, by sex, age band and district. Read only.

A group's rate is compared with that of the best-off group. Sources: four-fifths rule, Uniform Guidelines on Employee Selection Procedures,
29 CFR 1607.4(D), which also warns of small numbers: beside a ratio stands whether chance may have made it (core/significance.py), while the alarm
goes by the ratio alone. Small cells as in jobs/reports.py (k = 5).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from typing import NamedTuple

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from jobs import reports
from matching.core import significance
from matching.core.significance import Interval
from matching.fairness_counts import BANDS, NOT_TOLD, OTHER, Counts, Figures, Period, counted
from matching.fairness_words import BASE_OF, CHANCE, COLUMNS, STEP_LABELS, STEPS
from matching.models import RunFigures
from matching.run_figures import Evenness
from profiles import places
from profiles.models import VoluntaryStatement

ALARM, AIM = Fraction(8, 10), Fraction(9, 10)
RUNS_SHOWN = 24


class Group(NamedTuple):
    """One group of a dimension. is_compared : not those who told nothing, nor a remainder that is no group of its own."""

    key: str
    label: str | Promise
    is_compared: bool = True


class Difference(NamedTuple):
    """How a rate differs from the best. p : how likely by chance; interval : of the ratio, None where nobody came so far

    is_by_chance : whether chance may have made it, among all groups that are compared with the best at this step
    """

    p: float
    interval: Interval | None
    is_by_chance: bool

    @property
    def text(self) -> Promise:
        """In words."""
        return CHANCE[self.is_by_chance]

    @property
    def interval_text(self) -> str:
        """The bounds to two places."""
        return "" if self.interval is None else f"{self.interval.low:.2f}~{self.interval.high:.2f}"


@dataclass(frozen=True)
class Cell:
    """A step of a group: how many people (None: hidden), as what share of the step's base, and how that compares.

    rate, ratio : None where it is hidden, or there is nothing to divide by or to compare with
    difference : from the best rate, None where there is no ratio or this is the best
    """

    step: str
    people: int | None
    rate: Fraction | None
    ratio: Fraction | None
    difference: Difference | None = None

    @property
    def level(self) -> str:
        """alarm, short of the aim, or good; nothing where there is no ratio."""
        if self.ratio is None:
            return ""
        return "alarm" if self.ratio < ALARM else "short" if self.ratio < AIM else "good"

    @property
    def label(self) -> Promise:
        """The step in words."""
        return STEP_LABELS[self.step]

    @property
    def ratio_text(self) -> str:
        """The ratio to two places, cut off: what is below the alarm never reads 0.80."""
        return "" if self.ratio is None else f"{int(self.ratio * 100) / 100:.2f}"

    @property
    def length(self) -> int:
        """The ratio in hundredths, as it is drawn."""
        return 0 if self.ratio is None else int(self.ratio * 100)


class Line(NamedTuple):
    """A group with its cells. pool, postings_a_person : None where hidden, the latter also where nobody was shown anything"""

    group: Group
    pool: int | None
    cells: tuple[Cell, ...]
    postings_a_person: float | None

    @property
    def has_hidden(self) -> bool:
        """Whether any of it is hidden."""
        return self.pool is None or any(cell.people is None for cell in self.cells)


class Alarm(NamedTuple):
    """A group below the alarm, with what its ratio stands on: so many people of so many."""

    label: str | Promise
    ratio_text: str
    people: int
    base: int


class Table(NamedTuple):
    """One dimension."""

    code: str
    label: str | Promise
    lines: list[Line]

    @property
    def alarms(self) -> list[tuple[Line, Cell]]:
        """Where a ratio is below the alarm."""
        return [(line, cell) for line in self.lines for cell in line.cells if cell.level == "alarm"]

    def alarms_told(self, *, by_chance: bool) -> list[tuple[Promise, list[Alarm]]]:
        """The groups below the alarm by step: those that chance may have made, or the others."""
        alarms = [(line, cell) for line, cell in self.alarms if cell.difference.is_by_chance == by_chance]
        by_step = ((step, [_alarm(*pair) for pair in alarms if pair[1].step == step]) for step in STEPS)
        return [(STEP_LABELS[step], found) for step, found in by_step if found]


class Month(NamedTuple):
    """A month's people: None where they are few."""

    first: date
    shown: int | None
    applied: int | None


class Report(NamedTuple):
    """All of a period. totals : by step, None where few; runs : the newest last"""

    period: Period
    totals: dict[str, int | None]
    tables: list[Table]
    evenness: Evenness
    months: list[Month]
    runs: list[RunFigures]

    @property
    def last_day(self) -> date:
        """The last day inside."""
        return self.period.until - timedelta(days=1)

    @property
    def is_empty(self) -> bool:
        """Whether there is nobody to count."""
        return self.totals["pool"] == 0


def report(period: Period, figures: Figures | None = None) -> Report:
    """What is to be said of a period, from its figures: by group, in all, by month and by run. figures : None: they are counted now"""
    figures = figures or counted(period)
    whole = figures.groups.get(("all", ""), Counts())
    tables = [
        Table(
            code,
            label,
            compared(groups, {group.key: figures.groups.get((code, group.key), Counts()) for group in groups}),
        )
        for code, label, groups in _dimensions()
    ]
    totals = {step: _if_many(getattr(whole, step)) for step in COLUMNS}
    return Report(period, totals, tables, figures.evenness, _months(period, figures), _runs(period))


def compared(groups: Sequence[Group], counts: dict[str, Counts]) -> list[Line]:
    """The groups with their rates and ratios, small cells hidden; a hidden one is neither compared nor the best."""
    above = [COLUMNS.index(BASE_OF[step]) if step in BASE_OF else None for step in COLUMNS]
    hidden = dict(zip(COLUMNS, reports.hidden_cells({key: row[:5] for key, row in counts.items()}, above), strict=True))
    rates = {
        (step, group.key): _rate(step, counts[group.key])
        for step in STEPS
        for group in groups
        if group.key not in hidden[step] | hidden[BASE_OF[step]]
    }
    best = {step: _best([group.key for group in groups if group.is_compared], step, rates, counts) for step in STEPS}
    return [_line(group, counts[group.key], hidden, rates, best) for group in groups]


# Private --------------------------------------------------------------------------------------------------------------
def _alarm(line: Line, cell: Cell) -> Alarm:
    base = BASE_OF[cell.step]
    above = line.pool if base == "pool" else next(other.people for other in line.cells if other.step == base)
    return Alarm(line.group.label, cell.ratio_text, cell.people, above)


def _dimensions() -> list[tuple[str, Promise, list[Group]]]:
    """Each with all of its groups, in the order of the page."""
    untold = Group(NOT_TOLD, _("답하지 않음"), is_compared=False)
    sexes = [Group(value, label) for value, label in VoluntaryStatement.Sex.choices]
    bands = [Group(code, _("%(first)d~%(last)d세") % {"first": first, "last": last}) for code, first, last in BANDS]
    homes = [Group(code, name) for code, name in places.choices()]
    return [
        ("sex", _("성별"), [*sexes, untold]),
        ("age", _("나이대"), [*bands, Group(OTHER, _("그 밖의 나이"), is_compared=False), untold]),
        ("district", _("사는 자치구"), [*homes, untold]),
    ]


def _rate(step: str, counts: Counts) -> Fraction | None:
    base = getattr(counts, BASE_OF[step])
    return Fraction(getattr(counts, step), base) if base else None


class _Best(NamedTuple):
    """The best rate of a step, of how many in how many; compared : how many rates stand beside it"""

    rate: Fraction
    people: int
    base: int
    compared: int


def _best(
    keys: Sequence[str], step: str, rates: dict[tuple[str, str], Fraction | None], counts: dict[str, Counts]
) -> _Best | None:
    """The best rate where there are two to compare and somebody came so far; of equal ones the larger group's."""
    known = [key for key in keys if rates.get((step, key)) is not None]
    first = max(known, key=lambda key: (rates[step, key], getattr(counts[key], BASE_OF[step])), default=None)
    if len(known) < 2 or not rates[step, first]:
        return None
    return _Best(
        rates[step, first], getattr(counts[first], step), getattr(counts[first], BASE_OF[step]), len(known) - 1
    )


def _difference(row: Counts, step: str, best: _Best) -> Difference:
    came = (getattr(row, step), getattr(row, BASE_OF[step]), best.people, best.base)
    p = significance.p_value(*came)
    return Difference(p, significance.ratio_interval(*came), significance.is_by_chance(p, best.compared))


def _line(
    group: Group,
    row: Counts,
    hidden: dict[str, set[str]],
    rates: dict[tuple[str, str], Fraction | None],
    best: dict[str, _Best | None],
) -> Line:
    cells = []
    for step in STEPS:
        rate = rates.get((step, group.key))
        ratio = rate / best[step].rate if group.is_compared and rate is not None and best[step] else None
        difference = _difference(row, step, best[step]) if ratio is not None and ratio < 1 else None
        cells.append(Cell(step, None if group.key in hidden[step] else getattr(row, step), rate, ratio, difference))
    a_person = row.postings / row.shown if row.shown and group.key not in hidden["shown"] else None
    return Line(group, None if group.key in hidden["pool"] else row.pool, tuple(cells), a_person)


def _if_many(number: int) -> int | None:
    return None if 0 < number < reports.SMALLEST_SHOWN else number


def _months(period: Period, figures: Figures) -> list[Month]:
    shown, applied = (reports.suppressed(by_month) for by_month in (figures.shown, figures.applied))
    months = reports.every_month(dict.fromkeys({*shown, *applied}, 0), period.first, period.until - timedelta(days=1))
    return [Month(month, shown.get(month, 0), applied.get(month, 0)) for month in months]


def _runs(period: Period) -> list[RunFigures]:
    """The figures of the newest runs of a period, the newest last."""
    first_at, until_at = period.moments
    rows = RunFigures.objects.filter(run__ran_at__gte=first_at, run__ran_at__lt=until_at).select_related("run")
    return list(rows.order_by("-run__ran_at", "-pk")[:RUNS_SHOWN])[::-1]
