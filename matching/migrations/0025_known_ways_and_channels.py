from django.contrib.postgres.operations import AddConstraintNotValid
from django.db import migrations, models


class Migration(migrations.Migration):
    """New rows from now on; those that stand are looked through by the next one, without a lock."""

    dependencies = [("matching", "0024_near_occupations_through_the_api")]
    operations = [
        AddConstraintNotValid(
            model_name="exposure",
            constraint=models.CheckConstraint(
                condition=models.Q(("channel__in", ["page", "api", "wider", "wider_api"])),
                name="exposure_channel_known",
            ),
        ),
        AddConstraintNotValid(
            model_name="run",
            constraint=models.CheckConstraint(
                condition=models.Q(("scope__in", ["city", "candidates", "postings"])), name="run_scope_known"
            ),
        ),
        AddConstraintNotValid(
            model_name="run",
            constraint=models.CheckConstraint(
                condition=models.Q(("seed", ""), ("scope", "city"), _connector="OR"), name="run_lot_of_the_city"
            ),
        ),
        AddConstraintNotValid(
            model_name="suggestionlist",
            constraint=models.CheckConstraint(
                condition=models.Q(("last_came__in", [0, 1, 2])), name="suggestion_list_came"
            ),
        ),
        AddConstraintNotValid(
            model_name="suggestionlist",
            constraint=models.CheckConstraint(
                condition=models.Q(("last_chance__gt", 0), ("last_chance__lte", 1)), name="suggestion_list_last_chance"
            ),
        ),
    ]
