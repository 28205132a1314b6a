"""Find the messages whose arrival is to be asked about; built beside the sender, which goes on writing meanwhile."""

from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models


class Migration(migrations.Migration):
    atomic = False

    dependencies = [
        ("profiles", "0025_awaited_arrivals"),
    ]

    operations = [
        AddIndexConcurrently(
            model_name="delivery",
            index=models.Index(
                condition=models.Q(("awaited_id", ""), _negated=True), fields=["due_at"], name="delivery_awaited"
            ),
        ),
    ]
