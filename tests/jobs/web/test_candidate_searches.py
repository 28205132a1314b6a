"""Pages of saved searches: from the list to the alert, by people of 62, and back."""

from urllib.parse import urlsplit

import pytest
from django.urls import reverse

from jobs import saved_searches
from jobs.models import SavedSearch
from tests import make
from tests.jobs.expect import queries
from tests.jobs.keeping import saved_search
from tests.jobs.web.open_postings import text

pytestmark = pytest.mark.django_db
LIST, NEW = reverse("jobs:saved_search_list"), reverse("jobs:saved_search_new")
QUERY = "district=11410&q=%EB%8F%8C%EB%B4%84"


def page(name, row):
    return reverse(f"jobs:saved_search_{name}", args=[row.public_id])


def test_new_shows_the_conditions_in_words_and_suggests_a_name(client, person) -> None:
    response = client.get(f"{NEW}?{QUERY}&sort=newest&page=3&source=outside")

    assert response.context["words"] == ["돌봄", "서대문구"]
    assert 'value="돌봄 · 서대문구"' in text(response)
    assert f'href="{reverse("jobs:public_posting_list")}?{QUERY.replace("&", "&amp;")}"' in text(response)


def test_new_keeps_it_and_the_same_twice_says_so(client, person) -> None:
    sent = {"name": "집 근처 돌봄", "has_alerts": "on"}

    assert client.post(f"{NEW}?{QUERY}&sort=newest", sent).url == LIST
    again = client.post(f"{NEW}?{QUERY}", sent)

    row = SavedSearch.objects.get()
    assert (row.user, row.query, row.has_alerts, row.name) == (person.user, QUERY, True, "집 근처 돌봄")
    assert "같은 조건을 이미 저장하셨습니다." in text(again)


def test_new_without_a_name_says_where(client, person) -> None:
    assert "알아보기 쉬운 이름을 적어 주세요." in text(client.post(NEW, {"name": " "}))
    assert not SavedSearch.objects.exists()


def test_a_visitor_signs_in_and_comes_back_with_the_conditions(client) -> None:
    person = make.candidate(make.user(email="a@example.com", password=make.PASSWORD))
    sign_in = client.get(f"{NEW}?{QUERY}").url

    come_back = client.post(sign_in, {"login": person.user.email, "password": make.PASSWORD}).url

    assert urlsplit(come_back).path == NEW
    assert client.get(come_back).context["words"] == ["돌봄", "서대문구"]


def test_search_leads_to_its_list_the_newest_first(client, person) -> None:
    row = saved_search(person.user, QUERY)

    found = client.get(reverse("jobs:saved_search", args=[row.public_id])).url

    assert found == f"{reverse('jobs:public_posting_list')}?{QUERY}&sort=newest"


def test_list_renames_stops_and_removes(client, person) -> None:
    row = saved_search(person.user, QUERY)
    assert "알림 켜짐" in text(client.get(LIST))

    client.post(page("alerts", row), {"on": "0"})
    client.post(page("rename", row), {"name": "새 이름"})
    shown = text(client.get(LIST))
    assert "알림 멈춤" in shown
    assert "새 이름" in shown
    refused = client.post(page("rename", row), {"name": "620307-1234567"})
    assert refused.status_code == 400
    assert "주민등록번호는 받지 않습니다." in text(refused)

    client.post(page("remove", row))
    assert "저장한 검색이 없습니다" in text(client.get(LIST))


def test_list_shows_ones_own_alone(client, person) -> None:
    saved_search(name="남의 검색")

    assert "남의 검색" not in text(client.get(LIST))


def test_an_eleventh_is_refused_in_words(client, person, monkeypatch) -> None:
    monkeypatch.setattr(saved_searches, "MOST", 1)
    saved_search(person.user)

    assert "검색은 1개까지 저장할 수 있습니다." in text(client.post(f"{NEW}?{QUERY}", {"name": "둘"}))


def test_list_asks_the_same_of_any_number(client, person) -> None:
    counts = []
    for number in (1, 3):
        for extra in range(number):
            saved_search(person.user, f"q={number}{extra}")
        counts.append(queries(lambda: client.get(LIST)))

    assert counts[0] == counts[1]
