"""The figures of a year, for the city alone."""

import pytest

from jobs.figures import FIGURES
from tests import make

FIGURES_URL = "/api/v1/figures/"


@pytest.mark.django_db
@pytest.mark.parametrize("role", ["viewer", "editor", "auditor"])
def test_figures_are_those_of_the_target_page(client, role: str) -> None:
    make.placement(make.application(state="placed"))
    make.programme_year(year=2019)
    client.force_login(make.city_user(role))

    answer = client.get(FIGURES_URL).json()

    found = {figure["code"]: figure["value"] for figure in answer["figures"]}
    assert answer["year"] == 2026
    assert answer["published"] is None
    assert set(found) == set(FIGURES)
    assert (found["jobs_provided"], found["persons"], found["programmes"]) == (1, 1, 1)


@pytest.mark.django_db
def test_figures_of_2019_stand_beside_what_was_published(client) -> None:
    make.programme_year(year=2019)
    client.force_login(make.city_user())

    answer = client.get(FIGURES_URL, {"year": "2019"}).json()

    assert (answer["published"]["jobs"], answer["published"]["on"]) == (2863, "2019-11-18")


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("query", "jobs"),
    [({"kind": "internship"}, 0), ({"district": "11410"}, 1), ({"district": "11110"}, 0), ({"year": "2020"}, 0)],
)
def test_figures_are_narrowed(client, query: dict, jobs: int) -> None:
    make.placement(make.application(state="placed"))
    client.force_login(make.city_user())

    answer = client.get(FIGURES_URL, query).json()

    assert {figure["code"]: figure["value"] for figure in answer["figures"]}["jobs_provided"] == jobs


@pytest.mark.django_db
@pytest.mark.parametrize("query", [{"year": "x"}, {"year": "99999999999"}, {"kind": "any"}, {"district": "nowhere"}])
def test_figures_refuse_what_they_do_not_know(client, query: dict) -> None:
    client.force_login(make.city_user())

    response = client.get(FIGURES_URL, query)

    assert (response.status_code, response.json()["code"]) == (400, "invalid")


@pytest.mark.django_db
@pytest.mark.parametrize("who", ["visitor", "candidate", "operator"])
def test_figures_are_for_the_city(client, who: str) -> None:
    if who != "visitor":
        client.force_login(make.candidate().user if who == "candidate" else make.member())

    assert client.get(FIGURES_URL).status_code == 403
