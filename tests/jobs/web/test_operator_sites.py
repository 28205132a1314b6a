"""An operator's sites: listed, changed, ended, with their contacts and the links that were sent."""

from datetime import date

import pytest
from django.urls import reverse
from django.utils import timezone

from jobs.models import SiteContact, SiteLink
from tests import make
from tests.jobs import linking

pytestmark = pytest.mark.django_db
LIST = reverse("jobs:operator_site_list")


@pytest.fixture
def operator(client):
    made = make.organisation()
    client.force_login(make.member(made))
    return made


def page(name: str, site, **more) -> str:
    return reverse(f"jobs:{name}", kwargs={"public_id": site.public_id, **more})


def test_list_shows_own_sites_in_use(client, operator) -> None:
    site, ended, other = make.site(operator), make.site(operator, ended_at=make.NOW), make.site()

    shown, everything = client.get(LIST).content.decode(), client.get(f"{LIST}?state=all").content.decode()

    assert (site.name in shown, ended.name in shown, other.name in shown) == (True, False, False)
    assert ended.name in everything
    assert "담당자 없음" in shown


@pytest.mark.parametrize("items", [1, 3])
def test_list_asks_the_same_of_any_number(client, operator, items, django_assert_max_num_queries) -> None:
    for _ in range(items):
        linking.contact(make.site(operator))

    with django_assert_max_num_queries(12):
        assert client.get(LIST).content.decode().count("담당자에게 링크로") == items


def test_edit(client, operator) -> None:
    site = make.site(operator)
    typed = {"name": "새 이름", "dong": "1141056500", "address": "증가로 1", "contact": ""}
    form = client.get(page("operator_site_edit", site)).context["form"]
    typed["dong"] = form.fields["dong"].choices[1][1][0][0]

    client.post(page("operator_site_edit", site), typed)

    site.refresh_from_db()
    assert (site.name, site.dong, site.address) == ("새 이름", typed["dong"], "증가로 1")
    assert "활동처를 고쳤습니다." in client.get(page("operator_site", site)).content.decode()


def test_another_s_site_is_not_found(client, operator) -> None:
    other = make.site()

    for name in ("operator_site", "operator_site_edit", "operator_site_end"):
        assert client.get(page(name, other)).status_code == 404


def test_end_asks_why_and_waits_for_people(client, operator) -> None:
    site, used = make.site(operator), make.site(operator)
    make.posting(operator, sites=[used])

    assert "아직 끝낼 수 없습니다" in client.get(page("operator_site_end", used)).content.decode()
    client.post(page("operator_site_end", used), {"reason": "이사"})
    client.post(page("operator_site_end", site), {"reason": ""})
    site.refresh_from_db()
    assert site.ended_at is None
    client.post(page("operator_site_end", site), {"reason": "이사"})

    site.refresh_from_db()
    used.refresh_from_db()
    assert (site.ended_at is None, used.ended_at) == (False, None)


def test_contact_is_registered_and_ended(client, operator) -> None:
    site = make.site(operator)
    refused = client.post(page("operator_site_contact_add", site), {"name": "박담당", "phone": "", "email": ""})
    assert "하나는 적어 주세요" in refused.content.decode()
    client.post(page("operator_site_contact_add", site), {"name": "박담당", "email": "a@example.com"})
    contact = SiteContact.objects.get()
    assert "박담당" in client.get(page("operator_site", site)).content.decode()

    client.post(page("operator_site_contact_end", site, pk=contact.pk))

    contact.person.refresh_from_db()
    assert contact.person.ended_on is not None
    assert "전에 맡았던 분 1명" in client.get(page("operator_site", site)).content.decode()


def test_link_is_sent_and_ended(client, operator) -> None:
    site = make.site(operator)
    contact = linking.contact(site)
    linking.log(site)
    typed = {"month": "2026-05-01", "contact": contact.pk}

    client.post(page("operator_site_link_send", site), typed)

    link = SiteLink.objects.get()
    assert (link.month, link.contact) == (date(2026, 5, 1), contact)
    assert "보내는 중" in client.get(page("operator_site", site)).content.decode()
    client.post(reverse("jobs:operator_site_link_end", args=[link.public_id]))
    link.refresh_from_db()
    assert link.ended_at is not None


@pytest.mark.parametrize("items", [1, 3])
def test_page_asks_the_same_of_any_number(client, operator, items, django_assert_max_num_queries) -> None:
    site = make.site(operator)
    for number in range(items):
        one = {"month": date(2026, number + 1, 1), "token": str(number), "made_at": timezone.now()}
        linking.link(site, contact_=linking.contact(site), **one)

    with django_assert_max_num_queries(15):
        assert client.get(page("operator_site", site)).content.decode().count("링크 끊기") == items
