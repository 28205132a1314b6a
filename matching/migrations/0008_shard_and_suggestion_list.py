from django.contrib.postgres.fields import ArrayField
from django.db import migrations, models
from django.db.models import F, Q
from django.db.models.deletion import CASCADE, PROTECT


class Migration(migrations.Migration):
    dependencies = [
        ("matching", "0007_one_run_under_way"),
        ("profiles", "0004_index_dead_deliveries"),
    ]

    operations = [
        migrations.CreateModel(
            name="Shard",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("first_id", models.BigIntegerField()),
                ("last_id", models.BigIntegerField()),
                ("people", models.PositiveIntegerField()),
                ("attempts", models.PositiveSmallIntegerField(default=0)),
                ("inputs_hash", models.CharField(blank=True, max_length=64)),
                ("done_at", models.DateTimeField(null=True)),
                ("run", models.ForeignKey(on_delete=CASCADE, related_name="shards", to="matching.run")),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=["run", "first_id"], name="shard_once"),
                    models.CheckConstraint(condition=Q(first_id__lte=F("last_id")), name="shard_in_order"),
                ],
            },
        ),
        migrations.CreateModel(
            name="SuggestionList",
            fields=[
                (
                    "candidate",
                    models.OneToOneField(
                        on_delete=CASCADE,
                        primary_key=True,
                        related_name="suggestion_list",
                        serialize=False,
                        to="profiles.candidate",
                    ),
                ),
                ("posting_ids", ArrayField(base_field=models.BigIntegerField(), size=None)),
                ("outside_ids", ArrayField(base_field=models.BigIntegerField(), size=None)),
                ("points", ArrayField(base_field=models.SmallIntegerField(), size=None)),
                ("parts", models.BinaryField()),
                ("owed", models.SmallIntegerField(default=0)),
                ("content", models.BigIntegerField()),
                (
                    "run",
                    models.ForeignKey(
                        db_constraint=False, db_index=False, on_delete=PROTECT, related_name="lists", to="matching.run"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=Q(points__len=F("posting_ids__len") + F("outside_ids__len")),
                        name="suggestion_list_points",
                    ),
                ],
                "indexes": [
                    models.Index(fields=["candidate"], condition=Q(owed__gt=0), name="suggestion_list_owed"),
                ],
            },
        ),
    ]
