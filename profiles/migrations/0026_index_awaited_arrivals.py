"""Find the messages whose arrival is to be asked about."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("profiles", "0025_awaited_arrivals"),
    ]

    operations = [
        migrations.AddIndex(
            model_name="delivery",
            index=models.Index(
                condition=models.Q(("awaited_id", ""), _negated=True), fields=["due_at"], name="delivery_awaited"
            ),
        ),
    ]
