"""Keep what the other side calls a message, until it says whether it arrived."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("profiles", "0024_sharing_is_asked_when_applying"),
    ]

    operations = [
        migrations.AddField(
            model_name="delivery",
            name="awaited_id",
            field=models.CharField(blank=True, db_default="", default="", max_length=60),
        ),
    ]
