"""An operator issues a certificate, withdraws it with a reason, and issues it anew."""

import pytest
from django.urls import reverse

from tests import make
from tests.jobs.certificates import finished
from tests.jobs.web.open_postings import text


@pytest.fixture
def operator(db):
    return make.organisation()


def test_officer_issues_withdraws_and_issues_again(client, operator) -> None:
    client.force_login(make.member(operator))
    placement = finished(make.posting(operator))
    url = reverse("jobs:operator_placement_certificate", args=[placement.public_id])
    page = reverse("jobs:operator_placement", args=[placement.public_id])
    assert "저절로 발급합니다" in text(client.get(page))

    assert "수료증을 발급하고 참여자에게 알렸습니다." in text(client.post(url, {"verb": "issue"}, follow=True))
    first = placement.certificates.get()
    assert first.shown_code in text(client.get(page))
    assert "이유를 적어 주세요." in text(client.post(url, {"verb": "withdraw"}, follow=True))
    shown = text(client.post(url, {"verb": "withdraw", "reason": "이름이 다릅니다."}, follow=True))
    assert "이름이 다릅니다." in shown

    client.post(url, {"verb": "issue"})
    assert placement.certificates.valid().get() != first


def test_nothing_is_withdrawn_where_nothing_stands(client, operator) -> None:
    client.force_login(make.member(operator))
    placement = finished(make.posting(operator))

    url = reverse("jobs:operator_placement_certificate", args=[placement.public_id])
    assert client.post(url, {"verb": "withdraw", "reason": "틀림"}).status_code == 404
