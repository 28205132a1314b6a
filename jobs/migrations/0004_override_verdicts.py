"""An override names the verdicts that it was given for. An earlier one names none, so that a person decides again."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("jobs", "0003_constraint_codes")]

    operations = [
        migrations.AddField(
            model_name="override",
            name="verdicts",
            field=models.JSONField(default=list),
        ),
        migrations.RemoveConstraint(model_name="override", name="override_once"),
        migrations.AddConstraint(
            model_name="override",
            constraint=models.UniqueConstraint(
                fields=("application", "kind", "verdicts"),
                name="override_once",
                violation_error_code="override_once",
                violation_error_message="이미 예외로 한 규칙입니다.",
            ),
        ),
    ]
