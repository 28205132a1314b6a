"""Keep, sealed, where the money of a paid line went; and relations that were declared by name."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("jobs", "0046_outside_fetch"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="runline",
            name="sent_to_sealed",
            field=models.BinaryField(blank=True, null=True),
        ),
        migrations.CreateModel(
            name="NamedConflict",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name_index", models.CharField(max_length=64)),
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
                    "posting",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="named_conflicts", to="jobs.posting"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("posting", "declared_by", "name_index"), name="named_conflict_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ["family", "work", "money", "friend", "dispute", "other"])),
                        name="named_conflict_kind_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("name_index", ""), _negated=True), name="named_conflict_names_somebody"
                    ),
                ],
            },
        ),
    ]
