"""A person agrees to their placement and reads what was paid."""

import pytest
from django.urls import reverse
from django.utils import timezone

from tests import make
from tests.jobs.web.open_postings import open_posting, text
from tests.jobs.web.test_candidate import page
from tests.jobs.web.working import first_of, log_page, typed, working

MINE = reverse("jobs:candidate_placement_list")


@pytest.mark.django_db
@pytest.mark.parametrize("items", [1, 3])
def test_list_asks_the_same_of_any_number(client, person, items: int, django_assert_max_num_queries) -> None:
    for _ in range(items):
        make.placement(make.application(candidate_=person, state="placed"), state="completed")

    with django_assert_max_num_queries(14):
        assert len(client.get(MINE).context["page_obj"].object_list) == items


@pytest.mark.django_db
@pytest.mark.parametrize("items", [1, 3])
def test_placement_asks_the_same_of_any_number_of_months(
    client, person, items: int, django_assert_max_num_queries
) -> None:
    placement = working(person)
    for number in range(items):
        make.worklog(placement, month=first_of(number))

    with django_assert_max_num_queries(20):
        assert client.get(page("placement", placement)).status_code == 200


@pytest.mark.django_db
def test_placement_tells_gross_tax_and_net(client, person) -> None:
    placement = working(person)
    log = make.worklog(placement, month=first_of(1), minutes=3420, state="confirmed")
    make.pay_line(log, gross_won=588_240, withheld_won=51_760, net_won=536_480, paid_at=timezone.now())

    shown = text(client.get(page("placement", placement)))

    assert "588,240원에서 세금 51,760원을 떼고 <strong>536,480원</strong>" in shown
    assert "활동 57시간" in shown


@pytest.mark.django_db
def test_pages_of_another_are_not_found(client, person) -> None:
    other = working(make.candidate())
    for user in (person.user, make.member(other.application.posting.organisation), make.city_user()):
        client.force_login(user)
        assert client.get(page("placement", other)).status_code == 404
        assert client.get(log_page(other, first_of(1))).status_code == 404
        assert client.post(log_page(other, first_of(1)), typed()).status_code == 404


@pytest.mark.django_db
def test_a_placement_says_hours_as_a_most_and_its_site_can_be_called(client, person) -> None:
    site = make.site(contact="02-300-4000")
    placement = make.placement(make.application(open_posting(hours_per_month=57, sites=[site]), person, state="placed"))

    shown = text(client.get(reverse("jobs:placement", args=[placement.public_id])))

    assert "<dd>57시간까지</dd>" in shown
    assert '<a href="tel:023004000">' in shown
