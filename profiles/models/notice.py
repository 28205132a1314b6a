"""What must be told to whom: the row is the queue (transactional outbox), the broker only wakes the sender."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from profiles.models.columns import public_id


class NoticeQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Each person's own inbox; nobody else's."""
        return self.filter(recipient_id=user.pk, cancelled_at=None)

    def unread(self):
        return self.filter(read_at=None)


class Notice(models.Model):
    public_id = public_id()
    recipient = models.ForeignKey("profiles.User", on_delete=models.CASCADE, related_name="notices")
    kind = models.CharField(max_length=40)
    params = models.JSONField(default=dict)
    url = models.CharField(max_length=300, blank=True)
    unique_key = models.CharField(max_length=160, unique=True)
    subject_type = models.CharField(max_length=30, blank=True)
    subject_id = models.BigIntegerField(null=True)
    is_urgent = models.BooleanField(default=False)
    created_at = models.DateTimeField()
    read_at = models.DateTimeField(null=True, blank=True)
    cancelled_at = models.DateTimeField(null=True, blank=True)

    objects = NoticeQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["recipient", "-created_at"], name="notice_inbox"),
            models.Index(fields=["subject_type", "subject_id"], name="notice_subject"),
        ]

    def __str__(self):
        return f"{self.kind} to user {self.recipient_id}"


class Delivery(models.Model):
    """One notice through one outside channel; claimed by lease, settled by its token."""

    class State(models.TextChoices):
        QUEUED = "queued", _("대기")
        SENT = "sent", _("보냄")
        CANCELLED = "cancelled", _("취소됨")
        DEAD = "dead", _("보내지 못함")

    notice = models.ForeignKey(Notice, on_delete=models.CASCADE, related_name="deliveries")
    channel = models.CharField(max_length=10)
    state = models.CharField(max_length=10, choices=State.choices, default=State.QUEUED)
    is_urgent = models.BooleanField(default=False)
    due_at = models.DateTimeField()
    tries = models.PositiveSmallIntegerField(default=0)
    lease_token = models.UUIDField(null=True, blank=True)
    leased_until = models.DateTimeField(null=True, blank=True)
    settled_at = models.DateTimeField(null=True, blank=True)
    # What the other side calls a message that it took and hasn't reported on; `due_at` is then when to ask.
    awaited_id = models.CharField(max_length=60, blank=True, default="", db_default="")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["notice", "channel"], name="delivery_once")]
        indexes = [
            models.Index(
                fields=["is_urgent", "due_at"],
                condition=models.Q(state="queued"),
                name="delivery_due",
            ),
            models.Index(fields=["settled_at"], condition=models.Q(state="dead"), name="delivery_dead"),
            models.Index(fields=["due_at"], condition=~models.Q(awaited_id=""), name="delivery_awaited"),
        ]

    def __str__(self):
        return f"{self.channel} of notice {self.notice_id}"


class DeliveryAttempt(models.Model):
    """One try of one delivery and what the other side answered."""

    delivery = models.ForeignKey(Delivery, on_delete=models.CASCADE, related_name="attempts")
    at = models.DateTimeField()
    is_sent = models.BooleanField()
    answer = models.CharField(max_length=200, blank=True)

    def __str__(self):
        return f"try of delivery {self.delivery_id}"


class ContactChoice(models.Model):
    """How a person wants to be reached beside the inbox."""

    class Rhythm(models.TextChoices):
        AT_ONCE = "at_once", _("바로 받기")
        DAILY = "daily", _("하루 한 번 모아 받기")

    user = models.OneToOneField("profiles.User", on_delete=models.CASCADE, related_name="contact_choice")
    channels = ArrayField(models.CharField(max_length=10), default=list, blank=True)
    left_out = ArrayField(models.CharField(max_length=40), default=list, db_default=[], blank=True)  # "group:channel"
    rhythm = models.CharField(max_length=10, choices=Rhythm.choices, default=Rhythm.AT_ONCE)
    quiet_from = models.TimeField(null=True, blank=True)
    quiet_until = models.TimeField(null=True, blank=True)
    chosen_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(quiet_from=None) | models.Q(quiet_from__gte="12:00", quiet_from__lte="21:00"),
                name="contact_choice_evening",
                violation_error_message=_("알림을 보내지 않을 시간은 오후 9시보다 늦게 시작할 수 없습니다."),
            ),
            models.CheckConstraint(
                condition=models.Q(quiet_until=None) | models.Q(quiet_until__gte="08:00", quiet_until__lte="12:00"),
                name="contact_choice_morning",
                violation_error_message=_("알림을 보내지 않을 시간은 오전 8시보다 일찍 끝날 수 없습니다."),
            ),
        ]

    def __str__(self):
        return f"contact choice of user {self.user_id}"

    def is_on(self, channel, group):
        """Tell whether notices of the group go by the channel."""
        return channel in self.channels and f"{group}:{channel}" not in self.left_out
