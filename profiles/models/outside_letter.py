"""A letter with a link to somebody without an account: the row is the queue, and the link lives and dies with it.

The token is made as the letter leaves and kept as a hash alone; the address is forgotten once the letter has left or can't.
"""

from django.db import models
from django.db.models import Q

from profiles.models.columns import done_by, public_id
from profiles.models.contact_person import sealed


class OutsideLetterQuerySet(models.QuerySet):
    def waiting(self, at):
        """Those that are still to leave."""
        return self.filter(sent_at=None, died_at=None, ended_at=None, due_at__lte=at, expires_at__gt=at)

    def living(self, at):
        """Those whose link opens."""
        return self.exclude(token_hash=None).filter(ended_at=None, expires_at__gt=at)


class OutsideLetter(models.Model):
    public_id = public_id()
    organisation = models.ForeignKey("profiles.Organisation", on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=40)
    params = models.JSONField(default=dict)  # nothing of a person
    channel = models.CharField(max_length=10)
    address_sealed = models.BinaryField(null=True)
    path = models.CharField(max_length=100)
    token_hash = models.CharField(max_length=64, null=True, unique=True)  # noqa: DJ001 - many wait without one
    language = models.CharField(max_length=5, default="ko")
    created_at = models.DateTimeField()
    created_by = done_by()
    expires_at = models.DateTimeField()
    due_at = models.DateTimeField()
    tries = models.PositiveSmallIntegerField(default=0)
    leased_until = models.DateTimeField(null=True, blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    died_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by = done_by()
    answer = models.CharField(max_length=200, blank=True)

    objects = OutsideLetterQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(
                fields=["due_at"], condition=Q(sent_at=None, died_at=None, ended_at=None), name="outside_letter_due"
            )
        ]

    address = sealed("address")

    def __str__(self):
        return f"{self.kind} of organisation {self.organisation_id}"

    def is_living(self, at):
        """Whether its link opens at this moment."""
        return self.token_hash is not None and self.ended_at is None and self.expires_at > at

    @property
    def is_waiting(self):
        """Whether it is still to leave."""
        return self.sent_at is None and self.died_at is None and self.ended_at is None
