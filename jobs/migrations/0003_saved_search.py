import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import profiles.models.columns


class Migration(migrations.Migration):
    dependencies = [
        ("jobs", "0002_year_in_round"),
        ("profiles", "0008_first_retention_periods"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="SavedSearch",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "public_id",
                    models.UUIDField(default=profiles.models.columns.new_public_id, editable=False, unique=True),
                ),
                ("name", models.CharField(max_length=40, verbose_name="이름")),
                ("query", models.CharField(blank=True, max_length=1000)),
                ("has_alerts", models.BooleanField(default=True, verbose_name="새 공고가 나오면 알림 받기")),
                ("saved_at", models.DateTimeField()),
                ("told_at", models.DateTimeField()),
                (
                    "saved_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="saved_searches",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
        ),
        migrations.AddIndex(
            model_name="savedsearch",
            index=models.Index(condition=models.Q(("has_alerts", True)), fields=["told_at"], name="saved_search_due"),
        ),
        migrations.AddConstraint(
            model_name="savedsearch",
            constraint=models.UniqueConstraint(
                fields=("user", "query"),
                name="saved_search_once",
                violation_error_code="saved_search_once",
                violation_error_message="같은 조건을 이미 저장하셨습니다.",
            ),
        ),
    ]
