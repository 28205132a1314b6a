"""What comes out of single files of each kind: old encodings, headers, text boxes, merged cells, bounds."""

import io

import pytest
from docx import Document

from profiles.cv import kinds, reading
from profiles.cv.refusals import Unreadable
from tests.profiles.cv import hostile, writing

SAID = "성명: 김영희 똠방각하"


def lines(content: bytes) -> list[list[str]]:
    return reading.read(content, kinds.kind_of(content)).lines


@pytest.mark.parametrize(
    ("encoding", "codec"),
    [("KSCms-UHC-H", "cp949"), ("KSCms-UHC-HW-H", "cp949"), ("KSC-EUC-H", "cp949"), ("UniKS-UCS2-H", "utf-16-be")],
)
def test_old_korean_pdf_without_a_map_to_unicode(encoding: str, codec: str) -> None:
    font = (
        f"<< /Type /Font /Subtype /Type0 /BaseFont /Batang /Encoding /{encoding} /DescendantFonts [4 0 R] >>".encode()
    )
    drawn = f"BT /F1 9 Tf 1 0 0 1 40 800 Tm <{SAID.encode(codec).hex()}> Tj ET".encode()

    assert "".join(lines(writing.pdf_of(drawn, objects={3: font}))[0]).replace(" ", "") == SAID.replace(" ", "")


def test_header_of_a_word_file_is_read_first() -> None:
    document = Document()
    document.sections[0].header.paragraphs[0].text = "김영희 이력서"
    document.add_paragraph("성명: 김영희")
    held = io.BytesIO()
    document.save(held)

    assert lines(held.getvalue()) == [["김영희 이력서"], ["성명: 김영희"]]


def test_text_box_of_a_word_file_is_read_once() -> None:
    inner = "<w:txbxContent><w:p><w:r><w:t>연락처: 010-2345-6789</w:t></w:r></w:p></w:txbxContent>"
    both = (
        '<mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006">'
        f"<mc:Choice>{inner}</mc:Choice><mc:Fallback>{inner}</mc:Fallback></mc:AlternateContent>"
    )
    body = hostile.document_xml(f"<w:p><w:r><w:t>성명: 김영희</w:t></w:r><w:r>{both}</w:r></w:p>")

    assert lines(hostile.with_part("word/document.xml", body)) == [["성명: 김영희"], ["연락처: 010-2345-6789"]]


def test_table_inside_a_cell_follows_its_row() -> None:
    document = Document()
    outer = document.add_table(rows=1, cols=2)
    outer.cell(0, 0).text = "경력"
    inner = outer.cell(0, 1).add_table(rows=1, cols=2)
    inner.cell(0, 0).text, inner.cell(0, 1).text = "2005.03 ~ 2012.02", "한빛초등학교"
    held = io.BytesIO()
    document.save(held)

    assert lines(held.getvalue()) == [["경력", ""], ["2005.03 ~ 2012.02", "한빛초등학교"]]


def test_only_so_much_is_read(monkeypatch) -> None:
    monkeypatch.setattr(reading, "MOST_SIGNS", 30)

    assert lines(writing.docx(["가" * 10] * 9)) == [["가" * 10]] * 2


@pytest.mark.parametrize(("pages", "code"), [(30, None), (31, "too_many_pages")])
def test_number_of_pages(pages: int, code: str | None) -> None:
    content = writing.pdf(["성명: 김영희"], pages=pages)

    if code is None:
        assert len(lines(content)) == pages
    else:
        with pytest.raises(Unreadable, match=code):
            lines(content)


def test_file_without_any_text_is_empty() -> None:
    with pytest.raises(Unreadable, match="empty"):
        lines(writing.docx([""]))
