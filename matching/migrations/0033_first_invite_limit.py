"""The first limit of proposals, a proposal to the city. Later versions: invites.set_limit."""

from datetime import UTC, date, datetime

from django.db import migrations

ADDED_AT, VALID_FROM = datetime(2026, 11, 28, tzinfo=UTC), date(2019, 1, 1)
MOST, DAYS = 3, 30


def add(apps, schema_editor):
    limit = apps.get_model("matching", "InviteLimit")
    limit.objects.create(version=1, most=MOST, days=DAYS, valid_from=VALID_FROM, added_at=ADDED_AT)


class Migration(migrations.Migration):
    dependencies = [("matching", "0032_posting_invites")]

    operations = [migrations.RunPython(add, migrations.RunPython.noop)]
