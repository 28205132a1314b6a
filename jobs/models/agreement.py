"""The agreement of a placement (약정서, 근로계약서): its templates, its versions as they were written, and who signed which text when."""

import pgtrigger
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from jobs.models.placement import Placement
from jobs.models.programme import Programme
from profiles.models.columns import done_by, public_id
from profiles.models.sealing import seal, unseal


class AgreementTemplate(models.Model):
    """One version of the city's words for a kind of programme; the newest counts. `body`: “## heading” and text with {fields}."""

    public_id = public_id()
    kind = models.CharField(_("일자리 종류"), max_length=20, choices=Programme.Kind.choices)
    version = models.PositiveSmallIntegerField()
    title = models.CharField(_("서류 이름"), max_length=60)
    body = models.TextField(_("내용"), max_length=8000)
    pay_day = models.PositiveSmallIntegerField(_("돈을 보내는 날"), default=10)
    source = models.CharField(_("근거"), max_length=300, blank=True)
    set_at = models.DateTimeField()
    set_by = done_by()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["kind", "version"], name="agreement_template_once"),
            models.CheckConstraint(
                condition=Q(pay_day__gte=1, pay_day__lte=28),
                name="agreement_template_pay_day",
                violation_error_code="pay_day",
                violation_error_message=_("돈을 보내는 날은 1일부터 28일까지 정할 수 있습니다."),
            ),
        ]
        triggers = [pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self):
        return f"{self.title} v{self.version}"


class AgreementQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Whoever sees the application; the host's members don't read what somebody agreed to with the operator."""
        hosts = user.organisation_ids(kinds={"host", "firm"}, roles={"member", "manager"})
        seen = self.filter(placement__in=Placement.objects.visible_to(user))
        return seen.exclude(placement__seat__posting_site__site__host_id__in=hosts) if hosts else seen

    def standing(self):
        return self.filter(replaced_at=None)

    def to_sign(self, side):
        """Those that stand and wait for this side, of people who prepare or work and haven't agreed on paper."""
        signed = AgreementSignature.objects.filter(agreement=OuterRef("pk"), side=side)
        open_ = {"placement__state__in": ["preparing", "active"], "placement__agreed_at": None}
        return self.standing().filter(~Exists(signed), **open_)


class Agreement(models.Model):
    """One version: the text that both sides read, sealed, and its hash. `changes`: what differs for this person from the posting."""

    public_id = public_id()
    placement = models.ForeignKey(Placement, on_delete=models.PROTECT, related_name="agreements")
    template = models.ForeignKey(AgreementTemplate, on_delete=models.PROTECT, related_name="+")
    version = models.PositiveSmallIntegerField()
    changes = models.JSONField(default=dict)
    text_sealed = models.BinaryField()
    text_hash = models.CharField(max_length=64)
    made_at = models.DateTimeField()
    made_by = done_by()
    replaced_at = models.DateTimeField(null=True, blank=True)
    replaced_by = done_by()

    objects = AgreementQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["placement", "version"], name="agreement_version_once"),
            models.UniqueConstraint(
                fields=["placement"],
                condition=Q(replaced_at=None),
                name="agreement_stands_once",
                violation_error_code="agreement_once",
                violation_error_message=_("이미 쓴 약정서가 있습니다."),
            ),
        ]
        triggers = [
            pgtrigger.ReadOnly(
                name="frozen",
                fields=["placement", "template", "version", "changes", "text_sealed", "text_hash", "made_at"],
            )
        ]

    def __str__(self):
        return f"agreement v{self.version} of placement {self.placement_id}"

    @property
    def text(self):
        return unseal(self.text_sealed, f"agreement.text.{self.public_id}")

    @text.setter
    def text(self, written):
        self.text_sealed = seal(written, f"agreement.text.{self.public_id}")


class AgreementSignature(models.Model):
    """One side's signature on screen: the name typed, when, by whom, and the hash of the text that was read."""

    class Side(models.TextChoices):
        PERSON = "person", _("참여자")
        OPERATOR = "operator", _("운영기관")

    agreement = models.ForeignKey(Agreement, on_delete=models.PROTECT, related_name="signatures")
    side = models.CharField(max_length=8, choices=Side.choices)
    name_sealed = models.BinaryField()
    text_hash = models.CharField(max_length=64)
    signed_at = models.DateTimeField()
    signed_by = done_by()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["agreement", "side"], name="agreement_side_once"),
            models.CheckConstraint(condition=Q(side__in=["person", "operator"]), name="agreement_side_known"),
        ]
        triggers = [pgtrigger.Protect(name="frozen", operation=pgtrigger.Update)]

    def __str__(self):
        return f"{self.side} of agreement {self.agreement_id}"

    @property
    def name(self):
        return unseal(self.name_sealed, f"agreement.signature.{self.agreement.public_id}.{self.side}")

    @name.setter
    def name(self, typed):
        self.name_sealed = seal(typed, f"agreement.signature.{self.agreement.public_id}.{self.side}")
