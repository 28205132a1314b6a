"""A dated right: who may act for which organisation, in which role. Kept 3 years after its end (안전성 확보조치 기준, art. 5)."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from profiles.models.columns import done_by, public_id


class MembershipQuerySet(models.QuerySet):
    def current(self, on):
        """Those that hold on the day: started, not ended (the end day is the first without the right)."""
        return self.filter(started_on__lte=on).filter(models.Q(ended_on=None) | models.Q(ended_on__gt=on))


class Membership(models.Model):
    class Role(models.TextChoices):
        MEMBER = "member", _("담당자")
        MANAGER = "manager", _("관리자")
        REVIEWER = "reviewer", _("심사위원")
        PAYER = "payer", _("지급 담당")
        VIEWER = "viewer", _("조회 담당")
        EDITOR = "editor", _("사업 담당")
        AUDITOR = "auditor", _("감사 담당")
        ADMINISTRATOR = "administrator", _("시스템 관리자")

    public_id = public_id()
    user = models.ForeignKey("profiles.User", on_delete=models.PROTECT, related_name="memberships")
    organisation = models.ForeignKey("profiles.Organisation", on_delete=models.PROTECT, related_name="memberships")
    role = models.CharField(max_length=15, choices=Role.choices)
    started_on = models.DateField()
    ended_on = models.DateField(null=True, blank=True)
    granted_at = models.DateTimeField()
    granted_by = done_by()

    objects = MembershipQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["user", "organisation", "role"],
                condition=models.Q(ended_on=None),
                name="membership_once",
                violation_error_code="membership_once",
                violation_error_message=_("이미 같은 역할을 맡고 있습니다."),
            ),
            models.CheckConstraint(
                condition=models.Q(ended_on=None) | models.Q(ended_on__gte=models.F("started_on")),
                name="membership_ends_after_start",
                violation_error_code="membership_ends_after_start",
                violation_error_message=_("끝나는 날은 시작하는 날보다 빠를 수 없습니다."),
            ),
        ]

    def __str__(self):
        return f"{self.role} of organisation {self.organisation_id}"
