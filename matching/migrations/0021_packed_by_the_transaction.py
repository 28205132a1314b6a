import django.db.models.functions.comparison
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("matching", "0020_by_whom_packed")]
    operations = [
        migrations.AlterField(
            "packedprofile",
            "packed_in",
            models.BigIntegerField(
                db_default=django.db.models.functions.comparison.Cast(
                    django.db.models.functions.comparison.Cast(
                        models.Func(function="pg_current_xact_id", output_field=models.TextField()), models.TextField()
                    ),
                    models.BigIntegerField(),
                ),
                editable=False,
                null=True,
            ),
        ),
    ]
