from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("matching", "0004_layout_of_a_packed_profile"),
    ]

    operations = [
        migrations.AddField(model_name="run", name="ended_at", field=models.DateTimeField(null=True)),
        migrations.AddField(
            model_name="run",
            name="state",
            field=models.CharField(
                choices=[("under_way", "Under Way"), ("ended", "Ended"), ("failed", "Failed")],
                default="ended",
                max_length=12,
            ),
        ),
    ]
