"""A person answers the survey on a page; operator and city read what five or more said."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from jobs import surveys
from jobs.models import SurveyAnswer
from tests import make
from tests.jobs.test_surveys import POINTS
from tests.jobs.web.open_postings import text
from tests.jobs.web.test_candidate import page


def finished(posting, person=None):
    return make.placement(make.application(posting, person, state="placed"), state="completed")


def form(**changed: str) -> dict[str, str]:
    return {f"q_{key}": str(number) for key, number in POINTS.items()} | changed


@pytest.mark.django_db
def test_survey_is_answered_once(client, person) -> None:
    placement = finished(make.posting(), person)
    assert page("survey", placement) in text(client.get(page("placement", placement)))
    assert "이름 없이 답합니다" in text(client.get(page("survey", placement)))

    answer = client.post(page("survey", placement), form(comment="즐거웠습니다."), follow=True)

    assert "답해 주셔서 고맙습니다." in text(answer)
    assert page("survey", placement) not in text(answer)
    assert SurveyAnswer.objects.get().points == POINTS
    assert client.get(page("survey", placement)).status_code == 404


@pytest.mark.django_db
def test_survey_says_what_is_missing_and_keeps_the_rest(client, person) -> None:
    placement = finished(make.posting(), person)

    response = client.post(page("survey", placement), form(q_site="", comment="전화 010-1234-5678"))
    mended = client.post(page("survey", placement), form(comment="전화 010-1234-5678"))

    assert response.status_code == mended.status_code == 400
    assert '<a href="#id_site_5">' in text(response)
    assert 'id="id_overall_5" checked' in text(response)
    assert "전화번호는 빼고 적어 주세요" in text(mended)
    assert "전화 010-1234-5678</textarea>" in text(mended)
    assert not SurveyAnswer.objects.exists()


@pytest.mark.django_db
@pytest.mark.parametrize(("number", "is_shown"), [(4, False), (5, True)])
def test_results_are_shown_of_five_or_more(client, number: int, is_shown: bool) -> None:
    posting, before = make.posting(seats=9), timezone.now() - timedelta(days=8)
    for _ in range(number):
        row = finished(posting)
        surveys.answer(row, POINTS, comment="즐거웠습니다.", by=make.actor(row.candidate.user), at=before)

    for user, name in ((make.member(posting.organisation), "operator_survey"), (make.city_user(), "staff_survey")):
        client.force_login(user)
        shown = text(client.get(reverse(f"jobs:{name}")))
        assert ("즐거웠습니다." in shown) == is_shown
        assert ("5명이 답했습니다." in shown) == is_shown
        assert ("아직 답이 5개 모이지 않아" in shown) != is_shown


@pytest.mark.django_db
@pytest.mark.parametrize("items", [1, 3])
def test_results_ask_the_same_of_any_number(client, items: int, django_assert_max_num_queries) -> None:
    operator, before = make.organisation(), timezone.now() - timedelta(days=8)
    for _ in range(items):
        row = finished(make.posting(operator))
        surveys.answer(row, POINTS, by=make.actor(row.candidate.user), at=before)
    client.force_login(make.member(operator))

    with django_assert_max_num_queries(11):
        assert len(client.get(reverse("jobs:operator_survey")).context["results"]) == items
