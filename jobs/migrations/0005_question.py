import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import profiles.models.columns


class Migration(migrations.Migration):
    dependencies = [
        ("jobs", "0004_bookmark"),
        ("profiles", "0008_first_retention_periods"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Question",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "public_id",
                    models.UUIDField(default=profiles.models.columns.new_public_id, editable=False, unique=True),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[("waiting", "답을 기다림"), ("answered", "답변 완료")],
                        default="waiting",
                        max_length=10,
                    ),
                ),
                ("asked_at", models.DateTimeField()),
                ("moved_at", models.DateTimeField()),
                ("answered_at", models.DateTimeField(blank=True, null=True)),
                ("published_question", models.TextField(blank=True, max_length=1000, verbose_name="공개할 질문")),
                ("published_answer", models.TextField(blank=True, max_length=1000, verbose_name="공개할 답")),
                ("published_at", models.DateTimeField(blank=True, null=True)),
                (
                    "answered_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "asked_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "candidate",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="questions", to="profiles.candidate"
                    ),
                ),
                (
                    "moved_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "posting",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="questions", to="jobs.posting"
                    ),
                ),
                (
                    "published_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="QuestionMessage",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("is_from_operator", models.BooleanField(default=False)),
                ("text", models.TextField(max_length=1000, verbose_name="내용")),
                ("written_at", models.DateTimeField()),
                (
                    "question",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="messages", to="jobs.question"
                    ),
                ),
                (
                    "written_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
        ),
        migrations.AddIndex(
            model_name="question",
            index=models.Index(fields=["posting", "state", "moved_at"], name="question_desk"),
        ),
        migrations.AddIndex(
            model_name="question",
            index=models.Index(fields=["candidate", "posting"], name="question_of_person"),
        ),
        migrations.AddConstraint(
            model_name="question",
            constraint=models.CheckConstraint(
                condition=models.Q(("state__in", ["waiting", "answered"])), name="question_state_known"
            ),
        ),
        migrations.AddConstraint(
            model_name="question",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("published_at", None),
                    models.Q(
                        models.Q(("published_question", ""), _negated=True),
                        models.Q(("published_answer", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="question_published_whole",
            ),
        ),
        migrations.AddConstraint(
            model_name="question",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state", "answered"), _negated=True), ("answered_at__isnull", False), _connector="OR"
                ),
                name="question_answered_has_answer",
            ),
        ),
        migrations.AddIndex(
            model_name="questionmessage",
            index=models.Index(fields=["question", "written_at"], name="question_thread"),
        ),
    ]
