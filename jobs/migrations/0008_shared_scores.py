from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("jobs", "0007_objection"),
    ]

    operations = [
        migrations.AddField(
            model_name="posting",
            name="shares_scores",
            field=models.BooleanField(
                db_default=False, default=False, verbose_name="불합격한 분께 본인 점수를 보여 드립니다"
            ),
        ),
    ]
