from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("profiles", "0010_account_without_email"),
    ]

    operations = [
        migrations.AddField(
            model_name="identity",
            name="phone_verified_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddConstraint(
            model_name="identity",
            constraint=models.UniqueConstraint(
                condition=models.Q(("phone_verified_at__isnull", False)),
                fields=("phone_index",),
                name="identity_phone_confirmed_once",
                violation_error_message="이미 다른 계정에서 쓰는 번호입니다.",
            ),
        ),
        migrations.AddConstraint(
            model_name="identity",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("phone_verified_at", None), models.Q(("phone_index", ""), _negated=True), _connector="OR"
                ),
                name="identity_phone_confirmed_exists",
            ),
        ),
    ]
