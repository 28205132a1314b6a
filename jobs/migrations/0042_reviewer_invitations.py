"""A reviewer is invited for a posting."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("jobs", "0041_site_links"),
        ("profiles", "0032_invitations"),
    ]

    operations = [
        migrations.CreateModel(
            name="ReviewerInvitation",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "invitation",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="profiles.invitation"
                    ),
                ),
                (
                    "posting",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="reviewer_invitations",
                        to="jobs.posting",
                    ),
                ),
            ],
        ),
    ]
