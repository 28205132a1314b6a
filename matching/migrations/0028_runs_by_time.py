from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models


class Migration(migrations.Migration):
    atomic = False

    dependencies = [("matching", "0027_run_priced_by")]
    operations = [
        AddIndexConcurrently("run", models.Index(fields=["-ran_at", "-id"], name="run_by_time")),
        AddIndexConcurrently("run", models.Index(fields=["scope", "-ran_at", "-id"], name="run_by_scope_and_time")),
    ]
