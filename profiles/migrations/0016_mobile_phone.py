from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("profiles", "0015_push_subscription"),
    ]

    operations = [
        migrations.AddField(
            model_name="identity",
            name="is_mobile",
            field=models.BooleanField(editable=False, null=True),
        ),
    ]
