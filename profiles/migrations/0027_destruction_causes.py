"""Name two more causes of a destruction: an application was withdrawn, or never sent in time."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("profiles", "0026_index_awaited_arrivals"),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name="destruction",
            name="destruction_has_a_cause",
        ),
        migrations.AlterField(
            model_name="destruction",
            name="cause",
            field=models.CharField(
                choices=[
                    ("period", "보유 기간이 지남"),
                    ("left", "탈퇴"),
                    ("withdrawn", "지원을 취소함"),
                    ("unsent", "내지 않은 채 기한이 지남"),
                ],
                max_length=10,
            ),
        ),
        migrations.AddConstraint(
            model_name="destruction",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("cause", "period"), ("period__isnull", False)),
                    models.Q(("cause__in", ["left", "withdrawn", "unsent"]), ("period", None)),
                    _connector="OR",
                ),
                name="destruction_has_a_cause",
            ),
        ),
    ]
