"""The first suggestions on the first page of the site: the person's own, three at most, and written down as shown."""

import pytest
from django.urls import reverse
from django.utils import timezone

from matching import suggestions
from matching.models import Exposure
from tests import make
from tests.matching.web.test_search import open_posting

pytestmark = pytest.mark.django_db
HOME = reverse("jobs:home")


def text(response) -> str:
    return " ".join(response.content.decode().split())


@pytest.mark.parametrize("items", [1, 4])
def test_home_shows_the_first_suggestions_and_writes_them_down(client, items: int) -> None:
    person = make.candidate()
    make.career(person)
    for number in range(items):
        open_posting(title=f"돌봄 {number}")
    suggestions.refresh_all(at=timezone.now())
    client.force_login(person.user)

    shown = text(client.get(HOME))

    (kept,) = Exposure.objects.all()
    assert (kept.candidate, len(kept.posting_ids), kept.channel) == (person, min(items, 3), "page")
    fitting = shown.partition('id="fitting"')[2].partition("</section>")[0]
    assert fitting.count('<li class="card">') == min(items, 3)
    assert reverse("matching:candidate_suggestion_list") in fitting


def test_what_fits_stands_on_the_first_page_once(client) -> None:
    person = make.candidate()
    make.career(person)
    for number in range(4):
        open_posting(title=f"돌봄 일 {number}")
    suggestions.refresh_all(at=timezone.now())
    client.force_login(person.user)

    shown = text(client.get(HOME))

    assert [shown.count(f"돌봄 일 {number}</a>") for number in range(4)] == [1] * 4


def test_home_names_outside_postings_where_there_are_none_of_ours(client) -> None:
    person = make.candidate()
    make.career(person)
    outside = make.outside_posting(title="요양보호사", text="어르신의 식사와 이동을 돕습니다.", keco="5501")
    suggestions.refresh_all(at=timezone.now())
    client.force_login(person.user)

    assert reverse("jobs:outside_posting", args=[outside.public_id]) in text(client.get(HOME))


def test_home_leads_who_has_no_suggestions_to_the_profile(client) -> None:
    client.force_login(make.candidate().user)
    assert "나의 정보를 적으면 맞는 일자리를 찾아 드립니다." in text(client.get(HOME))
    assert not Exposure.objects.exists()

    client.force_login(make.user())
    assert "나의 정보를 적으면 맞는 일자리를 찾아 드립니다." in text(client.get(HOME))


def test_a_visitor_is_matched_with_nothing(client) -> None:
    open_posting(title="돌봄")

    assert "matching/candidate/_first_suggestions.html" not in [used.name for used in client.get(HOME).templates]
    assert not Exposure.objects.exists()


def test_asking_for_the_head_alone_shows_nothing(client) -> None:
    person = make.candidate()
    open_posting(title="돌봄")
    suggestions.refresh_all(at=timezone.now())
    client.force_login(person.user)

    assert client.head(HOME).status_code == 200
    assert not Exposure.objects.exists()
