"""A posting says whether it is reviewed blind and how its applicants are ranked."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("jobs", "0032_posting_draft"),
    ]

    operations = [
        migrations.AddField(
            model_name="posting",
            name="average",
            field=models.CharField(
                choices=[
                    ("mean", "심사위원 점수의 평균"),
                    ("trimmed", "가장 높은 점수와 가장 낮은 점수를 하나씩 뺀 평균"),
                ],
                db_default="mean",
                default="mean",
                max_length=10,
                verbose_name="한 단계의 점수",
            ),
        ),
        migrations.AddField(
            model_name="posting",
            name="is_blind",
            field=models.BooleanField(db_default=False, default=False, verbose_name="서류심사를 블라인드로 합니다"),
        ),
        migrations.AddField(
            model_name="posting",
            name="most_spread",
            field=models.PositiveSmallIntegerField(
                db_default=20, default=20, verbose_name="점수 차이를 알리는 기준(점)"
            ),
        ),
        migrations.AddField(
            model_name="posting",
            name="names_in_minutes",
            field=models.BooleanField(db_default=True, default=True, verbose_name="회의록에 가린 이름을 넣습니다"),
        ),
        migrations.AddField(
            model_name="posting",
            name="paper_share",
            field=models.PositiveSmallIntegerField(db_default=0, default=0, verbose_name="서류심사 반영 비율(%)"),
        ),
        migrations.AddField(
            model_name="posting",
            name="shows_files",
            field=models.BooleanField(
                db_default=True, default=True, verbose_name="서류심사 때 지원 파일을 보여 줍니다"
            ),
        ),
        migrations.AddField(
            model_name="posting",
            name="tie_rule",
            field=models.CharField(
                choices=[
                    ("interview", "면접심사 점수가 높은 분, 그다음 먼저 접수한 분"),
                    ("paper_review", "서류심사 점수가 높은 분, 그다음 먼저 접수한 분"),
                    ("received", "먼저 접수한 분"),
                ],
                db_default="interview",
                default="interview",
                max_length=15,
                verbose_name="점수가 같을 때",
            ),
        ),
        migrations.AddConstraint(
            model_name="posting",
            constraint=models.CheckConstraint(
                condition=models.Q(("most_spread__lte", 100), ("paper_share__lte", 100)),
                name="posting_review_shares",
                violation_error_code="posting_review_shares",
                violation_error_message="비율과 점수 차이는 0부터 100까지입니다.",
            ),
        ),
        migrations.AddConstraint(
            model_name="posting",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("average__in", ["mean", "trimmed"]), ("tie_rule__in", ["interview", "paper_review", "received"])
                ),
                name="posting_review_formula_known",
            ),
        ),
    ]
