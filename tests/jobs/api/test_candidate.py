"""The doors of the person who applies: the rules of the pages, answered with the rule's code."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone

from jobs import sharing
from jobs.models import Application
from profiles.models import Consent, Event
from tests import make
from tests.jobs.attaching import ASKED, attachment
from tests.jobs.sharing import agreed
from tests.jobs.web.open_postings import open_posting

MINE = "/api/v1/me/applications/"


def apply_to(posting) -> str:
    return f"/api/v1/postings/{posting.public_id}/apply/"


def send(client, url: str, **body):
    return client.post(url, body, content_type="application/json")


@pytest.fixture
def person(client):
    found = make.candidate()
    agreed(found.user)
    client.force_login(found.user)
    return found


@pytest.mark.django_db
def test_apply_gives_a_receipt_and_says_that_it_came_by_the_api(client, person) -> None:
    posting = open_posting()

    response = send(client, apply_to(posting), form_token=str(uuid4()), motive="돕고 싶습니다.")

    made = Application.objects.get()
    assert response.status_code == 201
    assert response.json()["id"] == str(made.public_id)
    assert response.json()["receipt_number"] == made.receipt_number
    assert response.json()["state"] == "received"
    assert Event.objects.get(verb="submit").actor_kind == "api"


@pytest.mark.django_db
def test_apply_twice_with_one_token_gives_one_application(client, person) -> None:
    posting, token = open_posting(), str(uuid4())

    first, second = (send(client, apply_to(posting), form_token=token, motive="돕고 싶습니다.") for _ in range(2))

    assert first.json() == second.json()
    assert Application.objects.count() == 1


@pytest.mark.django_db
def test_apply_needs_the_files_that_the_posting_asks_for(client, person) -> None:
    posting = open_posting(asked_files=ASKED)
    asked = client.get(f"/api/v1/postings/{posting.public_id}/").json()["asked_files"]
    told = {"form_token": str(uuid4()), "motive": "돕고 싶습니다."}

    refused = send(client, apply_to(posting), **told)
    attachment(posting, person)
    taken = send(client, apply_to(posting), **told)

    assert asked == ASKED
    assert (refused.status_code, refused.json()["code"], set(refused.json()["errors"])) == (
        400,
        "file_missing",
        {"file_1"},
    )
    assert taken.status_code == 201
    assert Application.objects.get().attachments.count() == 1


@pytest.mark.django_db
def test_apply_ranks_sites_by_their_ids(client, person) -> None:
    operator = make.organisation()
    posting = open_posting(operator, sites=[make.site(operator) for _ in range(2)])
    first, second = posting.posting_sites.order_by("pk")

    wishes = [str(second.public_id), str(first.public_id)]
    send(client, apply_to(posting), form_token=str(uuid4()), motive="돕고 싶습니다.", wishes=wishes)

    found = Application.objects.get().wishes.order_by("rank").values_list("posting_site", flat=True)
    assert list(found) == [second.pk, first.pk]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("columns", "wishes", "code"),
    [
        ({"apply_until": timezone.now() - timedelta(days=1)}, None, "not_open"),
        ({}, [str(uuid4())], "wrong_site"),
        ({"sites": 2}, None, "no_wish"),
    ],
)
def test_apply_against_a_rule_answers_its_code(client, person, columns: dict, wishes, code: str) -> None:
    operator = make.organisation()
    if "sites" in columns:
        columns = {"sites": [make.site(operator) for _ in range(columns["sites"])]}
    body = {"form_token": str(uuid4()), "motive": "돕고 싶습니다."} | ({"wishes": wishes} if wishes else {})

    response = send(client, apply_to(open_posting(operator, **columns)), **body)

    assert response.status_code == 400
    assert response.headers["Content-Type"] == "application/problem+json"
    assert response.json()["code"] == code
    assert not Application.objects.exists()


@pytest.mark.django_db
def test_apply_again_answers_application_once(client, person) -> None:
    posting = open_posting()
    make.application(posting, person)

    response = send(client, apply_to(posting), form_token=str(uuid4()), motive="돕고 싶습니다.")

    assert response.json()["code"] == "application_once"


@pytest.mark.django_db
@pytest.mark.parametrize("body", [{}, {"form_token": "x", "motive": "x"}, {"form_token": str(uuid4()), "motive": ""}])
def test_apply_with_a_bad_shape_names_the_fields(client, person, body: dict) -> None:
    response = send(client, apply_to(open_posting()), **body)

    assert response.status_code == 400
    assert response.json()["code"] == "invalid"
    assert response.json()["errors"]


@pytest.mark.django_db
@pytest.mark.parametrize(("who", "http_status", "code"), [
    ("visitor", 403, "not_authenticated"),
    ("operator", 403, "forbidden"),
    ("member", 400, "profile_missing"),
])  # fmt: skip
def test_apply_is_for_candidates(client, who: str, http_status: int, code: str) -> None:
    if who != "visitor":
        client.force_login(make.member() if who == "operator" else make.user())

    response = send(client, apply_to(open_posting()), form_token=str(uuid4()), motive="돕고 싶습니다.")

    assert (response.status_code, response.json()["code"]) == (http_status, code)


@pytest.mark.django_db
def test_list_gives_one_s_own_and_hides_a_decision(client, person) -> None:
    own = make.application(open_posting(), person, state="not_selected", reason="면접 점수 71점")
    make.application()

    (row,) = client.get(MINE).json()["results"]

    assert row["id"] == str(own.public_id)
    assert row["state"] == "interview"
    assert row["reason"] == ""


@pytest.mark.django_db
@pytest.mark.parametrize("items", [1, 3])
def test_list_asks_the_same_of_any_number(client, person, items: int, django_assert_num_queries) -> None:
    for _ in range(items):
        make.application(candidate_=person)

    with django_assert_num_queries(12):
        assert len(client.get(MINE).json()["results"]) == items


@pytest.mark.django_db
def test_withdraw_withdraws_one_s_own_alone(client, person) -> None:
    own, other = make.application(open_posting(), person), make.application()

    assert send(client, f"{MINE}{own.public_id}/withdraw/").json()["state"] == "withdrawn"
    assert send(client, f"{MINE}{own.public_id}/withdraw/").json()["code"] == "wrong_state"
    assert send(client, f"{MINE}{other.public_id}/withdraw/").status_code == 404


@pytest.mark.django_db
def test_apply_without_the_consent_to_pass_on_is_refused_until_it_is_given(client) -> None:
    posting, found = open_posting(), make.candidate()
    client.force_login(found.user)
    told = {"form_token": str(uuid4()), "motive": "돕고 싶습니다."}

    refused = send(client, apply_to(posting), **told)

    assert refused.status_code == 400
    assert "consent_missing" in refused.content.decode()
    assert "agrees_to" in refused.content.decode()
    text = client.get(reverse("jobs_api:sharing")).json()
    assert (text["is_agreed"], text["text"]) == (False, sharing.text().text)
    assert send(client, apply_to(posting), **told, agrees_to=str(uuid4())).status_code == 400
    assert send(client, apply_to(posting), **told, agrees_to=text["id"]).status_code == 201
    assert Consent.objects.get(user=found.user).channel == "api"
