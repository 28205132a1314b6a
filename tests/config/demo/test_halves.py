"""Two halves of the city live side by side, or by turns in one process."""

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
def test_all_acts_of_both_halves_happen_each_half_s_in_the_order_of_time() -> None:
    acts = [
        Act(NOW + timedelta(hours=day), partial(_found, f"{half}-{day}"), half)
        for half in halves.HALVES
        for day in reversed(range(ACTS))
    ]

    halves.live(acts, progress.silent, "두 해")

    for half in halves.HALVES:
        names = Organisation.objects.filter(name__startswith=f"{half}-").order_by("pk").values_list("name", flat=True)
        assert list(names) == [f"{half}-{day}" for day in range(ACTS)]


@pytest.mark.django_db
def test_one_process_lives_both_halves_by_turns() -> None:
    lived: list[tuple[int, int]] = []
    acts = [
        Act(NOW + timedelta(hours=day), lambda at, half=half, day=day: lived.append((day, half)), half)
        for half in halves.HALVES
        for day in range(ACTS)
    ]

    halves.live(acts, progress.silent, "두 해")

    assert lived == [(day, half) for day in range(ACTS) for half in halves.HALVES]


@pytest.mark.skipif((os.cpu_count() or 1) < 2, reason="there is no second process on one core")
@pytest.mark.django_db(transaction=True)
def test_a_half_that_fails_ends_the_other(capfd: pytest.CaptureFixture[str]) -> None:
    def fail(at) -> None:
        raise ZeroDivisionError

    with pytest.raises(second.Broken):
        halves.live([Act(NOW, partial(_found, "0"), 0), Act(NOW, fail, 1)], progress.silent, "두 해")

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
