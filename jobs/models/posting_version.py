"""A posting as it stood after each change: what versions are compared by. Append-only."""

import pgtrigger
from django.db import models

from jobs.models.posting import Posting
from profiles.models.columns import done_by


class PostingVersion(models.Model):
    """`content`: every field that can be written, by name, and "sites" as [[name, seats], ...]."""

    posting = models.ForeignKey(Posting, on_delete=models.CASCADE, related_name="versions")
    version = models.PositiveIntegerField()
    content = models.JSONField()
    saved_at = models.DateTimeField()
    saved_by = done_by()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["posting", "version"], name="posting_version_once")]
        triggers = [pgtrigger.Protect(name="append_only", operation=pgtrigger.Update)]

    def __str__(self):
        return f"version {self.version} of posting {self.posting_id}"
