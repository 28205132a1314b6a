"""Publish the consent to pass an application on as it is asked when somebody applies, and no longer when they join."""

import hashlib
from datetime import UTC, datetime

from django.db import migrations

PUBLISHED_AT = datetime(2026, 11, 27, tzinfo=UTC)
TITLE = "개인정보 제3자 제공 동의"
TEXT = """받는 곳: 지원하신 공고를 낸 운영기관과 활동처(참여기업)
받는 곳이 쓰는 목적: 자격 확인, 심사, 배치와 활동 관리, 연락
제공하는 항목: 이름, 연락처, 생년월일, 사는 자치구와 동, 지금 하는 일, 경력과 자격증, 잘하는 일, 활동할 수 있는 시간, \
지원서에 적으신 내용과 붙이신 파일, 자격 확인 결과와 추천 점수
보유 기간: 모집과 활동이 끝난 뒤 관련 법령이 정한 기간까지
지원하실 때마다 그 공고의 기관에만 제공하며, 지원하지 않은 기관에는 제공하지 않습니다.
동의하지 않을 권리가 있습니다. 다만 동의하지 않으시면 지원서를 기관에 전할 수 없어 지원하실 수 없습니다. 공고와 맞춤 일자리는 그대로 보실 수 있습니다.
동의는 언제든 철회하실 수 있고, 그 뒤에는 새로 지원하실 때 다시 여쭙니다. 이미 낸 지원서를 기관이 더 쓰지 않게 하시려면 그 지원을 취소해 주세요."""

ENGLISH_TITLE = "Consent to passing personal data on to others"
ENGLISH_TEXT = """Who receives it: the operator that published the posting you apply for, and the site (host firm) where the work is done
What they use it for: checking eligibility, reviewing applications, placing people and managing their work, contacting you
Data: name, how to reach you, date of birth, the district and dong where you live, what you do now, work history and certificates, \
what you are good at, the hours you could work, what you write in your application and the files with it, how your eligibility was judged \
and the points of the suggestion
How long: after recruitment and work have ended, for the time that the law sets
Each time you apply it goes to the organisations of that posting alone, never to others.
You have the right to refuse. Without this consent, however, your application cannot be handed to the organisation, so you cannot apply. \
You can still read postings and the jobs that fit you.
You can withdraw it at any time; then you are asked again when you next apply. To stop an organisation from using an application that you \
sent already, withdraw that application."""


def publish(apps, schema_editor):
    text = apps.get_model("profiles", "ConsentText")
    last = text.objects.filter(purpose="sharing", recipient="").order_by("-version").first()
    digest = hashlib.sha256(TEXT.encode()).hexdigest()
    if last and last.sha256 == digest:
        return  # taken back and done again
    text.objects.create(
        purpose="sharing",
        version=last.version + 1 if last else 1,
        title=TITLE,
        text=TEXT,
        sha256=digest,
        english_title=ENGLISH_TITLE,
        english_text=ENGLISH_TEXT,
        is_required=False,
        published_at=PUBLISHED_AT,
    )


class Migration(migrations.Migration):
    dependencies = [("profiles", "0023_english_of_the_consent_for_proxies")]

    operations = [migrations.RunPython(publish, migrations.RunPython.noop)]  # who agreed to it meanwhile did so
