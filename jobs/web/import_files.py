"""Files of the import of postings: the form to fill in as XLSX and CSV, and the report of what is wrong as CSV.

No text of ours or of theirs is ever a formula: XLSX cells are written as texts, those of a CSV get an apostrophe (OWASP, CSV Injection).
"""

import csv
import io
from collections.abc import Iterable, Sequence
from datetime import date, time

import xlsxwriter
from django.utils.translation import gettext as _
from xlsxwriter.worksheet import Worksheet

from jobs.models import ProgrammeYear, Site
from jobs.posting_columns import COLUMNS, EXAMPLE, EXPLAINED, HOW, LISTS, MARK, SHEET, Column
from jobs.posting_rows import Fault
from jobs.posting_sheets import MOST_POSTINGS
from jobs.web.event_csv import harmless

FIRST_ROW = 4  # of the postings; above it headings, explanations and the example
_DAYS = ("apply_from", "apply_until", "results_at", "starts_on", "ends_on")
_TIMES = ("begins", "ends", "apply_from_time", "apply_until_time", "results_at_time")


def csv_form(years: Sequence[ProgrammeYear], sites: Sequence[Site]) -> bytes:
    """Return the form as CSV in UTF-8 with a mark, by which Excel knows it."""
    return _csv([_headings(), _explanations(), _examples(years, sites)])


def xlsx_form(years: Sequence[ProgrammeYear], sites: Sequence[Site]) -> bytes:
    """Return the form as XLSX: the table first, then how to fill it in, then the names that the boxes offer."""
    held = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(held, options) as book:
        sheet = book.add_worksheet(SHEET)
        how, lists = book.add_worksheet(HOW), book.add_worksheet(LISTS)
        formats = {
            "needed": book.add_format({"bold": True, "bg_color": "#D6E4F5", "border": 1, "text_wrap": True}),
            "free": book.add_format({"bg_color": "#F1F3F5", "border": 1, "text_wrap": True}),
            "told": book.add_format({"font_color": "#495057", "text_wrap": True, "valign": "top"}),
            "text": book.add_format({"num_format": "@", "text_wrap": True, "valign": "top"}),
            "day": book.add_format({"num_format": "yyyy-mm-dd", "valign": "top"}),
            "time": book.add_format({"num_format": "hh:mm", "valign": "top"}),
        }
        _lay_out(sheet, formats, _examples(years, sites))
        _offer(sheet, lists, [_named(year) for year in years], [site.name for site in sites])
        how.set_column(0, 0, 90, formats["told"])
        for line, text in enumerate(_how()):
            how.write_string(line, 0, text)
    return held.getvalue()


def faults_csv(faults: Iterable[Fault]) -> bytes:
    """Return what is wrong, a line each, as CSV."""
    head = [_("행"), _("칸"), _("항목"), _("적은 내용"), _("고칠 점")]
    return _csv([head, *([fault.row, fault.address, fault.heading, fault.value, fault.reason] for fault in faults)])


# Private --------------------------------------------------------------------------------------------------------------
def _lay_out(sheet: Worksheet, formats: dict, examples: list[str]) -> None:
    sheet.freeze_panes(1, 3)
    sheet.set_row(0, 32)
    sheet.set_row(1, 64)
    sheet.set_column(0, 0, 8, formats["text"])
    for place, column in enumerate(COLUMNS, start=1):
        sheet.set_column(place, place, column.width, formats[_kind(column)])
    for place, (heading, told, example) in enumerate(zip(_headings(), _explanations(), examples, strict=True)):
        is_needed = place > 0 and COLUMNS[place - 1].is_needed
        sheet.write_string(0, place, heading, formats["needed" if is_needed else "free"])
        sheet.write_string(1, place, told, formats["told"])
        column = COLUMNS[place - 1] if place else None
        if column and column.field in _DAYS:
            sheet.write_datetime(2, place, date.fromisoformat(example), formats["day"])
        elif column and column.field in _TIMES:
            sheet.write_datetime(2, place, time.fromisoformat(example), formats["time"])
        else:
            sheet.write_string(2, place, example, formats["text"])


def _offer(sheet: Worksheet, lists: Worksheet, years: list[str], sites: list[str]) -> None:
    """Let Excel offer the names; another may be typed, since a posting may have several sites."""
    lists.hide()
    for at, (field, names) in enumerate({"programme_year": years, "sites": sites}.items()):
        for line, name in enumerate(names):
            lists.write_string(line, at, name)
        place = next(place for place, column in enumerate(COLUMNS, start=1) if column.field == field)
        if names:
            letter = "AB"[at]
            source = f"='{LISTS}'!${letter}$1:${letter}${len(names)}"
            last = FIRST_ROW + MOST_POSTINGS - 2
            sheet.data_validation(
                FIRST_ROW - 1, place, last, place, {"validate": "list", "source": source, "show_error": False}
            )


def _kind(column: Column) -> str:
    return "day" if column.field in _DAYS else "time" if column.field in _TIMES else "text"


def _headings() -> list[str]:
    return [MARK, *(f"{column.heading} *" if column.is_needed else column.heading for column in COLUMNS)]


def _explanations() -> list[str]:
    return [EXPLAINED, *(str(column.explained) for column in COLUMNS)]


def _examples(years: Sequence[ProgrammeYear], sites: Sequence[Site]) -> list[str]:
    """The example, with names of their own where there are some."""
    own = {"programme_year": _named(years[0]) if years else "", "sites": sites[0].name if sites else ""}
    return [EXAMPLE, *(own.get(column.field) or column.example for column in COLUMNS)]


def _how() -> list[str]:
    return [
        _("공고 하나를 한 줄에 적습니다. 한 번에 500건까지 올릴 수 있습니다."),
        _("*가 붙은 칸은 꼭 적습니다. 나머지는 비워 두어도 됩니다."),
        _("‘구분’ 칸에 ‘설명’이나 ‘예시’가 적힌 줄은 읽지 않습니다. 새 줄의 ‘구분’ 칸은 비워 둡니다."),
        _("날짜는 2027-01-04, 2027.1.4, 27-01-04처럼, 시각은 09:00이나 오후 2시처럼 적습니다."),
        _("수식은 받지 않습니다. 다른 표에서 옮길 때는 값만 붙여 넣습니다."),
        _("올리면 먼저 한 줄씩 확인해 보여 드립니다. 고칠 것이 하나라도 있으면 아무 공고도 쓰지 않습니다."),
        _("가져온 공고는 작성 중으로 들어갑니다. 하나씩 확인한 뒤 검토를 요청해 주세요."),
    ]


def _named(year: ProgrammeYear) -> str:
    return f"{year.programme.name} {year.year}"


def _csv(rows: Iterable[Sequence[object]]) -> bytes:
    held = io.StringIO()
    csv.writer(held).writerows([harmless(str(cell)) for cell in row] for row in rows)
    return ("\ufeff" + held.getvalue()).encode()
