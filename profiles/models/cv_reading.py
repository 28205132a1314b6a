"""What was read from a person's CV and waits for their word: sealed, for an hour; the file itself is never kept (docs/adr/0021)."""

from django.db import models
from django.db.models import F, Q

from profiles.models.columns import done_by, public_id
from profiles.models.sealing import seal, unseal


class CvReading(models.Model):
    """One a person. Without proposals it is being read now."""

    public_id = public_id()
    user = models.OneToOneField("profiles.User", on_delete=models.CASCADE, related_name="+")
    begun_at = models.DateTimeField()
    begun_by = done_by()
    expires_at = models.DateTimeField(db_index=True)
    proposals_sealed = models.BinaryField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(expires_at__gt=F("begun_at")), name="cv_reading_expires_after_begin")
        ]

    def __str__(self):
        return f"reading of a CV of user {self.user_id}"

    @property
    def proposals(self):
        """What is proposed, as JSON; "" while the file is being read."""
        return unseal(self.proposals_sealed, f"cv_reading.proposals.{self.public_id}")

    @proposals.setter
    def proposals(self, text):
        self.proposals_sealed = seal(text, f"cv_reading.proposals.{self.public_id}")
