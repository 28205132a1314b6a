"""Whether suggestions and places go round fairly: people shown, applied, selected and placed, by sex, age band and district. Read only.

A group's rate is compared with that of the best-off group. Sources: four-fifths rule, Uniform Guidelines on Employee Selection Procedures,
29 CFR 1607.4(D), which also warns of small numbers; small cells as in jobs/reports.py (k = 5). Sex is what people told for this alone.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from fractions import Fraction
from typing import NamedTuple

from django.db import connection
from django.db.models import Count, QuerySet
from django.db.models.functions import TruncMonth
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from jobs import reports
from jobs.models import Application
from matching import run_figures
from matching.models import Exposure, RunFigures
from matching.run_figures import Evenness
from profiles import places
from profiles.models import VoluntaryStatement

ALARM, AIM = Fraction(8, 10), Fraction(9, 10)
RUNS_SHOWN = 24
BANDS = (("50-54", 50, 54), ("55-59", 55, 59), ("60-64", 60, 64))
OTHER, NOT_TOLD = "other", ""


class Counts(NamedTuple):
    """People of a group who could be shown something, and who came so far; postings : how many they were shown, each once a person."""

    pool: int = 0
    shown: int = 0
    applied: int = 0
    selected: int = 0
    placed: int = 0
    postings: int = 0


STEPS = ("shown", "applied", "selected", "placed")
COLUMNS = ("pool", *STEPS)
BASE_OF = {"shown": "pool", "applied": "pool", "selected": "applied", "placed": "selected"}
STEP_LABELS: dict[str, Promise] = {
    "pool": _("추천 대상"),
    "shown": _("추천을 봄"),
    "applied": _("지원"),
    "selected": _("합격"),
    "placed": _("활동 시작"),
}
DEFINITIONS: tuple[tuple[Promise, Promise], ...] = (
    (
        STEP_LABELS["pool"],
        _("지금 맞춤 일자리 목록이 있거나, 기간 안에 추천을 보았거나 지원한 사람입니다."),
    ),
    (
        STEP_LABELS["shown"],
        _(
            "기간 안에 추천을 한 건 이상 본 사람입니다. 비율은 추천 대상에 견준 것입니다. 한 사람당 건수는 본 사람이 본 서로 다른 일자리의 평균입니다."
        ),
    ),
    (
        STEP_LABELS["applied"],
        _(
            "기간 안에 지원서를 한 번 이상 낸 사람입니다. 추천을 거치지 않고도 지원할 수 있으므로, 비율은 추천 대상에 견준 것입니다."
        ),
    ),
    (
        STEP_LABELS["selected"],
        _(
            "그 지원으로 합격하거나 예비합격에서 참여 의사를 물은 사람입니다. 그 뒤에 취소한 사람도 셉니다. 비율은 지원한 사람에 견준 것입니다."
        ),
    ),
    (
        STEP_LABELS["placed"],
        _("그 지원으로 활동을 시작한 사람입니다. 비율은 합격한 사람에 견준 것입니다."),
    ),
    (
        _("비"),
        _(
            "그 집단의 비율을 비율이 가장 높은 집단의 비율로 나눈 값입니다. 0.9 이상이 목표이고, 0.8보다 작으면 경보입니다"
            "(미국 29 CFR 1607.4(D)의 5분의 4 규칙). 사람이 적으면 우연히 벌어질 수 있으니 경보는 살펴보라는 뜻이지 차별이라는 판정이 아닙니다."
        ),
    ),
    (
        _("노출 지니계수"),
        _(
            "일자리마다 몇 명에게 보였는지가 얼마나 치우쳤는지입니다. 모두 같으면 0, 한 곳에 몰리면 1에 가깝습니다. 아무에게도 보이지 않은 일자리도 셉니다."
        ),
    ),
    (
        _("가림"),
        _(
            "5명보다 적은 칸은 가립니다. 전체나 앞 단계에서 빼서 알아낼 수 없도록, 가린 칸이 둘 이상이고 합이 5명 이상이며 앞 단계에서 빠진 사람도 "
            "5명 이상이 될 때까지 다음으로 작은 칸도 가립니다. 그 뒤 단계도 가립니다. 가린 칸은 견주지 않습니다."
        ),
    ),
)


class Group(NamedTuple):
    """One group of a dimension. is_compared : not those who told nothing, nor a remainder that is no group of its own."""

    key: str
    label: str | Promise
    is_compared: bool = True


@dataclass(frozen=True)
class Cell:
    """A step of a group: how many people (None: hidden), as what share of the step's base, and how that compares.

    rate, ratio : None where it is hidden, or there is nothing to divide by or to compare with
    """

    step: str
    people: int | None
    rate: Fraction | None
    ratio: Fraction | None

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


class Table(NamedTuple):
    """One dimension."""

    code: str
    label: str | Promise
    lines: list[Line]

    @property
    def alarms(self) -> list[tuple[Line, Cell]]:
        """Where a ratio is below the alarm."""
        return [(line, cell) for line in self.lines for cell in line.cells if cell.level == "alarm"]

    @property
    def alarm_names(self) -> list[tuple[Promise, list[str | Promise]]]:
        """The groups below the alarm by step, for one line of the page."""
        found = [(step, [line.group.label for line, cell in self.alarms if cell.step == step]) for step in STEPS]
        return [(STEP_LABELS[step], names) for step, names in found if names]


class Month(NamedTuple):
    """A month's people: None where they are few."""

    first: date
    shown: int | None
    applied: int | None


class Period(NamedTuple):
    """Days of Seoul, the last not inside."""

    first: date
    until: date

    @property
    def moments(self) -> tuple[datetime, datetime]:
        """When it begins and when it is over."""
        first, until = (timezone.make_aware(datetime.combine(day, time.min)) for day in self)
        return first, until


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


def year_until(year: int, on: date) -> Period:
    """A calendar year, up to and with a day while it runs."""
    first = date(year, 1, 1)
    return Period(first, max(first + timedelta(days=1), min(date(year + 1, 1, 1), on + timedelta(days=1))))


def years() -> list[int]:
    """The years in which somebody was shown something or applied, the newest first."""
    told = Exposure.objects.dates("shown_at", "year"), Application.objects.dates("received_at", "year")
    return sorted({day.year for days in told for day in days}, reverse=True)


def report(period: Period) -> Report:
    """Count a period: by group, in all, by month and by run."""
    found = counted(period)
    whole = found.pop(("all", ""), Counts())
    tables = [
        Table(code, label, compared(groups, {group.key: found.get((code, group.key), Counts()) for group in groups}))
        for code, label, groups in _dimensions()
    ]
    totals = {step: _if_many(getattr(whole, step)) for step in COLUMNS}
    return Report(period, totals, tables, run_figures.shown_between(*period.moments), _months(period), _runs(period))


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
    best = {step: _best([rates.get((step, group.key)) for group in groups if group.is_compared]) for step in STEPS}
    return [_line(group, counts[group.key], hidden, rates, best) for group in groups]


def counted(period: Period) -> dict[tuple[str, str], Counts]:
    """People by dimension and group, and in all, in one pass; every group that has somebody."""
    first_at, until_at = period.moments
    given = {
        "first_at": first_at,
        "until_at": until_at,
        "on": period.until - timedelta(days=1),
        "bands": [band[0] for band in BANDS],
        "youngest": [band[1] for band in BANDS],
        "oldest": [band[2] for band in BANDS],
        "other": OTHER,
    }
    with connection.cursor() as cursor:
        cursor.execute(_COUNTED, given)
        return {(code, key): Counts(*numbers) for code, key, *numbers in cursor.fetchall()}


# Private --------------------------------------------------------------------------------------------------------------
_COUNTED = """
WITH shown AS (
    SELECT candidate_id, count(DISTINCT listed.id) AS postings
    FROM matching_exposure
    CROSS JOIN LATERAL (SELECT unnest(posting_ids) UNION ALL SELECT -1 * o FROM unnest(outside_ids) o) AS listed(id)
    WHERE shown_at >= %(first_at)s AND shown_at < %(until_at)s
    GROUP BY candidate_id
),
applied AS (
    SELECT a.candidate_id, bool_or(p.started_on IS NOT NULL) AS is_placed, bool_or(
        p.started_on IS NOT NULL
        OR a.state IN ('selected', 'offered', 'accepted', 'placed', 'declined', 'lapsed')
        OR a.state IN ('withdrawn', 'selection_withdrawn') AND EXISTS (
            SELECT FROM profiles_event e
            WHERE e.subject_type = 'application' AND e.subject_id = a.id
            AND e.verb IN ('withdraw', 'withdraw_selection') AND e.from_state IN ('selected', 'offered', 'accepted')
        )
    ) AS is_selected
    FROM jobs_application a LEFT JOIN jobs_placement p ON p.application_id = a.id
    WHERE a.received_at >= %(first_at)s AND a.received_at < %(until_at)s
    GROUP BY a.candidate_id
),
people AS (
    SELECT
        coalesce(v.sex, '') AS sex,
        CASE WHEN c.birth_on IS NULL THEN '' ELSE coalesce(b.band, %(other)s) END AS age,
        c.district,
        s.candidate_id IS NOT NULL AS is_shown,
        a.candidate_id IS NOT NULL AS has_applied,
        coalesce(a.is_selected, false) AS is_selected,
        coalesce(a.is_placed, false) AS is_placed,
        coalesce(s.postings, 0) AS postings
    FROM profiles_candidate c
    LEFT JOIN matching_suggestionlist l ON l.candidate_id = c.id
    LEFT JOIN shown s ON s.candidate_id = c.id
    LEFT JOIN applied a ON a.candidate_id = c.id
    LEFT JOIN profiles_voluntarystatement v ON v.candidate_id = c.id
    LEFT JOIN unnest(%(bands)s::text[], %(youngest)s::int[], %(oldest)s::int[]) AS b(band, youngest, oldest)
        ON extract(year FROM age(%(on)s::date, c.birth_on)) BETWEEN b.youngest AND b.oldest
    WHERE l.candidate_id IS NOT NULL OR s.candidate_id IS NOT NULL OR a.candidate_id IS NOT NULL
)
SELECT
    CASE WHEN grouping(sex) = 0 THEN 'sex' WHEN grouping(age) = 0 THEN 'age' WHEN grouping(district) = 0 THEN 'district' ELSE 'all' END,
    coalesce(sex, age, district, ''),
    count(*),
    count(*) FILTER (WHERE is_shown),
    count(*) FILTER (WHERE has_applied),
    count(*) FILTER (WHERE is_selected),
    count(*) FILTER (WHERE is_placed),
    sum(postings)::bigint
FROM people
GROUP BY GROUPING SETS ((sex), (age), (district), ())
HAVING count(*) > 0
"""


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


def _best(rates: Sequence[Fraction | None]) -> Fraction | None:
    """The best rate where there are two to compare and somebody came so far."""
    known = [rate for rate in rates if rate is not None]
    return (max(known) or None) if len(known) > 1 else None


def _line(
    group: Group,
    row: Counts,
    hidden: dict[str, set[str]],
    rates: dict[tuple[str, str], Fraction | None],
    best: dict[str, Fraction | None],
) -> Line:
    cells = []
    for step in STEPS:
        rate = rates.get((step, group.key))
        ratio = rate / best[step] if group.is_compared and rate is not None and best[step] else None
        cells.append(Cell(step, None if group.key in hidden[step] else getattr(row, step), rate, ratio))
    a_person = row.postings / row.shown if row.shown and group.key not in hidden["shown"] else None
    return Line(group, None if group.key in hidden["pool"] else row.pool, tuple(cells), a_person)


def _if_many(number: int) -> int | None:
    return None if 0 < number < reports.SMALLEST_SHOWN else number


def _months(period: Period) -> list[Month]:
    first_at, until_at = period.moments
    shown = _by_month(Exposure.objects.filter(shown_at__gte=first_at, shown_at__lt=until_at), "shown_at")
    applied = _by_month(Application.objects.filter(received_at__gte=first_at, received_at__lt=until_at), "received_at")
    return [Month(month, shown.get(month, 0), applied.get(month, 0)) for month in sorted({*shown, *applied})]


def _by_month(rows: QuerySet, moment: str) -> dict[date, int | None]:
    by = rows.annotate(month=TruncMonth(moment)).order_by().values("month")
    found = by.annotate(people=Count("candidate", distinct=True)).values_list("month", "people")
    return reports.suppressed({timezone.localdate(month): people for month, people in found})


def _runs(period: Period) -> list[RunFigures]:
    """The figures of the newest runs of a period, the newest last."""
    first_at, until_at = period.moments
    rows = RunFigures.objects.filter(run__ran_at__gte=first_at, run__ran_at__lt=until_at).select_related("run")
    return list(rows.order_by("-run__ran_at", "-pk")[:RUNS_SHOWN])[::-1]
