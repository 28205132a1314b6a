"""What the city asks to be mended in one field of a posting, and that its operator mended it. Kept as the history of the field."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from jobs.models.posting import Posting
from profiles.models.columns import done_by, public_id


class PostingRemarkQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Whoever does the work of the posting, and the city; a published posting tells no visitor of them."""
        if user.organisation_ids(kinds={"city"}, roles={"viewer", "editor", "auditor"}):
            return self
        own = user.organisation_ids(kinds={"operator"}, roles={"member", "manager"})
        return self.filter(posting__organisation_id__in=own)

    def open(self):
        """Those that wait to be mended."""
        return self.filter(mended_at=None)


class PostingRemark(models.Model):
    """`version`: what the city had read."""

    public_id = public_id()
    posting = models.ForeignKey(Posting, on_delete=models.CASCADE, related_name="remarks")
    field = models.CharField(max_length=30)
    text = models.CharField(_("고칠 점"), max_length=500)
    version = models.PositiveIntegerField()
    made_at = models.DateTimeField()
    made_by = done_by()
    mended_at = models.DateTimeField(null=True, blank=True)
    mended_by = done_by()
    answer = models.CharField(_("고친 내용"), max_length=300, blank=True)

    objects = PostingRemarkQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(text=""), name="posting_remark_says_something"),
            models.CheckConstraint(
                condition=Q(mended_at__isnull=False) | Q(answer=""), name="posting_remark_answered_once_mended"
            ),
        ]

    def __str__(self):
        return f"remark on {self.field} of posting {self.posting_id}"
