"""What a candidate did, holds and took part in: careers, certificates, other public jobs, and what proves a fact."""

from django.core.validators import MaxValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from profiles.models.columns import done_by, public_id, week_mask


class Career(models.Model):
    """starts_on and ends_on are the first days of months; with a start and no end it goes on; with neither only its length is known.

    months : always kept, for bulk reads; of what goes on as of the last reckoning (profiles.careers)
    """

    public_id = public_id()
    candidate = models.ForeignKey("profiles.Candidate", on_delete=models.CASCADE, related_name="careers")
    title = models.CharField(_("하던 일"), max_length=80)
    duties = models.TextField(_("맡은 일"), blank=True, max_length=1000)
    keco = models.CharField(_("직업 분류"), max_length=6, blank=True)
    months = models.PositiveSmallIntegerField(_("일한 개월 수"), validators=[MaxValueValidator(720)])
    starts_on = models.DateField(_("시작한 달"), null=True, blank=True)
    ends_on = models.DateField(_("끝난 달"), null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(ends_on=None)
                | models.Q(ends_on__gte=models.F("starts_on"), starts_on__isnull=False),
                name="career_ends_after_start",
                violation_error_code="career_ends_after_start",
                violation_error_message=_("끝난 달은 시작한 달보다 빠를 수 없습니다."),
            ),
            models.CheckConstraint(
                condition=(models.Q(starts_on=None) | models.Q(starts_on__day=1))
                & (models.Q(ends_on=None) | models.Q(ends_on__day=1)),
                name="career_in_whole_months",
            ),
        ]
        indexes = [
            models.Index(
                fields=["id"], name="career_going_on", condition=models.Q(starts_on__isnull=False, ends_on=None)
            )
        ]

    def __str__(self):
        return self.title


class HeldCertificate(models.Model):
    public_id = public_id()
    candidate = models.ForeignKey("profiles.Candidate", on_delete=models.CASCADE, related_name="certificates")
    name = models.CharField(_("자격증 이름"), max_length=80)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["candidate", "name"],
                name="certificate_once",
                violation_error_code="certificate_once",
                violation_error_message=_("이미 적은 자격증입니다."),
            )
        ]

    def __str__(self):
        return self.name


class PublicJob(models.Model):
    """A state- or city-funded job the person holds now or held before, as they declared it."""

    public_id = public_id()
    candidate = models.ForeignKey("profiles.Candidate", on_delete=models.CASCADE, related_name="public_jobs")
    name = models.CharField(_("사업 이름"), max_length=80)
    kind = models.CharField(_("종류"), max_length=20)
    starts_on = models.DateField(_("시작한 날"))
    ends_on = models.DateField(_("끝난(끝나는) 날"), null=True, blank=True)
    week_mask = week_mask(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(ends_on=None) | models.Q(ends_on__gte=models.F("starts_on")),
                name="public_job_ends_after_start",
                violation_error_code="public_job_ends_after_start",
                violation_error_message=_("끝난 날은 시작한 날보다 빠를 수 없습니다."),
            )
        ]

    def __str__(self):
        return self.name


class Proof(models.Model):
    """A fact about a person that an officer has seen a paper for; the paper itself isn't kept."""

    class Basis(models.TextChoices):
        DECLARED = "declared", _("본인이 적음")
        PROOF = "proof", _("서류로 확인")
        VERIFIED = "verified", _("행정정보로 확인")

    candidate = models.ForeignKey("profiles.Candidate", on_delete=models.CASCADE, related_name="proofs")
    fact = models.CharField(max_length=40)
    basis = models.CharField(max_length=10, choices=Basis.choices)
    seen_at = models.DateTimeField()
    seen_by = done_by()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["candidate", "fact"], name="proof_once")]

    def __str__(self):
        return f"{self.basis} of {self.fact}"
