"""Spreadsheets of strangers: what stands in them is read as it stands, or refused for what it is."""

import io
import zipfile
from datetime import datetime, timedelta

import openpyxl
import pytest
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from profiles.cv import sandbox, sheets
from profiles.cv.refusals import CODES, Unreadable


def saved(book):
    held = io.BytesIO()
    book.save(held)
    return held.getvalue()


def xlsx(*rows):
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(list(row))
    return saved(book)


def with_entry(name, content, base=None):
    """The same archive with one more entry, or another one of this name."""
    held = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(base or xlsx(["가"]))) as old,
        zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for info in old.infolist():
            if info.filename != name:
                new.writestr(info.filename, old.read(info))
        new.writestr(name, content)
    return held.getvalue()


def cells(content):
    return [(row.number, row.cells) for row in sheets.read(content).rows]


@pytest.mark.parametrize(
    ("content", "encoding"),
    [
        ("사업,제목\n똠방,가\n".encode("cp949"), "cp949"),
        ("사업,제목\n똠방,가\n".encode(), "utf-8"),
        ("사업,제목\r\n똠방,가\r\n".encode("utf-8-sig"), "utf-8"),
        ("사업\t제목\r똠방\t가\r".encode("utf-16"), "utf-16"),
        (b"\xfe\xff" + "사업;제목\n똠방;가".encode("utf-16-be"), "utf-16"),
        ("sep=;\r\n사업;제목\r\n똠방;가".encode(), "utf-8"),
    ],
)
def test_a_csv_by_its_mark_or_strictly(content, encoding):
    found = sheets.read(content)
    assert (found.kind, found.encoding) == ("csv", encoding)
    assert [row.cells for row in found.rows] == [["사업", "제목"], ["똠방", "가"]]


def test_lines_within_quotes_and_blank_lines_count_as_the_spreadsheet_counts():
    assert cells('가,나\n\n"한\r\n줄",둘\n'.encode()) == [(1, ["가", "나"]), (3, ["한\n줄", "둘"])]


def test_cells_of_excel_as_texts():
    row = ["글", 3, 3.5, True, datetime(2026, 3, 2, 9, 30), timedelta(hours=12), None, " 공백 "]
    assert cells(xlsx(row)) == [(1, ["글", "3", "3.5", "TRUE", "2026-03-02T09:30:00", "0.5", "", "공백"])]


def test_days_that_count_from_1904_are_told():
    book = openpyxl.Workbook()
    book.epoch = CALENDAR_MAC_1904
    book.active.append([datetime(2026, 3, 2), 44621])
    found = sheets.read(saved(book))
    assert (found.counts_from_1904, found.rows[0].cells) == (True, ["2026-03-02T00:00:00", "44621"])


def test_formulas_and_faults_by_their_address_and_never_reckoned():
    book = openpyxl.Workbook()
    book.active.append(["가", "=1+1", '=HYPERLINK("http://x")'])
    book.active["D2"] = "#REF!"
    book.active["E2"] = "=not a formula"
    book.active["E2"].data_type = "s"
    found = sheets.read(saved(book))
    assert (found.formulas, found.faults) == (["B1", "C1"], ["D2"])
    assert [(row.number, row.cells) for row in found.rows] == [(1, ["가"]), (2, ["", "", "", "", "=not a formula"])]


def test_cells_merged_downwards_count_for_each_row():
    book = openpyxl.Workbook()
    for row in (["가", "나"], [None, "다"], [None, None], ["라", "마"]):
        book.active.append(row)
    book.active.merge_cells("A1:A3")
    book.active.merge_cells("A4:B4")
    assert cells(saved(book)) == [(1, ["가", "나"]), (2, ["가", "다"]), (4, ["라"])]


def test_other_sheets_are_named():
    book = openpyxl.Workbook()
    book.active.title = "공고"
    book.active.append(["가"])
    book.create_sheet("둘").append(["나"])
    found = sheets.read(saved(book))
    assert (found.name, found.others, [row.cells for row in found.rows]) == ("공고", ["둘"], [["가"]])


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "empty"),
        (xlsx(), "empty"),
        (b",,\n,\n", "empty"),
        (b"\x80\x81\xff\xff", "unknown_encoding"),
        (b"a\0b,c\n", "unknown_encoding"),
        ('"끝나지 않은'.encode(), "broken"),
        (b"PK\x03\x04nothing", "broken"),
        (xlsx(["가"])[:-40], "broken"),
        (with_entry("xl/vbaProject.bin", b"macro"), "macros"),
        (with_entry("xl/embeddings/a.zip", b"PK\x03\x04"), "nested"),
        (with_entry("xl/media/bomb.bin", b"\0" * 60_000_000), "too_much_inside"),
        (with_entry("xl/workbook.xml", b'<!DOCTYPE a [<!ENTITY b "c">]><workbook>&b;</workbook>'), "too_much_inside"),
        (with_entry("xl/workbook.xml", b"<workbook"), "broken"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "Workbook".encode("utf-16-le") + b"\0\0", "old_excel"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "encrypted"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "HwpSummaryInformation".encode("utf-16-le"), "old_hwp"),
        (b"HWP Document File V3.00", "old_hwp"),
        (b"\x89PNG\r\n\x1a\n", "picture"),
        (b"%PDF-1.7\n", "unknown_kind"),
        (xlsx(["가"] * 101), "too_many_columns"),
        (b"a\n" * 2_001, "too_many_rows"),
        (b"a" * 20_001, "cell_too_long"),
    ],
    ids=lambda value: value if isinstance(value, str) else "file",  # how long a zip gets depends on the time in it
)
def test_what_is_refused(content, code):
    assert sheets.answer(content) == {"refused": code}
    assert code in CODES
    with pytest.raises(Unreadable) as refused:
        sandbox.sheet(content, seconds=20)
    assert refused.value.code == code


def test_the_confined_process_reads_both():
    found = sandbox.sheet(xlsx(["가", "=1"]), seconds=20)
    assert (found.rows, found.formulas) == ([(1, ["가"])], ["B1"])
    assert sandbox.sheet("가,나".encode("cp949"), seconds=20).rows == [(1, ["가", "나"])]


def test_a_sheet_that_lies_about_its_size_is_read_as_far_as_it_goes():
    content = xlsx(["가"], ["나"])
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        sheet = archive.read("xl/worksheets/sheet1.xml")
    lying = sheet.replace(b'ref="A1:A2"', b'ref="A1:XFD1048576"')
    assert lying != sheet
    assert cells(with_entry("xl/worksheets/sheet1.xml", lying, content)) == [(1, ["가"]), (2, ["나"])]
