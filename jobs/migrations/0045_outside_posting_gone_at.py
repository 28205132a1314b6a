"""When a source stopped listing a posting of its own."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("jobs", "0044_posting_import"),
    ]

    operations = [
        migrations.AddField(
            model_name="outsideposting",
            name="gone_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
    ]
