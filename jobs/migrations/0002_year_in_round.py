from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("jobs", "0001_initial")]

    operations = [
        migrations.AddField(
            model_name="programmeyear",
            name="is_in_round",
            field=models.BooleanField(db_default=False, default=False, verbose_name="일괄 배치 중"),
        ),
    ]
