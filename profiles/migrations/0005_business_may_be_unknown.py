"""That somebody has no registered business is told apart from that they have not said."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("profiles", "0004_constraint_codes")]

    operations = [
        migrations.AlterField(
            model_name="candidate",
            name="business_district",
            field=models.CharField(blank=True, max_length=5, null=True, verbose_name="사업장이 있는 자치구"),
        ),
    ]
