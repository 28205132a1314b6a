"""An empty district of a business meant both "none" and "not said": what isn't known is asked again."""

from django.db import migrations


def forget(apps, _schema_editor):
    apps.get_model("profiles", "Candidate").objects.filter(business_district="").update(business_district=None)


class Migration(migrations.Migration):
    dependencies = [("profiles", "0005_business_may_be_unknown")]

    operations = [migrations.RunPython(forget, migrations.RunPython.noop)]
