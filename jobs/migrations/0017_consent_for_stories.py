"""Publish the consent on which a participant's story may be told to everybody. Later versions: consents.publish."""

import hashlib
from datetime import UTC, datetime

from django.db import migrations

PUBLISHED_AT = datetime(2019, 1, 1, tzinfo=UTC)
RECIPIENT = "누리집 방문자와 성과공유회 참석자"
TITLE = "참여자 이야기를 널리 알리는 데 대한 동의"
TEXT = """처리하는 목적: 참여자의 이야기를 ‘사업 성과’ 화면과 성과공유회에서 소개하는 것
처리하는 항목: 보내 주신 제목과 글, 사진(보내신 때만, 찍은 곳과 때는 지웁니다), 가운데를 가린 이름(김*수), 참여한 사업의 이름
보는 사람: 누리집에 오는 누구나, 성과공유회에 오는 사람
보유 기간: 이야기를 거두시거나 동의를 철회하시거나 탈퇴하실 때까지. 거두시면 글과 사진을 바로 지우고 화면에서 사라집니다.
동의하지 않을 권리가 있습니다. 동의하지 않으셔도 활동과 수료, 다음 지원에 아무런 차이가 없습니다."""


def publish(apps, schema_editor):
    apps.get_model("profiles", "ConsentText").objects.create(
        purpose="story",
        recipient=RECIPIENT,
        version=1,
        title=TITLE,
        text=TEXT,
        sha256=hashlib.sha256(TEXT.encode()).hexdigest(),
        is_required=False,
        published_at=PUBLISHED_AT,
    )


def take_back(apps, schema_editor):
    """Backwards, so that it can be published again: the row is of another app, which stays. Refused where somebody has agreed."""
    apps.get_model("profiles", "ConsentText").objects.filter(purpose="story", recipient=RECIPIENT, version=1).delete()


class Migration(migrations.Migration):
    dependencies = [("jobs", "0016_story"), ("profiles", "0008_first_retention_periods")]

    operations = [migrations.RunPython(publish, take_back)]
