"""A posting passes from one operator to another (공고 이관): asked by the one, accepted by the other, consented to by the city."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from jobs.models.posting import Posting
from profiles.models.columns import done_by, public_id


class PostingTransferQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Managers of the two operators; all to the city's readers."""
        if user.organisation_ids(kinds={"city"}, roles={"viewer", "editor", "auditor"}):
            return self
        own = user.organisation_ids(kinds={"operator"}, roles={"manager"})
        return self.filter(Q(giver_id__in=own) | Q(taker_id__in=own))


class PostingTransfer(models.Model):
    class State(models.TextChoices):
        ASKED = "asked", _("받는 기관을 기다림")
        ACCEPTED = "accepted", _("시의 동의를 기다림")
        DONE = "done", _("이관함")
        REFUSED = "refused", _("받지 않음")
        WITHDRAWN = "withdrawn", _("거둠")

    OPEN = (State.ASKED, State.ACCEPTED)

    public_id = public_id()
    posting = models.ForeignKey(Posting, on_delete=models.PROTECT, related_name="transfers")
    giver = models.ForeignKey("profiles.Organisation", on_delete=models.PROTECT, related_name="+")
    taker = models.ForeignKey("profiles.Organisation", on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=10, choices=State.choices, default=State.ASKED)
    reason = models.CharField(_("이관하는 이유"), max_length=300)
    answer = models.CharField(_("받지 않는 이유"), max_length=300, blank=True)
    asked_at = models.DateTimeField()
    asked_by = done_by()
    accepted_at = models.DateTimeField(null=True, blank=True)
    accepted_by = done_by()
    ended_at = models.DateTimeField(null=True, blank=True)  # done, refused or withdrawn
    ended_by = done_by()
    withdraw_until = models.DateTimeField(null=True, blank=True)  # by when applicants were told they may

    objects = PostingTransferQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["posting"],
                condition=Q(state__in=["asked", "accepted"]),
                name="posting_transfer_once",
                violation_error_code="posting_transfer_once",
                violation_error_message=_("이 공고는 이미 이관을 요청했습니다."),
            ),
            models.CheckConstraint(condition=~Q(giver=models.F("taker")), name="posting_transfer_to_another"),
            models.CheckConstraint(
                condition=Q(state__in=["asked", "accepted", "done", "refused", "withdrawn"]),
                name="posting_transfer_state_known",
            ),
        ]

    def __str__(self):
        return f"transfer of posting {self.posting_id}"
