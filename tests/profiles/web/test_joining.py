"""An account without a profile, as of who worked for an organisation before, becomes a candidate's."""

import pytest
from django.urls import reverse
from django.utils.http import urlencode

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


OWN = {  # whatever is a person's own with a profile alone
    **{
        f"candidate_{name}": []
        for name in ("profile", "profile_begin", "profile_careers", "profile_history", "cv", "statistics")
    },
    "candidate_profile_step": ["basics"],
    "candidate_occupations": [],
    "proxy": [],
}


@pytest.mark.parametrize("name", OWN)
def test_person_without_a_profile_is_led_to_make_one_and_back(client, user, name):
    path = reverse(f"profiles:{name}", args=OWN[name])
    page = client.get(path, follow=True)

    assert page.redirect_chain == [(f"{JOIN}?{urlencode({'next': path})}", 302)]
    assert f'name="next" value="{path}"' in page.content.decode()
    assert client.post(JOIN, {**boxes(), "next": path})["Location"] == path


def test_who_came_to_apply_tells_of_themselves_and_is_offered_to_go_on(client, user):
    apply = reverse("jobs:apply", args=[make.posting().public_id])
    page = client.get(apply, follow=True)

    asked = {"next": apply, "applies": "1"}
    assert (page.status_code, page.redirect_chain) == (200, [(f"{JOIN}?{urlencode(asked)}", 302)])
    assert "지원하기 전에 ‘나의 정보’를 먼저 적어 주세요." in page.content.decode()
    assert client.post(JOIN, {**boxes(), **asked}, follow=True).redirect_chain[-1][0] == FIRST
    assert onward(apply) in client.get(PROFILE).content.decode()
    make.changed(Candidate.objects.get(user=user), profile_step="time")
    last = client.post(reverse("profiles:candidate_profile_step", args=["time"]), {}, follow=True)
    assert last.redirect_chain == [(PROFILE, 302)]
    assert onward(apply) in last.content.decode()


def onward(path: str) -> str:
    return f'href="{path}">지원서로 돌아가기'


@pytest.mark.parametrize("applies", [{}, {"applies": "1"}], ids=["at_once", "after_the_steps"])
@pytest.mark.parametrize("place", ["https://elsewhere.example/", "//elsewhere.example/", "javascript:alert(1)"])
def test_nobody_is_led_elsewhere(client, user, place, applies):
    assert place not in client.get(JOIN, {"next": place}).content.decode()

    answer = client.post(JOIN, {**boxes(), "next": place, **applies})

    assert answer["Location"] == reverse("profiles:candidate_profile_begin")
    assert place not in client.get(PROFILE).content.decode()


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
