from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("profiles", "0009_contact_by_group"),
    ]

    operations = [
        migrations.AlterField(
            model_name="user",
            name="email",
            field=models.EmailField(blank=True, max_length=254, null=True, unique=True, verbose_name="이메일 주소"),
        ),
    ]
