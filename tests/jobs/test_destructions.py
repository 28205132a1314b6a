"""What people asked and began to write goes when it is due, on record, and not a day or a row before."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from jobs import destructions, questions, tasks
from jobs.models import (
    Accident,
    AccidentNote,
    Agreement,
    AgreementSignature,
    Question,
    QuestionMessage,
    WorklogDraft,
)
from matching.web.staff_retention import ROWS
from profiles.models import Destruction
from tests import make
from tests.jobs import agreeing, insuring, keeping, logs, placing
from tests.make import NOW

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate(NOW)
YEAR, FIVE_YEARS = timedelta(days=365), timedelta(days=1_827)


@pytest.fixture(autouse=True)
def words(db) -> Iterator[None]:
    """Whatever a test destroyed can be said on the city's page."""
    yield
    assert set(Destruction.objects.values_list("rows_of", flat=True)) <= set(ROWS)


def ended(on):
    return make.posting(starts_on=on - timedelta(days=90), ends_on=on)


def on_record() -> set[tuple[str, str, int]]:
    return set(Destruction.objects.values_list("rows_of", "cause", "count"))


def test_a_question_goes_a_year_after_the_activity_with_its_thread() -> None:
    keeping.question(ended(TODAY - YEAR - timedelta(days=1)))
    young = keeping.answered(ended(TODAY - YEAR))

    assert destructions.destroy_overdue(at=NOW)["questions"] == 1
    assert destructions.destroy_overdue(at=NOW)["questions"] == 0

    assert list(Question.objects.all()) == [young]
    assert set(QuestionMessage.objects.values_list("question", flat=True)) == {young.pk}
    assert on_record() == {("jobs.Question", "period", 1), ("jobs.QuestionMessage", "period", 1)}
    assert set(Destruction.objects.values_list("period__key", flat=True)) == {"questions"}


def test_what_was_published_stays_without_its_asker() -> None:
    posting = ended(TODAY - timedelta(days=400))
    row = keeping.published(posting, asked_by=make.user())

    destructions.destroy_overdue(at=NOW)

    kept = Question.objects.get()
    assert (kept.pk, kept.candidate, kept.asked_by, kept.moved_by) == (row.pk, None, None, None)
    assert not QuestionMessage.objects.exists()
    assert [found.published_question for found in questions.published(posting)] == [row.published_question]
    assert list(questions.of_postings(type(posting).objects.all())) == []
    assert ("jobs.Question.candidate", "period", 1) in on_record()
    assert destructions.destroy_overdue(at=NOW)["questions"] == 0


def test_the_database_keeps_no_unpublished_question_without_an_asker() -> None:
    row = keeping.question()

    with pytest.raises(IntegrityError, match="question_without_asker_is_published"), transaction.atomic():
        make.changed(row, candidate=None)


def test_batches_go_one_by_one_each_on_record(monkeypatch) -> None:
    monkeypatch.setattr(destructions, "BATCH", 2)
    posting = ended(TODAY - timedelta(days=400))
    for _number in range(3):
        keeping.question(posting)

    assert destructions.destroy_overdue(at=NOW)["questions"] == 3
    counts = Destruction.objects.filter(rows_of="jobs.Question").values_list("count", flat=True)
    assert sorted(counts) == [1, 2]


def test_a_draft_of_a_log_goes_with_the_records_of_its_placement() -> None:
    year = make.programme_year(ends_on=TODAY - FIVE_YEARS - timedelta(days=1), starts_on=TODAY - FIVE_YEARS - YEAR)
    logs.drafted(placing.active(make.posting(programme_year_=year)))
    young = logs.drafted(placing.active(make.posting()))

    assert destructions.destroy_overdue(at=NOW)["log draft"] == 1

    assert list(WorklogDraft.objects.all()) == [young]
    assert on_record() == {("jobs.WorklogDraft", "period", 1)}


def test_a_draft_of_who_left_goes_at_once_and_what_was_handed_in_stays() -> None:
    row = placing.active(make.posting())
    log, _draft = make.worklog(row), logs.drafted(row)
    logs.drafted(placing.active(make.posting()))
    make.changed(row.candidate.user, is_active=False)

    assert destructions.destroy_overdue(at=NOW)["left"] == 1

    log.refresh_from_db()
    assert WorklogDraft.objects.count() == 1
    assert on_record() == {("jobs.WorklogDraft", "left", 1), ("jobs.PayAccount", "left", 1)}


def test_agreements_and_accidents_go_five_years_after_the_year_with_all_that_hangs_on_them() -> None:
    old, young = (
        make.programme_year(ends_on=TODAY - FIVE_YEARS - timedelta(days=late), starts_on=TODAY - FIVE_YEARS - YEAR)
        for late in (1, 0)
    )
    rows = [placing.active(make.posting(programme_year_=year), state="completed") for year in (old, young)]
    for row in rows:
        made = agreeing.drawn(row)
        AgreementSignature.objects.create(
            agreement=made, side="person", name_sealed=b"-", text_hash=made.text_hash, signed_at=NOW
        )
        AccidentNote.objects.create(accident=insuring.accident(row), text_sealed=b"-", written_at=NOW)
    at_work = agreeing.drawn(placing.active(make.posting(programme_year_=old)))

    gone = destructions.destroy_overdue(at=NOW)

    assert (gone["agreement"], gone["accident"]) == (1, 1)
    assert set(Agreement.objects.values_list("placement", flat=True)) == {rows[1].pk, at_work.placement_id}
    assert [row.placement for row in Accident.objects.all()] == [rows[1]]
    for model in (AgreementSignature, AccidentNote):
        assert model.objects.count() == 1
    told = {("jobs.Agreement", "period", 1), ("jobs.AgreementSignature", "period", 1)}
    assert on_record() == told | {("jobs.Accident", "period", 1), ("jobs.AccidentNote", "period", 1)}


def test_the_task_destroys_by_the_clock() -> None:
    keeping.question(ended(timezone.localdate() - timedelta(days=367)))
    keeping.question(ended(timezone.localdate()))

    tasks.destroy_overdue()

    assert Question.objects.count() == 1
