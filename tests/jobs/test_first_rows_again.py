"""Migrations that publish the first rows can be taken back and run again, unless somebody's answer rests on them."""

from importlib import import_module

import pytest
from django.apps import apps
from django.db.models import ProtectedError

from jobs.models import SurveyVersion
from profiles import consents
from profiles.models import ConsentText
from tests import make

pytestmark = pytest.mark.django_db
SURVEY, STORY = (
    import_module(f"jobs.migrations.{name}") for name in ("0015_first_survey_questions", "0017_consent_for_stories")
)


def test_first_survey_questions_are_published_again() -> None:
    SURVEY.take_back(apps, None)
    assert not SurveyVersion.objects.exists()

    SURVEY.publish(apps, None)

    assert SurveyVersion.objects.get().questions == SURVEY.QUESTIONS


def test_consent_for_stories_is_published_again_and_no_other_is_touched() -> None:
    others = ConsentText.objects.exclude(purpose="story").count()
    STORY.take_back(apps, None)
    assert ConsentText.objects.count() == others

    STORY.publish(apps, None)

    assert ConsentText.objects.get(purpose="story").text == STORY.TEXT


def test_what_somebody_agreed_to_stays() -> None:
    user = make.candidate().user
    consents.give(user, consents.current_texts("story"), by=make.actor(user), at=make.NOW)

    with pytest.raises(ProtectedError):
        STORY.take_back(apps, None)
