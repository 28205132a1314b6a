"""Keep what a posting says without its spaces, so that a search reads one column."""

from django.db import migrations, models
from django.db.models.functions import Concat, Replace

LINES = Concat(
    "title",
    models.Value("\n"),
    "duties",
    models.Value("\n"),
    output_field=models.TextField(),
)
SAID = models.GeneratedField(
    expression=Replace(LINES, models.Value(" "), models.Value(""), output_field=models.TextField()),
    output_field=models.TextField(),
    db_persist=True,
)


class Migration(migrations.Migration):
    dependencies = [("jobs", "0022_question_without_asker")]

    operations = [migrations.AddField(model_name="posting", name="said", field=SAID)]
