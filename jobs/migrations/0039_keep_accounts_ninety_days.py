"""The first period of bank accounts, a proposal to the city. Later versions: destructions.set_period."""

from datetime import UTC, date, datetime

from django.db import migrations

ADDED_AT, VALID_FROM = datetime(2026, 11, 27, tzinfo=UTC), date(2019, 1, 1)


def add(apps, schema_editor):
    apps.get_model("profiles", "RetentionPeriod").objects.get_or_create(
        key="bank account",
        version=1,
        defaults={"days": 90, "valid_from": VALID_FROM, "source": "제안", "added_at": ADDED_AT},
    )


class Migration(migrations.Migration):
    dependencies = [("jobs", "0038_pay_runs"), ("profiles", "0008_first_retention_periods")]

    operations = [migrations.RunPython(add, migrations.RunPython.noop)]  # rows are append-only: they stay
