from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("matching", "0023_index_of_who_was_packed")]
    operations = [
        migrations.AlterField(
            model_name="exposure",
            name="channel",
            field=models.CharField(
                choices=[("page", "Page"), ("api", "Api"), ("wider", "Wider"), ("wider_api", "Wider Api")],
                max_length=10,
            ),
        ),
    ]
