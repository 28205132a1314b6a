"""A PDF that is handed on does nothing where it is opened, is nothing else beside, and tells no resident number."""

import contextlib
import io
import shutil
import subprocess
import time

import pytest
from pypdf import PdfReader, PdfWriter

from profiles.cv import papers as looks
from profiles.cv import rewriting, sandbox
from profiles.cv.refusals import Unreadable
from tests.profiles.cv import hostile, papers, writing

SECONDS = 10
PATIENCE = 60  # on a busy machine, too, a paper is refused for what is in it
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
    "drawing in another file": (lambda: papers.drawing(b"/Subtype /Form /BBox [0 0 9 9] /F (x.pdf)"), "active"),
    "page of another file": (lambda: papers.drawing(b"/Subtype /Form /BBox [0 0 9 9] /Ref << /F (x.pdf) >>"), "active"),
    "picture of 60000 by 60000": (lambda: papers.picture(60_000, 60_000), "picture_too_wide"),
    "mask of 60000 by 60000": (lambda: papers.picture(60_000, 60_000, b"/ImageMask true"), "picture_too_wide"),
    "JPEG that says less than it is": (lambda: papers.jpeg(60_000, 60_000), "picture_too_wide"),
    "page of a mile": (papers.wide_page, "too_heavy"),
    "answer that isn't drawn": (lambda: papers.pinning(papers.BOX % b"/V (620307-2345678)"), "unfinished_form"),
    "resident number in a filled box": (lambda: papers.filled("620307-2345678"), "resident_number"),
    "resident number in an address": (
        lambda: papers.linking(b"<< /S /URI /URI (tel:620307-2345678) >>"),
        "resident_number",
    ),
    "600,000 pieces of text": (lambda: papers.in_pieces(20_000, pages=30), "too_much_inside"),
    "number behind more than is read": (papers.number_behind_a_crowd, "too_heavy"),
    "number behind more than is read of a form": (papers.number_in_a_crowded_form, "too_heavy"),
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
def test_rewritten_refuses(name: str) -> None:
    make, code = REFUSED[name]

    with pytest.raises(Unreadable) as refused:
        sandbox.rewritten(make(), seconds=PATIENCE)

    assert refused.value.code == code


@pytest.mark.parametrize("name", EITHER_WAY)
def test_rewritten_what_never_ends_ends(name: str) -> None:
    began = time.monotonic()

    with contextlib.suppress(Unreadable):
        assert sandbox.rewritten(EITHER_WAY[name](), seconds=SECONDS).pages == 1

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
def test_rewritten_what_may_be_handed_on(content: bytes, pages: int) -> None:
    assert sandbox.rewritten(content, seconds=SECONDS).pages == pages


def shown(content: bytes) -> str:
    """What a reader shows that builds a broken table anew; none of our libraries does it as it does."""
    return subprocess.run(["pdftotext", "-", "-"], input=content, capture_output=True, check=True).stdout.decode()  # noqa: S607


NUMBER = "620307-2345678"
UNSEEN = {
    "other text": (6, papers.text_of(NUMBER)),
    "script": (7, b"<< /S /Rendition /JS (app.alert\\(1\\)) >>"),
    "form to send": (7, b"<< /S /SubmitForm /F (http://evil.example) >>"),
    "other file": (7, b"<< /S /GoToR /F (evil.pdf) >>"),
    "packed script": (7, papers.packed(b"<< /S /JavaScript /JS (app.alert\\(1\\)) >>")),
    "root that acts": (1, b"<< /Type /Catalog /Pages 2 0 R /OpenAction << /S /JavaScript /JS (app.alert\\(1\\)) >> >>"),
}


@pytest.mark.parametrize("has_sound_table", [True, False])
@pytest.mark.parametrize("name", UNSEEN)
def test_rewritten_leaves_behind_what_no_table_names(name: str, has_sound_table: bool) -> None:
    number, text = UNSEEN[name]
    content = papers.unseen(number, text, shift=not has_sound_table)

    kept = sandbox.rewritten(content, seconds=SECONDS).content

    assert text in content
    assert text not in kept
    for word in (b"/JS", b"evil", b"SubmitForm", b"GoToR", b"ObjStm", b"OpenAction"):
        assert word not in kept
    if shutil.which("pdftotext"):
        assert "자기소개" in shown(kept)
        assert NUMBER not in shown(kept)
        assert (NUMBER in shown(content)) == (name == "other text" and not has_sound_table)


def test_rewritten_looks_at_what_it_wrote() -> None:
    """The bytes that leave are sound by themselves, and their text is the text that was looked at."""
    kept = sandbox.rewritten(papers.linking(b"<< /S /URI /URI (https://example.org) >>"), seconds=SECONDS).content
    reader = PdfReader(io.BytesIO(kept), strict=True)

    assert set(reader.root_object) == {"/Type", "/Pages"}
    assert set(reader.trailer) == {"/Size", "/Root"}
    assert [note.get_object()["/A"]["/URI"] for note in reader.pages[0]["/Annots"]] == ["https://example.org"]
    assert sandbox.rewritten(kept, seconds=SECONDS).content == kept


@pytest.mark.parametrize(
    ("address", "is_kept"),
    [
        ("https://example.org/a?b=c#d", True),
        ("mailto:kim@example.org", True),
        ("tel:010-1234-5678", True),
        ("javascript:alert\\(1\\)", False),
        ("file:///etc/passwd", False),
        ("ms-word:ofe|u|http://evil", False),
        ("www.example.org", False),
        ("java\\nscript:https://example.org", False),
    ],
)
def test_rewritten_keeps_links_to_sites_mailboxes_and_phones_alone(address: str, is_kept: bool) -> None:
    kept = sandbox.rewritten(papers.linking(b"<< /S /URI /URI (%b) >>" % address.encode()), seconds=SECONDS).content

    assert (b"/URI" in kept) == (b"/Annots" in kept) == is_kept


@pytest.mark.parametrize(
    "content",
    [
        papers.opening(b"<< /S /GoTo /D [10 0 R /Fit] >>"),
        papers.opening(b"<< /S /URI /URI (https://example.org) >>"),
        papers.opening(b"<< /S /Named /N /Print >>"),
        papers.linking(b"<< /S /Named /N /Print >>"),
        papers.linking(b"<< /S /Thread /F (evil.pdf) /D 0 >>"),
        papers.pinning(papers.BOX % b"/AA << /Fo << /S /Named /N /Print >> >>"),
        writing.pdf_of(b"", objects={1: b"<< /Type /Catalog /Pages 2 0 R /AA << /WC << /S /Named /N /Print >> >> >>"}),
    ],
)
def test_rewritten_does_nothing_where_it_is_opened(content: bytes) -> None:
    kept = sandbox.rewritten(content, seconds=SECONDS).content

    for word in (b"/OpenAction", b"/AA", b"/Print", b"/Thread", b"/A ", b"/Dest", b"evil"):
        assert word not in kept


def test_rewritten_keeps_how_a_filled_box_looks() -> None:
    kept = PdfReader(io.BytesIO(sandbox.rewritten(papers.filled("김영희"), seconds=SECONDS).content))

    (note,) = kept.pages[0]["/Annots"]
    assert note.get_object()["/Subtype"] == "/Stamp"
    assert kept.pages[0].extract_xform_text(note.get_object()["/AP"]["/N"]).strip() == "김영희"
    assert "/AcroForm" not in kept.root_object


def test_rewritten_tells_nobody_who_wrote_it() -> None:
    writer = PdfWriter(PdfReader(io.BytesIO(papers.WORDS)))
    writer.add_metadata({"/Author": "SECRET", "/Producer": "SECRET"})
    writer.xmp_metadata = b"<?xpacket?><x>SECRET</x>"
    held = io.BytesIO()
    writer.write(held)

    kept = sandbox.rewritten(held.getvalue(), seconds=SECONDS).content

    assert b"SECRET" in held.getvalue()
    for word in (b"SECRET", b"/Info", b"/Producer", b"/Metadata", b"pypdf"):
        assert word not in kept


def test_rewritten_file_that_grows_too_large_is_refused(monkeypatch) -> None:
    monkeypatch.setattr(rewriting, "MOST_BYTES", 1000)

    assert looks.answer(papers.WORDS) == {"refused": "too_heavy"}


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

    assert looks.answer(held.getvalue())["pages"] == 1
