"""Who a run seated, as a second person looks at it before confirming: masked, logged, by site, and nobody for viewers."""

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from matching import rounds
from matching.models import AllocationRound
from profiles.models import AccessEntry
from tests import make
from tests.jobs.expect import queries
from tests.matching.allocating import SEED, applied, posting, terms_of
from tests.matching.web.test_staff_rounds import over

pytestmark = pytest.mark.django_db


@pytest.fixture
def year():
    return make.programme_year()


@pytest.fixture
def second() -> Client:
    """The officer who didn't run the round."""
    found = Client()
    found.force_login(make.city_user())
    return found


def verified(year, city) -> AllocationRound:
    now = timezone.now()
    row = rounds.draft(year, 1, seed=SEED, by=city, at=now)
    simulation = rounds.simulate(row, terms_of(row, now), name="처음 조건", by=city, at=now)
    return rounds.verify(rounds.run(row, simulation, by=city, at=now), by=city, at=now)


def page(row: AllocationRound) -> str:
    return reverse("matching:staff_round_placed", args=[row.public_id])


def test_second_person_reads_what_was_checked_and_who_sits_where(year, city, second):
    to = posting(year, seats=1, title="어르신돌봄", **over())
    best = applied(to, 90, make.candidate(name="김영수"))
    applied(to, 80, make.candidate(name="박민희"))
    row = verified(year, city)

    before = second.get(reverse("matching:staff_round", args=[row.public_id])).content.decode()
    shown = second.get(page(row)).content.decode()

    assert "검산 결과: 모집인원 · 우선 자리 · 상한 · 점수 순서 이상 없음" in before
    assert page(row) in before
    assert "김*수" in shown
    assert "90점" in shown
    assert not any(name in shown for name in ("김영수", "박*희"))
    entry = AccessEntry.objects.get()
    assert (entry.page, entry.subject_ids) == ("matching:staff_round_placed", [best.candidate.user_id])


def test_viewers_are_told_why_they_see_nobody(year, city, client):
    applied(posting(year, seats=1, **over()), 90, make.candidate(name="김영수"))
    row = verified(year, city)
    client.force_login(make.city_user("viewer"))

    shown = client.get(page(row)).content.decode()

    assert "사업 담당과 감사 담당만 볼 수 있습니다" in shown
    assert "김*수" not in shown
    assert not AccessEntry.objects.exists()


def test_a_round_without_a_run_has_nobody_to_show(year, city, second):
    row = rounds.draft(year, 1, seed=SEED, by=city, at=timezone.now())

    assert second.get(page(row)).status_code == 404


def test_page_asks_the_database_no_more_for_three(city, second):
    counted = []
    for people in (1, 3):
        year = make.programme_year()
        to = posting(year, seats=people, **over())
        for _ in range(people):
            applied(to, 90)
        row = verified(year, city)
        second.get(page(row))
        counted.append(queries(lambda row=row: second.get(page(row))))

    assert counted[0] == counted[1]
