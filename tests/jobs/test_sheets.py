"""Files for spreadsheets: figures are figures, text is text, and nothing runs."""

import csv
import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jobs import sheets
from tests.jobs import spreadsheet

HOSTILE = ["=1+1", "+82-10", "-5", "@SUM(A1)", "\t=1", "\r=1", "＝1", '=HYPERLINK("http://x")', " =1", "{=1}"]


def as_csv(rows, heads=("칸",), **options):
    content = b"".join(sheets.csv_lines(heads, rows, **options))
    return list(csv.reader(io.StringIO(content.decode(options.get("encoding", "utf-8-sig")))))


def test_xlsx_keeps_figures_and_text():
    content = sheets.xlsx("지급", ["이름", "원"], [["김영수", 536_480], ["00123", -7], [None, 0]])

    assert spreadsheet.cells(content) == [["이름", "원"], ["김영수", 536_480], ["00123", -7], [0]]
    assert not any("vba" in name or "external" in name for name in spreadsheet.parts(content))


def test_xlsx_without_heads_begins_with_the_first_row():
    assert spreadsheet.cells(sheets.xlsx("a/b:c*", [], [["088", 1]])) == [["088", 1]]


@pytest.mark.parametrize("text", HOSTILE)
def test_nothing_runs(text):
    content = sheets.xlsx("지급", [text], [[text]])
    assert (spreadsheet.formulas(content), spreadsheet.cells(content)) == (0, [[text]] * 2)
    if text.startswith("{"):
        return
    assert as_csv([[text]], heads=[text]) == [[f"'{text}"], [f"'{text}"]] or "\r" in text


@given(st.text(max_size=30))
@settings(max_examples=150, deadline=None)
def test_no_text_becomes_a_formula(text):
    assert spreadsheet.formulas(sheets.xlsx("a", [], [[text, 1]])) == 0
    cell = sheets.harmless(text)
    assert not cell.startswith(sheets.FORMULA)


def test_csv_keeps_a_figure_below_zero_and_marks_the_file():
    assert as_csv([[-5, "-5", None]]) == [["칸"], ["-5", "'-5", ""]]
    assert b"".join(sheets.csv_lines([], [])) == "\ufeff".encode()


def test_csv_has_no_sign_that_ends_a_line_for_some_programs():
    assert as_csv([["김\x00영수", "\x00=1+1"]]) == [["칸"], ["김영수", "'=1+1"]]


def test_csv_for_banks_is_cp949():
    content = b"".join(sheets.csv_lines(["예금주"], [["똠방각하"]], encoding="cp949"))

    assert content == "예금주\r\n똠방각하\r\n".encode("cp949")
