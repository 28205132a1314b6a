"""Publish the consent on which operators may propose a posting to somebody whom they don't know. Later versions: consents.publish."""

import hashlib
from datetime import UTC, datetime

from django.db import migrations

PUBLISHED_AT = datetime(2026, 11, 28, tzinfo=UTC)
TITLE = "공고 제안을 받는 데 대한 동의"
TEXT = """처리하는 목적: 지원자가 모자란 공고의 운영기관이 조건에 맞는 분께 공고를 제안하는 것
운영기관이 보는 것: 나이대(5세 단위), 사는 자치구, 공고와 맞는 이유(경력, 자격증, 거리, 활동할 수 있는 시간). 이름과 연락처, 생년월일, 주소는 보이지 않습니다.
보는 사람: 공고를 올린 운영기관의 담당자. 볼 때마다 접속기록에 남습니다.
답하기: 제안을 받고 아무것도 하지 않으셔도 됩니다. 지원하시기 전에는 운영기관이 누구신지 알 수 없습니다.
한 분께 보내는 제안의 수는 시에서 정한 만큼을 넘지 않습니다.
보유 기간: 제안한 날부터 1년, 또는 탈퇴하실 때까지
동의하지 않을 권리가 있습니다. 동의하지 않으셔도 추천과 지원, 심사에 아무런 차이가 없습니다.
언제든 철회하실 수 있고, 철회하시면 그때부터 제안이 오지 않습니다."""
ENGLISH_TITLE = "Consent to having postings proposed to you"
ENGLISH_TEXT = """Purpose: operators whose postings have too few applicants propose them to people who fit
What the operator sees: your age band (five years), the district you live in, why the posting fits you (experience, certificates, distance, \
hours you can work). Neither your name, your contacts, your date of birth nor your address are shown.
Who sees it: officers of the operator who wrote the posting. Each time they look is logged.
Answering: you need not do anything. Until you apply, the operator can't know who you are.
The city limits how many proposals one person gets.
How long: one year from the proposal, or until you leave
You have the right to refuse. It makes no difference to suggestions, applications or their review.
You may withdraw it at any time; from then on no proposal reaches you."""


def publish(apps, schema_editor):
    apps.get_model("profiles", "ConsentText").objects.create(
        purpose="found",
        recipient="",
        version=1,
        title=TITLE,
        text=TEXT,
        english_title=ENGLISH_TITLE,
        english_text=ENGLISH_TEXT,
        sha256=hashlib.sha256(TEXT.encode()).hexdigest(),
        is_required=False,
        published_at=PUBLISHED_AT,
    )
    period = apps.get_model("profiles", "RetentionPeriod")
    period.objects.create(
        key="posting invite", version=1, days=366, valid_from="2019-01-01", source="제안", added_at=PUBLISHED_AT
    )


def take_back(apps, schema_editor):
    """Backwards, so that it can be published again. Refused where somebody has agreed; a period stays, as any does."""
    apps.get_model("profiles", "ConsentText").objects.filter(purpose="found", version=1).delete()


class Migration(migrations.Migration):
    dependencies = [("profiles", "0034_first_period_of_contacts")]

    operations = [migrations.RunPython(publish, take_back)]
