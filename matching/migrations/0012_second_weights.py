"""The second weights, as matching/core/weights.py has them: a fifth of the points go by the weaker of both sides."""

from datetime import UTC, datetime

from django.db import migrations

SECOND = {
    "both": 200,
    "duties": 240,
    "occupation": 160,
    "distance": 110,
    "certificates": 80,
    "schedule": 80,
    "kind": 40,
    "hours": 35,
    "pay": 30,
    "districts": 25,
}


def add(apps, schema_editor):
    added_at = datetime(2026, 11, 26, tzinfo=UTC)
    apps.get_model("matching", "WeightSet").objects.get_or_create(
        name="second", version=1, defaults={"points": SECOND, "added_at": added_at}
    )


class Migration(migrations.Migration):
    dependencies = [("matching", "0011_exposure")]

    operations = [migrations.RunPython(add, migrations.RunPython.noop)]
