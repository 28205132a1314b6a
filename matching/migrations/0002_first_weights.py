"""The first weights, as matching/core/weights.py has them; a change is another row."""

from datetime import UTC, datetime

from django.db import migrations

FIRST = {
    "duties": 300,
    "occupation": 200,
    "distance": 140,
    "certificates": 100,
    "schedule": 100,
    "kind": 50,
    "hours": 40,
    "pay": 40,
    "districts": 30,
}


def add(apps, schema_editor):
    added_at = datetime(2026, 1, 1, tzinfo=UTC)
    apps.get_model("matching", "WeightSet").objects.get_or_create(
        name="first", version=1, defaults={"points": FIRST, "added_at": added_at}
    )


class Migration(migrations.Migration):
    dependencies = [("matching", "0001_initial")]

    operations = [migrations.RunPython(add, migrations.RunPython.noop)]
