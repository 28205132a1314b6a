"""What was offered when a run read it, and how people were packed before they changed: what a suggestion is replayed from."""

from django.db import models


class Snapshot(models.Model):
    """Postings as columns with what their numbers mean, kept once for all runs that read the same.

    digest : SHA-256 of manifest and columns; manifest : what stands beside the arrays; columns : the arrays (numpy's .npz)
    """

    digest = models.CharField(max_length=64, unique=True)
    version = models.PositiveSmallIntegerField()
    manifest = models.JSONField()
    columns = models.BinaryField()
    taken_at = models.DateTimeField()

    def __str__(self):
        return f"snapshot {self.digest[:12]}"


class FormerProfile(models.Model):
    """A person as they were packed until they changed: the payload from which their lists of that time were made."""

    candidate = models.ForeignKey("profiles.Candidate", on_delete=models.CASCADE, related_name="former_profiles")
    layout = models.PositiveSmallIntegerField()
    payload = models.BinaryField()
    packed_at = models.DateTimeField()
    replaced_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["candidate", "packed_at"], name="former_profile_once")]

    def __str__(self):
        return f"candidate {self.candidate_id} as packed at {self.packed_at}"
