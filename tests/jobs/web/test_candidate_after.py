"""A person says in two taps what became of them."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from jobs.models import Outcome
from tests import make
from tests.jobs.placed import outcome
from tests.jobs.web.open_postings import text


def ended(person, days: int = 100):
    today = timezone.localdate()
    return make.placement(
        make.application(candidate_=person, state="placed"),
        state="completed",
        started_on=today - timedelta(days=days + 60),
        finished_on=today - timedelta(days=days),
    )


def page(placement, months: int = 3) -> str:
    return reverse("jobs:outcome", args=[placement.public_id, months])


@pytest.mark.django_db
def test_two_taps_tell(client, person) -> None:
    placement = ended(person)
    home = text(client.get(reverse("jobs:home")))
    assert page(placement) in home

    first = text(client.get(page(placement)))
    assert 'href="?answer=hired_by_host"' in first
    assert "unknown" not in first
    second = text(client.get(page(placement), {"answer": "hired_by_host"}))
    assert "활동하던 곳에 취업했습니다" in second
    assert not Outcome.objects.exists()
    shown = text(client.post(page(placement), {"answer": "hired_by_host"}, follow=True))

    assert "알려 주셔서 고맙습니다." in shown
    assert "답해 주셨습니다" in shown
    assert Outcome.objects.get().result == "hired_by_host"
    assert page(placement) not in text(client.get(reverse("jobs:home")))


@pytest.mark.django_db
def test_answered_twice_stays_as_it_was_first(client, person) -> None:
    placement = ended(person)
    client.post(page(placement), {"answer": "none"})

    shown = text(client.post(page(placement), {"answer": "hired"}))

    assert "쉬고 있습니다" in shown
    assert Outcome.objects.get().result == "none"


@pytest.mark.django_db
def test_what_the_operator_wrote_is_shown_in_words(client, person) -> None:
    placement = ended(person)
    outcome(placement, at=timezone.now())

    assert "확인하지 못함" in text(client.get(page(placement)))


@pytest.mark.django_db
@pytest.mark.parametrize("answer", ["", "unknown", "rich", "<b>"])
def test_no_answer_asks_again(client, person, answer: str) -> None:
    placement = ended(person)

    shown = text(client.post(page(placement), {"answer": answer}))

    assert "지금 어떻게 지내십니까?" in shown
    assert not Outcome.objects.exists()


@pytest.mark.django_db
def test_question_that_is_not_due_is_not_found(client, person) -> None:
    assert client.get(page(ended(person, days=30))).status_code == 404
    assert client.get(page(ended(person), months=6)).status_code == 404
    assert client.get(page(ended(person), months=4)).status_code == 404
    assert client.get(page(ended(make.candidate()))).status_code == 404
