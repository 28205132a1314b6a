"""The pages of a posting that passes on: asked on one side, accepted on the other, consented to by the city."""

import pytest
from django.urls import reverse

from jobs.models import PostingTransfer
from tests import make
from tests.jobs import transferring

pytestmark = pytest.mark.django_db
LIST, CITY = reverse("jobs:operator_transfer_list"), reverse("jobs:staff_transfer_list")


@pytest.fixture
def operator():
    return make.organisation()


@pytest.fixture
def posting(operator):
    return make.posting(operator)


def step(row, audience="operator") -> str:
    return reverse(f"jobs:{audience}_transfer_step", args=[row.public_id])


def test_all_three_steps(client, operator, posting) -> None:
    taker = make.organisation()
    page = reverse("jobs:operator_transfer_new", args=[posting.public_id])
    client.force_login(make.member(operator, "manager"))
    assert "이관하는 이유를 적어 주세요." in client.post(page, {"taker": taker.pk}).content.decode()
    client.post(page, {"taker": taker.pk, "reason": "조직을 합칩니다."})
    row = PostingTransfer.objects.get()
    assert "요청 거두기" in client.get(LIST).content.decode()
    client.force_login(make.member(taker, "manager"))
    client.post(step(row), {"verb": "accept"})
    client.force_login(make.city_user())
    assert "동의하고 옮기기" in client.get(CITY).content.decode()
    client.post(step(row, "staff"), {"verb": "consent"})

    posting.refresh_from_db()
    assert posting.organisation == taker
    assert "이관함" in client.get(CITY).content.decode()


def test_old_session_loses_sight_at_once(client, operator, posting) -> None:
    client.force_login(make.member(operator))
    page = reverse("jobs:operator_applicants", args=[posting.public_id])
    assert client.get(page).status_code == 200
    row, city = transferring.transfer(posting, state="accepted"), client.__class__()
    city.force_login(make.city_user())

    city.post(step(row, "staff"), {"verb": "consent"})

    assert client.get(page).status_code == 404


def test_refusal_asks_why(client, posting) -> None:
    row = transferring.transfer(posting)
    client.force_login(make.member(row.taker, "manager"))

    refused = client.post(step(row), {"verb": "refuse"})
    assert (refused.status_code, f'id="reason-{row.public_id}-error"' in refused.content.decode()) == (400, True)
    client.post(step(row), {"verb": "refuse", "reason": "사람이 없습니다."})

    row.refresh_from_db()
    assert (row.state, row.answer) == ("refused", "사람이 없습니다.")


def test_names_stay_hidden_before_the_consent(client, posting) -> None:
    application = make.application(posting, make.candidate(name="박하나"))
    row = transferring.transfer(posting)
    client.force_login(make.member(row.taker, "manager"))

    shown = client.get(LIST).content.decode()

    assert ("박하나" in shown, "박*나" in shown) == (False, False)
    assert client.get(reverse("jobs:operator_application", args=[application.public_id])).status_code == 404


@pytest.mark.parametrize("items", [1, 3])
def test_lists_ask_the_same_of_any_number(client, operator, items, django_assert_max_num_queries) -> None:
    for _ in range(items):
        transferring.transfer(make.posting(operator))
    client.force_login(make.member(operator, "manager"))
    with django_assert_max_num_queries(11):
        assert client.get(LIST).content.decode().count("요청 거두기") == items
    client.force_login(make.city_user())
    with django_assert_max_num_queries(11):
        client.get(CITY)
