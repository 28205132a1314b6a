"""A second question to the same person is refused in the programme's own words. State only."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("jobs", "0005_posting_hours_and_days")]

    operations = [
        migrations.AlterConstraint(
            model_name="offer",
            name="offer_once",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state", "pending")),
                fields=("application",),
                name="offer_once",
                violation_error_message="이미 참여 의사를 묻고 답을 기다리고 있습니다.",
            ),
        ),
    ]
