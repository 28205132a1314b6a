"""Invitations to work for an organisation."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import profiles.models.columns


class Migration(migrations.Migration):
    dependencies = [
        ("profiles", "0031_contact_in_logs"),
    ]

    operations = [
        migrations.CreateModel(
            name="Invitation",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "public_id",
                    models.UUIDField(default=profiles.models.columns.new_public_id, editable=False, unique=True),
                ),
                (
                    "role",
                    models.CharField(
                        choices=[
                            ("member", "담당자"),
                            ("manager", "관리자"),
                            ("reviewer", "심사위원"),
                            ("payer", "지급 담당"),
                            ("viewer", "조회 담당"),
                            ("editor", "사업 담당"),
                            ("auditor", "감사 담당"),
                            ("administrator", "시스템 관리자"),
                        ],
                        max_length=15,
                    ),
                ),
                ("email_sealed", models.BinaryField()),
                ("email_index", models.CharField(db_index=True, max_length=64)),
                ("started_on", models.DateField()),
                ("ended_on", models.DateField(blank=True, null=True)),
                ("invited_at", models.DateTimeField()),
                ("accepted_at", models.DateTimeField(blank=True, null=True)),
                ("ended_at", models.DateTimeField(blank=True, null=True)),
                (
                    "accepted_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "ended_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "invited_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "letter",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="profiles.outsideletter"
                    ),
                ),
                (
                    "membership",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="invitation",
                        to="profiles.membership",
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="invitations",
                        to="profiles.organisation",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("accepted_at", None), ("ended_at", None)),
                        fields=("organisation", "email_index", "role"),
                        name="invitation_once",
                        violation_error_code="invitation_once",
                        violation_error_message="같은 주소로 보낸 초대가 아직 답을 기다립니다.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("ended_on", None), ("ended_on__gt", models.F("started_on")), _connector="OR"
                        ),
                        name="invitation_ends_after_start",
                        violation_error_code="invitation_ends_after_start",
                        violation_error_message="끝나는 날은 시작하는 날보다 뒤여야 합니다.",
                    ),
                ],
            },
        ),
    ]
