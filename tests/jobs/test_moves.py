"""Batches of applicants: held for some minutes, told after them, put back before them; their people see nothing in between."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied

from jobs import applications, errand_counts, interviews, moves, progress, results
from jobs.models import Application, Move, Moved
from profiles.models import Event, Notice, User
from tests import make
from tests.jobs import interviewing
from tests.jobs.expect import happened, refusal, told
from tests.make import NOW

pytestmark = pytest.mark.django_db
SOON = NOW + timedelta(minutes=3)
OVER = NOW + timedelta(minutes=10)


@pytest.fixture
def posting(operator):
    return make.posting(operator, seats=3)


def known(row: Application) -> str:
    """The stage that the person reads."""
    found = Application.objects.select_related("posting", "placement").get(pk=row.pk)
    return progress.of([found], at=NOW)[0].state


def lines(row: Application) -> list[str]:
    return [str(line.text) for line in progress.history(Application.objects.select_related("posting").get(pk=row.pk))]


def test_a_move_is_done_at_once_and_told_when_its_time_is_over(posting, officer, system):
    row = make.application(posting)

    moves.make("pass_eligibility", [row], by=officer, at=NOW)

    row.refresh_from_db()
    assert (row.state, row.held_from) == ("paper_review", "received")
    assert known(row) == "received"
    assert (told(row.candidate.user), lines(row)) == ([], [])
    assert moves.tell_due(by=system, at=OVER - timedelta(seconds=1)) == []
    (batch,) = moves.tell_due(by=system, at=OVER)
    row.refresh_from_db()
    assert (row.held_from, known(row)) == ("", "paper_review")
    assert told(row.candidate.user) == ["jobs.stage_moved"]
    assert lines(row) == ["신청 자격을 확인하고 서류심사로 넘어갔습니다."]
    assert [moved.outcome for moved in batch.rows.all()] == ["told"]
    assert moves.tell_due(by=system, at=OVER) == []


def test_undone_everybody_stands_as_before_and_nobody_was_told(posting, officer, system):
    since = NOW - timedelta(days=2)
    rows = [make.application(posting, state="paper_review", moved_at=since) for _ in range(2)]
    moves.make("pass_paper", rows, by=officer, at=NOW)

    undone = moves.undo(Move.objects.get(), by=officer, at=SOON)

    assert (len(undone.applications), undone.left) == (2, 0)
    for row in rows:
        row.refresh_from_db()
        assert (row.state, row.held_from, row.moved_at, row.moved_by) == ("paper_review", "", since, None)
        assert happened(row)[-2:] == [
            ("pass_paper", "paper_review", "interview"),
            ("undo_move", "interview", "paper_review"),
        ]
        assert lines(row) == []
    assert set(Moved.objects.values_list("outcome", flat=True)) == {"undone"}
    assert moves.tell_due(by=system, at=OVER) == []
    assert not Notice.objects.exists()


def test_a_hidden_decision_is_put_back_with_its_seat_and_number(posting, officer):
    first, second = (make.application(posting, state="interview") for _ in range(2))
    moves.make("put_on_waiting_list", [first, second], by=officer, at=NOW)

    moves.undo(Move.objects.get(), by=officer, at=SOON)

    for row in (first, second):
        row.refresh_from_db()
        assert (row.state, row.waiting_number) == ("interview", None)
    (listed,) = moves.make("put_on_waiting_list", [second], by=officer, at=SOON)
    assert listed.waiting_number == 1


def test_a_reason_goes_with_the_move_that_is_undone(posting, officer):
    row = make.application(posting)
    moves.make("reject", [row], by=officer, at=NOW, reason="경력이 맞지 않습니다.")

    moves.undo(Move.objects.get(), by=officer, at=SOON)

    row.refresh_from_db()
    assert (row.state, row.reason) == ("received", "")


def test_whoever_withdrew_meanwhile_stays_withdrawn_and_the_others_go_back(posting, officer):
    stays, leaves = make.application(posting), make.application(posting)
    moves.make("pass_eligibility", [stays, leaves], by=officer, at=NOW)
    applications.withdraw([leaves], by=make.actor(leaves.candidate.user), at=SOON)

    undone = moves.undo(Move.objects.get(), by=officer, at=SOON + timedelta(seconds=1))

    assert ([row.pk for row in undone.applications], undone.left) == ([stays.pk], 1)
    leaves.refresh_from_db()
    assert (leaves.state, leaves.held_from) == ("withdrawn", "")
    assert told(leaves.candidate.user) == ["jobs.application_withdrawn"]
    assert lines(leaves) == ["지원을 취소했습니다."]
    assert Moved.objects.get(application=leaves).outcome == "overtaken"


def test_nothing_is_left_to_undo_where_all_have_withdrawn(posting, officer):
    row = make.application(posting)
    moves.make("pass_eligibility", [row], by=officer, at=NOW)
    applications.withdraw([row], by=make.actor(row.candidate.user), at=SOON)

    with refusal("moved_on"):
        moves.undo(Move.objects.get(), by=officer, at=SOON)


def test_the_next_step_tells_what_was_held(posting, officer, system):
    row = make.application(posting)
    moves.make("pass_eligibility", [row], by=officer, at=NOW)

    moves.make("pass_paper", [row], by=officer, at=SOON)

    assert told(row.candidate.user) == ["jobs.stage_moved"]
    assert known(row) == "paper_review"
    first, second = Move.objects.order_by("pk")
    with refusal("moved_on"):
        moves.undo(first, by=officer, at=SOON)
    moves.undo(second, by=officer, at=SOON + timedelta(minutes=1))
    row.refresh_from_db()
    assert (row.state, row.held_from, known(row)) == ("paper_review", "", "paper_review")


def test_a_decision_on_somebody_held_tells_the_stage_and_hides_the_decision(posting, officer):
    row = make.application(posting, state="paper_review")
    moves.make("pass_paper", [row], by=officer, at=NOW)

    moves.make("select", [row], by=officer, at=SOON)

    assert told(row.candidate.user) == ["jobs.stage_moved"]
    assert known(row) == "interview"


def test_nothing_is_undone_after_its_time_or_twice_or_by_others(posting, officer, system, stranger):
    row = make.application(posting)
    moves.make("pass_eligibility", [row], by=officer, at=NOW)
    batch = Move.objects.get()
    with pytest.raises(PermissionDenied):
        moves.undo(batch, by=stranger, at=SOON)
    with pytest.raises(PermissionDenied):
        moves.undo(batch, by=make.actor(row.candidate.user), at=SOON)
    with refusal("told"):
        moves.undo(batch, by=officer, at=OVER)

    moves.undo(batch, by=officer, at=SOON)

    with refusal("undone"):
        moves.undo(batch, by=officer, at=SOON)
    with refusal("undone"):
        moves.tell(batch, by=officer, at=SOON)


def test_an_officer_tells_before_the_time_is_over(posting, officer, stranger):
    row = make.application(posting)
    moves.make("pass_eligibility", [row], by=officer, at=NOW)
    batch = Move.objects.get()
    with pytest.raises(PermissionDenied):
        moves.tell(batch, by=stranger, at=SOON)

    moves.tell(batch, by=officer, at=SOON)

    assert told(row.candidate.user) == ["jobs.stage_moved"]
    assert Event.objects.filter(verb="tell_move", subject_type="move", subject_id=batch.pk).count() == 1
    with refusal("told"):
        moves.undo(batch, by=officer, at=SOON)


def test_without_minutes_to_hold_everybody_is_told_at_once(posting, officer, settings):
    settings.MOVES_HELD_MINUTES = 0
    row = make.application(posting)

    moves.make("pass_eligibility", [row], by=officer, at=NOW)

    assert told(row.candidate.user) == ["jobs.stage_moved"]
    assert not Move.objects.exists()


def test_a_decision_that_is_told_at_once_is_no_batch_to_undo(posting, officer):
    posting.results_released_at = NOW
    posting.save()
    row = make.application(posting, state="interview")

    moves.make("reject", [row], by=officer, at=NOW, reason="자리가 찼습니다.")

    assert told(row.candidate.user) == ["jobs.result_not_selected"]
    assert not Move.objects.exists()


def test_officers_of_two_operators_undo_the_part_of_each(posting, officer):
    other = make.organisation()
    make.member(other, user_=officer.user)
    rows = [make.application(posting), make.application(make.posting(other))]

    both = make.actor(User.objects.get(pk=officer.user.pk))
    moves.make("pass_eligibility", rows, by=both, at=NOW)

    assert {batch.organisation_id for batch in Move.objects.all()} == {posting.organisation_id, other.pk}
    moves.undo(Move.objects.get(organisation=other), by=both, at=SOON)
    assert [Application.objects.get(pk=row.pk).state for row in rows] == ["paper_review", "received"]


def test_nobody_at_a_held_interview_picks_a_time_or_is_asked_to(posting, officer):
    row = make.application(posting, state="paper_review")
    slot = interviewing.slot(posting)
    moves.make("pass_paper", [row], by=officer, at=NOW)
    by = make.actor(row.candidate.user)

    assert errand_counts.of(row.candidate.user, at=NOW).of_applications == 0
    with refusal("wrong_state"):
        interviews.pick(row, slot, by=by, at=SOON)
    interviews.offer_slots(posting, [interviewing.draft(place="2층 회의실")], by=officer, at=SOON)
    assert told(row.candidate.user) == []


def test_silence_counts_from_the_step_that_the_person_knows(posting, officer, settings):
    settings.SILENT_AFTER_DAYS = 14
    late_at = posting.apply_until + timedelta(days=15)
    row = make.application(posting, state="received")
    moves.make("pass_eligibility", [row], by=officer, at=late_at - timedelta(minutes=1))
    found = Application.objects.select_related("posting", "placement").get(pk=row.pk)

    (held,) = progress.of([found], at=late_at)
    moves.undo(Move.objects.get(), by=officer, at=late_at)
    (undone,) = progress.of([Application.objects.select_related("posting").get(pk=row.pk)], at=late_at)

    assert held.late is not None
    assert undone.late == held.late


def test_what_was_undone_is_in_no_later_history(posting, officer):
    row = make.application(posting, state="interview")
    moves.make("select", [row], by=officer, at=NOW)
    moves.undo(Move.objects.get(), by=officer, at=SOON)
    moves.make("reject", [row], by=officer, at=SOON + timedelta(minutes=1), reason="자리가 찼습니다.")

    results.release([posting], by=officer, at=posting.results_at)

    assert lines(row) == ["불합격으로 정해졌습니다."]
    assert told(row.candidate.user) == ["jobs.result_not_selected"]


def test_a_hidden_decision_is_told_with_the_results_and_the_page_says_so(posting, officer):
    stays, leaves = (make.application(posting, state="interview") for _ in range(2))
    moves.make("select", [stays, leaves], by=officer, at=NOW)
    applications.withdraw([leaves], by=make.actor(leaves.candidate.user), at=SOON)

    results.release([posting], by=officer, at=posting.results_at)

    assert [Moved.objects.get(application=row).outcome for row in (stays, leaves)] == ["told", "overtaken"]
    assert lines(stays) == ["합격으로 정해졌습니다."]
    assert lines(leaves) == ["지원을 취소했습니다."]


def test_a_decision_taken_back_is_told_to_nobody(posting, officer):
    row = make.application(posting, state="interview")
    moves.make("select", [row], by=officer, at=NOW)
    moves.make("take_back", [row], by=officer, at=SOON, reason="다른 분입니다.")
    moves.make("reject", [row], by=officer, at=SOON + timedelta(minutes=1), reason="자리가 찼습니다.")

    results.release([posting], by=officer, at=posting.results_at)

    assert list(Moved.objects.order_by("pk").values_list("outcome", flat=True)) == ["overtaken", "told"]
    assert lines(row) == ["불합격으로 정해졌습니다."]


def test_until_when_is_said_of_what_can_be_put_back_alone(posting, officer, settings):
    row = make.application(posting, state="interview")
    taken = moves.make("select", [row], by=officer, at=NOW)
    assert moves.until("select", taken, at=NOW) == OVER
    back = moves.make("take_back", [row], by=officer, at=SOON, reason="다른 분입니다.")
    assert moves.until("take_back", back, at=SOON) is None
    settings.MOVES_HELD_MINUTES = 0
    assert moves.until("select", taken, at=NOW) is None
