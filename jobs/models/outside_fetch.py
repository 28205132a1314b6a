"""One try to fetch all postings of an outside source, and what came of it."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from profiles.models.columns import public_id


class OutsideFetch(models.Model):
    class Result(models.TextChoices):
        TAKEN = "taken", _("가져옴")
        HELD = "held", _("가져왔지만 닫지 않음")
        FAILED = "failed", _("가져오지 못함")

    public_id = public_id()
    source = models.CharField(max_length=20)
    result = models.CharField(max_length=10, choices=Result.choices)
    code = models.CharField(max_length=40, blank=True)
    read = models.PositiveIntegerField(default=0)
    new = models.PositiveIntegerField(default=0)
    changed = models.PositiveIntegerField(default=0)
    refused = models.PositiveIntegerField(default=0)
    gone = models.PositiveIntegerField(default=0)
    began_at = models.DateTimeField()
    ended_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["source", "-began_at"], name="outside_fetch_last")]
        constraints = [
            models.CheckConstraint(
                condition=Q(result__in=["taken", "held", "failed"]), name="outside_fetch_result_known"
            ),
            models.CheckConstraint(
                condition=~Q(result="failed") | Q(new=0, changed=0, gone=0), name="outside_fetch_failed_changes_nothing"
            ),
        ]

    def __str__(self):
        return f"fetch of {self.source}: {self.result}"
