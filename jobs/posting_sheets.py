"""A spreadsheet of an operator's postings: read where it can do no harm, each row made a posting or told what is wrong in which cell.

Nothing is kept here; jobs/posting_imports.py keeps what was read. Sources: docs/adr/0021 (files of strangers); RELIABILITY F1, F3.
"""

import re
from collections.abc import Sequence
from typing import NamedTuple

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from jobs import sheet_cells
from jobs.posting_columns import COLUMNS, EXAMPLE, EXPLAINED, FORM_SHEETS, HEADINGS, MARK, field_of
from jobs.posting_rows import Fault, Known, SheetPosting, address, read_row, shown
from profiles import lines
from profiles.cv import sandbox
from profiles.cv.refusals import Unreadable
from profiles.cv.sandbox import Sheet
from profiles.sizes import MOST_BYTES

MOST_POSTINGS = 500
MOST_FAULTS = 2_000
LOOKED_THROUGH = 20  # rows in which the headings may stand
PLACES = sandbox.Places(settings.FILE_READERS)  # of their own: whoever fills them keeps nobody from reading a CV
SENTENCES = {
    "empty": gettext_lazy("파일에 내용이 없습니다. 공고를 적은 파일을 골라 주세요."),
    "unknown_kind": gettext_lazy("엑셀(XLSX)이나 CSV 파일이 아닙니다. 양식을 내려받아 적은 파일을 골라 주세요."),
    "old_excel": gettext_lazy(
        "예전 엑셀(XLS) 파일입니다. 엑셀에서 ‘다른 이름으로 저장’을 눌러 ‘Excel 통합 문서(xlsx)’로 저장한 뒤 그 파일을 골라 주세요."
    ),
    "binary_excel": gettext_lazy(
        "엑셀 바이너리(XLSB) 파일입니다. ‘Excel 통합 문서(xlsx)’로 저장한 파일을 골라 주세요."
    ),
    "macros": gettext_lazy("매크로가 든 파일은 받지 않습니다. ‘Excel 통합 문서(xlsx)’로 저장한 파일을 골라 주세요."),
    "old_hwp": gettext_lazy("한글(HWP) 파일입니다. 이름을 바꾸어도 읽을 수 없습니다. 양식에 옮겨 적어 주세요."),
    "old_word": gettext_lazy("워드(DOC) 파일입니다. 이름을 바꾸어도 읽을 수 없습니다. 양식에 옮겨 적어 주세요."),
    "picture": gettext_lazy("사진 파일입니다. 양식에 옮겨 적어 주세요."),
    "encrypted": gettext_lazy("암호가 걸린 파일입니다. 암호를 풀고 저장한 파일을 골라 주세요."),
    "broken": gettext_lazy("파일이 망가졌거나 끝까지 저장되지 않았습니다. 다시 저장한 파일을 골라 주세요."),
    "nested": gettext_lazy("파일 안에 다른 파일이 들어 있어 열지 않았습니다. 표만 담은 파일을 골라 주세요."),
    "unknown_encoding": gettext_lazy(
        "글자를 읽을 수 없는 파일입니다. 엑셀에서 ‘CSV UTF-8’이나 ‘Excel 통합 문서(xlsx)’로 저장한 파일을 골라 주세요."
    ),
    "too_many_rows": gettext_lazy("줄이 너무 많습니다. 한 번에 500건까지 올릴 수 있습니다. 나누어 올려 주세요."),
    "too_many_columns": gettext_lazy("칸이 너무 많습니다. 양식의 칸만 남긴 파일을 골라 주세요."),
    "cell_too_long": gettext_lazy("한 칸에 20,000자가 넘는 글이 있습니다. 줄인 뒤 다시 올려 주세요."),
    "too_much_inside": gettext_lazy("파일 안에 든 것이 너무 많아 열지 않았습니다. 표만 담은 파일을 골라 주세요."),
    "too_slow": gettext_lazy("읽는 데 너무 오래 걸려 멈췄습니다. 줄을 나누어 올려 주세요."),
    "too_heavy": gettext_lazy("파일이 너무 복잡해 읽지 못했습니다. 표만 담은 파일을 골라 주세요."),
}


class Reading(NamedTuple):
    """passed_over: rows of the template; others: further sheets, which weren't read"""

    postings: list[SheetPosting]
    faults: list[Fault]
    passed_over: int
    others: int


def looked_at(content: bytes) -> Sheet:
    """Return the rows of a file; it takes seconds, so no transaction should stay open over it.

    Raises too_large, busy and the codes of SENTENCES.
    """
    if len(content) > MOST_BYTES:
        raise too_large()
    try:
        with PLACES:
            return sandbox.sheet(content, seconds=settings.CV_SECONDS)
    except sandbox.Busy as busy:
        raise ValidationError(_("지금 많은 분이 올리고 있습니다. 잠시 뒤 다시 해 주세요."), code="busy") from busy
    except Unreadable as refused:
        code = refused.code if refused.code in SENTENCES else "unknown_kind"
        raise ValidationError(SENTENCES[code], code=code) from refused


def too_large() -> ValidationError:
    """The error of a file that is larger than any that is taken."""
    sentence = _("파일이 너무 큽니다. 한 파일은 %(most)dMB까지 올릴 수 있습니다. 나누어 올려 주세요.")
    return ValidationError(sentence % {"most": MOST_BYTES // (1024 * 1024)}, code="too_large")


def read(sheet: Sheet, names: Known) -> Reading:
    """Make postings of the rows of a sheet. Raises no_headings, no_postings, too_many_rows."""
    start, fields, faults = _headings(sheet)
    faults += _of_cells(sheet, start)
    spoilt = {fault.address for fault in faults}
    postings, passed_over = [], 0
    for number, cells in sheet.rows[start + 1 :]:
        texts = {name: cells[place] for place, name in fields.items() if place < len(cells)}
        if sheet_cells.plain(texts.pop(MARK, "")) in (EXPLAINED, EXAMPLE):
            passed_over += 1
        elif any(map(lines.one_line, texts.values())):  # a row of blanks says nothing
            addresses = {name: address(number, place) for place, name in fields.items()}
            posting, wrong = read_row(number, addresses, texts, names, from_1904=sheet.counts_from_1904)
            postings.append(posting)
            faults += [fault for fault in wrong if fault.address not in spoilt]
    if not postings and not faults:
        raise ValidationError(
            _("읽을 공고가 없습니다. 제목 줄 아래에 공고를 한 줄에 하나씩 적어 주세요."), code="no_postings"
        )
    if len(postings) > MOST_POSTINGS:
        raise ValidationError(SENTENCES["too_many_rows"], code="too_many_rows")
    faults += _twice(postings)
    faults.sort(key=lambda fault: (fault.row, len(fault.address), fault.address))
    return Reading(postings, faults[:MOST_FAULTS], passed_over, len(set(sheet.others) - FORM_SHEETS))


# Private --------------------------------------------------------------------------------------------------------------
def _headings(sheet: Sheet) -> tuple[int, dict[int, str], list[Fault]]:
    """The line of the headings, and which column holds which field. Raises no_headings."""
    for start, (number, cells) in enumerate(sheet.rows[:LOOKED_THROUGH]):
        found = {place: field_of(cell) for place, cell in enumerate(cells)}
        if {"title", "programme_year"} <= set(found.values()):
            return start, *_settled(number, cells, found)
    sentence = _("제목 줄을 찾지 못했습니다. ‘사업’, ‘공고 제목’ 칸이 있는 양식을 내려받아 적어 주세요.")
    raise ValidationError(sentence, code="no_headings")


def _settled(number: int, cells: list[str], found: dict[int, str]) -> tuple[dict[int, str], list[Fault]]:
    fields, faults = {}, []
    for place, cell in enumerate(cells):
        at = address(number, place)
        if not found[place] and cell:
            faults.append(
                Fault(number, at, "", shown(cell), _("모르는 칸 제목입니다. 지우거나 양식의 제목으로 고쳐 주세요."))
            )
        elif found[place] in fields.values():
            faults.append(Fault(number, at, cell, shown(cell), _("같은 칸 제목이 두 번 있습니다. 하나를 지워 주세요.")))
        elif found[place]:
            fields[place] = found[place]
    for column in COLUMNS:
        if column.is_needed and column.field not in fields.values():
            faults.append(Fault(number, "", column.heading, "", _("이 칸이 없습니다. 양식에서 칸을 옮겨 와 주세요.")))
    return fields, faults


def _of_cells(sheet: Sheet, start: int) -> list[Fault]:
    """Formulas and faults of the spreadsheet itself; what it reckons isn't what somebody wrote."""
    formula = _("수식이 있습니다. 값만 붙여 넣어 주세요.")
    broken = _("엑셀의 오류 값이 있습니다. 값을 다시 적어 주세요.")
    told = [(at, formula) for at in sheet.formulas] + [(at, broken) for at in sheet.faults]
    headings = sheet.rows[start][1]
    faults = []
    for at, sentence in told:
        letters, row = re.fullmatch(r"([A-Z]+)(\d+)", at).groups()
        place = sum((ord(letter) - 64) * 26**power for power, letter in enumerate(reversed(letters))) - 1
        heading = HEADINGS.get(field_of(headings[place]), "") if place < len(headings) else ""
        faults.append(Fault(int(row), at, heading, "", sentence))
    return faults


def _twice(postings: Sequence[SheetPosting]) -> list[Fault]:
    first: dict[str, int] = {}
    faults = []
    for row in postings:
        key = repr((row.programme_year, row.sites, sorted(row.fields.items())))
        if key in first and row.is_whole:
            sentence = _("%(first)d행과 똑같은 공고입니다. 하나를 지워 주세요.") % {"first": first[key]}
            faults.append(Fault(row.row, "", "", shown(row.fields.get("title", "")), sentence))
        first.setdefault(key, row.row)
    return faults
