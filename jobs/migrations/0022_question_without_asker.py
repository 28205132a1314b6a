import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("jobs", "0021_which_picks_were_freed")]

    operations = [
        migrations.AlterField(
            model_name="question",
            name="candidate",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="questions",
                to="profiles.candidate",
            ),
        ),
        migrations.AddConstraint(
            model_name="question",
            constraint=models.CheckConstraint(
                condition=models.Q(candidate__isnull=False) | models.Q(published_at__isnull=False),
                name="question_without_asker_is_published",
            ),
        ),
    ]
