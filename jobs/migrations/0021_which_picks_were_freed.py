"""Say of each interview time that was given back by a decision, and not by its person, that it was freed: the event tells."""

from django.db import migrations
from django.db.models import Exists, OuterRef


def mark(apps, schema_editor):
    pick, event = apps.get_model("jobs", "InterviewPick"), apps.get_model("profiles", "Event")
    given_back = event.objects.filter(
        subject_type="application", subject_id=OuterRef("application_id"), verb="leave_slot", at=OuterRef("moved_at")
    )
    pick.objects.filter(Exists(given_back), state="left").update(state="freed")


def unmark(apps, schema_editor):
    apps.get_model("jobs", "InterviewPick").objects.filter(state="freed").update(state="left")


class Migration(migrations.Migration):
    dependencies = [("jobs", "0020_interview_pick_freed"), ("profiles", "0017_which_phones_are_mobile")]

    operations = [migrations.RunPython(mark, unmark)]
