from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("profiles", "0012_profile_draft"),
    ]

    operations = [
        migrations.AddField(
            model_name="career",
            name="ends_on",
            field=models.DateField(blank=True, null=True, verbose_name="끝난 달"),
        ),
        migrations.AddField(
            model_name="career",
            name="starts_on",
            field=models.DateField(blank=True, null=True, verbose_name="시작한 달"),
        ),
        migrations.AddIndex(
            model_name="career",
            index=models.Index(
                condition=models.Q(("ends_on", None), ("starts_on__isnull", False)),
                fields=["id"],
                name="career_going_on",
            ),
        ),
        migrations.AddConstraint(
            model_name="career",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("ends_on", None),
                    models.Q(("ends_on__gte", models.F("starts_on")), ("starts_on__isnull", False)),
                    _connector="OR",
                ),
                name="career_ends_after_start",
                violation_error_code="career_ends_after_start",
                violation_error_message="끝난 달은 시작한 달보다 빠를 수 없습니다.",
            ),
        ),
        migrations.AddConstraint(
            model_name="career",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("starts_on", None), ("starts_on__day", 1), _connector="OR"),
                    models.Q(("ends_on", None), ("ends_on__day", 1), _connector="OR"),
                ),
                name="career_in_whole_months",
            ),
        ),
    ]
