"""The certificate of a completed placement (수료증): a code that anyone may check, and what it says, frozen when it was issued."""

import pgtrigger
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from jobs.models.placement import Placement
from profiles.models.columns import done_by, public_id
from profiles.models.sealing import seal, unseal


class CertificateQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self.filter(placement__in=Placement.objects.visible_to(user))

    def valid(self):
        return self.filter(withdrawn_at=None)


class Certificate(models.Model):
    """`facts` are what the paper says but for the name, which is sealed: programme, role, site, days, minutes, issuer, address."""

    public_id = public_id()
    placement = models.ForeignKey(Placement, on_delete=models.PROTECT, related_name="certificates")
    code = models.CharField(_("확인 번호"), max_length=12, unique=True)
    name_sealed = models.BinaryField()
    facts = models.JSONField()
    issued_at = models.DateTimeField()
    issued_by = done_by()
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_by = done_by()
    withdrawn_for = models.CharField(_("거둔 이유"), max_length=300, blank=True)

    objects = CertificateQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["placement"],
                condition=Q(withdrawn_at=None),
                name="completion_certificate_once",
                violation_error_code="certificate_once",
                violation_error_message=_("이미 수료증이 있습니다."),
            ),
            models.CheckConstraint(
                condition=Q(code__regex=r"^[2-9A-HJ-NP-Z]{12}$"),
                name="certificate_code_typeable",
            ),
        ]
        triggers = [
            pgtrigger.ReadOnly(name="frozen", fields=["placement", "code", "name_sealed", "facts", "issued_at"])
        ]

    def __str__(self):
        return f"certificate of placement {self.placement_id}"

    @property
    def name(self):
        return unseal(self.name_sealed, f"certificate.name.{self.public_id}")

    @name.setter
    def name(self, text):
        self.name_sealed = seal(text, f"certificate.name.{self.public_id}")

    @property
    def shown_code(self):
        """The code as it is printed and read out: ABCD-EFGH-JKMN."""
        return "-".join(self.code[start : start + 4] for start in range(0, 12, 4))
