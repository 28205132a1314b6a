"""One row of an operator's spreadsheet: made a posting, or told what is wrong in which cell and how to mend it."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from jobs import sheet_cells
from jobs.models import ProgrammeYear, Site
from jobs.posting_columns import HEADINGS
from profiles import lines, occupations, places, privacy

MOST_SEATS = 500  # of a site
MOST_SITES = 20  # of a posting
SHOWN = 60  # characters of a cell in the report


class Fault(NamedTuple):
    """What is wrong in a cell. address: such as C7, "" of a whole row; heading: "" where it is no column of ours"""

    row: int
    address: str
    heading: str
    value: str
    reason: str


@dataclass
class SheetPosting:
    """A row: the fields that `postings.write` takes, with ids and texts in place of rows and days. cells: address by field"""

    row: int
    fields: dict[str, Any] = field(default_factory=dict)
    programme_year: int = 0
    sites: list[tuple[int, int]] = field(default_factory=list)
    cells: dict[str, tuple[str, str]] = field(default_factory=dict)

    @property
    def is_whole(self) -> bool:
        """Whether nothing that is needed is missing."""
        return bool(self.programme_year and self.sites) and None not in self.fields.values()


class Known(NamedTuple):
    """What names in the cells may stand for."""

    years: Mapping[str, int]
    sites: Mapping[str, int]
    ended: Mapping[str, str]


def read_row(
    number: int, addresses: Mapping[str, str], texts: Mapping[str, str], names: Known, *, from_1904: bool = False
) -> tuple[SheetPosting, list[Fault]]:
    """Return what a row says, as far as it can be read, and what is wrong in it. addresses, texts: by field"""
    row = _Row(number, addresses, texts, names, from_1904)
    return row.read(), row.faults


def known(years: Sequence[ProgrammeYear], sites: Sequence[Site]) -> Known:
    """Return what the names in the cells may stand for: a programme with its year, alone where it has one year; a site by its name, while it takes people."""
    by_name: dict[str, list[int]] = {}
    for year in years:
        by_name.setdefault(_bare(f"{year.programme.name}{year.year}"), []).append(year.pk)
        by_name.setdefault(_bare(year.programme.name), []).append(year.pk)
    return Known(
        {name: pks[0] for name, pks in by_name.items() if len(pks) == 1},
        {_bare(site.name): site.pk for site in sites if site.ended_at is None},
        {_bare(site.name): site.name for site in sites if site.ended_at is not None},
    )


def address(row: int, place: int) -> str:
    """Return how a spreadsheet calls a cell; `place` counts from 0.

    >>> address(7, 27)
    'AB7'
    """
    letters, rest = "", place + 1
    while rest:
        rest, letter = divmod(rest - 1, 26)
        letters = chr(ord("A") + letter) + letters
    return f"{letters}{row}"


def shown(cell: str) -> str:
    """The beginning of a cell, for the report; a resident number never."""
    if privacy.holds_resident_number(cell):
        return ""
    text = lines.one_line(cell).removesuffix("T00:00:00")  # a day as the reader of XLSX writes it
    return text if len(text) <= SHOWN else f"{text[: SHOWN - 1]}…"


# Private --------------------------------------------------------------------------------------------------------------
class _Row:
    """A row while it is read; what is wrong is kept in `faults`, and the rest is read all the same."""

    def __init__(
        self, number: int, addresses: Mapping[str, str], texts: Mapping[str, str], names: Known, from_1904: bool
    ) -> None:
        self.number, self.addresses, self.texts, self.names, self.from_1904 = number, addresses, texts, names, from_1904
        self.faults: list[Fault] = []

    def read(self) -> SheetPosting:
        found = {
            "title": self._cell("title", lambda cell: lines.line(cell, 100, field="title")),
            "duties": self._cell("duties", lambda cell: lines.text(cell, 4000, field="duties")),
            "keco": self._cell("keco", _occupation, ""),
            "weekly_hours": self._cell("weekly_hours", lambda cell: sheet_cells.number(cell, most=168)),
            "hours_per_month": self._cell("hours_per_month", lambda cell: sheet_cells.number(cell, most=744)),
            "hours_mask": self._week(),
            "districts": self._cell("districts", _districts, []),
            "required_certificates": self._cell("required_certificates", sheet_cells.names, []),
            "preferred_certificates": self._cell("preferred_certificates", sheet_cells.names, []),
            "question": self._cell("question", lambda cell: lines.line(cell, 200, field="question"), ""),
            "has_interview": self._cell("has_interview", sheet_cells.is_yes, True),
            "has_training": self._cell("has_training", sheet_cells.is_yes, True),
            "shares_scores": self._cell("shares_scores", sheet_cells.is_yes, False),
            "offer_days": self._cell("offer_days", lambda cell: sheet_cells.number(cell, most=30), 3),
            "starts_on": self._cell("starts_on", self._day),
            "ends_on": self._cell("ends_on", self._day),
            **{name: self._moment(name) for name in ("apply_from", "apply_until", "results_at")},
        }
        year = self._cell("programme_year", self._year)
        sites = self._sites()
        cells = {name: (at, shown(self.texts.get(name, ""))) for name, at in self.addresses.items()}
        return SheetPosting(self.number, found, year or 0, sites, cells)

    def _cell(self, name: str, take: Callable[[str], Any], blank: Any = None) -> Any:
        """What a cell says; `blank` where it says nothing, which is a fault of a column that is needed."""
        text = self.texts.get(name, "")
        if not lines.one_line(text):
            if blank is None and name in self.addresses:
                self._wrong(name, _("비어 있습니다. 꼭 적어야 하는 칸입니다."))
            return blank
        if privacy.holds_resident_number(text):
            self._wrong(name, privacy.resident_number().message)
            return blank
        try:
            return take(text)
        except ValidationError as refused:
            self._wrong(name, " ".join(refused.messages))
            return blank

    def _wrong(self, name: str, reason: str) -> None:
        value = shown(self.texts.get(name, ""))
        self.faults.append(Fault(self.number, self.addresses.get(name, ""), HEADINGS[name], value, reason))

    def _day(self, cell: str) -> str:
        return sheet_cells.day(cell, from_1904=self.from_1904).isoformat()

    def _moment(self, name: str) -> str | None:
        """A day with its time: in the column beside it, or behind the day itself."""
        on = self._cell(name, self._day)
        beside = self.texts.get(f"{name}_time", "")
        minutes = None
        if not beside and on:
            minutes = self._cell(name, lambda cell: sheet_cells.time_in_day(cell, from_1904=self.from_1904))
        if minutes is None:
            minutes = self._cell(f"{name}_time", sheet_cells.clock)
        if on is None or minutes is None:
            return None
        midnight = timezone.make_aware(datetime.fromisoformat(on))
        return (midnight + timedelta(minutes=minutes)).isoformat()

    def _week(self) -> list[int] | None:
        days = self._cell("weekdays", sheet_cells.weekdays)
        begins, ends = (self._cell(name, sheet_cells.clock) for name in ("begins", "ends"))
        if days is None or begins is None or ends is None:
            return None
        return self._cell("ends", lambda _cell: sheet_cells.week(days, begins, ends))

    def _year(self, cell: str) -> int:
        found = self.names.years.get(_bare(cell))
        if found is None:
            sentence = _(
                "지금 공고를 낼 수 있는 사업에 이 이름이 없습니다. 이름과 연도를 사업 목록과 똑같이 적어 주세요."
            )
            raise ValidationError(sentence, code="unknown_year")
        return found

    def _sites(self) -> list[tuple[int, int]]:
        sites = self._cell("sites", self._site_ids)
        seats = self._cell("seats", _seats)
        if sites is None or seats is None:
            return []
        if len(sites) != len(seats):
            sentence = _("활동처는 %(sites)d곳인데 모집인원은 %(seats)d개입니다. 같은 순서로 ;로 나누어 적어 주세요.")
            self._wrong("seats", sentence % {"sites": len(sites), "seats": len(seats)})
            return []
        return list(zip(sites, seats, strict=True))

    def _site_ids(self, cell: str) -> list[int]:
        names = [name for part in re.split(r"[;；\n]", cell) if (name := lines.one_line(part))]
        if len(names) > MOST_SITES:
            raise ValidationError(
                _("활동처는 %(most)d곳까지 적을 수 있습니다.") % {"most": MOST_SITES}, code="too_many"
            )
        ended = [name for name in names if _bare(name) not in self.names.sites and _bare(name) in self.names.ended]
        if ended:
            sentence = _("끝난 활동처입니다: %(names)s. 지금 사람을 받는 활동처를 적어 주세요.")
            raise ValidationError(sentence % {"names": ", ".join(shown(name) for name in ended)}, code="site_ended")
        unknown = [name for name in names if _bare(name) not in self.names.sites]
        if unknown:
            sentence = _("등록하지 않은 활동처입니다: %(names)s. 활동처를 먼저 더하거나 이름을 똑같이 적어 주세요.")
            raise ValidationError(sentence % {"names": ", ".join(shown(name) for name in unknown)}, code="unknown_site")
        found = [self.names.sites[_bare(name)] for name in names]
        if len(set(found)) < len(found):
            raise ValidationError(_("같은 활동처를 두 번 넣을 수 없습니다."), code="site_twice")
        return found


def _seats(cell: str) -> list[int]:
    found = [sheet_cells.number(part, most=MOST_SEATS) for part in re.split(r"[;；\n]", cell) if part.strip()]
    if any(seats < 1 for seats in found):
        raise ValidationError(_("모집인원은 1명 이상이어야 합니다."), code="no_seats")
    return found


def _occupation(cell: str) -> str:
    text = lines.one_line(cell)
    nearest = occupations.search(text, 3)
    exact = next((found.code for found in nearest if found.name == text), "")
    if exact:
        return exact
    if not nearest:
        raise ValidationError(
            _("비슷한 직업을 찾지 못했습니다. 다른 말로 적거나 비워 두세요."), code="unknown_occupation"
        )
    sentence = _("직업 분류의 이름이 아닙니다. 가까운 이름: %(names)s")
    raise ValidationError(sentence % {"names": " / ".join(found.name for found in nearest)}, code="unknown_occupation")


def _districts(cell: str) -> list[str]:
    codes = {found.name: found.code for found in places.districts()}
    names = sheet_cells.names(cell)
    unknown = [name for name in names if name not in codes]
    if unknown:
        sentence = _("서울의 자치구가 아닙니다: %(names)s. 마포구처럼 적어 주세요.")
        raise ValidationError(sentence % {"names": ", ".join(map(shown, unknown))}, code="unknown_district")
    return sorted(codes[name] for name in names)


def _bare(name: str) -> str:
    """A name without what people type differently: blanks, and the mark of a year."""
    return re.sub(r"\s|년$|[()]", "", sheet_cells.plain(name))
