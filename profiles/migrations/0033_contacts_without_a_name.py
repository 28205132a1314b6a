"""Let name, number and address of a contact who ended go while the row stays."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("profiles", "0032_invitations"),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name="contactperson",
            name="contact_person_reachable",
        ),
        migrations.AlterField(
            model_name="contactperson",
            name="name_sealed",
            field=models.BinaryField(null=True),
        ),
        migrations.AddConstraint(
            model_name="contactperson",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("phone_index", ""), _negated=True),
                    models.Q(("email_index", ""), _negated=True),
                    models.Q(("ended_on__isnull", False), ("name_sealed", None)),
                    _connector="OR",
                ),
                name="contact_person_reachable",
                violation_error_code="no_way",
                violation_error_message="휴대전화 번호나 이메일 주소 가운데 하나는 적어 주세요.",
            ),
        ),
    ]
