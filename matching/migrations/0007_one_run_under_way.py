from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    dependencies = [
        ("matching", "0006_runs_so_far_have_ended"),
    ]

    operations = [
        migrations.AddConstraint(
            model_name="run",
            constraint=models.CheckConstraint(
                condition=Q(state__in=["under_way", "ended", "failed"]), name="run_state_known"
            ),
        ),
        migrations.AddConstraint(
            model_name="run",
            constraint=models.UniqueConstraint(
                fields=["state"], condition=Q(state="under_way"), name="run_under_way_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="run",
            constraint=models.CheckConstraint(
                condition=Q(("state", "under_way"), ("ended_at__isnull", False), _connector="XOR"),
                name="run_has_an_end",
            ),
        ),
    ]
