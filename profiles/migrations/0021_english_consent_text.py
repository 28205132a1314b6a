"""Let a consent text have an English translation; the Korean text is the one that is agreed to."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("profiles", "0020_periods_of_questions_and_log_drafts")]

    operations = [
        migrations.AddField(
            model_name="consenttext",
            name="english_title",
            field=models.CharField(blank=True, db_default="", default="", max_length=200),
        ),
        migrations.AddField(
            model_name="consenttext",
            name="english_text",
            field=models.TextField(blank=True, db_default="", default=""),
        ),
    ]
