"""How groups fared in a year, as counted last: what a page reads, and what stays when the rows that were counted go."""

from django.db import models
from django.db.models import F, Q


class FairnessYear(models.Model):
    """The counts of a calendar year; small ones are hidden where they are read.

    groups : a list each of dimension, group, and its counts; shown, applied : people by the first day of the month, as in ISO 8601
    counted_until : the first day that isn't counted; frozen_at : from when on something that was counted is gone, so that it isn't counted again
    """

    year = models.PositiveSmallIntegerField(unique=True)
    groups = models.JSONField(default=list)
    shown = models.JSONField(default=dict)
    applied = models.JSONField(default=dict)
    postings_open = models.PositiveIntegerField(default=0)
    postings_seen = models.PositiveIntegerField(default=0)
    gini = models.FloatField(null=True)
    counted_until = models.DateField()
    counted_at = models.DateTimeField()
    frozen_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(postings_seen__lte=F("postings_open")), name="fairness_year_seen"),
            models.CheckConstraint(condition=Q(gini=None) | Q(gini__gte=0, gini__lte=1), name="fairness_year_gini"),
            models.CheckConstraint(
                condition=Q(frozen_at=None) | Q(frozen_at__gte=F("counted_at")), name="fairness_year_frozen_as_counted"
            ),
        ]

    def __str__(self):
        return f"fairness of {self.year}"
