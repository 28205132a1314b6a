"""Training between selection and the first day: the sessions of a posting, and who attended each for how long."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from jobs.models.placement import Placement
from jobs.models.posting import Posting
from profiles.models.columns import done_by, public_id


class TrainingSession(models.Model):
    public_id = public_id()
    posting = models.ForeignKey(Posting, on_delete=models.PROTECT, related_name="training_sessions")
    title = models.CharField(_("교육 이름"), max_length=80)
    held_on = models.DateField(_("교육하는 날"))
    begins_at = models.TimeField(_("시작하는 시각"), null=True, blank=True)
    hours = models.PositiveSmallIntegerField(_("교육 시간"))
    added_at = models.DateTimeField()
    added_by = done_by()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(hours__gte=1, hours__lte=24),
                name="training_session_hours",
                violation_error_code="training_session_hours",
                violation_error_message=_("교육 시간은 1시간부터 24시간까지 적을 수 있습니다."),
            )
        ]

    def __str__(self):
        return f"training on {self.held_on} for posting {self.posting_id}"


class Attendance(models.Model):
    """How many hours of a session somebody attended; 0 is absent, no row is not recorded.

    `arrived_at` and `left_at` stand where the person scanned the code on the wall; the hours follow from them until an officer mends them.
    """

    session = models.ForeignKey(TrainingSession, on_delete=models.PROTECT, related_name="attendances")
    placement = models.ForeignKey(Placement, on_delete=models.PROTECT, related_name="attendances")
    hours = models.PositiveSmallIntegerField(_("참석한 시간"))
    arrived_at = models.DateTimeField(null=True, blank=True)
    left_at = models.DateTimeField(null=True, blank=True)
    recorded_at = models.DateTimeField()
    recorded_by = done_by()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["session", "placement"], name="attendance_once")]

    def __str__(self):
        return f"{self.hours} h of session {self.session_id} by placement {self.placement_id}"
