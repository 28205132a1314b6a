"""A changed person or posting that the matcher must look at again; a task of a higher app finds the mark."""

from django.db import models


class StaleMark(models.Model):
    subject_type = models.CharField(max_length=10)
    subject_id = models.BigIntegerField()
    marked_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["subject_type", "subject_id"], name="stale_mark_once")]

    def __str__(self):
        return f"{self.subject_type} {self.subject_id}"
