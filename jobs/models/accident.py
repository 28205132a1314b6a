"""Accidents at work and the insurance against them (상해보험): who is covered from when until when, and what happened to whom."""

import pgtrigger
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from jobs.models.application import Conflict
from jobs.models.placement import Placement
from profiles.models.columns import done_by, public_id
from profiles.models.sealing import seal, unseal


class OfPlacementQuerySet(models.QuerySet):
    def visible_to(self, user):
        """The operator's officers and the city's editors and auditors, no host and no reviewer, and nobody of whom they declared a conflict."""
        seen = self.exclude(placement__application__in=Conflict.objects.barring(user))
        if user.organisation_ids(kinds={"city"}, roles={"editor", "auditor"}):
            return seen
        own = user.organisation_ids(kinds={"operator"}, roles={"member", "manager"})
        return seen.filter(placement__application__posting__organisation_id__in=own)


class AccidentCover(models.Model):
    """That the insurer was told of a person, for these days."""

    public_id = public_id()
    placement = models.ForeignKey(Placement, on_delete=models.PROTECT, related_name="covers")
    insurer = models.CharField(_("보험사"), max_length=60)
    policy_number = models.CharField(_("증권번호"), max_length=40)
    covers_from = models.DateField(_("보장 시작일"))
    covers_until = models.DateField(_("보장 종료일"))
    recorded_at = models.DateTimeField()
    recorded_by = done_by()
    ended_at = models.DateTimeField(null=True, blank=True)  # told wrongly, or taken off the list
    ended_by = done_by()

    objects = OfPlacementQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(covers_until__gte=models.F("covers_from")),
                name="accident_cover_period",
                violation_error_code="cover_period",
                violation_error_message=_("보장 종료일은 보장 시작일과 같거나 그 뒤여야 합니다."),
            ),
            models.UniqueConstraint(
                fields=["placement", "policy_number", "covers_from", "covers_until"],
                condition=Q(ended_at=None),
                name="accident_cover_once",
                violation_error_code="cover_once",
                violation_error_message=_("같은 기간으로 이미 적었습니다."),
            ),
        ]

    def __str__(self):
        return f"cover of placement {self.placement_id} from {self.covers_from}"


class Accident(models.Model):
    """What happened to somebody at work. What tells of their health is sealed: what happened, what was done for them."""

    public_id = public_id()
    placement = models.ForeignKey(Placement, on_delete=models.PROTECT, related_name="accidents")
    happened_at = models.DateTimeField(_("사고가 난 때"))
    place = models.CharField(_("장소"), max_length=120)
    what_sealed = models.BinaryField()
    care_sealed = models.BinaryField(null=True, blank=True)
    told_to = models.CharField(_("알린 곳"), max_length=120, blank=True)
    told_on = models.DateField(_("알린 날"), null=True, blank=True)
    recorded_at = models.DateTimeField()
    recorded_by = done_by()
    closed_at = models.DateTimeField(null=True, blank=True)
    closed_by = done_by()

    objects = OfPlacementQuerySet.as_manager()

    class Meta:
        triggers = [
            pgtrigger.ReadOnly(
                name="frozen", fields=["placement", "happened_at", "place", "what_sealed", "care_sealed", "recorded_at"]
            )
        ]

    def __str__(self):
        return f"accident {self.pk}"

    def write(self, what, care):
        """Seal what happened and what was done."""
        self.what_sealed = seal(what, f"accident.what.{self.public_id}")
        self.care_sealed = seal(care, f"accident.care.{self.public_id}")

    @property
    def what(self):
        return unseal(self.what_sealed, f"accident.what.{self.public_id}")

    @property
    def care(self):
        return unseal(self.care_sealed, f"accident.care.{self.public_id}")


class AccidentNote(models.Model):
    """What was done later about an accident: the insurer's answer, the way back to work."""

    accident = models.ForeignKey(Accident, on_delete=models.PROTECT, related_name="notes")
    text_sealed = models.BinaryField()
    written_at = models.DateTimeField()
    written_by = done_by()

    class Meta:
        triggers = [pgtrigger.Protect(name="frozen", operation=pgtrigger.Update)]

    def __str__(self):
        return f"note of accident {self.accident_id}"

    @property
    def text(self):
        return unseal(self.text_sealed, f"accident.note.{self.accident.public_id}")

    @text.setter
    def text(self, written):
        self.text_sealed = seal(written, f"accident.note.{self.accident.public_id}")
