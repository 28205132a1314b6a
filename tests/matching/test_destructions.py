"""What the matcher kept goes when it is due, on record, and not a day or a row before."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.db import DatabaseError, transaction
from django.utils import timezone

from matching import city_runs, destructions, exposures, packed_profiles, replays, snapshots, suggestions, tasks
from matching.models import Exposure, FormerProfile, PackedProfile, Run, RunFigures, Snapshot, SuggestionList
from matching.web.staff_retention import ROWS
from profiles import destructions as journal
from profiles.models import Candidate, Destruction, RetentionPeriod
from tests import make
from tests.make import NOW
from tests.matching.listing import places
from tests.matching.who import carer, open_for_long

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
KEPT = timedelta(days=1_096)
LONG_AFTER = NOW + timedelta(days=200)


def shown(person: Candidate, at=NOW) -> Exposure:
    return exposures.record(person, places(person), channel="page", at=at)


@pytest.fixture(autouse=True)
def words(db) -> Iterator[None]:
    """Whatever a test destroyed can be said on the city's page."""
    yield
    assert set(Destruction.objects.values_list("rows_of", flat=True)) <= set(ROWS)


@pytest.fixture
def person() -> Candidate:
    found = carer()
    open_for_long()
    suggestions.refresh_all(at=NOW)
    return found


def changed(person: Candidate, at, **columns) -> None:
    """Another answer of a person, and their list made again."""
    make.changed(person, **columns)
    suggestions.refresh(candidate_ids=[person.pk], at=at)


# What was shown -------------------------------------------------------------------------------------------------------
def test_an_exposure_goes_when_its_period_is_over(person):
    shown(person)
    young = shown(person, at=NOW + DAY)

    assert destructions.destroy_overdue(at=NOW + KEPT)["exposure"] == 0
    assert destructions.destroy_overdue(at=NOW + KEPT + timedelta(seconds=1))["exposure"] == 1

    assert list(Exposure.objects.values_list("pk", flat=True)) == [young.pk]
    record = Destruction.objects.get(rows_of="matching.Exposure")
    assert (record.cause, record.count, record.period.key, record.period.version) == ("period", 1, "exposure", 1)


def test_batches_go_one_by_one_each_on_record(person, monkeypatch):
    monkeypatch.setattr(destructions, "BATCH", 2)
    for second in range(5):
        shown(person, at=NOW + timedelta(seconds=second))

    assert destructions.destroy_overdue(at=NOW + KEPT + DAY)["exposure"] == 5

    assert sorted(Destruction.objects.filter(rows_of="matching.Exposure").values_list("count", flat=True)) == [1, 2, 2]


def test_a_newer_period_decides(person):
    shown(person)
    later = NOW + 11 * DAY
    city = make.actor(make.city_user())
    journal.set_period("exposure", days=10, valid_from=timezone.localdate(NOW + DAY), by=city, at=NOW)

    assert destructions.destroy_exposures(at=later) == 1
    assert Destruction.objects.get().period.version == 2


def _no_record(row):
    row.delete()


def _of_other_rows(row):
    journal.record(
        "matching.FormerProfile", 1, cause="period", period=RetentionPeriod.objects.get(key="exposure"), at=NOW + KEPT
    )
    row.delete()


def _by_another_period(row):
    journal.record(
        "matching.Exposure", 1, cause="period", period=RetentionPeriod.objects.get(key="snapshot"), at=NOW + KEPT + DAY
    )
    row.delete()


def _too_early(row):
    journal.record(
        "matching.Exposure", 1, cause="period", period=RetentionPeriod.objects.get(key="exposure"), at=NOW + KEPT
    )
    row.delete()


def _by_an_old_period(row):
    first, city = RetentionPeriod.objects.get(key="exposure"), make.actor(make.city_user())
    journal.set_period("exposure", days=9_999, valid_from=timezone.localdate(NOW), by=city, at=NOW)
    journal.record("matching.Exposure", 1, cause="period", period=first, at=NOW + KEPT + DAY)
    row.delete()


def _as_if_they_had_left(row):
    journal.record("matching.Exposure", 1, cause="left", at=NOW)
    row.delete()


def _changed_in_place(row):
    journal.record(
        "matching.Exposure", 1, cause="period", period=RetentionPeriod.objects.get(key="exposure"), at=NOW + KEPT + DAY
    )
    Exposure.objects.filter(pk=row.pk).update(shown_at=NOW - KEPT)


def _with_the_person(row):
    row.candidate.delete()


@pytest.mark.parametrize(
    "way",
    [
        _no_record,
        _of_other_rows,
        _by_another_period,
        _too_early,
        _by_an_old_period,
        _as_if_they_had_left,
        _changed_in_place,
        _with_the_person,
    ],
)
def test_the_database_lets_an_exposure_go_in_no_other_way(person, way):
    row = shown(person)

    with pytest.raises(DatabaseError, match=r"on record|Cannot update rows"), transaction.atomic():
        way(row)

    assert Exposure.objects.get().shown_at == NOW


@pytest.mark.django_db(transaction=True)
def test_a_record_of_another_transaction_lets_nothing_go():
    person = carer()
    make.posting()
    suggestions.refresh_all(at=NOW)
    row, period = shown(person), RetentionPeriod.objects.get(key="exposure")
    journal.record("matching.Exposure", 1, cause="period", period=period, at=NOW + KEPT + DAY)

    with pytest.raises(DatabaseError, match="on record"):
        row.delete()

    assert Exposure.objects.exists()


# How people were packed -----------------------------------------------------------------------------------------------
def test_a_former_profile_goes_once_the_list_is_made_anew(person):
    changed(person, NOW + DAY, half_km=30, skills="")

    assert destructions.destroy_former_profiles(at=NOW + 31 * DAY) == 0
    assert destructions.destroy_former_profiles(at=NOW + 32 * DAY) == 1

    assert not FormerProfile.objects.exists()
    assert replays.replay(SuggestionList.objects.get()).is_same
    assert Destruction.objects.get().rows_of == "matching.FormerProfile"


def test_a_former_profile_stays_while_a_list_is_made_again_from_it(person):
    change_without_effect(person, NOW + DAY)
    change_without_effect(person, NOW + 2 * DAY)
    first = FormerProfile.objects.order_by("packed_at").first()

    assert destructions.destroy_former_profiles(at=NOW + 300 * DAY) == 1

    assert FormerProfile.objects.get() == first
    assert replays.replay(SuggestionList.objects.get()).is_same


def change_without_effect(person: Candidate, at) -> None:
    """Packed otherwise, with the same list afterwards."""
    make.changed(person, trainings=[f"교육 {at.day}일"])
    before = SuggestionList.objects.get().run_id
    packed_profiles.keep([person.pk], at=at)
    assert SuggestionList.objects.get().run_id == before


def test_former_profiles_are_looked_through_to_the_end(monkeypatch):
    monkeypatch.setattr(destructions, "BATCH", 2)
    people = [carer() for _ in range(5)]
    packed_profiles.keep_up(at=NOW)
    for row in people:
        make.changed(row, half_km=30)
    packed_profiles.keep([row.pk for row in people], at=NOW + DAY)

    assert destructions.destroy_former_profiles(at=LONG_AFTER) == 5


# What was read --------------------------------------------------------------------------------------------------------
def test_a_snapshot_goes_once_nothing_stands_on_it(person):
    first = Run.objects.get()
    RunFigures.objects.all().delete()
    open_for_long(hours_per_month=40)
    suggestions.refresh_all(at=NOW + DAY)

    assert destructions.destroy_snapshots(at=NOW + 90 * DAY) == 0
    assert destructions.destroy_snapshots(at=NOW + 90 * DAY + timedelta(seconds=1)) == 1

    first.refresh_from_db()
    assert first.snapshot is None
    assert replays.replay(SuggestionList.objects.get()).is_same


def test_a_snapshot_stays_while_a_list_stands_on_it(person):
    RunFigures.objects.all().delete()
    make.posting(apply_until=NOW + timedelta(days=2))
    later = suggestions.refresh(candidate_ids=[], at=NOW + DAY)  # nobody's list

    assert destructions.destroy_snapshots(at=LONG_AFTER) == 1

    assert SuggestionList.objects.get().run.snapshot == Snapshot.objects.get()
    assert Snapshot.objects.get() != later.snapshot
    assert replays.replay(SuggestionList.objects.get()).is_same


def test_a_snapshot_stays_while_figures_of_its_run_are_told(person):
    open_for_long(hours_per_month=40)
    changed(person, NOW + DAY, half_km=30)
    assert RunFigures.objects.get().run != SuggestionList.objects.get().run

    assert destructions.destroy_snapshots(at=NOW + KEPT) == 0
    assert destructions.destroy_snapshots(at=NOW + KEPT + timedelta(seconds=1)) == 1


def test_a_snapshot_that_a_run_read_again_is_young_again(person):
    RunFigures.objects.all().delete()
    suggestions.refresh(candidate_ids=[person.pk], at=LONG_AFTER)
    assert Snapshot.objects.count() == 1
    SuggestionList.objects.all().delete()

    assert destructions.destroy_snapshots(at=LONG_AFTER + 90 * DAY) == 0
    assert destructions.destroy_snapshots(at=LONG_AFTER + 91 * DAY) == 1


def test_nothing_that_runs_read_goes_while_one_is_under_way(person):
    make.changed(Run.objects.get(), state="under_way", ended_at=None)
    RunFigures.objects.all().delete()
    changed_packed(person)
    SuggestionList.objects.all().delete()

    assert destructions.destroy_overdue(at=LONG_AFTER) == {
        "left": 0,
        "exposure": 0,
        "posting invite": 0,
        "former profile": 0,
        "snapshot": 0,
        "run people": 0,
    }

    make.changed(Run.objects.get(), state="ended", ended_at=NOW)
    assert destructions.destroy_overdue(at=LONG_AFTER)["former profile"] == 1
    assert not Snapshot.objects.exists()


def changed_packed(person: Candidate) -> None:
    make.changed(person, half_km=30)
    packed_profiles.keep([person.pk], at=NOW + DAY)


def test_whom_a_run_looked_at_is_forgotten_and_the_run_stays(person):
    run = suggestions.refresh(candidate_ids=[person.pk], at=NOW)

    assert destructions.destroy_overdue(at=NOW + 7 * DAY)["run people"] == 0
    assert destructions.destroy_overdue(at=NOW + 8 * DAY)["run people"] == 1

    run.refresh_from_db()
    assert (run.matched_ids, run.people) == (None, 1)
    assert Destruction.objects.get(rows_of="matching.Run.matched_ids").count == 1


# Who left -------------------------------------------------------------------------------------------------------------
def test_who_went_out_of_use_goes_whole_and_others_stay(person):
    other = carer()
    suggestions.refresh_all(at=NOW + DAY)
    for row in (person, other):
        changed_packed(row)
        shown(row)
    make.changed(person.user, is_active=False)

    assert destructions.destroy_overdue(at=NOW + DAY)["left"] == 4

    for model in (Exposure, FormerProfile, PackedProfile, SuggestionList):
        assert list(model.objects.values_list("candidate", flat=True)) == [other.pk], model
    assert set(Destruction.objects.values_list("rows_of", "cause", "count")) == {
        (f"matching.{name}", "left", 1) for name in ("Exposure", "FormerProfile", "PackedProfile", "SuggestionList")
    }
    assert destructions.destroy_overdue(at=NOW + DAY)["left"] == 0


def test_what_a_run_under_way_might_write_again_goes_after_it(person):
    shown(person)
    run = city_runs.begin(at=NOW + DAY)
    make.changed(person.user, is_active=False)

    assert destructions.destroy_overdue(at=NOW + DAY)["left"] == 1
    assert (Exposure.objects.exists(), SuggestionList.objects.exists()) == (False, True)

    city_runs.work_off(run, at=NOW + DAY)
    assert destructions.destroy_overdue(at=NOW + DAY)["left"] == 2
    assert not SuggestionList.objects.exists()


def test_a_person_can_be_deleted_once_what_was_shown_has_gone(person):
    shown(person)
    make.changed(person.user, is_active=False)
    destructions.destroy_overdue(at=NOW)

    make.destroyed(person)

    assert not Candidate.objects.filter(pk=person.pk).exists()


def test_the_task_destroys_by_the_clock(person):
    shown(person, at=timezone.now() - KEPT - DAY)
    shown(person, at=timezone.now())

    tasks.destroy_overdue()

    assert Exposure.objects.count() == 1


def test_a_round_needs_no_snapshot():
    names = {field.name for field in snapshots.Snapshot._meta.get_fields() if field.auto_created}

    assert names == {"runs", "id"}
