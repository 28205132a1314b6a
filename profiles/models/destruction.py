"""How long kinds of rows are kept, as dated versions, and the journal of what was destroyed: both append-only.

Sources: 개인정보 보호법 art. 21 (destruction without delay); 표준 개인정보 보호지침 arts. 10, 11 (within five days; a record of it).
"""

import pgtrigger
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from profiles.models.columns import by_transaction, done_by


class RetentionPeriod(models.Model):
    """A version of the period of one retention class (config/retention.py), from a day on; the newest that is valid counts."""

    key = models.CharField(_("보유 구분"), max_length=30)
    version = models.PositiveSmallIntegerField()
    days = models.PositiveIntegerField(_("보유 일수"), validators=[MinValueValidator(1)])
    valid_from = models.DateField(_("적용일"))
    source = models.CharField(_("근거"), max_length=300, blank=True)
    added_at = models.DateTimeField()
    added_by = done_by()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["key", "version"], name="retention_period_once"),
            models.CheckConstraint(
                condition=Q(days__gte=1),
                name="retention_period_days",
                violation_error_message=_("보유 기간은 하루 이상이어야 합니다."),
            ),
        ]
        triggers = [pgtrigger.Protect(name="immutable", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self):
        return f"{self.key} v{self.version}: {self.days} days"


class Destruction(models.Model):
    """One batch that was destroyed: which rows, how many, and by which period; it names nobody.

    transaction : of the database, in which the batch went: triggers let rows go in the transaction of their record alone
    """

    class Cause(models.TextChoices):
        PERIOD = "period", _("보유 기간이 지남")
        LEFT = "left", _("탈퇴")
        WITHDRAWN = "withdrawn", _("지원을 취소함")
        UNSENT = "unsent", _("내지 않은 채 기한이 지남")

    rows_of = models.CharField(max_length=60)
    cause = models.CharField(max_length=10, choices=Cause.choices)
    period = models.ForeignKey(RetentionPeriod, on_delete=models.PROTECT, null=True, related_name="destructions")
    count = models.PositiveIntegerField()
    at = models.DateTimeField()
    transaction = by_transaction()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(cause="period", period__isnull=False)
                | Q(cause__in=["left", "withdrawn", "unsent"], period=None),
                name="destruction_has_a_cause",
            ),
            models.CheckConstraint(condition=Q(count__gte=1), name="destruction_of_something"),
        ]
        indexes = [models.Index(fields=["transaction"], name="destruction_transaction")]
        triggers = [pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self):
        return f"{self.count} of {self.rows_of} at {self.at}"
