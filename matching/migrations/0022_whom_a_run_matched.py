import django.contrib.postgres.fields
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("matching", "0021_packed_by_the_transaction")]
    operations = [
        migrations.AddField(
            "run",
            "matched_ids",
            django.contrib.postgres.fields.ArrayField(base_field=models.BigIntegerField(), null=True, size=None),
        ),
    ]
