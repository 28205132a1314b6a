from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("matching", "0026_look_through_what_stands")]
    operations = [
        migrations.AddField(
            model_name="run",
            name="priced_by",
            field=models.ForeignKey(null=True, on_delete=models.PROTECT, related_name="priced", to="matching.run"),
        ),
    ]
