"""What a counsellor who acts for somebody opens, and what stays closed; every page of it is in the access log."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import get_resolver, reverse
from django.utils import timezone

from config import acting
from jobs.models import Application
from profiles import candidates, events
from profiles.models import AccessEntry, Candidate, Event, Notice
from tests import make
from tests.access_world import build
from tests.jobs.sharing import agreed, withdraw
from tests.jobs.web.open_postings import open_posting
from tests.profiles import proxying
from tests.test_access import _names

pytestmark = pytest.mark.django_db


@pytest.fixture
def proxy():
    person = make.candidate()
    candidates.set_identity(person.user, name="김영자", phone="01012345678", by=make.actor(person.user), at=make.NOW)
    agreed(person.user)
    return proxying.entrusted(person, given_at=timezone.now())


def begun(proxy, client=None):
    """The counsellor's browser, which has begun to act for the person."""
    client = client or Client()
    client.force_login(proxy.taken_by)
    response = client.post(reverse("profiles:counsellor_person_act", args=[proxy.public_id]))
    assert response.url == "/"
    return client


def test_every_page_named_is_routed():
    assert set(acting.PAGES) - set(_names(get_resolver())) == set()


def test_what_is_told_is_the_persons_and_in_the_counsellors_name(proxy):
    client = begun(proxy)
    url = reverse("profiles:candidate_profile_step", args=["home"])
    assert "김영자" in client.get(url).content.decode()

    client.post(url, {"district": "11110", "dong": ""})

    person = Candidate.objects.get(user=proxy.person)
    assert person.district == "11110"
    told = events.of(person).filter(verb="tell").first()
    assert (told.user, told.organisation, told.on_behalf_of) == (proxy.taken_by, proxy.centre, proxy.person)
    assert not Candidate.objects.filter(user=proxy.taken_by).exists()


def test_each_page_is_an_access_before_it_is_shown(proxy):
    client = begun(proxy)
    before = AccessEntry.objects.count()

    client.get(reverse("profiles:candidate_profile"))

    entry = AccessEntry.objects.order_by("-pk").first()
    assert AccessEntry.objects.count() == before + 1
    assert (entry.user, entry.organisation, entry.page) == (proxy.taken_by, proxy.centre, "profiles:candidate_profile")
    assert entry.subject_ids == [proxy.person_id]


def test_apply_says_at_once_that_only_the_person_agrees_to_pass_on(proxy):
    client, url = begun(proxy), reverse("jobs:apply", args=[open_posting().public_id])
    assert "아직 대신 지원할 수 없습니다" not in client.get(url).content.decode()
    withdraw(proxy.person)

    shown = client.get(url).content.decode()
    assert "아직 대신 지원할 수 없습니다" in shown
    assert 'name="consent_' not in shown
    told = {"motive": "돌봄을 하고 싶습니다.", "form_token": uuid4(), "send": "1"}
    assert "동의하지 않았습니다" in client.post(url, told).content.decode()
    assert not Application.objects.exists()


def test_an_application_is_sent_and_shown_as_sent_by_the_centre(proxy):
    client, posting = begun(proxy), open_posting()
    (site,) = posting.posting_sites.all()
    told = {"motive": "돌봄을 하고 싶습니다.", "wish": site.pk, "form_token": uuid4(), "send": "1"}

    response = client.post(reverse("jobs:apply", args=[posting.public_id]), told, follow=True)

    row = Application.objects.get()
    assert (row.candidate.user, row.received_by) == (proxy.person, proxy.taken_by)
    said = f"{proxy.centre.name}의 상담사"
    assert said in response.content.decode()
    receipt = Notice.objects.get(recipient=proxy.person, kind="jobs.application_received")
    assert receipt.params["centre"] == proxy.centre.name
    own, officer, city = Client(), Client(), Client()
    own.force_login(proxy.person)
    officer.force_login(make.member(posting.organisation))
    city.force_login(make.city_user("auditor"))
    assert said in own.get(reverse("jobs:application", args=[row.public_id])).content.decode()
    assert "대신 지원" in own.get(reverse("jobs:application_receipt", args=[row.public_id])).content.decode()
    assert "제출함" in own.get(reverse("profiles:proxy")).content.decode()
    assert "상담사 대신 지원" in officer.get(reverse("jobs:operator_application_list")).content.decode()
    assert (
        f"{said}가 대신 지원"
        in officer.get(reverse("jobs:operator_application", args=[row.public_id])).content.decode()
    )
    assert "(지원자를 대신함)" in city.get(reverse("jobs:staff_event_list")).content.decode()


def test_what_is_the_persons_alone_stays_closed():
    world = build()
    proxy = world.objects["counsellor_person_act"]
    client = Client()
    client.force_login(world.users["counsellor"])
    client.post(reverse("profiles:counsellor_person_act", kwargs=proxy))
    opened = {}
    for name in _names(get_resolver()):
        url = reverse(name, kwargs=world.kwargs_of(name))
        if not (url.startswith("/me/") or name in acting.OWN_TOO) or name in acting.PAGES:
            continue
        before = Event.objects.count()
        answers = {client.get(url).status_code, client.post(url).status_code}
        if answers - {403, 405} or Event.objects.count() != before:
            opened[name] = answers

    assert opened == {}


def test_what_was_not_let_is_refused_and_said(proxy):
    make.changed(proxy, scopes=["fill"])
    client = begun(proxy)
    response = client.get(reverse("jobs:candidate_application_list"))
    assert response.status_code == 403
    assert "맡기지 않으신 일입니다" in response.content.decode()


def test_taken_back_closes_the_pages_at_once(proxy):
    client = begun(proxy)
    proxying.take_back(proxy)

    response = client.get(reverse("profiles:candidate_profile"))

    assert response.status_code == 403
    assert "대신하기가 끝났습니다" in response.content.decode()
    assert "acts_for" not in client.session


def test_what_was_on_its_way_when_it_ended_is_nobody_elses(proxy):
    """A counsellor who left the centre is a candidate again, as far as the site knows."""
    client = begun(proxy)
    own = make.candidate(proxy.taken_by)
    make.changed(proxy.taken_by.memberships.get(), ended_on=timezone.localdate())

    response = client.post(reverse("profiles:candidate_profile_step", args=["home"]), {"district": "11110", "dong": ""})

    own.refresh_from_db()
    assert (response.status_code, own.district == "11110") == (403, False)


def test_acting_ends_with_the_day(proxy):
    client = begun(proxy)
    session = client.session
    session["acts_for"] = {**session["acts_for"], "on": "2026-01-01"}
    session.save()

    assert client.get(reverse("profiles:candidate_profile")).status_code == 403


def test_without_applying_nothing_of_applications_is_seen(proxy):
    posting = open_posting()
    row = make.application(posting, proxy.person.candidate, state="offered")
    make.offer(row, expires_at=timezone.now() + timedelta(days=2))
    make.changed(proxy, scopes=["fill"])
    client = begun(proxy)

    shown = (
        client.get("/").content.decode()
        + client.get(reverse("jobs:public_posting", args=[posting.public_id])).content.decode()
    )

    assert str(row.public_id) not in shown
    make.changed(proxy, scopes=["fill", "apply"])
    again = client.get("/").content.decode()
    assert posting.title in again


def test_stopping_closes_the_pages(proxy):
    client = begun(proxy)
    client.post(reverse("profiles:counsellor_act_end"))
    assert client.get(reverse("profiles:candidate_profile")).status_code == 404


def test_a_form_that_was_open_for_another_person_is_worth_nothing(proxy):
    other = proxying.entrusted(by=proxy.taken_by, given_at=timezone.now())
    client = Client(enforce_csrf_checks=True)
    client.force_login(proxy.taken_by)

    def token(url):
        client.get(url)
        return client.cookies["csrftoken"].value

    def act(row):
        kept = token(reverse("profiles:counsellor_people"))
        client.post(reverse("profiles:counsellor_person_act", args=[row.public_id]), {"csrfmiddlewaretoken": kept})

    act(proxy)
    url = reverse("profiles:candidate_profile_step", args=["home"])
    first_tab = token(url)
    act(other)  # in a second tab
    response = client.post(url, {"district": "11110", "csrfmiddlewaretoken": first_tab})

    assert response.status_code == 403
    assert Candidate.objects.get(user=other.person).district != "11110"


def test_no_device_keeps_a_copy_of_the_persons_pages(proxy):
    client = begun(proxy)
    own = client.get(reverse("jobs:public_posting_list"))["X-Person"]
    client.cookies["dasi_kept"] = own

    response = client.get(reverse("jobs:candidate_application_list"))

    assert response.status_code == 200
    assert "X-Keep" not in response
    assert response["X-Person"] == own  # the device is the counsellor's


def test_the_menu_leads_to_no_closed_page(proxy):
    client = begun(proxy)
    shown = client.get("/").content.decode()
    for name in ("jobs:candidate_placement_list", "jobs:kept_list", "profiles:candidate_inbox"):
        assert f'href="{reverse(name)}"' not in shown
    assert "대신하기 마치기" in shown
