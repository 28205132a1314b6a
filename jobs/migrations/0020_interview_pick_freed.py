from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("jobs", "0019_keep_files_half_a_year")]

    operations = [
        migrations.RemoveConstraint(model_name="interviewpick", name="interview_pick_state_known"),
        migrations.AlterField(
            model_name="interviewpick",
            name="state",
            field=models.CharField(
                choices=[
                    ("picked", "면접 예정"),
                    ("left", "다른 시간으로 바꿈"),
                    ("freed", "면접 전에 비움"),
                    ("cancelled", "면접 시간 취소됨"),
                    ("attended", "참석"),
                    ("absent", "불참"),
                ],
                default="picked",
                max_length=10,
            ),
        ),
        migrations.AddConstraint(
            model_name="interviewpick",
            constraint=models.CheckConstraint(
                condition=models.Q(state__in=["picked", "left", "freed", "cancelled", "attended", "absent"]),
                name="interview_pick_state_known",
            ),
        ),
    ]
