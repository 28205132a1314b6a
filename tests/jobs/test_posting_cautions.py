"""Which words, dates and numbers of a posting an officer is warned of, and which are fine."""

from datetime import date, timedelta

import pytest

from jobs import posting_cautions
from jobs.models import Posting
from tests import make

AT = make.NOW


def waiting(**columns) -> Posting:
    """A posting that waits for approval, of 12 hours a week and 57 a month; answers are in on 2 May."""
    defaults = {
        "title": "돌봄지원단",
        "state": "in_review",
        "apply_from": AT,
        "apply_until": AT + timedelta(days=7),
        "results_at": AT + timedelta(days=14),
        "offer_days": 3,
        "starts_on": date(2026, 5, 4),
        "hours_per_month": 57,
        "weekly_hours": 12,
        "hours_mask": [0b1111 << 9, 0, 0b1111 << 9, 0, 0b1111 << 9, 0, 0],
    }
    return Posting(**{**defaults, **columns})


def cautioned(text: str = "", **columns) -> list[tuple[str, tuple[str, ...]]]:
    """Labels and words of the cautions on a posting that waits for approval, with a text among its duties."""
    found = posting_cautions.of(waiting(duties=text, **columns), beyond=0, at=AT)
    return [(str(caution.label), caution.words) for caution in found]


def why(beyond: int = 0, **columns) -> list[str]:
    """The sentences of the cautions."""
    return [str(caution.why) for caution in posting_cautions.of(waiting(**columns), beyond=beyond, at=AT)]


def test_of_quotes_words_that_a_law_is_against_once_for_each_kind() -> None:
    found = cautioned("안내를 맡을 여직원, 만 60세 이하. 문의 010-1234-5678, 여직원")

    assert found == [("성별 조건", ("여직원",)), ("나이 조건", ("만 60세 이하",)), ("전화번호", ("010-1234-5678",))]


def test_of_leaves_plain_words_alone() -> None:
    assert cautioned("어르신의 말벗이 되어 드리고 식사와 이동을 돕습니다. 나이 제한 없음.") == []


def test_of_reads_title_and_question_too_and_names_each_word_once() -> None:
    found = cautioned("여성만, 여성만", title="돌봄지원단(남성만)", question="미혼이신가요?")

    assert found == [("성별 조건", ("남성만", "여성만")), ("결혼 질문", ("미혼",))]


def test_of_warns_of_a_period_that_is_over_while_it_waits() -> None:
    assert cautioned(apply_until=AT) == [("지원 기간 지남", ())]
    assert cautioned(apply_until=AT, state="published") == []


def test_of_warns_of_a_period_that_leaves_less_than_three_days() -> None:
    def labels(opens: timedelta, closes: timedelta) -> list[str]:
        return [label for label, _words in cautioned(apply_from=AT + opens, apply_until=AT + closes)]

    second, day = timedelta(seconds=1), timedelta(days=1)
    assert labels(5 * day, 8 * day) == labels(-9 * day, 3 * day) == []
    assert labels(5 * day, 8 * day - second) == labels(-9 * day, 3 * day - second) == ["지원 기간 짧음"]
    assert labels(-9 * day, second) == ["지원 기간 짧음"]


def test_of_warns_of_an_activity_that_begins_before_the_answers_are_in() -> None:
    (said,) = why(starts_on=date(2026, 5, 2))

    assert said.startswith("발표하고 참여 의사를 3일 기다리면 2026년 5월 2일인데, 활동은 2026년 5월 2일에 시작합니다.")
    assert why(starts_on=date(2026, 5, 3)) == []
    assert [label for label, _words in cautioned(offer_days=5)] == ["활동 시작이 빠름"]


@pytest.mark.parametrize(
    ("month", "said"),
    [
        (47, ["시간표대로면 4주에 48시간이라 한 달 활동 시간 47시간을 넘습니다."]),
        (48, []),
        (60, []),
        (61, ["시간표대로면 5주를 채워도 60시간이라 한 달 활동 시간 61시간이 되지 않습니다."]),
    ],
)
def test_of_holds_the_timetable_against_the_hours_of_a_month(month: int, said: list[str]) -> None:
    assert why(hours_per_month=month) == said
    assert why(hours_per_month=month, hours_mask=[0] * 7) == said


def test_of_counts_no_break_of_a_long_day() -> None:
    nine_to_six = [0b111111111 << 9] * 5 + [0, 0]

    assert why(hours_mask=nine_to_six, hours_per_month=174) == []
    assert len(why(hours_mask=[0b11111111 << 9] * 5 + [0, 0], hours_per_month=159)) == 1


def test_of_warns_of_seats_beyond_the_target_while_it_waits() -> None:
    assert why(beyond=1) == [
        "이미 게시한 자리와 더하면 이 사업의 목표보다 1자리 많습니다. 목표와 예산을 확인해 주세요."
    ]
    assert why(beyond=1, state="published") == []


def test_of_leaves_what_is_over_alone() -> None:
    assert cautioned("남성만", state="published") == [("성별 조건", ("남성만",))]
    assert cautioned("남성만", state="closed") == []
