"""A posting has hours to be active and days to answer an offer."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("jobs", "0004_override_verdicts")]

    operations = [
        migrations.AddConstraint(
            model_name="posting",
            constraint=models.CheckConstraint(
                condition=models.Q(("hours_per_month__gt", 0), ("offer_days__gt", 0), ("weekly_hours__gt", 0)),
                name="posting_has_hours_and_days",
                violation_error_code="posting_has_hours_and_days",
                violation_error_message="활동 시간과 참여 의사를 기다리는 날은 1 이상이어야 합니다.",
            ),
        ),
    ]
