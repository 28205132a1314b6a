"""One person as the matcher reads them, in bytes: written when they change, read by the hundred thousand."""

from django.db import models

from profiles.models.columns import by_transaction


class PackedProfile(models.Model):
    """The payload of a person (matching.packed.LAYOUT); it says nothing that their own rows don't say.

    packed_in : the transaction of the database that packed them, so that a worker finds what it hasn't read (``warm``); NULL: before that was kept
    """

    candidate = models.OneToOneField(
        "profiles.Candidate", on_delete=models.CASCADE, primary_key=True, related_name="packed_profile"
    )
    layout = models.PositiveSmallIntegerField(default=1)
    payload = models.BinaryField()
    packed_at = models.DateTimeField()
    packed_in = by_transaction(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["layout"], name="packed_profile_layout"),
            models.Index(fields=["packed_in"], name="packed_profile_packed_in"),
        ]

    def __str__(self):
        return f"packed profile of candidate {self.candidate_id}"
