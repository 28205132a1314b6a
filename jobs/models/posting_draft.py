"""What an officer has typed of a posting and not saved yet, right or wrong: one row for each window in which it is written."""

from django.db import models

from jobs.models.posting import Posting
from jobs.models.posting_template import PostingTemplate
from profiles.models.columns import done_by


class PostingDraftQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Whoever writes for the operator: a colleague may go on where one stopped."""
        return self.filter(organisation_id__in=user.organisation_ids(kinds={"operator"}, roles={"member", "manager"}))


class PostingDraft(models.Model):
    """`typed`: {box: [texts]}; `revision` counts how often it was saved, `version` is that of the posting it began from."""

    public_id = models.UUIDField(unique=True)  # made by the page, so that a window has its row before it has an address
    organisation = models.ForeignKey("profiles.Organisation", on_delete=models.CASCADE, related_name="posting_drafts")
    posting = models.ForeignKey(Posting, on_delete=models.CASCADE, null=True, blank=True, related_name="drafts")
    copied_from = models.ForeignKey(Posting, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    template = models.ForeignKey(PostingTemplate, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    typed = models.JSONField(default=dict)
    step = models.CharField(max_length=20, blank=True)
    version = models.PositiveIntegerField(default=0)
    revision = models.PositiveIntegerField(default=1)
    saved_at = models.DateTimeField()
    saved_by = done_by()

    objects = PostingDraftQuerySet.as_manager()

    def __str__(self):
        return f"draft {self.public_id}"
