"""One person as the matcher reads them, in bytes: written when they change, read by the hundred thousand."""

from django.db import models


class PackedProfile(models.Model):
    """The payload of a person (matching.packed.LAYOUT); it says nothing that their own rows don't say."""

    candidate = models.OneToOneField(
        "profiles.Candidate", on_delete=models.CASCADE, primary_key=True, related_name="packed_profile"
    )
    layout = models.PositiveSmallIntegerField(default=1)
    payload = models.BinaryField()
    packed_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["layout"], name="packed_profile_layout")]

    def __str__(self):
        return f"packed profile of candidate {self.candidate_id}"
