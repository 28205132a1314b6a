"""An offer of a seat, and the hold that keeps the seat for one application alone."""

import pgtrigger
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from jobs.models.application import Application
from profiles.models.columns import done_by, public_id

KEPT_FOR = """
    IF EXISTS (
        SELECT 1 FROM jobs_seat s, jobs_application a
        JOIN jobs_posting p ON p.id = a.posting_id JOIN profiles_candidate c ON c.id = a.candidate_id
        WHERE s.id = NEW.seat_id AND a.id = NEW.application_id AND s.reserve <> '' AND s.reserve_released_at IS NULL
          AND p.selection <> 'round' AND (c.statuses -> s.reserve) IS DISTINCT FROM 'true'::jsonb
    ) THEN
        RAISE EXCEPTION 'a reserved seat is only for whom it is, until somebody releases it'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'hold_kept_for';
    END IF;
    RETURN NEW;
"""  # a round opens what its own rule leaves over (docs/adr/0012)


class Hold(models.Model):
    """A seat taken for one application, by an offer and then by the placement; the database allows one at a time."""

    seat = models.ForeignKey("jobs.Seat", on_delete=models.PROTECT, related_name="holds")
    application = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="holds")
    held_at = models.DateTimeField()
    held_by = done_by()
    released_at = models.DateTimeField(null=True, blank=True)
    released_by = done_by()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["seat"],
                condition=Q(released_at=None),
                name="seat_held_once",
                violation_error_message=_("이 자리는 이미 다른 분에게 정해졌습니다."),
            ),
            models.UniqueConstraint(
                fields=["application"],
                condition=Q(released_at=None),
                name="application_holds_one_seat",
            ),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="kept_for",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.UpdateOf("seat_id", "application_id"),
                func=KEPT_FOR,
            )
        ]

    def __str__(self):
        return f"hold of seat {self.seat_id}"


class OfferQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self.filter(application__in=Application.objects.visible_to(user))

    def overdue(self, at):
        """Unanswered offers whose time is over."""
        return self.filter(state=Offer.State.PENDING, expires_at__lte=at)


class Offer(models.Model):
    class State(models.TextChoices):
        PENDING = "pending", _("답을 기다림")
        ACCEPTED = "accepted", _("참여")
        DECLINED = "declined", _("참여하지 않음")
        EXPIRED = "expired", _("기한 지남")
        CANCELLED = "cancelled", _("취소됨")

    public_id = public_id()
    application = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="offers")
    seat = models.ForeignKey("jobs.Seat", on_delete=models.PROTECT, related_name="offers")
    state = models.CharField(max_length=10, choices=State.choices, default=State.PENDING)
    offered_at = models.DateTimeField()
    offered_by = done_by()
    expires_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = done_by()

    objects = OfferQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["application"],
                condition=Q(state="pending"),
                name="offer_once",
                violation_error_message=_("이미 참여 의사를 묻고 답을 기다리고 있습니다."),
            ),
            models.CheckConstraint(
                condition=Q(
                    state__in=[
                        "pending",
                        "accepted",
                        "declined",
                        "expired",
                        "cancelled",
                    ]
                ),
                name="offer_state_known",
            ),
            models.CheckConstraint(
                condition=Q(expires_at__gt=models.F("offered_at")),
                name="offer_expires_later",
            ),
        ]

    def __str__(self):
        return f"offer for application {self.application_id}"
