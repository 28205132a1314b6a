"""The doors for everyone: postings as the pages show them, narrowed by an allow-list."""

import pytest

from tests import make
from tests.jobs.web.open_postings import open_posting

LIST = "/api/v1/postings/"


@pytest.mark.django_db
def test_list_gives_what_is_open(client) -> None:
    posting = open_posting(title="학교안전지원단")
    make.posting(title="지난 공고")
    open_posting(title="쓰는 중", state="draft")

    answer = client.get(LIST).json()

    assert answer["count"] == 1
    (row,) = answer["results"]
    assert row["id"] == str(posting.public_id)
    assert row["seats"] == 2
    assert row["districts"] == ["서대문구"]
    assert row["pay"] == {
        "kind": "allowance",
        "hourly_won": 10_320,
        "hours": 57,
        "gross_won": 588_240,
        "withheld_won": 51_760,
        "net_won": 536_480,
    }


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("query", "count"),
    [
        ({"q": "학교 안전"}, 1),
        ({"q": "도서관"}, 0),
        ({"district": "11110"}, 0),
        ({"closed": "true"}, 2),
        ({"occupation": "561"}, 0),
        ({"district": ["11110", "11410"]}, 1),
        ({"hours": "15_to_29"}, 1),
        ({"hours": "30_more"}, 0),
        ({"pay": "10320"}, 1),
        ({"pay": "10321"}, 0),
        ({"start_from": "2020-01-01", "start_until": "2099-12-31"}, 1),
        ({"start_until": "2020-01-01"}, 0),
        ({"near": "11410", "km": "2", "sort": "nearest"}, 1),
        ({"near": "11740", "km": "5"}, 0),
        ({"km": "1"}, 1),
    ],
)
def test_list_filters(client, query: dict, count: int) -> None:
    open_posting(title="학교안전지원단")
    make.posting(title="지난 공고")

    assert client.get(LIST, query).json()["count"] == count


@pytest.mark.django_db
@pytest.mark.parametrize(
    "query",
    [
        {"district": "nowhere"},
        {"occupation": "999"},
        {"kind": "any"},
        {"km": "41"},
        {"pay": "1.5"},
        {"start_from": "내일"},
        {"district": ["11110", "x"]},
        {"q": "가" * 61},
        {"q": "\x00"},
    ],
)
def test_list_refuses_what_it_does_not_know(client, query: dict) -> None:
    response = client.get(LIST, query)

    assert response.status_code == 400
    assert response.headers["Content-Type"] == "application/problem+json"
    assert response.json()["code"] == "invalid"


@pytest.mark.django_db
@pytest.mark.parametrize("items", [1, 3])
def test_list_asks_the_same_of_any_number(client, items: int, django_assert_num_queries) -> None:
    for _ in range(items):
        open_posting()

    with django_assert_num_queries(6):
        assert len(client.get(LIST).json()["results"]) == items


@pytest.mark.django_db
def test_posting_names_its_sites(client) -> None:
    posting = open_posting()

    answer = client.get(f"{LIST}{posting.public_id}/").json()

    site = posting.posting_sites.get()
    assert answer["sites"] == [
        {
            "id": str(site.public_id),
            "name": site.site.name,
            "place": "서대문구",
            "district": "11410",
            "seats": 2,
        }
    ]


@pytest.mark.django_db
@pytest.mark.parametrize("state", ["draft", "in_review", "archived"])
def test_posting_that_is_not_public_is_not_found(client, state: str) -> None:
    posting = open_posting(state=state)

    response = client.get(f"{LIST}{posting.public_id}/")

    assert response.status_code == 404
    assert response.json()["code"] == "not_found"
