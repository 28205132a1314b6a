"""A lot fills some last places of the lists of a city: few, eligible, known by their chance, the same all week."""

from datetime import timedelta
from io import StringIO

import numpy as np
import pytest
from django.core.management import call_command

from jobs.models import Posting
from matching import cards, exposures, lists, replays, suggestions
from matching.core import shown
from matching.models import Exposure, SuggestionList
from matching.runs import OWN_PLACES
from tests import make
from tests.matching.listing import listed, places, written
from tests.matching.who import carer

pytestmark = pytest.mark.django_db
NOW = make.NOW
PEOPLE, POSTINGS = 20, 14


def a_city() -> list:
    year, operator = make.programme_year(), make.organisation()
    for number in range(POSTINGS):
        make.posting(operator, year, title=f"어르신 돌봄 {number}")
    return [carer() for _ in range(PEOPLE)]


def drawn() -> list[SuggestionList]:
    return list(SuggestionList.objects.filter(last_came=SuggestionList.Came.EXPLORED))


def test_ways_are_numbered_as_in_the_core():
    assert {way.name: way.value for way in SuggestionList.Came} == {
        name: getattr(shown, name) for name in ("RANKED", "UNSEEN", "EXPLORED")
    }


def test_one_place_in_twenty_is_drawn_and_its_chance_kept():
    people = a_city()

    run = suggestions.refresh_all(at=NOW)

    assert run.seed
    found = drawn()
    assert len(found) == PEOPLE * OWN_PLACES // 20
    others = SuggestionList.objects.exclude(pk__in=[row.pk for row in found])
    pool = len(found) + others.filter(last_chance__lt=1).count()
    assert {row.last_chance for row in found} == {len(found) / pool / (POSTINGS - OWN_PLACES)}
    assert {row.last_chance for row in others} <= {1.0, 1 - len(found) / pool}
    assert all(len(listed(person)) == OWN_PLACES for person in people)


def test_lists_stand_all_week_and_are_drawn_anew_the_next():
    a_city()
    suggestions.refresh_all(at=NOW)
    first, chosen = written(), {row.pk for row in drawn()}

    suggestions.refresh_all(at=NOW + timedelta(days=1))
    assert written() == first

    suggestions.refresh_all(at=NOW + timedelta(days=7))
    assert {row.pk for row in drawn()} != chosen


def test_place_by_lot_is_replayed():
    a_city()
    run = suggestions.refresh_all(at=NOW)
    row = drawn()[0]
    out = StringIO()

    assert replays.replay(row).is_same
    call_command("replay_suggestion", str(row.candidate.public_id), stdout=out)
    assert f"place {OWN_PLACES} by lot, seed {run.seed}, chance {row.last_chance:.6f}" in out.getvalue()


def test_list_whose_way_was_changed_is_not_the_same():
    a_city()
    suggestions.refresh_all(at=NOW)
    row = drawn()[0]
    make.changed(row, last_came=SuggestionList.Came.RANKED)

    assert not replays.replay(SuggestionList.objects.get(pk=row.pk)).is_same


def test_exposure_has_the_chance_of_each_place():
    a_city()
    suggestions.refresh_all(at=NOW)
    row = drawn()[0]

    exposures.record(row.candidate, suggestions.shown_to(row.candidate.user, at=NOW), channel="page", at=NOW)

    assert Exposure.objects.get().chances == [*[1.0] * (OWN_PLACES - 1), row.last_chance]


def test_card_says_how_its_place_was_filled():
    a_city()
    suggestions.refresh_all(at=NOW)
    row = drawn()[0]

    assert [card.came for card in cards.of(row.candidate, at=NOW)] == [*["ranked"] * (OWN_PLACES - 1), "explored"]


def test_person_alone_has_no_place_by_lot():
    a_city()
    suggestions.refresh_all(at=NOW)
    row = drawn()[0]

    suggestions.refresh(candidate_ids=[row.pk], at=NOW)

    row.refresh_from_db()
    assert (row.last_came, row.last_chance) == (SuggestionList.Came.RANKED, 1.0)
    assert {place.posting_id for place in places(row.candidate)} <= set(Posting.objects.values_list("pk", flat=True))


def test_floor_of_a_place_by_lot_is_that_of_the_one_above():
    a_city()
    suggestions.refresh_all(at=NOW)
    rows = {row.pk: row for row in SuggestionList.objects.all()}

    floor, _outside = lists.floors(np.array(sorted(rows), np.int64))

    for pk, points in zip(sorted(rows), floor.tolist(), strict=True):
        is_ranked = rows[pk].last_came == SuggestionList.Came.RANKED
        assert points == rows[pk].points[OWN_PLACES - 1 if is_ranked else OWN_PLACES - 2]
