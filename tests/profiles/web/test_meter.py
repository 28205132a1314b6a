"""The meter says in words what each answer that is missing would bring, the most useful first; never a bare percentage."""

import pytest
from django.urls import reverse

from profiles import candidates
from profiles.web.profile_steps import GAINS
from tests import make

pytestmark = pytest.mark.django_db


def test_meter_says_in_words_what_each_missing_answer_would_bring(client, newcomer):
    page = client.get(reverse("profiles:candidate_profile")).content.decode()

    assert set(candidates.untold(newcomer)) == set(GAINS)
    assert "시간이 맞는 일자리가 위로 올라와 추천이 정확해집니다." in page
    gains = page.partition("적으면 좋은 것")[2].partition("</ol>")[0]
    assert gains.index("생년월일") < gains.index("활동할 수 있는 요일과 시간") < gains.index("사는 동")
    assert "%" not in gains
    make.changed(newcomer, has_benefit=False)
    page = client.get(reverse("profiles:candidate_profile")).content.decode()
    assert "추천에 쓰는 11가지 가운데 1가지를 적으셨습니다." in page


def test_meter_of_somebody_who_told_all(client):
    candidate = make.candidate(has_benefit=False, public_jobs_told_at=make.NOW, dong="1141061500", skills="바둑")
    make.career(candidate)
    client.force_login(candidate.user)

    page = client.get(reverse("profiles:candidate_profile")).content.decode()

    assert "추천에 쓰는 것을 모두 적으셨습니다." in page
    assert "더 적으면 좋은 것" not in page
