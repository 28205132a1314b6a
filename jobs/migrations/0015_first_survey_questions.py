"""Publish the first questions of the survey at completion. Later versions: surveys.publish."""

from datetime import UTC, datetime

from django.db import migrations

PUBLISHED_AT = datetime(2019, 1, 1, tzinfo=UTC)
QUESTIONS = [
    {"key": "overall", "text": "활동 전체에 만족하십니까?"},
    {"key": "work", "text": "맡은 일이 나의 경험을 살리는 일이었습니까?"},
    {"key": "site", "text": "활동처 사람들이 나를 존중했습니까?"},
    {"key": "operator", "text": "운영기관의 안내와 교육이 도움이 되었습니까?"},
    {"key": "recommend", "text": "다른 분께 이 활동을 권하고 싶으십니까?"},
]


def publish(apps, schema_editor):
    apps.get_model("jobs", "SurveyVersion").objects.create(version=1, questions=QUESTIONS, published_at=PUBLISHED_AT)


def take_back(apps, schema_editor):
    """Backwards, so that they can be published again; refused where somebody has answered."""
    apps.get_model("jobs", "SurveyVersion").objects.filter(version=1).delete()


class Migration(migrations.Migration):
    dependencies = [("jobs", "0014_survey")]

    operations = [migrations.RunPython(publish, take_back)]
