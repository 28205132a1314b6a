"""What a person may know: stages in words, nothing of a decision before it is released, nothing of it after withdrawing."""

import re
from datetime import timedelta
from pathlib import Path

import pytest

from jobs import progress
from profiles import actors, events
from tests import make

ROOT = Path(__file__).parent.parent.parent


def happened(row, verb: str, left: str = "", came: str = "", *, hours: int = 1) -> None:
    events.record(verb, [row], by=actors.system(), at=make.NOW + timedelta(hours=hours), moves=(left, came))


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("state", "has_interview", "number", "count"),
    [
        ("received", True, 1, 7),
        ("interview", True, 3, 7),
        ("paper_review", False, 2, 6),
        ("placed", False, 6, 6),
        ("withdrawn", True, None, 0),
    ],
)
def test_of_numbers_the_stages(state: str, has_interview: bool, number: int | None, count: int) -> None:
    row = make.application(make.posting(has_interview=has_interview), state=state)

    (found,) = progress.of([row], at=make.NOW)

    assert (found.number, found.stage_count) == (number, count)


@pytest.mark.django_db
@pytest.mark.parametrize("left", ["received", "paper_review", "interview"])
def test_of_a_hidden_refusal_stays_at_the_stage_it_was_made_in(left: str) -> None:
    row = make.application(state="not_selected", reason="면접 점수 71점")
    happened(row, "reject", left, "not_selected")

    (found,) = progress.of([row], at=make.NOW)

    assert (found.state, found.reason, found.may_withdraw) == (left, "", True)


@pytest.mark.django_db
@pytest.mark.parametrize(("has_interview", "stage"), [(True, "interview"), (False, "paper_review")])
def test_of_a_hidden_decision_without_its_event_is_the_last_stage(has_interview: bool, stage: str) -> None:
    row = make.application(make.posting(has_interview=has_interview), state="selected")

    assert progress.of([row], at=make.NOW)[0].state == stage


def test_pages_of_candidates_never_read_the_state_of_an_application_itself() -> None:
    folders = ("jobs/templates/jobs/candidate", "matching/templates/matching/candidate", "jobs/templates/jobs/public")
    paths = [path for folder in folders for path in (ROOT / folder).glob("*.html")]
    told = re.compile(r"application\.(state|get_state_display|reason)\b")

    assert [path.name for path in paths if told.search(path.read_text(encoding="utf-8"))] == []
    assert len(paths) > 20


@pytest.mark.django_db
def test_history_counts_a_decision_from_its_release() -> None:
    released_at = make.NOW + timedelta(days=14)
    row = make.application(make.posting(results_released_at=released_at), state="selected")
    happened(row, "submit", "", "received", hours=0)
    happened(row, "select", "interview", "selected")
    happened(row, "score")

    assert [line.at for line in progress.history(row)] == [released_at, make.NOW]


@pytest.mark.django_db
def test_history_of_who_withdrew_in_time_never_tells_the_decision() -> None:
    posting = make.posting(results_released_at=make.NOW + timedelta(days=14))
    row = make.application(posting, state="withdrawn", moved_at=make.NOW + timedelta(days=1))
    happened(row, "reject", "interview", "not_selected")
    happened(row, "withdraw", "not_selected", "withdrawn", hours=24)

    assert [str(line.text) for line in progress.history(row)] == ["지원을 취소했습니다."]


@pytest.mark.django_db
def test_hidden_refusals_are_of_the_very_pair() -> None:
    hidden, told, open_ = (make.application(state=state) for state in ("not_selected", "not_selected", "received"))
    told.posting.results_released_at = make.NOW
    told.posting.save()
    pairs = [(row.posting_id, row.candidate_id) for row in (hidden, told, open_)]
    crossed = (told.posting_id, hidden.candidate_id)

    assert progress.hidden_refusals([*pairs, crossed]) == {pairs[0]}


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("state", "said"),
    [
        ("preparing", "활동처가 정해졌습니다."),
        ("active", "활동하고 계십니다."),
        ("completed", "활동을 끝까지 마치셨습니다."),
    ],
)
def test_what_comes_next_follows_the_placement(state, said):
    row = make.application(state="placed")
    make.placement(row, state=state)

    assert str(progress.of([row], at=make.NOW)[0].comes_next).startswith(said)
