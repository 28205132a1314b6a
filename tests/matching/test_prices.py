"""A posting that everybody would be shown costs points; what nobody is shown free of charge is shown to someone."""

import numpy as np
import pytest

from matching import city_runs, lists, prices, replays, suggestions
from matching.models import Run, SuggestionList
from matching.runs import OWN_PLACES
from profiles.models import Notice
from tests import make
from tests.matching.listing import listed, places
from tests.matching.who import carer, outside

pytestmark = pytest.mark.django_db
NOW = make.NOW
POOR = {"hours_mask": [0, 0, 0, 0, 0, 0, 1 << 20], "hours_per_month": 200, "keco": "0111", "duties": "다른 일"}


def a_crowd(count: int = 6) -> list:
    """People who fit nine postings alike, and a tenth poorly."""
    year, operator = make.programme_year(), make.organisation()
    for number in range(OWN_PLACES + 1):
        make.posting(operator, year, title=f"어르신 돌봄 {number}")
    make.posting(operator, year, title="아무도 보지 못할 공고", **POOR)
    return [carer() for _ in range(count)]


def test_city_run_keeps_prices_and_every_list_pays_them():
    people = a_crowd()

    run = suggestions.refresh_all(at=NOW)

    assert run.prices
    assert all(points > 0 for points in run.prices.values())
    for person in people:
        for row in places(person):
            (price,) = [reason for reason in row.reasons if reason["signal"] == "price"]
            assert -price["points"] == run.prices.get(str(row.posting_id), 0)
            assert row.points == sum(reason["points"] for reason in row.reasons)
            assert price["code"] == ("price.crowded" if price["points"] else "price.free")


def test_no_posting_stays_unseen():
    people = a_crowd()
    postings = set(city_runs.offered(NOW).own.ids.tolist())

    suggestions.refresh_all(at=NOW)

    assert {pk for person in people for pk in listed(person)} == postings


def test_person_alone_pays_what_the_last_run_over_the_city_found():
    people = a_crowd()
    city = suggestions.refresh_all(at=NOW)
    offer = city_runs.offered(NOW)

    alone = suggestions.refresh(candidate_ids=[people[0].pk], at=NOW)

    assert (alone.prices, alone.priced_by) == ({}, city)
    assert prices.of_run(alone, offer.own.ids).tolist() == prices.of_run(city, offer.own.ids).tolist()
    assert any(prices.of_run(city, offer.own.ids))
    assert prices.of_last_run(offer).tolist() == prices.of_run(city, offer.own.ids).tolist()
    new = make.posting()
    assert prices.of_run(city, np.array([new.pk])).tolist() == [0]


def test_good_is_what_a_posting_would_have_free_of_charge():
    person = carer()
    posting = make.posting(title="어르신 돌봄")
    price = places_without_price(person) - lists.GOOD + 1
    city = suggestions.refresh_all(at=NOW)
    Notice.objects.all().delete()
    SuggestionList.objects.all().delete()
    make.changed(city, prices={str(posting.pk): price})

    suggestions.refresh(candidate_ids=[person.pk], at=NOW)

    assert places(person)[0].points == lists.GOOD - 1
    assert Notice.objects.get().recipient == person.user


def places_without_price(person) -> int:
    suggestions.refresh(candidate_ids=[person.pk], at=NOW)
    (row,) = places(person)
    SuggestionList.objects.all().delete()
    Run.objects.all().delete()
    Notice.objects.all().delete()
    return row.points


def test_outside_posting_costs_nothing_and_says_nothing_of_prices():
    person = carer()
    outside(source_key="1", district="11410")

    suggestions.refresh_all(at=NOW)

    (row,) = places(person)
    assert "price" not in {reason["signal"] for reason in row.reasons}


def test_priced_list_is_replayed():
    people = a_crowd()
    run = suggestions.refresh_all(at=NOW)

    again = [replays.replay(row) for row in SuggestionList.objects.filter(candidate__in=people)]

    assert run.prices
    assert all(found.is_same and found.names[-1] == "price" for found in again)


def test_application_is_assessed_without_a_price():
    people = a_crowd()
    run = suggestions.refresh_all(at=NOW)
    posting_id = int(max(run.prices, key=run.prices.get))
    posting = next(row for row in make.Posting.objects.all() if row.pk == posting_id)

    (made,) = suggestions.assess([make.application(posting, people[0])], at=NOW)

    assert "price" not in {reason["signal"] for reason in made.reasons}
