import django.contrib.postgres.fields
import django.db.models.deletion
import django.db.models.expressions
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("matching", "0010_snapshot_and_former_profile"),
        ("profiles", "0004_index_dead_deliveries"),
    ]

    operations = [
        migrations.CreateModel(
            name="Exposure",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("channel", models.CharField(choices=[("page", "Page"), ("api", "Api")], max_length=8)),
                ("shown_at", models.DateTimeField(db_index=True)),
                (
                    "posting_ids",
                    django.contrib.postgres.fields.ArrayField(base_field=models.BigIntegerField(), size=None),
                ),
                (
                    "outside_ids",
                    django.contrib.postgres.fields.ArrayField(base_field=models.BigIntegerField(), size=None),
                ),
                ("ranks", django.contrib.postgres.fields.ArrayField(base_field=models.SmallIntegerField(), size=None)),
                ("points", django.contrib.postgres.fields.ArrayField(base_field=models.SmallIntegerField(), size=None)),
                ("prices", django.contrib.postgres.fields.ArrayField(base_field=models.SmallIntegerField(), size=None)),
                ("chances", django.contrib.postgres.fields.ArrayField(base_field=models.FloatField(), size=None)),
                (
                    "candidate",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="exposures", to="profiles.candidate"
                    ),
                ),
                (
                    "run",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="exposures", to="matching.run"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("chances__len", models.F("ranks__len")),
                            ("points__len", models.F("ranks__len")),
                            ("prices__len", models.F("ranks__len")),
                            (
                                "ranks__len",
                                django.db.models.expressions.CombinedExpression(
                                    models.F("posting_ids__len"), "+", models.F("outside_ids__len")
                                ),
                            ),
                        ),
                        name="exposure_lists_alike",
                    )
                ],
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="exposure",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                    hash="5df2da5998057f43fdd24c331ba571211a1d9489",
                    operation="UPDATE",
                    pgid="pgtrigger_append_only_578db",
                    table="matching_exposure",
                    when="BEFORE",
                ),
            ),
        ),
    ]
