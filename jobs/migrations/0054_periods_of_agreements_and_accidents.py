from datetime import UTC, date, datetime

from django.db import migrations

ADDED_AT, VALID_FROM = datetime(2026, 11, 28, tzinfo=UTC), date(2019, 1, 1)
FIVE_YEARS = 1_827
SOURCES = {
    "agreement": "제안(근로계약서는 3년 이상: 근로기준법 제42조)",
    "accident": "제안(산업재해 기록은 3년 이상: 산업안전보건법 제164조)",
}


def add_periods(apps, schema_editor):
    """The first periods, proposals to the city. Later versions: destructions.set_period."""
    for key, source in SOURCES.items():
        apps.get_model("profiles", "RetentionPeriod").objects.get_or_create(
            key=key,
            version=1,
            defaults={"days": FIVE_YEARS, "valid_from": VALID_FROM, "source": source, "added_at": ADDED_AT},
        )


class Migration(migrations.Migration):
    dependencies = [("jobs", "0053_released_reserves"), ("profiles", "0035_consent_to_be_found")]

    operations = [migrations.RunPython(add_periods, migrations.RunPython.noop)]
