"""The one history: who moved what from where to where, when and why. Append-only, held by the database."""

import pgtrigger
from django.db import models

from profiles.models.columns import done_by, public_id


class Event(models.Model):
    public_id = public_id()
    subject_type = models.CharField(max_length=30)
    subject_id = models.BigIntegerField()
    verb = models.CharField(max_length=40)
    from_state = models.CharField(max_length=30, blank=True)
    to_state = models.CharField(max_length=30, blank=True)
    reason = models.TextField(blank=True)
    params = models.JSONField(default=dict)
    actor_kind = models.CharField(max_length=10)
    user = done_by()
    organisation = models.ForeignKey(
        "profiles.Organisation",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    on_behalf_of = done_by()
    contact = models.ForeignKey(
        "profiles.ContactPerson", on_delete=models.PROTECT, null=True, blank=True, related_name="+", db_index=False
    )  # who acted by a link
    at = models.DateTimeField()
    request_id = models.CharField(max_length=32, blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["subject_type", "subject_id", "at"], name="event_subject"),
            models.Index(fields=["-at"], name="event_at"),
        ]
        triggers = [pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self):
        return f"{self.verb} {self.subject_type} {self.subject_id}"
