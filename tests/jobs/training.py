"""Sessions of a posting's training, and those who prepare for their first day."""

from datetime import timedelta

from django.utils import timezone

from jobs.models import Attendance, Placement, Posting, TrainingSession
from tests.make import NOW


def session(posting: Posting, hours: int = 6, **columns) -> TrainingSession:
    """A day of training, held on the day after the posting opened."""
    held_on = timezone.localdate(posting.apply_from) + timedelta(days=1)
    defaults = {"title": "기초소양교육", "held_on": held_on, "added_at": NOW}
    return TrainingSession.objects.create(posting=posting, hours=hours, **{**defaults, **columns})


def attended(of: TrainingSession, placement: Placement) -> Attendance:
    """All hours of a session, noted for somebody."""
    return Attendance.objects.create(session=of, placement=placement, hours=of.hours, recorded_at=NOW)
