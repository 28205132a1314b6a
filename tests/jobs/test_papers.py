"""Papers as PDF: tagged, in the font that was fetched, whatever signs their words have."""

import io
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf import PdfReader

from jobs import papers
from jobs.papers import signs
from tests.jobs.certificates import FACTS

PAPER = {
    "title": "수료증",
    "lang": "ko",
    "code": "ABCD",
    "issuer": "운영기관",
    "issued": "2026년 11월 6일",
    "is_demo": False,
    "page": FACTS["page"],
    "address": FACTS["address"],
    "qr": papers.qr_of(FACTS["address"]),
}


def _read(name: str) -> PdfReader:
    paper = {**PAPER, "facts": [("성명", name)]}
    return PdfReader(io.BytesIO(papers.render("certificate", paper, on=date(2026, 11, 6))))


def _fonts(reader: PdfReader) -> set[str]:
    fonts = reader.pages[0]["/Resources"]["/Font"].values()
    return {str(font.get_object()["/BaseFont"]).partition("+")[2] for font in fonts}


def test_paper_is_tagged_and_names_its_language_and_day() -> None:
    reader = _read("김영수")
    root = reader.trailer["/Root"]

    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"] == "ko"
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert "<pdfuaid:part>1</pdfuaid:part>" in root["/Metadata"].get_data().decode()
    assert reader.metadata.title == "수료증"
    assert reader.metadata.creation_date.date() == date(2026, 11, 6)


def test_paper_has_the_fetched_font_alone() -> None:
    assert _fonts(_read("김영수")) == {"Pretendard-Regular-Identity-H", "Pretendard-Bold-Identity-H"}


def test_signs_that_the_font_lacks_are_boxes() -> None:
    text = _read("金永수 😀").pages[0].extract_text()

    assert "□□수 □" in text


def test_decomposed_hangul_reads_as_composed() -> None:
    assert "김영수" in _read("김영수").pages[0].extract_text()


def test_signs_of_the_template_language_stay_text() -> None:
    assert '#let *x* = "\\$' in _read('#let *x* = "\\$').pages[0].extract_text()


def test_qr_code_is_an_image_with_a_quiet_zone() -> None:
    drawn = papers.qr_of(FACTS["address"])

    assert drawn.startswith("<svg ")
    assert "http://www.w3.org/2000/svg" in drawn


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("가족 👨\u200d👩\u200d👧", "가족 □□□"),
        ("성실함\x0b경력\x1b \ufeff좋음\ufffe\x7f", "성실함경력 좋음"),
        ("e\ufe0f ☎\ufe0f 끝", "끝"),
        ("\ue000\u0378\U0010ffff끝", "끝"),
        ("".join(chr(0x13000 + number) for number in range(60)), "□" * 20),
        ('"\u0489 n\u0489 \\\u0489 끝', "끝"),
    ],
    ids=["joined", "controls", "variations", "unassigned", "many", "marks"],
)
def test_no_sign_keeps_a_paper_back(typed: str, printed: str) -> None:
    assert printed in _read(f"앞 {typed} 뒤").pages[0].extract_text().replace("\n", "")


@settings(max_examples=12, deadline=None)
@given(st.text(st.characters(), max_size=40))
def test_any_text_can_be_set(text: str) -> None:
    assert _read(f"앞{text}뒤").pages


def test_the_font_s_own_table_tells_what_it_draws() -> None:
    known = signs.drawn(papers._REGULAR)

    assert {ord(sign) for sign in "가힣A0□·ㆍ\u3000"} <= known
    assert not {0x13000, 0x1F468, 0xFFFF} & known
