"""An interview slot that an operator offers (면접 시간), and who picked it; the database keeps a slot from being oversold."""

from datetime import timedelta

import pgtrigger
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from jobs.models.application import Application
from jobs.models.posting import Posting
from profiles.models.columns import done_by, public_id

WITHIN_CAPACITY = (
    "IF NEW.number > (SELECT capacity FROM jobs_interviewslot WHERE id = NEW.slot_id)"
    " THEN RAISE check_violation; END IF; RETURN NEW;"
)


class InterviewSlotQuerySet(models.QuerySet):
    def visible_to(self, user):
        """The operator's own; a candidate those of postings that they applied to; all to the city's editors and auditors."""
        if user.organisation_ids(kinds={"city"}, roles={"editor", "auditor"}):
            return self
        own = user.organisation_ids(kinds={"operator"}, roles={"member", "manager"})
        applied = Application.objects.filter(candidate__user_id=user.pk).values("posting_id")
        return self.filter(Q(posting__organisation_id__in=own) | Q(posting_id__in=applied))

    def standing(self):
        """Those that were not cancelled."""
        return self.filter(cancelled_at=None)

    def open(self, at):
        """Those that can still be picked or left at this moment."""
        return self.standing().filter(closes_at__gt=at)


class InterviewSlot(models.Model):
    """One time of interviews for several people at a place; from `closes_at` on nobody picks or leaves it."""

    public_id = public_id()
    posting = models.ForeignKey(Posting, on_delete=models.PROTECT, related_name="interview_slots")
    starts_at = models.DateTimeField(_("면접 시각"))
    minutes = models.PositiveSmallIntegerField(_("걸리는 시간(분)"))
    place = models.CharField(_("면접 장소"), max_length=120)
    room = models.CharField(_("면접실"), max_length=40, blank=True, db_default="")
    address = models.CharField(_("주소"), max_length=200)
    area = models.CharField(_("자치구"), max_length=10)
    capacity = models.PositiveSmallIntegerField(_("한 번에 보는 인원"))
    closes_at = models.DateTimeField(_("고르는 기한"))
    offered_at = models.DateTimeField()
    offered_by = done_by()
    cancelled_at = models.DateTimeField(null=True, blank=True)
    cancelled_by = done_by()

    objects = InterviewSlotQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["posting", "starts_at"], name="interview_slot_board")]
        constraints = [
            models.UniqueConstraint(
                fields=["posting", "starts_at", "place", "room"],
                condition=Q(cancelled_at=None),
                name="interview_slot_once",
                violation_error_code="interview_slot_once",
                violation_error_message=_("같은 곳에 같은 시각의 면접이 이미 있습니다."),
            ),
            models.CheckConstraint(
                condition=Q(capacity__gte=1, minutes__gte=1),
                name="interview_slot_has_room",
                violation_error_code="interview_slot_has_room",
                violation_error_message=_("인원과 걸리는 시간은 1 이상이어야 합니다."),
            ),
            models.CheckConstraint(
                condition=Q(closes_at__lte=models.F("starts_at")),
                name="interview_slot_closes_before",
                violation_error_code="interview_slot_closes_before",
                violation_error_message=_("고르는 기한은 면접 시각보다 앞서야 합니다."),
            ),
        ]

    def __str__(self):
        return f"interview slot {self.pk}"

    @property
    def ends_at(self):
        return self.starts_at + timedelta(minutes=self.minutes)

    @property
    def where(self):
        """The place, with the room where there are several."""
        return f"{self.place} {self.room}".strip()

    def overlaps(self, other):
        """Whether both are in one room at the same time."""
        return self.where == other.where and self.starts_at < other.ends_at and other.starts_at < self.ends_at


class InterviewPick(models.Model):
    """A place of a slot taken by one application; `number` counts the places of the slot from 1."""

    class State(models.TextChoices):
        PICKED = "picked", _("면접 예정")
        LEFT = "left", _("다른 시간으로 바꿈")
        FREED = "freed", _("면접 전에 비움")
        CANCELLED = "cancelled", _("면접 시간 취소됨")
        ATTENDED = "attended", _("참석")
        ABSENT = "absent", _("불참")

    KEPT = ("picked", "attended", "absent")

    public_id = public_id()
    slot = models.ForeignKey(InterviewSlot, on_delete=models.PROTECT, related_name="picks")
    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="interview_picks")
    state = models.CharField(max_length=10, choices=State.choices, default=State.PICKED)
    number = models.PositiveSmallIntegerField()
    picked_at = models.DateTimeField()
    picked_by = done_by()
    moved_at = models.DateTimeField()
    moved_by = done_by()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["slot", "number"],
                condition=Q(state__in=["picked", "attended", "absent"]),
                name="interview_place_once",
            ),
            models.UniqueConstraint(
                fields=["application"],
                condition=Q(state__in=["picked", "attended", "absent"]),
                name="interview_pick_once",
                violation_error_code="interview_pick_once",
                violation_error_message=_("이미 고른 면접 시간이 있습니다."),
            ),
            models.CheckConstraint(
                condition=Q(state__in=["picked", "left", "freed", "cancelled", "attended", "absent"]),
                name="interview_pick_state_known",
            ),
            models.CheckConstraint(condition=Q(number__gte=1), name="interview_pick_number_positive"),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="within_capacity",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.UpdateOf("slot_id", "number"),
                func=WITHIN_CAPACITY,
            )
        ]

    def __str__(self):
        return f"place {self.number} of interview slot {self.slot_id}"
