import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("profiles", "0004_index_dead_deliveries"),
    ]

    operations = [
        migrations.CreateModel(
            name="VoluntaryStatement",
            fields=[
                (
                    "candidate",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="voluntary_statement",
                        serialize=False,
                        to="profiles.candidate",
                    ),
                ),
                (
                    "sex",
                    models.CharField(choices=[("female", "여성"), ("male", "남성")], max_length=6, verbose_name="성별"),
                ),
                ("told_at", models.DateTimeField()),
                (
                    "told_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("sex__in", ["female", "male"])), name="voluntary_statement_sex_known"
                    )
                ],
            },
        ),
    ]
