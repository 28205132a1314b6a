"""The first period of sites' contacts, a proposal to the city. Later versions: destructions.set_period."""

from datetime import UTC, date, datetime

from django.db import migrations

ADDED_AT, VALID_FROM = datetime(2026, 11, 28, tzinfo=UTC), date(2019, 1, 1)


def add(apps, schema_editor):
    apps.get_model("profiles", "RetentionPeriod").objects.get_or_create(
        key="site contact",
        version=1,
        defaults={"days": 1_096, "valid_from": VALID_FROM, "source": "제안", "added_at": ADDED_AT},
    )


class Migration(migrations.Migration):
    dependencies = [("profiles", "0033_contacts_without_a_name")]

    operations = [migrations.RunPython(add, migrations.RunPython.noop)]  # rows are append-only: they stay
