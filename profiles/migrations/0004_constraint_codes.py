"""A broken constraint says its own name as its code. State only."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("profiles", "0003_first_consent_texts"),
    ]

    operations = [
        migrations.AlterConstraint(
            model_name="candidate",
            name="candidate_birth_plausible",
            constraint=models.CheckConstraint(
                condition=models.Q(("birth_on", None), ("birth_on__gte", "1900-01-01"), _connector="OR"),
                name="candidate_birth_plausible",
                violation_error_code="candidate_birth_plausible",
                violation_error_message="태어난 해를 확인해 주세요.",
            ),
        ),
        migrations.AlterConstraint(
            model_name="consent",
            name="consent_once",
            constraint=models.UniqueConstraint(
                condition=models.Q(("withdrawn_at", None)),
                fields=("user", "text"),
                name="consent_once",
                violation_error_code="consent_once",
                violation_error_message="이미 동의한 내용입니다.",
            ),
        ),
        migrations.AlterConstraint(
            model_name="consenttext",
            name="consent_text_once",
            constraint=models.UniqueConstraint(
                fields=("purpose", "recipient", "version"),
                name="consent_text_once",
                violation_error_code="consent_text_once",
                violation_error_message="이 동의서의 같은 판이 이미 있습니다.",
            ),
        ),
        migrations.AlterConstraint(
            model_name="heldcertificate",
            name="certificate_once",
            constraint=models.UniqueConstraint(
                fields=("candidate", "name"),
                name="certificate_once",
                violation_error_code="certificate_once",
                violation_error_message="이미 적은 자격증입니다.",
            ),
        ),
        migrations.AlterConstraint(
            model_name="membership",
            name="membership_once",
            constraint=models.UniqueConstraint(
                condition=models.Q(("ended_on", None)),
                fields=("user", "organisation", "role"),
                name="membership_once",
                violation_error_code="membership_once",
                violation_error_message="이미 같은 역할을 맡고 있습니다.",
            ),
        ),
        migrations.AlterConstraint(
            model_name="membership",
            name="membership_ends_after_start",
            constraint=models.CheckConstraint(
                condition=models.Q(("ended_on", None), ("ended_on__gte", models.F("started_on")), _connector="OR"),
                name="membership_ends_after_start",
                violation_error_code="membership_ends_after_start",
                violation_error_message="끝나는 날은 시작하는 날보다 빠를 수 없습니다.",
            ),
        ),
        migrations.AlterConstraint(
            model_name="organisation",
            name="organisation_once",
            constraint=models.UniqueConstraint(
                fields=("kind", "name"),
                name="organisation_once",
                violation_error_code="organisation_once",
                violation_error_message="같은 이름의 기관이 이미 있습니다.",
            ),
        ),
        migrations.AlterConstraint(
            model_name="organisation",
            name="organisation_one_city",
            constraint=models.UniqueConstraint(
                condition=models.Q(("kind", "city")),
                fields=("kind",),
                name="organisation_one_city",
                violation_error_code="organisation_one_city",
                violation_error_message="시는 하나만 있습니다.",
            ),
        ),
        migrations.AlterConstraint(
            model_name="publicjob",
            name="public_job_ends_after_start",
            constraint=models.CheckConstraint(
                condition=models.Q(("ends_on", None), ("ends_on__gte", models.F("starts_on")), _connector="OR"),
                name="public_job_ends_after_start",
                violation_error_code="public_job_ends_after_start",
                violation_error_message="끝난 날은 시작한 날보다 빠를 수 없습니다.",
            ),
        ),
    ]
