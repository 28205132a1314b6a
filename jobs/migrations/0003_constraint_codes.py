"""A broken constraint says its own name as its code. State only."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("jobs", "0002_dated_units_and_city_hours")]

    operations = [
        migrations.AlterConstraint(
            model_name="application",
            name="application_once",
            constraint=models.UniqueConstraint(
                condition=models.Q(
                    ("state__in", ["not_selected", "withdrawn", "declined", "lapsed", "selection_withdrawn"]),
                    _negated=True,
                ),
                fields=("posting", "candidate"),
                name="application_once",
                violation_error_code="application_once",
                violation_error_message="이 공고에는 이미 지원했습니다.",
            ),
        ),
        migrations.AlterConstraint(
            model_name="application",
            name="application_waiting_order",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state", "waiting")),
                fields=("posting", "waiting_number"),
                name="application_waiting_order",
                violation_error_code="application_waiting_order",
                violation_error_message="같은 예비 순번이 이미 있습니다.",
            ),
        ),
        migrations.AlterConstraint(
            model_name="outcome",
            name="outcome_once",
            constraint=models.UniqueConstraint(
                fields=("placement", "months_after"),
                name="outcome_once",
                violation_error_code="outcome_once",
                violation_error_message="이미 적은 사후관리 결과입니다.",
            ),
        ),
        migrations.AlterConstraint(
            model_name="override",
            name="override_once",
            constraint=models.UniqueConstraint(
                fields=("application", "kind"),
                name="override_once",
                violation_error_code="override_once",
                violation_error_message="이미 예외로 한 규칙입니다.",
            ),
        ),
        migrations.AlterConstraint(
            model_name="payline",
            name="pay_line_once",
            constraint=models.UniqueConstraint(
                condition=models.Q(("corrects", None)),
                fields=("worklog",),
                name="pay_line_once",
                violation_error_code="pay_line_once",
                violation_error_message="이 활동일지는 이미 지급했습니다.",
            ),
        ),
        migrations.AlterConstraint(
            model_name="payterms",
            name="pay_terms_once",
            constraint=models.UniqueConstraint(
                fields=("programme_year", "valid_from"),
                name="pay_terms_once",
                violation_error_code="pay_terms_once",
                violation_error_message="같은 날부터 쓰는 금액이 이미 있습니다.",
            ),
        ),
        migrations.AlterConstraint(
            model_name="payterms",
            name="pay_terms_rate",
            constraint=models.CheckConstraint(
                condition=models.Q(("withholding_rate__gte", 0), ("withholding_rate__lt", 1)),
                name="pay_terms_rate",
                violation_error_code="pay_terms_rate",
                violation_error_message="원천징수 비율은 0 이상 1 미만이어야 합니다.",
            ),
        ),
        migrations.AlterConstraint(
            model_name="payterms",
            name="pay_terms_rounding",
            constraint=models.CheckConstraint(
                condition=models.Q(("rounding_won__gte", 1)),
                name="pay_terms_rounding",
                violation_error_code="pay_terms_rounding",
                violation_error_message="절사 단위는 1원 이상이어야 합니다.",
            ),
        ),
        migrations.AlterConstraint(
            model_name="placement",
            name="placement_period",
            constraint=models.CheckConstraint(
                condition=models.Q(("ends_on__gte", models.F("starts_on"))),
                name="placement_period",
                violation_error_code="placement_period",
                violation_error_message="활동 종료일은 활동 시작일보다 뒤여야 합니다.",
            ),
        ),
        migrations.AlterConstraint(
            model_name="placement",
            name="placement_training_attended",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("training_attended", None), ("training_attended__lte", models.F("training_hours")), _connector="OR"
                ),
                name="placement_training_attended",
                violation_error_code="placement_training_attended",
                violation_error_message="참석한 시간은 교육 시간보다 많을 수 없습니다.",
            ),
        ),
        migrations.AlterConstraint(
            model_name="posting",
            name="posting_apply_period",
            constraint=models.CheckConstraint(
                condition=models.Q(("apply_until__gt", models.F("apply_from"))),
                name="posting_apply_period",
                violation_error_code="posting_apply_period",
                violation_error_message="지원 마감은 지원 시작보다 뒤여야 합니다.",
            ),
        ),
        migrations.AlterConstraint(
            model_name="posting",
            name="posting_results_after_close",
            constraint=models.CheckConstraint(
                condition=models.Q(("results_at__gte", models.F("apply_until"))),
                name="posting_results_after_close",
                violation_error_code="posting_results_after_close",
                violation_error_message="발표 일시는 지원 마감 뒤여야 합니다.",
            ),
        ),
        migrations.AlterConstraint(
            model_name="posting",
            name="posting_activity_period",
            constraint=models.CheckConstraint(
                condition=models.Q(("ends_on__gt", models.F("starts_on"))),
                name="posting_activity_period",
                violation_error_code="posting_activity_period",
                violation_error_message="활동 종료일은 활동 시작일보다 뒤여야 합니다.",
            ),
        ),
        migrations.AlterConstraint(
            model_name="postingsite",
            name="posting_site_once",
            constraint=models.UniqueConstraint(
                fields=("posting", "site"),
                name="posting_site_once",
                violation_error_code="posting_site_once",
                violation_error_message="같은 활동처를 두 번 넣을 수 없습니다.",
            ),
        ),
        migrations.AlterConstraint(
            model_name="programmeyear",
            name="programme_year_once",
            constraint=models.UniqueConstraint(
                fields=("programme", "year"),
                name="programme_year_once",
                violation_error_code="programme_year_once",
                violation_error_message="이 사업의 같은 연도가 이미 있습니다.",
            ),
        ),
        migrations.AlterConstraint(
            model_name="programmeyear",
            name="programme_year_period",
            constraint=models.CheckConstraint(
                condition=models.Q(("ends_on__gt", models.F("starts_on"))),
                name="programme_year_period",
                violation_error_code="programme_year_period",
                violation_error_message="끝나는 날은 시작하는 날보다 뒤여야 합니다.",
            ),
        ),
        migrations.AlterConstraint(
            model_name="programmeyear",
            name="programme_year_priority_share",
            constraint=models.CheckConstraint(
                condition=models.Q(("priority_share__gte", 0), ("priority_share__lte", 1)),
                name="programme_year_priority_share",
                violation_error_code="programme_year_priority_share",
                violation_error_message="우선 선발 비율은 0과 1 사이여야 합니다.",
            ),
        ),
        migrations.AlterConstraint(
            model_name="reviewerassignment",
            name="reviewer_assignment_once",
            constraint=models.UniqueConstraint(
                condition=models.Q(("ended_at", None)),
                fields=("posting", "membership"),
                name="reviewer_assignment_once",
                violation_error_code="reviewer_assignment_once",
                violation_error_message="이미 맡긴 심사위원입니다.",
            ),
        ),
        migrations.AlterConstraint(
            model_name="scoresheet",
            name="score_sheet_points",
            constraint=models.CheckConstraint(
                condition=models.Q(("points__lte", 100)),
                name="score_sheet_points",
                violation_error_code="score_sheet_points",
                violation_error_message="점수는 0점부터 100점까지입니다.",
            ),
        ),
        migrations.AlterConstraint(
            model_name="site",
            name="site_once",
            constraint=models.UniqueConstraint(
                fields=("organisation", "name"),
                name="site_once",
                violation_error_code="site_once",
                violation_error_message="같은 이름의 활동처가 이미 있습니다.",
            ),
        ),
        migrations.AlterConstraint(
            model_name="target",
            name="target_once",
            constraint=models.UniqueConstraint(
                fields=("programme_year", "district"),
                name="target_once",
                violation_error_code="target_once",
                violation_error_message="같은 자치구의 목표가 이미 있습니다.",
            ),
        ),
        migrations.AlterConstraint(
            model_name="wish",
            name="wish_site_once",
            constraint=models.UniqueConstraint(
                fields=("application", "posting_site"),
                name="wish_site_once",
                violation_error_code="wish_site_once",
                violation_error_message="같은 활동처를 두 번 고를 수 없습니다.",
            ),
        ),
        migrations.AlterConstraint(
            model_name="worklog",
            name="worklog_once",
            constraint=models.UniqueConstraint(
                fields=("placement", "month"),
                name="worklog_once",
                violation_error_code="worklog_once",
                violation_error_message="이 달의 활동일지가 이미 있습니다.",
            ),
        ),
    ]
