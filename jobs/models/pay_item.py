"""What is paid or taken beside the hours: meals, travel, training, insurance, as dated rows of a programme year."""

import pgtrigger
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from jobs.models.programme import ProgrammeYear
from profiles.models.columns import done_by, public_id


class PayItem(models.Model):
    """One version of an item from a month on; the newest that is valid counts. An amount of 0 ends the item.

    bearer : programme, paid to the person on top; person, taken from their money; operator, paid by the operator to somebody else
    """

    class Kind(models.TextChoices):
        MEALS = "meals", _("식비")
        TRAVEL = "travel", _("교통비")
        TRAINING = "training", _("교육 실비")
        INSURANCE = "insurance", _("보험료")

    class Per(models.TextChoices):
        DAY = "day", _("활동한 날마다")
        MONTH = "month", _("한 달에 한 번")
        SHARE = "share", _("총액의 비율")

    class Bearer(models.TextChoices):
        PROGRAMME = "programme", _("사업비로 참여자에게 더해 지급")
        PERSON = "person", _("참여자가 부담(뺌)")
        OPERATOR = "operator", _("운영기관이 부담(참여자 돈과 무관)")

    public_id = public_id()
    programme_year = models.ForeignKey(ProgrammeYear, on_delete=models.PROTECT, related_name="pay_items")
    kind = models.CharField(_("항목"), max_length=10, choices=Kind.choices)
    per = models.CharField(_("셈하는 단위"), max_length=5, choices=Per.choices)
    bearer = models.CharField(_("부담하는 쪽"), max_length=10, choices=Bearer.choices)
    valid_from = models.DateField(_("적용을 시작하는 달"))
    version = models.PositiveSmallIntegerField()
    amount_won = models.PositiveIntegerField(_("금액(원)"), default=0)
    rate = models.DecimalField(_("비율"), max_digits=6, decimal_places=5, default=0)
    source = models.CharField(_("근거"), max_length=300, blank=True)
    set_at = models.DateTimeField()
    set_by = done_by()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["programme_year", "kind", "bearer", "version"], name="pay_item_once"),
            models.CheckConstraint(condition=Q(valid_from__day=1), name="pay_item_from_first_day"),
            models.CheckConstraint(
                condition=(Q(per="share") & Q(amount_won=0, rate__gte=0, rate__lt=1))
                | (Q(per__in=["day", "month"]) & Q(rate=0)),
                name="pay_item_amount_or_rate",
                violation_error_code="pay_item_amount_or_rate",
                violation_error_message=_("금액과 비율 가운데 셈하는 단위에 맞는 것 하나만 적어 주세요."),
            ),
        ]
        triggers = [pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self):
        return f"{self.kind} v{self.version} from {self.valid_from}"
