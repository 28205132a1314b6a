"""Keep what the other side calls a message, until it says whether it arrived."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("profiles", "0023_english_of_the_consent_for_proxies"),
    ]

    operations = [
        migrations.AddField(
            model_name="delivery",
            name="awaited_id",
            field=models.CharField(blank=True, db_default="", default="", max_length=60),
        ),
    ]
