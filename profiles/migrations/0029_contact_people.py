"""Who answers outside for an operator's sites, without an account."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import profiles.models.columns


class Migration(migrations.Migration):
    dependencies = [
        ("profiles", "0028_payer_role"),
    ]

    operations = [
        migrations.CreateModel(
            name="ContactPerson",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "public_id",
                    models.UUIDField(default=profiles.models.columns.new_public_id, editable=False, unique=True),
                ),
                ("name_sealed", models.BinaryField()),
                ("phone_sealed", models.BinaryField(null=True)),
                ("phone_index", models.CharField(blank=True, db_index=True, max_length=64)),
                ("email_sealed", models.BinaryField(null=True)),
                ("email_index", models.CharField(blank=True, db_index=True, max_length=64)),
                ("started_on", models.DateField()),
                ("ended_on", models.DateField(blank=True, null=True)),
                ("added_at", models.DateTimeField()),
                (
                    "added_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="contact_people",
                        to="profiles.organisation",
                    ),
                ),
            ],
        ),
        migrations.AddConstraint(
            model_name="contactperson",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("phone_index", ""), _negated=True),
                    models.Q(("email_index", ""), _negated=True),
                    _connector="OR",
                ),
                name="contact_person_reachable",
                violation_error_code="no_way",
                violation_error_message="휴대전화 번호나 이메일 주소 가운데 하나는 적어 주세요.",
            ),
        ),
        migrations.AddConstraint(
            model_name="contactperson",
            constraint=models.CheckConstraint(
                condition=models.Q(("ended_on", None), ("ended_on__gte", models.F("started_on")), _connector="OR"),
                name="contact_person_ends_after_start",
                violation_error_code="contact_person_ends_after_start",
                violation_error_message="끝나는 날은 시작하는 날보다 빠를 수 없습니다.",
            ),
        ),
    ]
