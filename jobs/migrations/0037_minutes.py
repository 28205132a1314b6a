"""Minutes of a review are kept as they were made."""

import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models

import profiles.models.columns


class Migration(migrations.Migration):
    dependencies = [
        ("jobs", "0036_pledge"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Minutes",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "public_id",
                    models.UUIDField(default=profiles.models.columns.new_public_id, editable=False, unique=True),
                ),
                ("number", models.PositiveSmallIntegerField()),
                ("facts", models.JSONField()),
                ("made_at", models.DateTimeField()),
                (
                    "made_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "posting",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="minutes", to="jobs.posting"
                    ),
                ),
            ],
        ),
        migrations.AddConstraint(
            model_name="minutes",
            constraint=models.UniqueConstraint(fields=("posting", "number"), name="minutes_number_once"),
        ),
        migrations.AddConstraint(
            model_name="minutes",
            constraint=models.CheckConstraint(condition=models.Q(("number__gte", 1)), name="minutes_number_positive"),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="minutes",
            trigger=pgtrigger.compiler.Trigger(
                name="frozen",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                    hash="975cd4ffeee13ff5b5fcebc155dc7d30632bf425",
                    operation="UPDATE",
                    pgid="pgtrigger_frozen_38e4a",
                    table="jobs_minutes",
                    when="BEFORE",
                ),
            ),
        ),
    ]
