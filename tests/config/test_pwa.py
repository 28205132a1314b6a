"""The app of the phone: what its manifest says, which pages a device may keep, and when it may no longer."""

import pytest
from django.contrib.staticfiles import finders
from django.urls import reverse

from tests import make

pytestmark = pytest.mark.django_db
INBOX = reverse("profiles:candidate_inbox")


@pytest.fixture
def person(client):
    user = make.candidate().user
    client.force_login(user)
    return client


def test_manifest_says_how_the_site_is_installed(client):
    answer = client.get(reverse("manifest"))

    told = answer.json()
    assert answer["Content-Type"] == "application/manifest+json"
    assert (told["short_name"], told["display"], told["start_url"], told["lang"]) == ("다시", "standalone", "/", "ko")
    assert {icon["sizes"] for icon in told["icons"]} == {"192x192", "512x512"}
    assert all(finders.find(icon["src"].removeprefix("/static/")) for icon in told["icons"])
    assert all(client.get(shortcut["url"]).status_code == 302 for shortcut in told["shortcuts"])  # to sign in


def test_manifest_of_an_english_reader_is_english(client):
    client.post(reverse("set_language"), {"language": "en"})

    assert client.get(reverse("manifest")).json()["lang"] == "en"


def test_worker_names_files_that_are_there(client):
    answer = client.get(reverse("worker"))

    text = answer.content.decode()
    assert answer["Content-Type"] == "text/javascript"
    assert answer["Cache-Control"] == "no-cache"
    assert '"/static/krds/css/site.css", "/static/dasi/prefer.js"' in text
    assert f'LISTS = ["{INBOX}", ' in text


def test_pages_are_marked_only_where_the_person_chose_it(person):
    assert "X-Keep" not in person.get(INBOX)

    person.post(reverse("viewing"), {"kept": "yes"})

    assert person.get(INBOX)["X-Keep"] == "1"
    assert person.get(reverse("jobs:candidate_application_list"))["X-Keep"] == "1"
    assert "X-Keep" not in person.get(reverse("profiles:candidate_profile"))
    assert "X-Keep" not in person.get("/")
    person.post(reverse("viewing"), {"kept": "no"})
    assert "X-Keep" not in person.get(INBOX)


def test_signing_out_empties_the_device_and_ends_the_choice(person):
    person.post(reverse("viewing"), {"kept": "yes"})

    answer = person.post(reverse("account_logout"))

    assert answer["Clear-Site-Data"] == '"cache", "storage"'
    assert answer.cookies["dasi_kept"]["max-age"] == 0
    person.force_login(make.candidate().user)
    assert "X-Keep" not in person.get(INBOX)


def test_who_signs_in_next_inherits_no_choice_and_finds_nothing_kept(person, settings):
    person.post(reverse("viewing"), {"kept": "yes"})
    mine = person.get(INBOX)
    del person.cookies[settings.SESSION_COOKIE_NAME]  # idle for too long: nobody signed out
    other = make.user(password="a long word of 2026")

    told = {"login": other.email, "password": "a long word of 2026"}
    signed_in = person.post(reverse("account_login"), told)

    assert signed_in.status_code == 302
    assert signed_in["Clear-Site-Data"] == '"cache", "storage"'
    assert signed_in.cookies["dasi_kept"]["max-age"] == 0
    theirs = person.get(INBOX)
    assert "X-Keep" not in theirs
    assert len({mine["X-Person"], theirs["X-Person"], ""}) == 3


def test_who_comes_back_to_their_own_phone_keeps_the_choice(client):
    user = make.candidate().user
    client.force_login(user)
    client.post(reverse("viewing"), {"kept": "yes"})
    kept = client.cookies["dasi_kept"].value
    client.cookies.clear()
    client.cookies["dasi_kept"] = kept

    client.force_login(user)
    answer = client.get(INBOX)

    assert answer["X-Keep"] == "1"
    assert "Clear-Site-Data" not in answer


def test_a_visitor_chooses_no_copies_and_has_no_mark(client):
    client.post(reverse("viewing"), {"kept": "yes"})

    assert client.cookies["dasi_kept"].value == "no"
    assert "X-Person" not in client.get("/")


def test_a_visitor_has_no_page_to_keep_and_no_worker(client):
    client.cookies["dasi_kept"] = "yes"

    answer = client.get("/")

    assert "X-Keep" not in answer
    assert "data-worker" not in answer.content.decode()


def test_offline_page_says_what_can_still_be_done_and_names_nobody(person):
    page = person.get(reverse("offline")).content.decode()

    assert "인터넷에 연결되지 않았습니다" in page
    assert INBOX in page
