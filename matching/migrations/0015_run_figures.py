import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("matching", "0014_allocation_round"),
    ]

    operations = [
        migrations.CreateModel(
            name="RunFigures",
            fields=[
                (
                    "run",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="figures",
                        serialize=False,
                        to="matching.run",
                    ),
                ),
                ("people_listed", models.PositiveIntegerField()),
                ("postings_open", models.PositiveIntegerField()),
                ("postings_seen", models.PositiveIntegerField()),
                ("gini", models.FloatField(null=True)),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("postings_seen__lte", models.F("postings_open"))), name="run_figures_seen"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("gini", None), models.Q(("gini__gte", 0), ("gini__lte", 1)), _connector="OR"
                        ),
                        name="run_figures_gini",
                    ),
                ],
            },
        ),
    ]
