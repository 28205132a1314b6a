"""A posting proposed to somebody who agreed to be found, and how often one person may be asked: who is asked stays unnamed until they apply."""

import pgtrigger
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from jobs.models import Posting
from profiles.models.columns import done_by, public_id


class InviteLimit(models.Model):
    """A version of how many proposals one person gets in so many days, from a day on; the newest that is valid counts."""

    version = models.PositiveSmallIntegerField(unique=True)
    most = models.PositiveSmallIntegerField(
        _("한 분께 보내는 제안 수"), validators=[MinValueValidator(1), MaxValueValidator(20)]
    )
    days = models.PositiveSmallIntegerField(
        _("세는 기간(일)"), validators=[MinValueValidator(1), MaxValueValidator(366)]
    )
    valid_from = models.DateField(_("적용일"))
    added_at = models.DateTimeField()
    added_by = done_by()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(most__gte=1, most__lte=20, days__gte=1, days__lte=366), name="invite_limit_range"
            )
        ]
        triggers = [pgtrigger.Protect(name="immutable", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self):
        return f"v{self.version}: {self.most} in {self.days} days"


class PostingInviteQuerySet(models.QuerySet):
    def visible_to(self, user):
        """A person's own; nobody else reads one by one."""
        return self.filter(candidate__user_id=user.pk)


class PostingInvite(models.Model):
    """One proposal to one person; a posting is proposed to nobody twice."""

    class State(models.TextChoices):
        SENT = "sent", _("답을 기다림")
        FOLLOWED = "followed", _("공고를 봄")
        DECLINED = "declined", _("이번에는 괜찮다고 함")
        STOPPED = "stopped", _("더는 받지 않겠다고 함")

    public_id = public_id()
    posting = models.ForeignKey(Posting, on_delete=models.CASCADE, related_name="invites")
    candidate = models.ForeignKey("profiles.Candidate", on_delete=models.CASCADE, related_name="posting_invites")
    state = models.CharField(max_length=10, choices=State.choices, default=State.SENT)
    points = models.PositiveSmallIntegerField()
    reasons = models.JSONField(default=list)
    invited_at = models.DateTimeField(db_index=True)
    invited_by = done_by()
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = done_by()

    objects = PostingInviteQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["posting", "candidate"],
                name="posting_invite_once",
                violation_error_code="posting_invite_once",
                violation_error_message=_("이미 이 공고를 제안했습니다."),
            ),
            models.CheckConstraint(
                condition=Q(state__in=["sent", "followed", "declined", "stopped"]), name="posting_invite_state_known"
            ),
            models.CheckConstraint(
                condition=Q(state="sent", answered_at=None) | (~Q(state="sent") & Q(answered_at__isnull=False)),
                name="posting_invite_answered",
            ),
        ]

    def __str__(self):
        return f"posting {self.posting_id} proposed to candidate {self.candidate_id}"
