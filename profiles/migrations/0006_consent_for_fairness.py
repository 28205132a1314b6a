"""Publish the consent on which sex may be told for the statistics of fairness. Later versions: consents.publish."""

import hashlib
from datetime import UTC, datetime

from django.db import migrations

PUBLISHED_AT = datetime(2019, 1, 1, tzinfo=UTC)
TITLE = "공정성 통계를 위한 성별 이용 동의"
TEXT = """처리하는 목적: 추천과 선발이 여성과 남성에게 고르게 돌아가는지 통계로 살피는 것
처리하는 항목: 성별
쓰지 않는 곳: 추천 순서, 지원 자격 확인, 심사와 선발에는 쓰지 않습니다.
볼 수 있는 사람: 운영기관과 활동처는 볼 수 없고, 시 담당자도 한 사람 한 사람의 답은 볼 수 없습니다. 5명보다 적은 수는 통계에서도 가립니다.
보유 기간: 동의를 철회하시거나 탈퇴하실 때까지. 철회하시면 바로 지웁니다.
동의하지 않을 권리가 있습니다. 동의하지 않으셔도 추천과 지원, 선발에 아무런 차이가 없습니다."""


def publish(apps, schema_editor):
    apps.get_model("profiles", "ConsentText").objects.create(
        purpose="fairness",
        version=1,
        title=TITLE,
        text=TEXT,
        sha256=hashlib.sha256(TEXT.encode()).hexdigest(),
        is_required=False,
        published_at=PUBLISHED_AT,
    )


class Migration(migrations.Migration):
    dependencies = [("profiles", "0005_voluntary_statement")]

    operations = [migrations.RunPython(publish, migrations.RunPython.noop)]
