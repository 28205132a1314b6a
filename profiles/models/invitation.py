"""Somebody is asked to work for an organisation: a role from a day on, taken by a link and with the address that it went to.

Kept 3 years after its end, as the right that it led to (안전성 확보조치 기준, art. 5).
"""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from profiles.models.columns import done_by, public_id
from profiles.models.contact_person import sealed
from profiles.models.membership import Membership


class InvitationQuerySet(models.QuerySet):
    def open(self):
        """Those that nobody took or ended; whether their link still opens stands with the letter."""
        return self.filter(accepted_at=None, ended_at=None)


class Invitation(models.Model):
    public_id = public_id()
    organisation = models.ForeignKey("profiles.Organisation", on_delete=models.PROTECT, related_name="invitations")
    role = models.CharField(max_length=15, choices=Membership.Role.choices)
    email_sealed = models.BinaryField()
    email_index = models.CharField(max_length=64, db_index=True)
    started_on = models.DateField()
    ended_on = models.DateField(null=True, blank=True)
    letter = models.OneToOneField("profiles.OutsideLetter", on_delete=models.PROTECT, related_name="+")
    invited_at = models.DateTimeField()
    invited_by = done_by()
    accepted_at = models.DateTimeField(null=True, blank=True)
    accepted_by = done_by()
    membership = models.OneToOneField(
        Membership, on_delete=models.PROTECT, null=True, blank=True, related_name="invitation"
    )
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by = done_by()

    objects = InvitationQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "email_index", "role"],
                condition=Q(accepted_at=None, ended_at=None),
                name="invitation_once",
                violation_error_code="invitation_once",
                violation_error_message=_("같은 주소로 보낸 초대가 아직 답을 기다립니다."),
            ),
            models.CheckConstraint(
                condition=Q(ended_on=None) | Q(ended_on__gt=models.F("started_on")),
                name="invitation_ends_after_start",
                violation_error_code="invitation_ends_after_start",
                violation_error_message=_("끝나는 날은 시작하는 날보다 뒤여야 합니다."),
            ),
        ]

    email = sealed("email")

    def __str__(self):
        return f"invitation to organisation {self.organisation_id}"
