from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models


class Migration(migrations.Migration):
    atomic = False
    dependencies = [("matching", "0022_whom_a_run_matched")]
    operations = [
        AddIndexConcurrently("packedprofile", models.Index(fields=["packed_in"], name="packed_profile_packed_in")),
    ]
