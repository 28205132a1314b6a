"""A month's activity log of one placement, and the pay lines that follow from it. Pay lines are append-only."""

import json

import pgtrigger
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from jobs.models.placement import Placement
from profiles.models.columns import done_by, public_id
from profiles.models.sealing import seal, unseal


class WorklogQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self.filter(placement__in=Placement.objects.visible_to(user))


class Worklog(models.Model):
    """Entries are [{"on": "2026-04-02", "minutes": 180, "what": "..."}]; `minutes` is their sum."""

    class State(models.TextChoices):
        SUBMITTED = "submitted", _("제출")
        SITE_CONFIRMED = "site_confirmed", _("활동처 확인")
        CONFIRMED = "confirmed", _("운영기관 확인")
        RETURNED = "returned", _("돌려보냄")

    public_id = public_id()
    placement = models.ForeignKey(Placement, on_delete=models.PROTECT, related_name="worklogs")
    month = models.DateField()
    state = models.CharField(max_length=15, choices=State.choices, default=State.SUBMITTED)
    entries = models.JSONField(default=list)
    minutes = models.PositiveIntegerField()
    over_cap_reason = models.CharField(max_length=300, blank=True)
    over_cap_at = models.DateTimeField(null=True, blank=True)
    over_cap_by = done_by()
    submitted_at = models.DateTimeField()
    submitted_by = done_by()
    site_confirmed_at = models.DateTimeField(null=True, blank=True)
    site_confirmed_by = done_by()
    confirmed_at = models.DateTimeField(null=True, blank=True)
    confirmed_by = done_by()
    return_reason = models.CharField(_("돌려보낸 이유"), max_length=300, blank=True)
    return_days = models.JSONField(_("고칠 날"), default=list, db_default=[], blank=True)

    objects = WorklogQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["placement", "month"],
                name="worklog_once",
                violation_error_code="worklog_once",
                violation_error_message=_("이 달의 활동일지가 이미 있습니다."),
            ),
            models.CheckConstraint(condition=Q(month__day=1), name="worklog_month_first_day"),
            models.CheckConstraint(
                condition=Q(state__in=["submitted", "site_confirmed", "confirmed", "returned"]),
                name="worklog_state_known",
            ),
        ]

    def __str__(self):
        return f"log {self.month:%Y-%m} of placement {self.placement_id}"


class WorklogDraftQuerySet(models.QuerySet):
    def visible_to(self, user):
        """The person's alone: nobody else reads what isn't handed in."""
        return self.filter(placement__candidate__user_id=user.pk)


class WorklogDraft(models.Model):
    """A month's log as its person has typed it so far, right or wrong. Sealed: what somebody does all day is theirs to hand in."""

    placement = models.ForeignKey(Placement, on_delete=models.PROTECT, related_name="worklog_drafts")
    month = models.DateField()
    typed_sealed = models.BinaryField()
    saved_at = models.DateTimeField()
    saved_by = done_by()

    objects = WorklogDraftQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["placement", "month"], name="worklog_draft_once"),
            models.CheckConstraint(condition=Q(month__day=1), name="worklog_draft_month_first_day"),
        ]

    def __str__(self):
        return f"draft of {self.month:%Y-%m} of placement {self.placement_id}"

    @property
    def typed(self):
        """{"rows": [{"on", "hours", "minutes", "what"}], "usual": what is done on most days}, all of them text."""
        return json.loads(unseal(self.typed_sealed, self._place))

    @typed.setter
    def typed(self, typed):
        self.typed_sealed = seal(json.dumps(typed, ensure_ascii=False), self._place)

    @property
    def _place(self):
        return f"worklog_draft.typed.{self.placement_id}.{self.month:%Y-%m}"


class PayLineQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self.filter(placement__in=Placement.objects.visible_to(user))


class PayLine(models.Model):
    """Gross, tax, items beside the hours and net of one confirmed log in whole won; a correction names the line it corrects."""

    public_id = public_id()
    placement = models.ForeignKey(Placement, on_delete=models.PROTECT, related_name="pay_lines")
    worklog = models.ForeignKey(Worklog, on_delete=models.PROTECT, related_name="pay_lines")
    terms = models.ForeignKey("jobs.PayTerms", on_delete=models.PROTECT, related_name="+")
    minutes = models.IntegerField()
    gross_won = models.IntegerField()
    withheld_won = models.IntegerField()
    items_won = models.IntegerField(default=0, db_default=0)
    net_won = models.IntegerField()
    corrects = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="corrections",
    )
    reason = models.CharField(max_length=300, blank=True)
    paid_at = models.DateTimeField()
    paid_by = done_by()

    objects = PayLineQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["worklog"],
                condition=Q(corrects=None),
                name="pay_line_once",
                violation_error_code="pay_line_once",
                violation_error_message=_("이 활동일지는 이미 지급했습니다."),
            ),
            models.CheckConstraint(
                condition=Q(net_won=models.F("gross_won") - models.F("withheld_won") + models.F("items_won")),
                name="pay_line_adds_up",
            ),
        ]
        triggers = [pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self):
        return f"{self.net_won} won for log {self.worklog_id}"
