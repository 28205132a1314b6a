"""The sweep: what changed is matched again, once."""

from datetime import timedelta
from threading import Event, Thread

import pytest
from django.db import connection, transaction

from jobs.models import Assessment
from matching import suggestions, tasks, warm
from matching.models import Run
from profiles import stale_marks
from profiles.models import StaleMark
from tests import make
from tests.matching.listing import listed

pytestmark = pytest.mark.django_db
NOW = make.NOW


def test_catch_up_matches_the_marked_and_clears_their_marks():
    marked, other, posting = make.candidate(), make.candidate(), make.posting()
    stale_marks.mark("candidate", [marked.pk], at=NOW)

    run = suggestions.catch_up(at=NOW)

    assert (run.people, listed(marked), listed(other)) == (1, [posting.pk], [])
    assert not StaleMark.objects.exists()


def test_catch_up_with_nothing_to_do_makes_no_run():
    make.candidate()
    make.posting()

    assert suggestions.catch_up(at=NOW) is None
    assert not Run.objects.exists()


def test_catch_up_takes_marks_of_postings_and_outside_ones_together():
    person, posting = make.candidate(), make.posting()
    stale_marks.mark("posting", [posting.pk], at=NOW)
    stale_marks.mark("outside", [999], at=NOW)

    suggestions.catch_up(at=NOW)

    assert listed(person) == [posting.pk]
    assert not StaleMark.objects.exists()


def test_mark_of_a_posting_that_opens_later_waits_until_then():
    person = make.candidate()
    posting = make.posting(apply_from=NOW + timedelta(hours=1))
    stale_marks.mark("posting", [posting.pk], at=NOW)
    suggestions.catch_up(at=NOW)
    assert StaleMark.objects.count() == 1

    suggestions.catch_up(at=NOW + timedelta(hours=1))

    assert listed(person) == [posting.pk]
    assert not StaleMark.objects.exists()


def test_posting_whose_deadline_passed_leaves_the_lists_without_a_mark():
    person, posting = make.candidate(), make.posting()
    suggestions.refresh_all(at=NOW)

    suggestions.catch_up(at=posting.apply_until)

    assert listed(person) == []
    assert suggestions.catch_up(at=posting.apply_until) is None


def test_catch_up_assesses_applications_that_have_no_points_yet():
    waiting, ended = make.application(), make.application(state="withdrawn")

    suggestions.catch_up(at=NOW)

    assert Assessment.objects.get().application == waiting
    assert not Assessment.objects.filter(application=ended).exists()


def test_tasks_do_it_by_the_clock():
    person = make.candidate()
    stale_marks.mark("candidate", [person.pk], at=NOW)

    tasks.refresh_stale()
    assert warm.everyone()
    tasks.refresh_city()
    run = Run.objects.get(scope="city")
    tasks.match_shard(run.pk)
    tasks.match_shard(run.pk)

    assert warm.held_bytes() == 0
    assert not StaleMark.objects.exists()
    assert list(Run.objects.order_by("pk").values_list("scope", "state")) == [
        ("candidates", "ended"),
        ("city", "ended"),
    ]


@pytest.mark.django_db(transaction=True)
def test_sweep_leaves_marks_to_the_run_that_is_under_way():
    person = make.candidate()
    stale_marks.mark("candidate", [person.pk], at=NOW)
    holding, done = Event(), Event()

    def other_run() -> None:
        with transaction.atomic():
            suggestions.refresh_all(at=NOW)
            holding.set()
            done.wait(30)
        connection.close()

    other = Thread(target=other_run)
    other.start()
    assert holding.wait(30)
    found = suggestions.catch_up(at=NOW)
    done.set()
    other.join()

    assert found is None
    assert StaleMark.objects.count() == 1
