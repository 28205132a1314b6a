"""Figures of a year are counted by workers, read by pages, and stay when the rows that were counted go."""

from datetime import date, datetime, timedelta

import pytest
from django.utils import timezone

from matching import destructions, exposures, fairness, fairness_counts, fairness_years, suggestions, tasks
from matching.fairness_counts import Period
from matching.models import Exposure, FairnessYear
from profiles.models import Candidate
from tests import make
from tests.make import NOW
from tests.matching.listing import places
from tests.matching.who import carer, open_for_long

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
KEPT = timedelta(days=1_096)


@pytest.fixture
def people() -> list[Candidate]:
    """Six people with a list each, all of whom saw it."""
    found = [carer() for _ in range(6)]
    open_for_long()
    suggestions.refresh_all(at=NOW)
    for person in found:
        shown(person)
    return found


def shown(person: Candidate, at: datetime = NOW) -> Exposure:
    return exposures.record(person, places(person), channel="page", at=at)


def told(year: int = 2026) -> fairness.Report:
    return fairness_years.report(FairnessYear.objects.get(year=year))


def test_what_was_kept_says_the_same_as_counting_now(people):
    make.application(candidate_=people[0], state="selected")

    (row,) = fairness_years.keep_up(at=NOW)

    assert told() == fairness.report(Period(date(2026, 1, 1), date(2026, 4, 16)))
    assert told().totals["shown"] == 6
    assert (row.counted_at, row.counted_until, row.frozen_at) == (NOW, date(2026, 4, 16), None)


def test_this_year_is_counted_the_last_again_and_older_ones_once(people):
    years = [fairness_years.keep_up(at=NOW.replace(year=2026 + later)) for later in range(4)]

    assert [[row.year for row in rows] for rows in years] == [[2026], [2026, 2027], [2028], [2029]]
    assert fairness_years.years() == [2029, 2028, 2027, 2026]


def test_a_year_that_was_never_counted_is_counted_later(people):
    rows = fairness_years.keep_up(at=NOW.replace(year=2028))

    assert [row.year for row in rows] == [2026, 2028]
    assert told(2026).totals["shown"] == 6


def test_figures_stay_when_what_was_counted_goes(people):
    before = fairness_counts.counted(Period(date(2026, 1, 1), date(2027, 1, 1)))

    assert destructions.destroy_overdue(at=NOW + KEPT + DAY)["exposure"] == 6

    row = FairnessYear.objects.get(year=2026)
    assert row.frozen_at == NOW + KEPT + DAY
    assert row.shown == {"2026-04-01": 6}
    assert told().totals["shown"] == before.groups["all", ""].shown == 6
    assert fairness_years.keep(2026, at=NOW + KEPT + 2 * DAY) is None
    assert told().totals["shown"] == 6


def test_an_old_year_is_not_counted_with_the_people_of_today(people):
    fairness_years.keep_up(at=NOW)
    counted = FairnessYear.objects.get(year=2026).groups
    carer()
    suggestions.refresh_all(at=NOW + DAY)
    make.changed(people[0].user, is_active=False)

    destructions.destroy_overdue(at=NOW + KEPT + DAY)

    row = FairnessYear.objects.get(year=2026)
    assert (row.groups, row.counted_at, row.frozen_at) == (counted, NOW, NOW + KEPT + DAY)


def test_the_rest_of_a_year_goes_without_another_count(people):
    shown(people[0], at=NOW + 10 * DAY)
    destructions.destroy_overdue(at=NOW + KEPT + DAY)
    first = FairnessYear.objects.get(year=2026)

    assert destructions.destroy_overdue(at=NOW + KEPT + 11 * DAY)["exposure"] == 1

    again = FairnessYear.objects.get(year=2026)
    assert (again.frozen_at, again.counted_at, again.groups) == (first.frozen_at, first.counted_at, first.groups)


def test_workers_count(people):
    tasks.count_fairness()

    assert FairnessYear.objects.get(year=timezone.localdate().year).counted_at <= timezone.now()
