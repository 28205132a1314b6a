from django.db import migrations
from django.db.models import F


def end(apps, _schema_editor):
    apps.get_model("matching", "Run").objects.filter(ended_at=None).update(ended_at=F("ran_at"))


class Migration(migrations.Migration):
    dependencies = [
        ("matching", "0005_state_of_a_run"),
    ]

    operations = [migrations.RunPython(end, migrations.RunPython.noop)]
