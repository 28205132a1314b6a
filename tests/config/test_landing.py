"""After signing in each person stands at their own work, or where their profile stopped."""

import pytest
from django.urls import reverse

from tests import make

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("step", "expected"),
    [("started", "basics"), ("work", "work"), ("finished", None), ("", None)],
)
def test_landing_of_a_candidate_resumes_where_they_stopped(client, step, expected):
    candidate = make.candidate(profile_step=step)
    client.force_login(candidate.user)

    answer = client.get(reverse("landing"))

    menu = client.get(reverse("profiles:contact")).context["shell"]["menu"]
    wanted = reverse("profiles:candidate_profile_step", args=[expected]) if expected else menu[0]["url"]
    assert answer["Location"] == wanted


@pytest.mark.parametrize("make_user", [make.city_user, make.member])
def test_landing_of_staff_is_their_own_work(client, make_user):
    client.force_login(make_user())

    answer = client.get(reverse("landing"))

    menu = client.get(reverse("profiles:contact")).context["shell"]["menu"]
    assert answer["Location"] == (menu[0]["url"] if menu else "/")


def test_landing_of_the_city_s_administrator_is_a_page_that_opens(client):
    client.force_login(make.city_user("administrator"))

    assert client.get(reverse("landing"), follow=True).status_code == 200
    assert client.get("/").status_code == 200


def test_landing_of_a_visitor_asks_to_sign_in(client):
    assert client.get(reverse("landing"))["Location"].startswith(reverse("account_login"))
