"""The figures of the city's page of fairness as text, and as a CSV file with a line a group and step."""

import csv
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone
from django.utils.translation import gettext as _

from matching import fairness
from matching.fairness import BASE_OF, STEP_LABELS, Period, Report

HEAD = ("dimension", "group", "step", "people", "base", "rate", "ratio", "level")


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
        self._tell(found)
        if file:
            try:
                with file.open("w", encoding="utf-8-sig", newline="") as opened:
                    csv.writer(opened).writerows([HEAD, *_lines(found)])
            except OSError as error:
                raise CommandError(
                    _("파일에 쓸 수 없습니다: %(file)s (%(why)s)") % {"file": file, "why": error.strerror}
                ) from error

    def _tell(self, found: Report) -> None:
        self.stdout.write(f"{found.period.first} ~ {found.last_day}")
        if found.is_empty:
            self.stdout.write(_("이 기간에는 추천 대상도 지원한 사람도 없어 견줄 것이 없습니다."))
            return
        for step, number in found.totals.items():
            self.stdout.write(f"{STEP_LABELS[step]} {_hidden() if number is None else number}")
        gini = found.evenness.gini
        self.stdout.write(f"{_('노출 지니계수')} {'-' if gini is None else f'{gini:.3f}'}")
        for table in found.tables:
            self.stdout.write(f"\n{table.label}")
            for line in table.lines:
                cells = [
                    f"{cell.label} {cell.people} ({float(cell.rate):.1%}{_compared(cell)})"
                    for cell in line.cells
                    if cell.rate is not None
                ]
                told = " · ".join([f"{STEP_LABELS['pool']} {line.counts.pool}", *cells]) if line.counts else _hidden()
                self.stdout.write(f"  {line.group.label}: {told}")
        for label, definition in fairness.DEFINITIONS:
            self.stdout.write(f"\n{label}: {definition}")


def _hidden() -> str:
    return _("가림")


def _compared(cell: fairness.Cell) -> str:
    mark = {"alarm": "!!", "short": "!"}.get(cell.level, "")
    return f", {cell.ratio_text}{mark}" if cell.level else ""


def _lines(found: Report) -> list[tuple]:
    return [
        (
            table.code,
            line.group.key,
            cell.step,
            cell.people,
            getattr(line.counts, BASE_OF[cell.step]),
            "" if cell.rate is None else f"{float(cell.rate):.4f}",
            cell.ratio_text,
            cell.level,
        )
        if line.counts
        else (table.code, line.group.key, cell, "", "", "", "", "hidden")
        for table in found.tables
        for line in table.lines
        for cell in (line.cells or fairness.STEPS)
    ]
