"""넓혀 보기: near occupations for one person, as they and the postings are now."""

from datetime import timedelta

import pytest

from jobs.models import Posting
from matching import runs, suggestions, wider
from matching.models import PackedProfile, Snapshot, SuggestionList
from tests import make
from tests.matching.who import carer

pytestmark = pytest.mark.django_db
NOW = make.NOW


def near_posting(*args, **columns) -> Posting:
    """Cleaning: of another group with the same first digit as care work, whose group stands alone in its two."""
    return make.posting(*args, **{"title": "건물 청소", "duties": "복도와 계단", "keco": "5611", **columns})


def looked(person) -> wider.Wider | None:
    return wider.of(person.user, at=NOW)


def test_near_group_is_named_with_its_openings_and_its_best():
    person = carer()
    year, operator = make.programme_year(), make.organisation()
    own = make.posting(operator, year, title="어르신 돌봄")
    best = near_posting(operator, year)
    near_posting(operator, year, hours_per_month=200)
    suggestions.refresh_all(at=NOW)

    found = looked(person)

    assert (found.own, found.is_narrow) == (1, True)
    (near,) = found.near
    assert (near.code, near.openings, near.posting, near.by_words) == ("561", 2, best, False)
    assert own not in {one.posting for one in found.near}
    assert near.points > 0


def test_closed_and_applied_for_are_left_out():
    person = carer()
    year, operator = make.programme_year(), make.organisation()
    near_posting(operator, year, apply_until=NOW + timedelta(hours=1))
    sent = near_posting(operator, year)
    suggestions.refresh_all(at=NOW)
    make.application(sent, person)

    assert not wider.of(person.user, at=NOW + timedelta(hours=2)).near


def test_rules_hold_here_too():
    person = carer()
    make.posting(title="어르신 돌봄")
    near_posting(None, make.programme_year(rules=False))  # nobody passes without rules
    suggestions.refresh_all(at=NOW)

    assert looked(person).near == []


def test_as_shown_counts_places_from_one():
    person = carer()
    posting = near_posting()
    run = suggestions.refresh_all(at=NOW)

    (shown,) = looked(person).as_shown()

    assert (shown.posting_id, shown.rank, shown.run, shown.chance) == (posting.pk, 1, run, 1.0)


def test_person_without_a_list_sees_nothing():
    assert looked(make.candidate()) is None


@pytest.mark.parametrize(
    "changed", [(PackedProfile, {"layout": 99, "payload": b"\x63\0" + bytes(500)}), (Snapshot, {"version": 99})]
)
def test_what_other_code_kept_is_left_to_the_next_run(changed):
    person = carer()
    near_posting()
    suggestions.refresh_all(at=NOW)
    model, columns = changed
    make.changed(model.objects.get(), **columns)

    assert SuggestionList.objects.exists()
    assert looked(person) is None
    make.posting(title="어르신 돌봄")
    suggestions.refresh_all(at=NOW + timedelta(days=1))
    assert looked(person).near


def test_what_opened_since_is_found_though_the_list_stayed_as_it_was():
    person = carer()
    year, operator = make.programme_year(), make.organisation()
    for number in range(runs.OWN_PLACES):
        make.posting(operator, year, title=f"어르신 돌봄 {number}")
    suggestions.refresh_all(at=NOW)
    new = near_posting(operator, year)

    run = suggestions.refresh(posting_ids=[new.pk], at=NOW)

    assert SuggestionList.objects.get().run != run
    found = looked(person)
    assert ([near.posting for near in found.near], found.run) == ([new], run)
