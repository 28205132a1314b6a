"""Score sheets have rows by criteria, and are their sum."""

import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("jobs", "0034_conflict"),
    ]

    operations = [
        migrations.CreateModel(
            name="Criterion",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "stage",
                    models.CharField(choices=[("paper_review", "서류심사"), ("interview", "면접심사")], max_length=15),
                ),
                ("place", models.PositiveSmallIntegerField()),
                ("name", models.CharField(max_length=60, verbose_name="평가 항목")),
                ("hint", models.CharField(blank=True, max_length=200, verbose_name="무엇을 보는지")),
                ("most_points", models.PositiveSmallIntegerField(verbose_name="배점")),
                (
                    "posting",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="criteria", to="jobs.posting"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="ScoreRow",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("points", models.PositiveSmallIntegerField(verbose_name="점수")),
                (
                    "criterion",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="jobs.criterion"
                    ),
                ),
                (
                    "sheet",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="rows", to="jobs.scoresheet"
                    ),
                ),
            ],
        ),
        migrations.AddConstraint(
            model_name="criterion",
            constraint=models.UniqueConstraint(fields=("posting", "stage", "place"), name="criterion_place_once"),
        ),
        migrations.AddConstraint(
            model_name="criterion",
            constraint=models.UniqueConstraint(
                fields=("posting", "stage", "name"),
                name="criterion_once",
                violation_error_code="criterion_once",
                violation_error_message="같은 평가 항목이 이미 있습니다.",
            ),
        ),
        migrations.AddConstraint(
            model_name="criterion",
            constraint=models.CheckConstraint(
                condition=models.Q(("most_points__gte", 1), ("most_points__lte", 100)),
                name="criterion_points",
                violation_error_code="criterion_points",
                violation_error_message="배점은 1점부터 100점까지입니다.",
            ),
        ),
        migrations.AddConstraint(
            model_name="criterion",
            constraint=models.CheckConstraint(
                condition=models.Q(("stage__in", ["paper_review", "interview"])), name="criterion_stage_known"
            ),
        ),
        migrations.AddConstraint(
            model_name="scorerow",
            constraint=models.UniqueConstraint(fields=("sheet", "criterion"), name="score_row_once"),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="scoresheet",
            trigger=pgtrigger.compiler.Trigger(
                name="summed",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    constraint="CONSTRAINT",
                    declare="DECLARE asked integer; given integer; total integer; held integer;",
                    func="\n    SELECT s.points, (SELECT count(*) FROM jobs_criterion c WHERE c.posting_id = a.posting_id AND c.stage = s.stage)\n        INTO total, asked\n        FROM jobs_scoresheet s JOIN jobs_application a ON a.id = s.application_id WHERE s.id = NEW.id;\n    IF NOT FOUND THEN\n        RETURN NULL;\n    END IF;\n    SELECT count(*), coalesce(sum(r.points), 0) INTO given, held FROM jobs_scorerow r WHERE r.sheet_id = NEW.id;\n    IF given <> asked OR (asked > 0 AND held <> total) THEN\n        RAISE EXCEPTION 'a sheet is the sum of its rows, one for each criterion'\n            USING ERRCODE = 'check_violation', CONSTRAINT = 'score_sheet_sum';\n    END IF;\n    RETURN NULL;\n",  # noqa: E501 - as it was generated
                    hash="669d3b308b5e55b86bea0c2f912bd60ab107eda8",
                    operation='INSERT OR UPDATE OF "points", "stage", "application_id"',
                    pgid="pgtrigger_summed_67df2",
                    table="jobs_scoresheet",
                    timing="DEFERRABLE INITIALLY DEFERRED",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="criterion",
            trigger=pgtrigger.compiler.Trigger(
                name="frozen",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    declare="DECLARE mine jobs_criterion%ROWTYPE;",
                    func="\n    mine := CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;\n    IF EXISTS (\n        SELECT 1 FROM jobs_scoresheet s JOIN jobs_application a ON a.id = s.application_id\n        WHERE a.posting_id = mine.posting_id AND s.stage = mine.stage\n    ) THEN\n        RAISE EXCEPTION 'criteria stand still once a sheet was written'\n            USING ERRCODE = 'check_violation', CONSTRAINT = 'criterion_frozen';\n    END IF;\n    RETURN mine;\n",  # noqa: E501 - as it was generated
                    hash="deec4ca1ce0e4620336365ece9cff7d2351ada6d",
                    operation="INSERT OR UPDATE OR DELETE",
                    pgid="pgtrigger_frozen_56094",
                    table="jobs_criterion",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="scorerow",
            trigger=pgtrigger.compiler.Trigger(
                name="within",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\n    IF NOT EXISTS (\n        SELECT 1 FROM jobs_criterion c, jobs_scoresheet s JOIN jobs_application a ON a.id = s.application_id\n        WHERE c.id = NEW.criterion_id AND s.id = NEW.sheet_id AND c.posting_id = a.posting_id AND c.stage = s.stage\n          AND NEW.points <= c.most_points\n    ) THEN\n        RAISE EXCEPTION 'points beyond the criterion, or a criterion of something else'\n            USING ERRCODE = 'check_violation', CONSTRAINT = 'score_row_within';\n    END IF;\n    RETURN NEW;\n",  # noqa: E501 - as it was generated
                    hash="d4a5c4c3122aa216054007b6d28c41eb9d31891e",
                    operation="INSERT OR UPDATE",
                    pgid="pgtrigger_within_48003",
                    table="jobs_scorerow",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="scorerow",
            trigger=pgtrigger.compiler.Trigger(
                name="summed",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    constraint="CONSTRAINT",
                    declare="DECLARE asked integer; given integer; total integer; held integer;",
                    func="\n    SELECT s.points, (SELECT count(*) FROM jobs_criterion c WHERE c.posting_id = a.posting_id AND c.stage = s.stage)\n        INTO total, asked\n        FROM jobs_scoresheet s JOIN jobs_application a ON a.id = s.application_id WHERE s.id = OLD.sheet_id;\n    IF NOT FOUND THEN\n        RETURN NULL;\n    END IF;\n    SELECT count(*), coalesce(sum(r.points), 0) INTO given, held FROM jobs_scorerow r WHERE r.sheet_id = OLD.sheet_id;\n    IF given <> asked OR (asked > 0 AND held <> total) THEN\n        RAISE EXCEPTION 'a sheet is the sum of its rows, one for each criterion'\n            USING ERRCODE = 'check_violation', CONSTRAINT = 'score_sheet_sum';\n    END IF;\n    RETURN NULL;\n",  # noqa: E501 - as it was generated
                    hash="3d484a273c95fa9de3080d607e27727229685faa",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_summed_e03ef",
                    table="jobs_scorerow",
                    timing="DEFERRABLE INITIALLY DEFERRED",
                    when="AFTER",
                ),
            ),
        ),
    ]
