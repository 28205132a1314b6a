"""The survey at completion (만족도 조사): a version of its questions, answers that lead to nobody, and who has answered.

An answer has no link to a person, a placement or a posting, a random key and no moment at all, so that neither order nor time
tells whose it is; that somebody answered is a row of its own, with no moment either.
"""

from uuid import uuid4

from django.db import models

from jobs.models.placement import Placement
from jobs.models.programme import ProgrammeYear
from profiles.models.columns import done_by


class SurveyVersion(models.Model):
    """Questions are [{"key": "overall", "text": "..."}], each answered from 1 (not at all) to 5 (very much)."""

    version = models.PositiveSmallIntegerField(unique=True)
    questions = models.JSONField()
    published_at = models.DateTimeField()
    published_by = done_by()

    def __str__(self):
        return f"survey v{self.version}"


class SurveyAnswer(models.Model):
    """`points` by the key of the question. It is told once it is one of k that nobody has read yet, apart for who reads of it."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    version = models.ForeignKey(SurveyVersion, on_delete=models.PROTECT, related_name="answers")
    programme_year = models.ForeignKey(ProgrammeYear, on_delete=models.PROTECT, related_name="+")
    organisation = models.ForeignKey("profiles.Organisation", on_delete=models.PROTECT, related_name="+")
    points = models.JSONField()
    comment = models.CharField(max_length=500, blank=True)
    is_told_to_operator = models.BooleanField(default=False)
    is_told_to_city = models.BooleanField(default=False)

    def __str__(self):
        return f"answer to version {self.version_id}"


class SurveyTaken(models.Model):
    placement = models.OneToOneField(Placement, on_delete=models.PROTECT, related_name="survey_taken")

    def __str__(self):
        return f"placement {self.placement_id} answered"
