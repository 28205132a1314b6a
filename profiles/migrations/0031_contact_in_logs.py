"""Events and accesses name the contact who came by a link."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("profiles", "0030_outside_letters"),
    ]

    operations = [
        migrations.AddField(
            model_name="accessentry",
            name="contact",
            field=models.ForeignKey(
                blank=True,
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="profiles.contactperson",
            ),
        ),
        migrations.AddField(
            model_name="event",
            name="contact",
            field=models.ForeignKey(
                blank=True,
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="profiles.contactperson",
            ),
        ),
    ]
