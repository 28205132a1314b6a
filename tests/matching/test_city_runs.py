"""A run over the city is shared out, done once by whoever is there, and ends whatever happens to its workers."""

import os
from datetime import timedelta
from threading import Event, Thread

import psycopg
import pytest
from celery.exceptions import SoftTimeLimitExceeded
from django.db import connection, transaction

from matching import city_runs, runs, suggestions
from matching.models import PackedProfile, Run, Shard, WeightSet
from profiles import stale_marks
from profiles.models import Notice
from tests import make
from tests.matching.listing import listed, written

pytestmark = pytest.mark.django_db
NOW = make.NOW
LATER = NOW + timedelta(minutes=1)


def a_city(count: int = 5) -> list:
    make.posting()
    return [make.candidate() for _ in range(count)]


def test_begin_shares_out_everybody_once():
    people = a_city()

    run = city_runs.begin(at=NOW, people=2)

    assert (run.state, run.ended_at, run.people) == ("under_way", None, 5)
    ids = [person.pk for person in people]
    assert list(run.shards.order_by("first_id").values_list("first_id", "last_id", "people")) == [
        (ids[0], ids[1], 2),
        (ids[2], ids[3], 2),
        (ids[4], ids[4], 1),
    ]
    assert city_runs.progress(run) == (0, 3, 0, 5)


def test_begin_while_one_is_under_way_gives_that_one():
    a_city()
    first = city_runs.begin(at=NOW)

    assert city_runs.begin(at=LATER) == first
    assert Run.objects.count() == 1


def test_last_shard_ends_the_run():
    people = a_city(3)
    run = city_runs.begin(at=NOW, people=2)

    assert city_runs.match_shard(run, at=LATER)
    run.refresh_from_db()
    assert (run.state, city_runs.progress(run)) == ("under_way", (1, 2, 2, 3))

    assert city_runs.match_shard(run, at=LATER)
    run.refresh_from_db()
    assert (run.state, run.ended_at) == ("ended", LATER)
    assert all(listed(person) for person in people)
    assert not city_runs.match_shard(run, at=LATER)


def test_city_without_people_ends_at_once():
    make.posting()

    run = suggestions.refresh_all(at=NOW)

    assert (run.state, run.people, run.shards.count()) == ("ended", 0, 0)


def test_shards_of_any_size_write_the_same_lists():
    a_city()
    whole = suggestions.refresh_all(at=NOW)
    lists_of_one = [(pk, *row) for pk, _run, *row in written()]
    for number in range(1, 4):
        city_runs.work_off(city_runs.begin(at=LATER, people=number), at=LATER)

    assert [(pk, *row) for pk, _run, *row in written()] == lists_of_one
    assert {row[1] for row in written()} == {whole.pk}  # nothing was written again


def test_what_changed_while_a_run_is_under_way_is_taken_up_when_it_ends():
    person, *_others = a_city(3)
    run = city_runs.begin(at=NOW, people=1)
    stale_marks.mark("candidate", [person.pk], at=NOW)

    made = suggestions.catch_up(at=LATER)

    run.refresh_from_db()
    assert (run.state, made.scope, made.people) == ("ended", "candidates", 1)


def test_run_tells_only_after_it_wrote_and_only_once():
    person, *_others = a_city(1)
    make.career(person)
    person.skills = "어르신 말벗, 식사 도움"
    person.save()
    city_runs.work_off(city_runs.begin(at=NOW), at=NOW)
    assert not Notice.objects.exists()

    suggestions.catch_up(at=LATER)
    suggestions.catch_up(at=LATER)

    assert Notice.objects.get().recipient == person.user


@pytest.mark.django_db(transaction=True)
def test_shards_are_done_once_by_workers_at_the_same_time():
    people = a_city(6)
    run = city_runs.begin(at=NOW, people=1)

    def work() -> None:
        city_runs.work_off(Run.objects.get(pk=run.pk), at=LATER)
        connection.close()

    workers = [Thread(target=work) for _ in range(3)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()

    run.refresh_from_db()
    assert (run.state, run.shards.filter(done_at=LATER).count()) == ("ended", 6)
    assert all(listed(person) for person in people)


@pytest.mark.django_db(transaction=True)
def test_shard_of_a_worker_that_died_is_done_by_another():
    a_city(2)
    run = city_runs.begin(at=NOW, people=1)
    held = run.shards.earliest("first_id")
    with holding(held) as other:
        city_runs.work_off(run, at=LATER)
        held.refresh_from_db()
        assert (run.state, held.done_at, run.shards.exclude(done_at=None).count()) == ("under_way", None, 1)
        kill(other)

    city_runs.work_off(run, at=LATER)

    assert (run.state, run.shards.exclude(done_at=None).count()) == ("ended", 2)


@pytest.mark.django_db(transaction=True)
def test_shard_that_a_worker_holds_is_offered_to_nobody_else():
    a_city(2)
    run = city_runs.begin(at=NOW, people=1)
    held, free = run.shards.order_by("first_id")

    with holding(held) as other, transaction.atomic():
        assert list(city_runs._waiting(run)) == [free]
        assert set(Shard.objects.filter(run=run, done_at=None)) == {held, free}  # without its lock it would be
        other.rollback()


@pytest.mark.django_db(transaction=True)
def test_new_weights_open_no_second_turn():
    taken, told = [], Event()

    def take() -> None:
        with transaction.atomic():
            taken.append(city_runs.take_turn(waits=False))
        connection.close()
        told.set()

    with transaction.atomic():
        held = city_runs.take_turn()
        other = Thread(target=add_weights)
        other.start()
        other.join()
        assert runs.current_weights() != held
        Thread(target=take).start()
        assert told.wait(10)

    assert taken == [None]


def add_weights() -> None:
    """As a city that changes its weights, from a transaction of its own."""
    last = runs.current_weights()
    columns = {"points": last.points, "added_at": last.added_at + timedelta(days=1)}
    WeightSet.objects.create(name=last.name, version=last.version + 1, **columns)
    connection.close()


def test_run_whose_shard_fails_again_and_again_fails_and_lets_others_begin(caplog):
    people = a_city(2)
    run = city_runs.begin(at=NOW, people=1)
    packed = PackedProfile.objects.get(candidate=people[0])
    packed.payload = b"\x63\0" + bytes(packed.payload)[2:]  # by a layout that this code doesn't know
    packed.save()

    city_runs.work_off(run, at=LATER)

    assert (run.state, run.ended_at) == ("failed", LATER)
    assert caplog.text.count("failed, attempt") == city_runs.MOST_ATTEMPTS
    assert listed(people[1])
    PackedProfile.objects.filter(candidate=people[0]).delete()  # packed anew by the next
    assert city_runs.begin(at=LATER) != run


def test_late_worker_of_a_run_that_failed_writes_nothing():
    people = a_city(2)
    run = city_runs.begin(at=NOW, people=1)
    make.changed(run, state="failed", ended_at=NOW)

    assert not city_runs.match_shard(run, at=LATER)
    city_runs._match(run, run.shards.earliest("first_id").pk, LATER)  # it had taken the shard before

    assert [listed(person) for person in people] == [[], []]
    assert not run.shards.exclude(done_at=None).exists()


@pytest.mark.django_db(transaction=True)
def test_run_does_not_fail_while_somebody_is_at_one_of_its_shards():
    a_city(2)
    run = city_runs.begin(at=NOW, people=1)
    run.shards.update(attempts=city_runs.MOST_ATTEMPTS)

    with holding(run.shards.earliest("first_id")) as other:
        city_runs.match_shard(run, at=LATER)
        run.refresh_from_db()
        assert run.state == "under_way"
        kill(other)

    city_runs.match_shard(run, at=LATER)
    run.refresh_from_db()
    assert run.state == "failed"


def test_deadline_that_passed_before_a_run_that_failed_is_noticed_after_it():
    people = a_city(1)
    suggestions.refresh_all(at=NOW)
    posting = make.Posting.objects.get()
    run = city_runs.begin(at=posting.apply_until + timedelta(minutes=1))
    make.changed(run, state="failed", ended_at=run.ran_at)

    suggestions.catch_up(at=posting.apply_until + timedelta(minutes=2))

    assert listed(people[0]) == []


def test_worker_that_is_asked_to_stop_stops(monkeypatch):
    a_city(2)
    run = city_runs.begin(at=NOW, people=1)
    asked = []

    def interrupted(*_told) -> None:
        asked.append(1)
        raise SoftTimeLimitExceeded

    monkeypatch.setattr(city_runs.lists, "fill", lambda *_told, **_more: interrupted())

    with pytest.raises(SoftTimeLimitExceeded):
        city_runs.work_off(run, at=LATER)
    assert len(asked) == 1


def holding(shard: Shard) -> psycopg.Connection:
    """Another worker at work on a shard."""
    other = psycopg.connect(os.environ["DATABASE_URL"], dbname=connection.settings_dict["NAME"])
    other.execute("SELECT 1 FROM matching_shard WHERE id = %s FOR UPDATE", [shard.pk])
    return other


def kill(other: psycopg.Connection) -> None:
    """End it as the database sees the end of a worker that was killed."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_terminate_backend(%s, 5000)", [other.info.backend_pid])
    other.close()
