"""What an officer is told of how many there are: about, the same for the same people, so often a day, and on record."""

import re
from datetime import timedelta

import numpy as np
import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from matching import people_looks, prospects, softenings
from matching.people_looks import SHIFT, shift_of
from profiles.models import Event
from tests import make
from tests.jobs.expect import refusal
from tests.make import NOW
from tests.matching.agreed import agreed, packed
from tests.matching.test_softenings import sketched

db = pytest.mark.django_db


@pytest.fixture
def asked():
    for _ in range(12):
        agreed(make.candidate(profile_step="finished"))
    packed()
    return sketched(make.posting(make.organisation(), make.programme_year(), state="draft"))


@pytest.fixture
def looker(asked):
    return make.actor(make.member(asked.posting.organisation))


def test_the_same_people_give_the_same_figure_and_one_more_another():
    sets = [np.arange(1, size) for size in range(6, 300)]
    shifts = [shift_of(ids) for ids in sets]

    assert [shift_of(ids[::-1]) for ids in sets] == shifts
    assert set(shifts) == set(range(-SHIFT, SHIFT + 1))
    gains = [1 + after - before for before, after in zip(shifts, shifts[1:], strict=False)]
    assert sum(gain == 1 for gain in gains) < len(gains) / 4  # one person more seldom looks like one person more
    assert sum(gain <= 0 for gain in gains) > len(gains) / 4


@db
def test_figures_are_shifted_and_on_record(asked, looker):
    counted = people_looks.look(asked, by=looker, at=NOW)

    found = prospects.look([asked], at=NOW)
    exact = softenings.count(asked, at=NOW).size.may_apply
    assert exact.people == 12
    assert counted.size.may_apply.people == 12 + shift_of(found.ids[found.passes[:, 0]])
    assert people_looks.look(asked, by=looker, at=NOW) == counted
    event = Event.objects.filter(verb="count_people").first()
    assert (event.user_id, event.params["may_apply"]) == (looker.user.pk, counted.size.may_apply.people)


@db
def test_a_figure_that_may_be_small_is_no_edge_to_feel_for():
    year = make.programme_year()
    seen = set()
    for number in range(1, 14):
        agreed(make.candidate(profile_step="finished"))
        packed()
        told = softenings.count(
            sketched(make.posting(None, year, state="draft")), shift=shift_of, at=NOW
        ).size.may_apply
        assert told.is_small or number >= 5
        assert not told.is_small or number < told.people == 10  # what is said of it is true
        assert told.is_small or 5 <= told.people <= number + SHIFT
        seen.add(told.is_small)
    assert seen == {True, False}


@db
def test_looks_are_so_many_a_day(asked, looker, settings):
    settings.PEOPLE_LOOKS_A_DAY = 2
    for _ in range(2):
        people_looks.look(asked, by=looker, at=NOW)

    with refusal("too_many_looks"):
        people_looks.look(asked, by=looker, at=NOW)
    people_looks.look(asked, by=make.actor(make.member(asked.posting.organisation)), at=NOW)
    people_looks.look(asked, by=looker, at=NOW + timedelta(days=1))
    with pytest.raises(PermissionDenied):
        people_looks.look(asked, by=make.actor(make.member()), at=NOW)


@db
def test_the_page_says_that_it_is_enough_for_today(client, settings):
    settings.PEOPLE_LOOKS_A_DAY = 1
    year = make.programme_year()
    client.force_login(make.member())
    page = reverse("matching:operator_people_count")

    client.post(page, {"programme_year": year.pk})
    shown = client.post(page, {"programme_year": year.pk}, headers={"X_Live": "1"}).content.decode()

    assert "대상자 수는 하루에 1번까지 셀 수 있습니다" in shown
    assert not re.search(r"\d명", shown)
