"""Two halves of the city live side by side, and what concerns both waits for both."""

import os
from datetime import timedelta
from functools import partial

import pytest

from config.demo import halves, progress, second
from config.demo.halves import Act
from config.demo.organisations import PRINTED, Cast
from profiles.models import Organisation
from tests import make
from tests.make import NOW

ACTS = 4


def _found(name: str, at) -> None:
    make.organisation(name=name)


@pytest.mark.django_db(transaction=True)
def test_shared_acts_see_all_that_both_halves_did_before() -> None:
    seen: list[int] = []
    acts = [
        Act(NOW + timedelta(hours=2 * day + half), partial(_found, f"{half}-{day}"), half)
        for day in range(ACTS)
        for half in halves.HALVES
    ]
    acts += [
        Act(NOW + timedelta(hours=2 * day - 1), lambda at: seen.append(Organisation.objects.count()))
        for day in range(ACTS)
    ]
    before = Organisation.objects.count()

    halves.live(acts, progress.silent, "두 해")

    assert seen == [before + 2 * day for day in range(ACTS)]
    assert Organisation.objects.count() == before + 2 * ACTS


@pytest.mark.skipif((os.cpu_count() or 1) < 2, reason="there is no second process on one core")
@pytest.mark.django_db(transaction=True)
def test_a_half_that_fails_ends_the_other(capfd: pytest.CaptureFixture[str]) -> None:
    def fail(at) -> None:
        raise ZeroDivisionError

    with pytest.raises(second.Broken):
        halves.live([Act(NOW, fail, 1), Act(NOW + timedelta(hours=1), fail)], progress.silent, "두 해")

    assert "ZeroDivisionError" in capfd.readouterr().err


@pytest.mark.django_db
def test_people_are_shared_as_the_seats_are() -> None:
    cast = Cast(city=make.actor(make.city_user()))
    for seats in (2, 3, 2, 1):
        operator = make.organisation()
        make.posting(operator, seats=seats)
        cast.operators.append(make.actor(make.member(operator, "manager")))
    people = [make.candidate() for _ in range(7)]
    people.append(make.candidate(make.user(email=PRINTED["candidate"])))

    first, second = halves.divide(cast, people)

    printed, *others = (actor.organisation.pk for actor in cast.operators)
    assert (first.operators, second.operators) == ({printed, others[1]}, {others[0], others[2]})
    assert (len(first.people), len(second.people)) == (5, 3)  # the printed person stays with the printed operator
