"""What a person reads where an answer or a result is late: for how long, and that somebody was told only if so."""

from datetime import timedelta

import pytest
from django.urls import reverse

from jobs import results
from tests import make
from tests.make import NOW

pytestmark = pytest.mark.django_db
LONG_AGO = NOW - timedelta(days=30)


@pytest.mark.parametrize("page", ["application", "candidate_application_list", "home"])
def test_a_late_answer_is_said_in_days_and_that_somebody_was_told_only_if_so(client, operator, system, page):
    posting = make.posting(
        operator, apply_from=LONG_AGO, apply_until=LONG_AGO + timedelta(days=1), results_at=NOW + timedelta(days=9_000)
    )
    row = make.application(posting, moved_at=LONG_AGO)
    make.member(operator)
    client.force_login(row.candidate.user)
    url = reverse(f"jobs:{page}", args=[row.public_id] if page == "application" else [])

    before = client.get(url).content.decode()
    results.escalate_silence(by=system, at=NOW)
    after = client.get(url).content.decode()

    assert "운영기관 답변 기한이" in before
    assert "담당자에게 알렸습니다" not in before
    assert "담당자에게 알렸습니다" in after


def test_a_late_result_says_when_it_was_promised(client, operator):
    posting = make.posting(
        operator, apply_from=LONG_AGO, apply_until=NOW - timedelta(days=2), results_at=NOW - timedelta(days=1)
    )
    row = make.application(posting, state="interview", moved_at=NOW)
    client.force_login(row.candidate.user)

    page = client.get(reverse("jobs:application", args=[row.public_id])).content.decode()

    assert "일 늦어지고 있습니다" in page
    assert "예정은" in page
    assert "면접 날짜와 장소는" not in page
