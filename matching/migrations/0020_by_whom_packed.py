from django.db import migrations, models


class Migration(migrations.Migration):
    """Without a default, which would write every row anew; who was packed before is settled."""

    dependencies = [("matching", "0019_exposures_go_on_record_alone")]
    operations = [
        migrations.AddField("packedprofile", "packed_in", models.BigIntegerField(null=True, editable=False)),
    ]
