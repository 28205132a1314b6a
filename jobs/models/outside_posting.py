"""A posting of somebody else's, imported: shown and ranked with where to call, never counted, no seats."""

from django.db import models

from jobs.models.said import said
from profiles.models.columns import public_id, week_mask


class OutsidePostingQuerySet(models.QuerySet):
    def open(self, on):
        """Those whose own deadline hasn't passed and that their source still lists."""
        return self.filter(gone_at=None).filter(models.Q(closes_on=None) | models.Q(closes_on__gte=on))


class OutsidePosting(models.Model):
    public_id = public_id()
    source = models.CharField(max_length=20)
    source_key = models.CharField(max_length=80)
    title = models.CharField(max_length=300)
    company = models.CharField(max_length=200, blank=True)
    text = models.TextField(blank=True)
    place = models.CharField(max_length=300, blank=True)
    district = models.CharField(max_length=5, blank=True)
    pay = models.CharField(max_length=200, blank=True)
    hourly_won = models.PositiveIntegerField(null=True)
    hours = models.CharField(max_length=300, blank=True)
    hours_mask = week_mask(null=True)
    work_type = models.CharField(max_length=100, blank=True)
    keco = models.CharField(max_length=6, blank=True)
    certificates = models.CharField(max_length=200, blank=True)
    contact = models.CharField(max_length=200, blank=True)
    starts_on = models.DateField(null=True)
    closes_on = models.DateField(null=True)
    fingerprint = models.CharField(max_length=64)
    first_seen_at = models.DateTimeField()
    last_seen_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    gone_at = models.DateTimeField(null=True, blank=True)
    said = said("title", "text", "company", "place")

    objects = OutsidePostingQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["source", "source_key"], name="outside_posting_once")]
        indexes = [models.Index(fields=["closes_on"], name="outside_posting_closes")]

    def __str__(self):
        return self.title
