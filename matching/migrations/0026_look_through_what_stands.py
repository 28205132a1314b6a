from django.contrib.postgres.operations import ValidateConstraint
from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("matching", "0025_known_ways_and_channels")]
    operations = [
        ValidateConstraint("exposure", "exposure_channel_known"),
        ValidateConstraint("run", "run_scope_known"),
        ValidateConstraint("run", "run_lot_of_the_city"),
        ValidateConstraint("suggestionlist", "suggestion_list_came"),
        ValidateConstraint("suggestionlist", "suggestion_list_last_chance"),
    ]
