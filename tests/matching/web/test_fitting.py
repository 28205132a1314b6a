"""Whoever isn't selected reads what else fits them beside the result; whoever doesn't know it yet does not."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from matching.models import Exposure
from tests import make
from tests.matching.web.test_candidate import match, open_posting

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("is_told", [True, False])
def test_three_that_fit_stand_beside_a_refusal_once_it_is_told(client, is_told):
    person = make.candidate()
    make.career(person)
    released = timezone.now() if is_told else None
    over = timezone.now() - timedelta(days=30)
    times = {"apply_from": over, "apply_until": over + timedelta(days=9), "results_at": over + timedelta(days=20)}
    posting = make.posting(**times, results_released_at=released)
    row = make.application(posting, person, state="not_selected")
    titles = {open_posting(title=f"말벗 활동 {number}").title for number in range(5)}
    match()
    client.force_login(person.user)

    shown = client.get(reverse("jobs:application", args=[row.public_id])).content.decode()

    assert sum(title in shown for title in titles) == (3 if is_told else 0)
    assert ("이런 일자리는 어떠세요" in shown) is is_told
    assert [len(kept.posting_ids) for kept in Exposure.objects.all()] == ([3] if is_told else [])
