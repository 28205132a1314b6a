"""What a candidate tells of themselves for matching and eligibility: clear columns for bulk reads, no name, no number."""

from django.contrib.postgres.fields import ArrayField
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from profiles.models.columns import public_id, week_mask


class CandidateQuerySet(models.QuerySet):
    def visible_to(self, user):
        """The person themselves; the city's editors and auditors. Operators see people through their applications alone."""
        if user.organisation_ids(kinds={"city"}, roles={"editor", "auditor"}):
            return self
        return self.filter(user_id=user.pk)


class Candidate(models.Model):
    class Employment(models.TextChoices):
        UNKNOWN = "unknown", _("답하지 않음")
        NOT_EMPLOYED = "not_employed", _("일하고 있지 않음")
        PART_TIME = "part_time", _("시간제로 일함")
        EMPLOYED = "employed", _("전일제로 일함")

    class WorkKind(models.TextChoices):
        MEANINGFUL = "meaningful_work", _("보람일자리")
        INTERNSHIP = "internship", _("50+인턴십")
        OTHER = "other", _("그 밖의 일자리")

    public_id = public_id()
    user = models.OneToOneField("profiles.User", on_delete=models.CASCADE, related_name="candidate")
    birth_on = models.DateField(_("생년월일"), null=True, blank=True)
    district = models.CharField(_("사는 자치구"), max_length=5, blank=True, db_index=True)
    dong = models.CharField(_("사는 동"), max_length=10, blank=True)
    business_district = models.CharField(  # noqa: DJ001 - None is not told, "" is no registered business
        _("사업장이 있는 자치구"), max_length=5, null=True, blank=True
    )
    employment = models.CharField(
        _("지금 하는 일"),
        max_length=15,
        choices=Employment.choices,
        default=Employment.UNKNOWN,
    )
    work_mask = week_mask(null=True, blank=True, verbose_name=_("지금 일하는 시간"))
    statuses = models.JSONField(_("해당 사항"), default=dict, blank=True)
    has_benefit = models.BooleanField(_("실업급여를 받고 있음"), null=True, blank=True)
    benefit_ends_on = models.DateField(_("실업급여가 끝나는 날"), null=True, blank=True)
    no_careers = models.BooleanField(_("적을 경력이 없음"), default=False)
    no_certificates = models.BooleanField(_("자격증이 없음"), default=False)
    public_jobs_told_at = models.DateTimeField(null=True, blank=True)
    trainings = ArrayField(models.CharField(max_length=80), default=list, blank=True)
    skills = models.TextField(_("잘하는 일"), blank=True, max_length=1000)
    kinds_wished = ArrayField(
        models.CharField(max_length=20, choices=WorkKind.choices),
        default=list,
        blank=True,
    )
    districts_wished = ArrayField(models.CharField(max_length=5), default=list, blank=True)
    half_km = models.PositiveSmallIntegerField(
        _("다니기 편한 거리(km)"),
        default=5,
        validators=[MinValueValidator(1), MaxValueValidator(40)],
    )
    hours_mask = week_mask(null=True, blank=True, verbose_name=_("활동할 수 있는 시간"))
    hours_per_month = models.PositiveSmallIntegerField(
        _("한 달에 활동할 수 있는 시간"),
        null=True,
        blank=True,
        validators=[MaxValueValidator(209)],
    )
    pay_wished_won = models.PositiveIntegerField(_("바라는 시급(원)"), null=True, blank=True)
    profile_step = models.CharField(max_length=20, blank=True)
    created_at = models.DateTimeField()
    changed_at = models.DateTimeField()

    objects = CandidateQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(birth_on=None) | models.Q(birth_on__gte="1900-01-01"),
                name="candidate_birth_plausible",
                violation_error_code="candidate_birth_plausible",
                violation_error_message=_("태어난 해를 확인해 주세요."),
            ),
            models.CheckConstraint(
                condition=models.Q(half_km__gte=1, half_km__lte=40),
                name="candidate_half_km_range",
            ),
        ]

    def __str__(self):
        return f"candidate {self.pk}"

    @property
    def place(self):
        """The finest place known: the dong, else the district."""
        return self.dong or self.district
