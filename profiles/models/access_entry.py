"""Who looked at whose personal data: one row a request. Kept 2 years, reviewed monthly (안전성 확보조치 기준, art. 8)."""

import pgtrigger
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models

from profiles.models.columns import done_by


class AccessEntry(models.Model):
    at = models.DateTimeField(db_index=True)
    user = done_by()
    contact = models.ForeignKey(
        "profiles.ContactPerson", on_delete=models.PROTECT, null=True, blank=True, related_name="+", db_index=False
    )  # who came by a link
    organisation = models.ForeignKey(
        "profiles.Organisation",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    address = models.GenericIPAddressField(null=True)
    page = models.CharField(max_length=80)
    purpose = models.CharField(max_length=200)
    subject_ids = ArrayField(models.BigIntegerField())
    request_id = models.CharField(max_length=32)

    class Meta:
        indexes = [GinIndex(fields=["subject_ids"], name="access_entry_subjects")]
        triggers = [pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self):
        return f"{self.page} at {self.at:%Y-%m-%d %H:%M}"
