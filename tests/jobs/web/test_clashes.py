"""A person reads of two activities at the same hours where they apply, wait and answer; no decision shows through."""

import pytest
from django.urls import reverse
from django.utils import timezone

from tests import make
from tests.jobs.web.open_postings import open_posting, text
from tests.jobs.web.test_candidate import form, page
from tests.jobs.web.test_candidate_offers import offered

SAID = "이미 참여하기로 하신 활동과 시간이 겹칩니다."


@pytest.fixture
def promised(person):
    return make.application(open_posting(title="먼저 약속한 활동"), person, state="accepted").posting


@pytest.mark.django_db
def test_who_applies_is_told_before_and_after_it_is_sent(client, person, promised) -> None:
    posting = open_posting()
    first = text(client.get(page("apply", posting)))
    summary = text(client.post(page("apply", posting), form(posting, check="1")))
    client.post(page("apply", posting), form(posting, send="1"))
    sent = text(client.get(page("application", posting.applications.get())))

    for shown in (first, summary, sent):
        assert SAID in shown
        assert "먼저 약속한 활동" in shown
        assert "월·화·수·목·금 오전 9시~낮 12시" in shown


@pytest.mark.django_db
@pytest.mark.parametrize("state", ["received", "interview", "selected", "waiting", "not_selected"])
def test_a_decision_that_is_not_released_does_not_show_through(client, person, promised, state: str) -> None:
    application = make.application(open_posting(), person, state=state)

    assert SAID in text(client.get(page("application", application)))


@pytest.mark.django_db
def test_who_answers_an_offer_is_told_and_nobody_else(client, person, promised) -> None:
    offer = offered(person)
    withdrawn = make.application(open_posting(), person, state="withdrawn")
    other = open_posting(hours_mask=[0, 0, 0, 0, 0, 0b111 << 9, 0])

    assert SAID in text(client.get(page("offer", offer)))
    assert SAID not in text(client.get(page("application", withdrawn)))
    assert SAID not in text(client.get(page("apply", other)))
    assert SAID not in text(client.get(reverse("jobs:application", args=[promised.applications.get().public_id])))
    make.changed(offer, expires_at=timezone.now())
    assert SAID not in text(client.get(page("offer", offer)))
