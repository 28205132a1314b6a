import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("matching", "0009_remove_suggestion"),
        ("profiles", "0004_index_dead_deliveries"),
    ]

    operations = [
        migrations.CreateModel(
            name="Snapshot",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("digest", models.CharField(max_length=64, unique=True)),
                ("version", models.PositiveSmallIntegerField()),
                ("manifest", models.JSONField()),
                ("columns", models.BinaryField()),
                ("taken_at", models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name="FormerProfile",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("layout", models.PositiveSmallIntegerField()),
                ("payload", models.BinaryField()),
                ("packed_at", models.DateTimeField()),
                ("replaced_at", models.DateTimeField()),
                (
                    "candidate",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="former_profiles",
                        to="profiles.candidate",
                    ),
                ),
            ],
        ),
        migrations.AddField(
            model_name="run",
            name="snapshot",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="runs", to="matching.snapshot"
            ),
        ),
        migrations.AddConstraint(
            model_name="formerprofile",
            constraint=models.UniqueConstraint(fields=("candidate", "packed_at"), name="former_profile_once"),
        ),
    ]
