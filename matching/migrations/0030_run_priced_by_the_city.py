from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("matching", "0029_prices_are_kept_with_the_city")]
    operations = [
        migrations.AddConstraint(
            model_name="run",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("priced_by", None), ("scope", "city")),
                    models.Q(models.Q(("scope", "city"), _negated=True), ("prices", {})),
                    _connector="OR",
                ),
                name="run_priced_by_the_city",
            ),
        ),
    ]
