"""Publish the first consent texts, so that a fresh installation can take people in. Later versions: consents.publish."""

import hashlib
from datetime import UTC, datetime

from django.db import migrations

PUBLISHED_AT = datetime(2019, 1, 1, tzinfo=UTC)
TEXTS = (
    (
        "service",
        "개인정보 수집·이용 동의",
        True,
        """수집하는 목적: 회원 관리, 맞춤 일자리 추천, 지원 자격 확인, 지원과 활동에 관한 연락
수집하는 항목: 전자우편 주소, 이름, 전화번호, 생년월일, 사는 자치구와 동, 경력과 자격증, 희망하는 일과 시간, 다른 공공일자리와 실업급여에 관해 적으신 내용
보유 기간: 탈퇴하실 때까지. 활동에 참여하신 분의 활동·지급 기록은 관련 법령이 정한 기간 동안 따로 보관한 뒤 파기합니다.
추천은 컴퓨터가 순서를 정하지만, 뽑는 결정은 사람이 합니다. 추천 이유와 자격 확인 결과를 볼 수 있고, 사람이 다시 살펴보도록 요청하실 수 있습니다.
주민등록번호는 받지 않습니다.
동의하지 않을 권리가 있습니다. 다만 동의하지 않으시면 회원으로 가입하실 수 없습니다.""",
    ),
    (
        "sharing",
        "개인정보 제3자 제공 동의",
        True,
        """받는 곳: 지원하신 공고를 낸 운영기관과 활동처(참여기업)
받는 곳이 쓰는 목적: 자격 확인, 심사, 배치와 활동 관리, 연락
제공하는 항목: 이름, 전화번호, 생년월일, 사는 자치구와 동, 경력과 자격증, 지원서에 적으신 내용
보유 기간: 모집과 활동이 끝난 뒤 관련 법령이 정한 기간까지
지원하신 공고의 기관에만 제공하며, 지원하지 않은 기관에는 제공하지 않습니다.
동의하지 않을 권리가 있습니다. 다만 지원서를 기관에 전하는 것이 이 서비스가 하는 일이어서, 동의하지 않으시면 회원으로 가입하실 수 없습니다.
공고와 사업 안내는 가입하지 않아도 보실 수 있습니다.""",
    ),
    (
        "sensitive",
        "건강에 관한 정보(민감정보) 처리 동의",
        False,
        """처리하는 목적: 장기요양 등급을 받은 분을 제한하는 일자리의 지원 자격 확인
처리하는 항목: 노인장기요양 등급을 받았는지 여부
보유 기간: 동의를 철회하시거나 탈퇴하실 때까지. 철회하시면 바로 지웁니다.
동의하지 않을 권리가 있습니다. 동의하지 않으면 이 항목을 여쭙지 않으며, 그 조건이 있는 일자리에서는 ‘확인 필요’로 나옵니다.""",
    ),
)


def publish(apps, schema_editor):
    consent_text = apps.get_model("profiles", "ConsentText")
    for purpose, title, is_required, text in TEXTS:
        consent_text.objects.create(
            purpose=purpose,
            version=1,
            title=title,
            text=text,
            sha256=hashlib.sha256(text.encode()).hexdigest(),
            is_required=is_required,
            published_at=PUBLISHED_AT,
        )


class Migration(migrations.Migration):
    dependencies = [("profiles", "0001_initial")]

    operations = [migrations.RunPython(publish, migrations.RunPython.noop)]
