"""Spreadsheets of postings for tests: written as operators save them, and imports that stand in any state."""

import csv
import io
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import datetime
from typing import Any

import openpyxl

from jobs.models import PostingImport, ProgrammeYear, Site
from jobs.posting_columns import COLUMNS
from jobs.posting_rows import SheetPosting
from profiles.models import Organisation
from tests.make import NOW

HEADINGS = [column.heading for column in COLUMNS]
SOUND = {
    "공고 제목": "학교안전지원단",
    "하는 일": "아이들의 등하교를 돕습니다.",
    "모집인원": "3",
    "활동 요일": "월~금",
    "시작 시각": "09:00",
    "종료 시각": "12:00",
    "주 활동 시간": "14",
    "월 활동 시간": "57",
    "지원 시작일": "2026-05-04",
    "지원 시작 시각": "09:00",
    "지원 마감일": "2026-05-15",
    "지원 마감 시각": "18:00",
    "발표일": "2026-05-25",
    "발표 시각": "14:00",
    "활동 시작일": "2026-06-01",
    "활동 종료일": "2026-11-30",
}


def line(year: ProgrammeYear, site: Site, **changes: Any) -> dict[str, Any]:
    """A sound row by its headings; blanks in a name of a keyword are written as _."""
    own = {"사업": f"{year.programme.name} {year.year}", "활동처": site.name}
    return {**SOUND, **own, **{name.replace("_", " "): value for name, value in changes.items()}}


def table(rows: Sequence[Mapping[str, Any]]) -> list[list[Any]]:
    """The rows under their headings."""
    return [HEADINGS, *([row.get(heading, "") for heading in HEADINGS] for row in rows)]


def csv_text(cells: Sequence[Sequence[Any]], separator: str = ",") -> str:
    held = io.StringIO()
    csv.writer(held, delimiter=separator).writerows(cells)
    return held.getvalue()


def csv_file(rows: Sequence[Mapping[str, Any]], encoding: str = "utf-8-sig") -> bytes:
    return csv_text(table(rows)).encode(encoding)


def book(cells: Sequence[Sequence[Any]]) -> openpyxl.Workbook:
    """A workbook with these cells on its first sheet."""
    made = openpyxl.Workbook()
    for values in cells:
        made.active.append(list(values))
    return made


def saved(made: openpyxl.Workbook) -> bytes:
    held = io.BytesIO()
    made.save(held)
    return held.getvalue()


def xlsx_file(rows: Sequence[Mapping[str, Any]]) -> bytes:
    return saved(book(table(rows)))


def waiting(
    organisation: Organisation, year: ProgrammeYear, site: Site, *, count: int = 1, at: datetime = NOW, **columns: Any
) -> PostingImport:
    """An import that was read and waits for its officer."""
    fields = {
        "duties": "아이들의 등하교를 돕습니다.",
        "weekly_hours": 14,
        "hours_per_month": 57,
        "hours_mask": [0b111 << 9] * 5 + [0, 0],
        "apply_from": "2026-05-04T09:00:00+09:00",
        "apply_until": "2026-05-15T18:00:00+09:00",
        "results_at": "2026-05-25T14:00:00+09:00",
        "starts_on": year.starts_on.isoformat(),
        "ends_on": year.ends_on.isoformat(),
        "offer_days": 3,
    }
    rows = [
        SheetPosting(
            row, {**fields, "title": f"학교안전지원단 {row}"}, year.pk, [(site.pk, 3)], {"title": (f"B{row}", "")}
        )
        for row in range(2, count + 2)
    ]
    defaults = {
        "state": "waiting",
        "file_name": "공고.xlsx",
        "file_hash": "0" * 64,
        "postings": count,
        "rows": [asdict(row) for row in rows],
        "read_at": at,
    }
    return PostingImport.objects.create(organisation=organisation, **{**defaults, **columns})
