"""Look once at the numbers that stand sealed, so that nobody with a landline alone counts as reached by texts."""

from django.db import migrations

from profiles.models.sealing import unseal

A_BATCH = 2000


def look(apps, schema_editor):
    identities = apps.get_model("profiles", "Identity").objects
    last = 0
    while rows := list(
        identities.filter(phone_sealed__isnull=False, is_mobile=None, pk__gt=last)
        .only("phone_sealed")
        .order_by("pk")[:A_BATCH]
    ):
        for row in rows:
            row.is_mobile = unseal(row.phone_sealed, f"identity.phone.{row.pk}").startswith("01")
        identities.bulk_update(rows, ["is_mobile"])
        last = rows[-1].pk


class Migration(migrations.Migration):
    dependencies = [
        ("profiles", "0016_mobile_phone"),
    ]

    operations = [
        migrations.RunPython(look, migrations.RunPython.noop, elidable=True),
    ]
