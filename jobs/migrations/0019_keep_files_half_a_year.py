"""The first period of files with applications, a proposal to the city: 채용절차법 art. 11 (up to 180 days). Later versions: destructions.set_period."""

from datetime import UTC, date, datetime

from django.db import migrations

ADDED_AT, VALID_FROM = datetime(2026, 11, 27, tzinfo=UTC), date(2019, 1, 1)


def add(apps, schema_editor):
    apps.get_model("profiles", "RetentionPeriod").objects.get_or_create(
        key="application file",
        version=1,
        defaults={"days": 180, "valid_from": VALID_FROM, "source": "제안", "added_at": ADDED_AT},
    )


class Migration(migrations.Migration):
    dependencies = [("jobs", "0018_attachment"), ("profiles", "0008_first_retention_periods")]

    operations = [migrations.RunPython(add, migrations.RunPython.noop)]  # rows are append-only: they stay
