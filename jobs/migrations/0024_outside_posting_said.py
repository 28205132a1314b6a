"""Keep what an imported posting says without its spaces, so that a search reads one column."""

from django.db import migrations, models
from django.db.models.functions import Concat, Replace

LINES = Concat(
    "title",
    models.Value("\n"),
    "text",
    models.Value("\n"),
    "company",
    models.Value("\n"),
    "place",
    models.Value("\n"),
    output_field=models.TextField(),
)
SAID = models.GeneratedField(
    expression=Replace(LINES, models.Value(" "), models.Value(""), output_field=models.TextField()),
    output_field=models.TextField(),
    db_persist=True,
)


class Migration(migrations.Migration):
    dependencies = [("jobs", "0023_posting_said")]

    operations = [migrations.AddField(model_name="outsideposting", name="said", field=SAID)]
