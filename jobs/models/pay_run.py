"""A month's payment of one operator in one programme year (지급 회차), prepared by one person and approved by another.

Lines are only added: the database refuses other amounts, a line that goes, and a log that stands in two runs.
"""

import json

import pgtrigger
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from jobs.models.application import Conflict
from jobs.models.placement import Placement
from profiles.models.columns import done_by, public_id
from profiles.models.sealing import seal, unseal


class PayRunQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Whoever works for the operator; the city reads all."""
        if user.organisation_ids(kinds={"city"}, roles={"editor", "auditor"}):
            return self.all()
        return self.filter(
            organisation__in=user.organisation_ids(kinds={"operator"}, roles={"member", "manager", "payer"})
        )


class PayRun(models.Model):
    """`number` counts the runs of a programme year, operator and month; a correction run puts right what was paid."""

    class State(models.TextChoices):
        PREPARED = "prepared", _("승인 기다림")
        APPROVED = "approved", _("승인함")
        PAID = "paid", _("지급함")
        WITHDRAWN = "withdrawn", _("거둠")

    class Kind(models.TextChoices):
        REGULAR = "regular", _("정기 지급")
        CORRECTION = "correction", _("바로잡기")

    public_id = public_id()
    programme_year = models.ForeignKey("jobs.ProgrammeYear", on_delete=models.PROTECT, related_name="pay_runs")
    organisation = models.ForeignKey("profiles.Organisation", on_delete=models.PROTECT, related_name="+")
    month = models.DateField()
    kind = models.CharField(max_length=10, choices=Kind.choices, default=Kind.REGULAR)
    number = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=10, choices=State.choices, default=State.PREPARED)
    prepared_at = models.DateTimeField()
    prepared_by = done_by()
    approved_at = models.DateTimeField(null=True, blank=True)
    approved_by = done_by()
    paid_at = models.DateTimeField(null=True, blank=True)
    paid_by = done_by()
    paid_on = models.DateField(_("보낸 날"), null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_by = done_by()
    reason = models.CharField(_("이유"), max_length=300, blank=True)

    objects = PayRunQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["programme_year", "organisation", "month", "number"], name="pay_run_number_once"
            ),
            models.UniqueConstraint(
                fields=["programme_year", "organisation", "month", "kind"],
                condition=Q(state="prepared"),
                name="pay_run_open_once",
                violation_error_code="run_open",
                violation_error_message=_("승인을 기다리는 지급이 이미 있습니다. 먼저 승인하거나 거두어 주세요."),
            ),
            models.CheckConstraint(condition=Q(month__day=1), name="pay_run_month_first_day"),
            models.CheckConstraint(
                condition=Q(state__in=["prepared", "approved", "paid", "withdrawn"]), name="pay_run_state_known"
            ),
            models.CheckConstraint(condition=Q(kind__in=["regular", "correction"]), name="pay_run_kind_known"),
            models.CheckConstraint(condition=Q(prepared_by__isnull=False), name="pay_run_somebody_prepared"),
            models.CheckConstraint(
                condition=Q(approved_by=None) | ~Q(approved_by=F("prepared_by")),
                name="pay_run_second_person",
                violation_error_code="second_person",
                violation_error_message=_("지급을 준비한 분은 승인할 수 없습니다. 다른 분이 승인해 주세요."),
            ),
            models.CheckConstraint(
                condition=Q(state__in=["approved", "paid"], approved_by__isnull=False, approved_at__isnull=False)
                | Q(state__in=["prepared", "withdrawn"], approved_by=None, approved_at=None),
                name="pay_run_approved_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(state="paid", paid_at__isnull=False, paid_on__isnull=False)
                | (~Q(state="paid") & Q(paid_at=None, paid_on=None)),
                name="pay_run_paid_has_day",
            ),
        ]
        triggers = [
            pgtrigger.Protect(name="kept", operation=pgtrigger.Delete),
            pgtrigger.FSM(
                name="only_forward",
                field="state",
                transitions=[("prepared", "approved"), ("prepared", "withdrawn"), ("approved", "paid")],
            ),
            pgtrigger.ReadOnly(
                name="as_prepared",
                fields=["programme_year", "organisation", "month", "kind", "number", "prepared_at", "prepared_by"],
            ),
        ]

    def __str__(self):
        return f"run {self.number} of {self.month:%Y-%m}"


class RunLineQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self.filter(run__in=PayRun.objects.visible_to(user))

    def barred_to(self, user):
        """Those of people whom this person stays away from by their own word."""
        return self.filter(placement__application__in=Conflict.objects.barring(user))


class RunLine(models.Model):
    """One log in a run, in whole won. `is_held` ends when the run is withdrawn; `pay_line` stands once it is paid.

    account_version : of the account that the money goes to, as prepared or as the approver accepted it
    sent_to : {"bank", "last" digits, "is_own_name"} of the account that it went to, sealed; a later account changes nothing here
    """

    run = models.ForeignKey(PayRun, on_delete=models.PROTECT, related_name="lines")
    placement = models.ForeignKey(Placement, on_delete=models.PROTECT, related_name="run_lines")
    worklog = models.ForeignKey("jobs.Worklog", on_delete=models.PROTECT, related_name="run_lines")
    terms = models.ForeignKey("jobs.PayTerms", on_delete=models.PROTECT, related_name="+")
    minutes = models.IntegerField()
    gross_won = models.IntegerField()
    withheld_won = models.IntegerField()
    items_won = models.IntegerField(default=0)
    net_won = models.IntegerField()
    corrects = models.ForeignKey(
        "jobs.PayLine", on_delete=models.PROTECT, null=True, blank=True, related_name="run_corrections"
    )
    reason = models.CharField(max_length=300, blank=True)
    account_version = models.PositiveIntegerField(null=True, blank=True)
    sent_to_sealed = models.BinaryField(null=True, blank=True)
    is_held = models.BooleanField(default=True)
    pay_line = models.OneToOneField(
        "jobs.PayLine", on_delete=models.PROTECT, null=True, blank=True, related_name="run_line"
    )

    objects = RunLineQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["worklog"],
                condition=Q(is_held=True, corrects=None),
                name="run_line_once",
                violation_error_code="in_run",
                violation_error_message=_("이미 다른 지급에 든 활동일지입니다."),
            ),
            models.UniqueConstraint(
                fields=["worklog"],
                condition=Q(is_held=True, corrects__isnull=False, pay_line=None),
                name="run_line_corrected_once",
                violation_error_code="in_run",
                violation_error_message=_("이미 다른 지급에 든 활동일지입니다."),
            ),
            models.CheckConstraint(
                condition=Q(net_won=F("gross_won") - F("withheld_won") + F("items_won")), name="run_line_adds_up"
            ),
            models.CheckConstraint(condition=Q(pay_line=None) | Q(is_held=True), name="run_line_paid_is_held"),
        ]
        triggers = [
            pgtrigger.Protect(name="kept", operation=pgtrigger.Delete),
            pgtrigger.ReadOnly(
                name="as_prepared",
                fields=[
                    "run",
                    "placement",
                    "worklog",
                    "terms",
                    "minutes",
                    "gross_won",
                    "withheld_won",
                    "items_won",
                    "net_won",
                    "corrects",
                    "reason",
                ],
            ),
        ]

    def __str__(self):
        return f"{self.net_won} won for log {self.worklog_id} in run {self.run_id}"

    @property
    def sent_to(self):
        """Where the money went; None while it hasn't, and for wages."""
        return json.loads(unseal(self.sent_to_sealed, self._place)) if self.sent_to_sealed else None

    @sent_to.setter
    def sent_to(self, account):
        self.sent_to_sealed = seal(json.dumps(account), self._place)

    @property
    def _place(self):
        return f"run_line.sent_to.{self.run_id}.{self.worklog_id}"


class RunItem(models.Model):
    """One item of a line: what, how many, how much; `net_won` is what it adds to the person's money, or takes from it."""

    line = models.ForeignKey(RunLine, on_delete=models.PROTECT, related_name="items")
    item = models.ForeignKey("jobs.PayItem", on_delete=models.PROTECT, related_name="+")
    quantity = models.PositiveIntegerField()
    amount_won = models.PositiveIntegerField()
    net_won = models.IntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["line", "item"], name="run_item_once"),
            models.CheckConstraint(
                condition=Q(net_won=0) | Q(net_won=F("amount_won")) | Q(net_won=-F("amount_won")),
                name="run_item_net",
            ),
        ]
        triggers = [pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self):
        return f"{self.amount_won} won of item {self.item_id}"
