"""Publish the consent on which a counsellor may act for a person. Later versions: consents.publish."""

import hashlib
from datetime import UTC, datetime

from django.db import migrations

PUBLISHED_AT = datetime(2019, 1, 1, tzinfo=UTC)
RECIPIENT = "맡기신 50플러스센터"
TITLE = "상담사가 대신하는 데 대한 동의"
TEXT = """처리하는 목적: 맡기신 50플러스센터의 상담사가 회원님을 대신해 정보를 적고, 지원하고, 맡기신 일에 답하는 것
보는 사람: 맡기신 센터의 담당 상담사 한 분. 담당이 바뀌면 알려 드립니다.
보여 드리는 항목: 이름, 연락처, 생년월일, 사는 곳, 경력과 자격증, 활동할 수 있는 시간, 지원한 내용과 진행 단계
그 밖에 보이는 것: 기다리는 일(면접, 참여 제안, 약정, 돌아온 활동일지)의 이름과 기한
건강에 관한 정보는 따로 동의하고 적으신 때만 보입니다.
대신할 수 없는 일: 동의하고 철회하기, 알림함 읽기, 로그인 정보 바꾸기, 활동일지 쓰기, 문의하기
대신한 일은 모두 누가 언제 했는지 남고, 회원님께 알려 드리며, 운영기관에도 대신한 것으로 보입니다.
보유 기간: 고르신 기간까지. 그 전에도 언제든 끝낼 수 있고, 끝내시면 상담사는 바로 볼 수도 대신할 수도 없습니다.
동의하지 않을 권리가 있습니다. 동의하지 않으셔도 혼자 이용하시는 데 아무런 차이가 없습니다."""


def publish(apps, schema_editor):
    told = {
        "title": TITLE,
        "text": TEXT,
        "sha256": hashlib.sha256(TEXT.encode()).hexdigest(),
        "is_required": False,
        "published_at": PUBLISHED_AT,
    }
    texts = apps.get_model("profiles", "ConsentText").objects
    texts.get_or_create(purpose="proxy", recipient=RECIPIENT, version=1, defaults=told)


class Migration(migrations.Migration):
    dependencies = [("profiles", "0018_proxy")]

    operations = [migrations.RunPython(publish, migrations.RunPython.noop)]
