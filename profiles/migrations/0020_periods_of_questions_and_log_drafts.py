"""The first periods of questions and of drafts of logs, proposals to the city. Later versions: destructions.set_period."""

from datetime import UTC, date, datetime

from django.db import migrations

ADDED_AT, VALID_FROM = datetime(2026, 11, 27, tzinfo=UTC), date(2019, 1, 1)
DAYS = {"questions": 365, "log draft": 1_827}


def add(apps, schema_editor):
    period = apps.get_model("profiles", "RetentionPeriod")
    rows = [
        period(key=key, version=1, days=days, valid_from=VALID_FROM, source="제안", added_at=ADDED_AT)
        for key, days in DAYS.items()
    ]
    period.objects.bulk_create(rows, ignore_conflicts=True)


class Migration(migrations.Migration):
    dependencies = [("profiles", "0019_consent_for_proxies")]

    operations = [migrations.RunPython(add, migrations.RunPython.noop)]  # rows are append-only: they stay
