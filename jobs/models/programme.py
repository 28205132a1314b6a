"""A programme, and the programme year that carries its dated terms: target, hours, money, priority share."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from profiles.models.columns import done_by, public_id


class Programme(models.Model):
    class Kind(models.TextChoices):
        MEANINGFUL = "meaningful_work", _("보람일자리")
        INTERNSHIP = "internship", _("50+인턴십")
        OTHER = "other", _("그 밖의 일자리")

    public_id = public_id()
    name = models.CharField(_("사업 이름"), max_length=100, unique=True)
    kind = models.CharField(_("일자리 종류"), max_length=20, choices=Kind.choices)
    strand = models.CharField(_("유형"), max_length=30, blank=True)
    summary = models.TextField(_("사업 소개"), blank=True)

    def __str__(self):
        return self.name


class ProgrammeYear(models.Model):
    """One programme in one year. Hours cap empty: none (full-time internships).

    From `city_hours_from` hours a month on only the city sets the cap aside (근로기준법 art. 18: from 15 hours a week, 60 a
    month, weekly holidays, leave and insurance apply); empty: the operator does at any number. `is_in_round`: an allocation
    round has begun and isn't published, so its postings aren't refilled one by one.
    """

    class PayKind(models.TextChoices):
        ALLOWANCE = "allowance", _("활동비")
        WAGE = "wage", _("급여")

    public_id = public_id()
    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="years")
    year = models.PositiveSmallIntegerField(_("연도"))
    starts_on = models.DateField(_("시작하는 날"))
    ends_on = models.DateField(_("끝나는 날"))
    pay_kind = models.CharField(_("돈의 성격"), max_length=10, choices=PayKind.choices)
    hours_cap_per_month = models.PositiveSmallIntegerField(_("한 달 최대 시간"), null=True, blank=True)
    city_hours_from = models.PositiveSmallIntegerField(
        _("서울시만 허용할 수 있는 한 달 시간"), null=True, blank=True, default=60
    )
    priority_share = models.DecimalField(_("우선 선발 비율"), max_digits=4, decimal_places=3, default=0)
    objection_days = models.PositiveSmallIntegerField(_("재검토를 요청할 수 있는 날"), default=7, db_default=7)
    counting_definition = models.TextField(_("일자리를 세는 방법"))
    source = models.CharField(_("근거"), max_length=300, blank=True)
    is_demo = models.BooleanField(default=False)
    is_in_round = models.BooleanField(_("일괄 배치 중"), default=False, db_default=False)
    opened_at = models.DateTimeField()
    opened_by = done_by()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["programme", "year"],
                name="programme_year_once",
                violation_error_code="programme_year_once",
                violation_error_message=_("이 사업의 같은 연도가 이미 있습니다."),
            ),
            models.CheckConstraint(
                condition=models.Q(ends_on__gt=models.F("starts_on")),
                name="programme_year_period",
                violation_error_code="programme_year_period",
                violation_error_message=_("끝나는 날은 시작하는 날보다 뒤여야 합니다."),
            ),
            models.CheckConstraint(
                condition=models.Q(priority_share__gte=0, priority_share__lte=1),
                name="programme_year_priority_share",
                violation_error_code="programme_year_priority_share",
                violation_error_message=_("우선 선발 비율은 0과 1 사이여야 합니다."),
            ),
        ]

    def __str__(self):
        return f"{self.programme} {self.year}"

    @property
    def pays_wage(self):
        """Whether an employer pays for work (임금), instead of the programme an allowance."""
        return self.pay_kind == self.PayKind.WAGE


class PayTerms(models.Model):
    """The money of a programme year from a day on: the hourly figure, and how tax is withheld from the gross."""

    programme_year = models.ForeignKey(ProgrammeYear, on_delete=models.PROTECT, related_name="pay_terms")
    valid_from = models.DateField()
    hourly_won = models.PositiveIntegerField(_("시간당 금액(원)"))
    withholding_rate = models.DecimalField(_("원천징수 비율"), max_digits=6, decimal_places=5)
    withholding_floor_won = models.PositiveIntegerField(_("세금을 떼지 않는 금액(원)"), default=0)
    rounding_won = models.PositiveSmallIntegerField(_("절사 단위(원)"), default=10)
    tax_unit_won = models.PositiveSmallIntegerField(_("세금 절사 단위(원)"), default=10)  # 국고금 관리법 art. 47
    source = models.CharField(_("근거"), max_length=300, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["programme_year", "valid_from"],
                name="pay_terms_once",
                violation_error_code="pay_terms_once",
                violation_error_message=_("같은 날부터 쓰는 금액이 이미 있습니다."),
            ),
            models.CheckConstraint(
                condition=models.Q(withholding_rate__gte=0, withholding_rate__lt=1),
                name="pay_terms_rate",
                violation_error_code="pay_terms_rate",
                violation_error_message=_("원천징수 비율은 0 이상 1 미만이어야 합니다."),
            ),
            models.CheckConstraint(
                condition=models.Q(rounding_won__gte=1),
                name="pay_terms_rounding",
                violation_error_code="pay_terms_rounding",
                violation_error_message=_("절사 단위는 1원 이상이어야 합니다."),
            ),
            models.CheckConstraint(
                condition=models.Q(tax_unit_won__gte=1),
                name="pay_terms_tax_unit",
                violation_error_code="pay_terms_tax_unit",
                violation_error_message=_("세금 절사 단위는 1원 이상이어야 합니다."),
            ),
        ]

    def __str__(self):
        return f"{self.hourly_won} from {self.valid_from}"


class Target(models.Model):
    """How many places the city wants in a programme year, with the words of what counts. District empty: the whole city."""

    public_id = public_id()
    programme_year = models.ForeignKey(ProgrammeYear, on_delete=models.PROTECT, related_name="targets")
    district = models.CharField(max_length=5, blank=True)
    places = models.PositiveIntegerField(_("목표 인원"))
    definition = models.TextField(_("세는 방법"))
    label = models.CharField(max_length=40, blank=True)
    set_at = models.DateTimeField()
    set_by = done_by()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["programme_year", "district"],
                name="target_once",
                violation_error_code="target_once",
                violation_error_message=_("같은 자치구의 목표가 이미 있습니다."),
            )
        ]

    def __str__(self):
        return f"{self.places} of {self.programme_year}"
