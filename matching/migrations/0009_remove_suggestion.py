from django.db import migrations


class Migration(migrations.Migration):
    """One row a suggestion gave way to one row a person; the next run over the city fills them."""

    dependencies = [
        ("matching", "0008_shard_and_suggestion_list"),
    ]

    operations = [migrations.DeleteModel(name="Suggestion")]
