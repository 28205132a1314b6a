"""Call the motive of an application 지원하는 이유, as its page does."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("jobs", "0026_holiday"),
    ]

    operations = [
        migrations.AlterField(
            model_name="application",
            name="motive",
            field=models.TextField(blank=True, max_length=1000, verbose_name="지원하는 이유"),
        ),
    ]
