"""The city, operators, host sites, host firms and 50+ centres: whoever acts for the programme."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from profiles.models.columns import public_id


class Organisation(models.Model):
    class Kind(models.TextChoices):
        CITY = "city", _("시")
        OPERATOR = "operator", _("운영기관")
        HOST = "host", _("활동처")
        FIRM = "firm", _("참여기업")
        CENTRE = "centre", _("50플러스센터")

    public_id = public_id()
    kind = models.CharField(max_length=10, choices=Kind.choices)
    name = models.CharField(_("기관 이름"), max_length=120)
    district = models.CharField(_("자치구"), max_length=5, blank=True)
    phone = models.CharField(_("대표 전화"), max_length=30, blank=True)
    created_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "name"],
                name="organisation_once",
                violation_error_code="organisation_once",
                violation_error_message=_("같은 이름의 기관이 이미 있습니다."),
            ),
            models.UniqueConstraint(
                fields=["kind"],
                condition=models.Q(kind="city"),
                name="organisation_one_city",
                violation_error_code="organisation_one_city",
                violation_error_message=_("시는 하나만 있습니다."),
            ),
        ]

    def __str__(self):
        return self.name
