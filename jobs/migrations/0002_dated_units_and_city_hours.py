"""From how many hours a month only the city sets the cap aside, and the unit that tax is cut off below, are dated terms."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("jobs", "0001_initial")]

    operations = [
        migrations.AddField(
            model_name="payterms",
            name="tax_unit_won",
            field=models.PositiveSmallIntegerField(default=10, verbose_name="세금 절사 단위(원)"),
        ),
        migrations.AddField(
            model_name="programmeyear",
            name="city_hours_from",
            field=models.PositiveSmallIntegerField(
                blank=True, default=60, null=True, verbose_name="서울시만 허용할 수 있는 한 달 시간"
            ),
        ),
        migrations.AddConstraint(
            model_name="payterms",
            constraint=models.CheckConstraint(
                condition=models.Q(("tax_unit_won__gte", 1)),
                name="pay_terms_tax_unit",
                violation_error_code="pay_terms_tax_unit",
                violation_error_message="세금 절사 단위는 1원 이상이어야 합니다.",
            ),
        ),
    ]
