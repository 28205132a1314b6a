"""Which words of a posting an officer is warned of, and which are fine."""

from datetime import timedelta

import pytest

from jobs import posting_cautions
from jobs.models import Posting
from jobs.wordings import WORDINGS
from tests import make

AT = make.NOW


def cautioned(text: str = "", **columns) -> list[tuple[str, tuple[str, ...]]]:
    """Labels and words of the cautions on a posting that waits for approval, with a text among its duties."""
    defaults = {"title": "돌봄지원단", "duties": text, "state": "in_review", "apply_until": AT + timedelta(days=1)}
    found = posting_cautions.of(Posting(**{**defaults, **columns}), at=AT)
    return [(str(caution.label), caution.words) for caution in found]


@pytest.mark.parametrize(
    ("text", "label", "word"),
    [
        ("남성만 지원하실 수 있습니다.", "성별 조건", "남성만"),
        ("여자 우대", "성별 조건", "여자 우대"),
        ("여성에 한함", "성별 조건", "여성에 한"),
        ("안내를 맡을 여직원", "성별 조건", "여직원"),
        ("용모 단정한 분", "용모·신체 조건", "용모"),
        ("인상 좋은 분", "용모·신체 조건", "인상 좋은"),
        ("키 160cm 이상", "용모·신체 조건", "키 160"),
        ("미혼인 분", "결혼 조건", "미혼인"),
        ("만 60세 이하", "나이 조건", "만 60세 이하"),
        ("55세까지", "나이 조건", "55세까지"),
        ("50대 우대", "나이 조건", "50대 우대"),
        ("연령 제한: 60", "나이 조건", "연령 제한"),
        ("젊은 분을 찾습니다", "나이 조건", "젊은 분"),
        ("문의 010-1234-5678", "전화번호", "010-1234-5678"),
        ("문의 ０１０·１２３４·５６７８", "전화번호", "010-1234-5678"),
        ("대표 1661-5516", "전화번호", "1661-5516"),
    ],
)
def test_of_quotes_words_that_a_law_is_against(text: str, label: str, word: str) -> None:
    assert cautioned(text) == [(label, (word,))]


@pytest.mark.parametrize(
    "text",
    [
        "어르신의 말벗이 되어 드리고 식사와 이동을 돕습니다.",
        "남성 어르신과 여성 어르신을 함께 돕습니다.",
        "여자 화장실 청결을 살핍니다.",
        "65세 이상 어르신과 3세 이하 아이를 돌봅니다.",
        "나이 제한 없음. 연령 제한이 없습니다.",
        "미혼모 쉼터에서 아이를 돌봅니다.",
        "젊은 세대와 마을을 기록합니다.",
        "스키 160명 강습 보조",
        "활동 기간 2026-05-04 ~ 2026-10-31, 월 57시간, 588,240원",
    ],
)
def test_of_leaves_plain_words_alone(text: str) -> None:
    assert cautioned(text) == []


def test_of_reads_title_and_question_too_and_names_each_word_once() -> None:
    found = cautioned("여성만, 여성만", title="돌봄지원단(남성만)", question="미혼이신가요?")

    assert found == [("성별 조건", ("남성만", "여성만")), ("결혼 조건", ("미혼",))]


def test_of_warns_of_a_period_that_is_over_while_it_waits() -> None:
    assert cautioned(apply_until=AT) == [("지원 기간 지남", ())]
    assert cautioned(apply_until=AT + timedelta(seconds=1)) == []
    assert cautioned(apply_until=AT, state="published") == []


def test_of_leaves_what_is_over_alone() -> None:
    assert cautioned("남성만", state="published") == [("성별 조건", ("남성만",))]
    assert cautioned("남성만", state="closed") == []


def test_every_wording_names_its_law() -> None:
    assert [wording for wording in WORDINGS if not ("법" in str(wording.law) and str(wording.why))] == []
