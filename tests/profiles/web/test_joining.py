"""An account without a profile, as of who worked for an organisation before, becomes a candidate's."""

import pytest
from django.urls import reverse

from profiles import consents, events
from profiles.models import Candidate, Consent
from profiles.web.consent_boxes import name_of
from tests import make

pytestmark = pytest.mark.django_db
JOIN, PROFILE = reverse("profiles:candidate_join"), reverse("profiles:candidate_profile")
FIRST = reverse("profiles:candidate_profile_step", args=["basics"])


@pytest.fixture
def user(client):
    """Somebody with an account and nothing else."""
    found = make.user()
    client.force_login(found)
    return found


def boxes() -> dict[str, str]:
    """The boxes of the required texts, ticked."""
    return {name_of(text): "on" for text in consents.current_texts() if text.is_required}


@pytest.mark.parametrize("name", ["profiles:candidate_profile", "profiles:candidate_profile_begin"])
def test_person_without_a_profile_is_led_to_make_one(client, user, name):
    page = client.get(reverse(name), follow=True)

    assert page.redirect_chain == [(JOIN, 302)]
    for name in boxes():
        assert f'name="{name}"' in page.content.decode()


def test_applying_without_a_profile_leads_to_make_one(client, user):
    page = client.get(reverse("jobs:apply", args=[make.posting().public_id]), follow=True)

    assert (page.status_code, page.redirect_chain) == (200, [(JOIN, 302)])
    assert "지원하기 전에 ‘나의 정보’를 먼저 적어 주세요." in page.content.decode()


def test_join_makes_the_profile_with_its_consents_and_leads_to_the_first_step(client, user):
    answer = client.post(JOIN, boxes(), follow=True)

    assert answer.redirect_chain[-1][0] == FIRST
    assert [event.verb for event in events.of(Candidate.objects.get(user=user))] == ["join"]
    assert [consent.text.purpose for consent in Consent.objects.filter(user=user)] == ["service"]
    assert client.get(JOIN)["Location"] == reverse("profiles:candidate_profile_begin")


def test_join_without_the_required_consent_says_so_and_makes_nothing(client, user):
    page = client.post(JOIN, {})

    assert "가입하는 데 꼭 필요한 동의입니다." in page.content.decode()
    assert not Candidate.objects.exists()


def test_join_asks_for_no_consent_that_stands(client, user):
    for text in consents.current_texts():
        if text.is_required:
            consents.give(user, [text], by=make.actor(user), at=make.NOW)

    assert not set(boxes()) & set(client.get(JOIN).context["form"].fields)
    client.post(JOIN, {})

    assert Candidate.objects.get().user == user
