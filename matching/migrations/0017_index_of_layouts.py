from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models


class Migration(migrations.Migration):
    atomic = False
    dependencies = [("matching", "0016_how_last_places_were_filled")]
    operations = [
        AddIndexConcurrently("packedprofile", models.Index(fields=["layout"], name="packed_profile_layout")),
    ]
