"""The figures of the city's page of fairness as text, and as a CSV file with a line a group and step."""

import csv
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone
from django.utils.translation import gettext as _

from matching import fairness
from matching.fairness import Cell, Report
from matching.fairness_counts import Period
from matching.fairness_words import DEFINITIONS, GINI_SEEN, STEP_LABELS

HEAD = ("dimension", "group", "step", "people", "rate", "ratio", "level", "p", "ratio_low", "ratio_high", "by_chance")


class Command(BaseCommand):
    help = "Say how groups fared: fairness_report [--from 2026-01-01] [--until 2026-12-31] [--csv FILE]"

    def add_arguments(self, parser: CommandParser) -> None:
        """Both days are of Seoul and inside the period; this year up to today unless told."""
        parser.add_argument("--from", type=date.fromisoformat, dest="first")
        parser.add_argument("--until", type=date.fromisoformat, dest="last")
        parser.add_argument("--csv", type=Path, dest="file")

    def handle(self, *, first: date | None, last: date | None, file: Path | None, **_options: Any) -> None:
        """Count and tell; a file gets the same."""
        last = last or timezone.localdate()
        first = first or last.replace(month=1, day=1)
        if first > last:
            raise CommandError(_("시작하는 날이 끝나는 날보다 뒤입니다."))
        found = fairness.report(Period(first, last + timedelta(days=1)))
        if file:
            try:
                with file.open("w", encoding="utf-8-sig", newline="") as opened:
                    csv.writer(opened).writerows([HEAD, *_lines(found)])
            except OSError as error:
                raise CommandError(
                    _("파일에 쓸 수 없습니다: %(file)s (%(why)s)") % {"file": file, "why": error.strerror}
                ) from error
        self._tell(found)

    def _tell(self, found: Report) -> None:
        self.stdout.write(f"{found.period.first} ~ {found.last_day}")
        if found.is_empty:
            self.stdout.write(_("이 기간에는 추천 대상도 지원한 사람도 없어 견줄 것이 없습니다."))
            return
        for step, number in found.totals.items():
            self.stdout.write(f"{STEP_LABELS[step]} {_number(number)}")
        gini = found.evenness.gini
        self.stdout.write(f"{GINI_SEEN} {'-' if gini is None else f'{gini:.3f}'}")
        for table in found.tables:
            self.stdout.write(f"\n{table.label}")
            for line in table.lines:
                told = " · ".join([f"{STEP_LABELS['pool']} {_number(line.pool)}", *map(_cell, line.cells)])
                self.stdout.write(f"  {line.group.label}: {told}")
        for label, definition in DEFINITIONS:
            self.stdout.write(f"\n{label}: {definition}")


def _number(people: int | None) -> str:
    return _("가림") if people is None else str(people)


def _cell(cell: Cell) -> str:
    mark = {"alarm": "!!", "short": "!"}.get(cell.level, "")
    rate = "" if cell.rate is None else f" ({float(cell.rate):.1%}{f', {cell.ratio_text}{mark}' if cell.level else ''})"
    chance = f" {cell.difference.text}" if cell.level == "alarm" else ""
    return f"{cell.label} {_number(cell.people)}{rate}{chance}"


def _lines(found: Report) -> list[tuple]:
    return [
        (
            table.code,
            line.group.key,
            cell.step,
            "" if cell.people is None else cell.people,
            "" if cell.rate is None else f"{float(cell.rate):.4f}",
            cell.ratio_text,
            "hidden" if cell.people is None else cell.level,
            *_chance(cell),
        )
        for table in found.tables
        for line in table.lines
        for cell in (Cell("pool", line.pool, None, None), *line.cells)
    ]


def _chance(cell: Cell) -> tuple[str, str, str, str]:
    """Likelihood, bounds of the ratio, and whether chance may have made the difference."""
    if cell.difference is None:
        return "", "", "", ""
    p, interval, is_by_chance = cell.difference
    bounds = ("", "") if interval is None else tuple(f"{bound:.4f}" for bound in interval)
    return f"{p:.4g}", *bounds, "yes" if is_by_chance else "no"
