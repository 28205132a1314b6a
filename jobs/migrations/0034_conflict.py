"""Reviewers declare conflicts of interest with applicants."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import profiles.models.columns


class Migration(migrations.Migration):
    dependencies = [
        ("jobs", "0033_review_terms"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Conflict",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "public_id",
                    models.UUIDField(default=profiles.models.columns.new_public_id, editable=False, unique=True),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("family", "가족이거나 친척"),
                            ("work", "같은 직장이나 단체에서 함께 일함"),
                            ("money", "돈이나 거래 관계"),
                            ("friend", "친구이거나 가까운 사이"),
                            ("dispute", "다툼이 있었음"),
                            ("other", "그 밖의 사정"),
                        ],
                        max_length=10,
                        verbose_name="어떤 관계인지",
                    ),
                ),
                ("declared_at", models.DateTimeField()),
                ("withdrawn_at", models.DateTimeField(blank=True, null=True)),
                ("withdrawn_for", models.CharField(blank=True, max_length=200, verbose_name="거둔 이유")),
                (
                    "application",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="conflicts", to="jobs.application"
                    ),
                ),
                (
                    "declared_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "withdrawn_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
        ),
        migrations.AddConstraint(
            model_name="conflict",
            constraint=models.UniqueConstraint(
                condition=models.Q(("withdrawn_at", None)),
                fields=("application", "declared_by"),
                name="conflict_once",
                violation_error_code="conflict_once",
                violation_error_message="이미 신고했습니다.",
            ),
        ),
        migrations.AddConstraint(
            model_name="conflict",
            constraint=models.CheckConstraint(
                condition=models.Q(("kind__in", ["family", "work", "money", "friend", "dispute", "other"])),
                name="conflict_kind_known",
            ),
        ),
    ]
