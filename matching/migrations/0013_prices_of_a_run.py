from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("matching", "0012_second_weights"),
    ]

    operations = [migrations.AddField(model_name="run", name="prices", field=models.JSONField(default=dict))]
