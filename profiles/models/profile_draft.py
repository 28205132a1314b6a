"""What a person typed into one step and that can't be kept yet: half a date, a career that was not added. Sealed, and no fact of theirs."""

import json

from django.db import models

from profiles.models.sealing import seal, unseal


class ProfileDraft(models.Model):
    """One step of one person; gone once the step is kept or its row is added."""

    candidate = models.ForeignKey("profiles.Candidate", on_delete=models.CASCADE, related_name="drafts")
    step = models.CharField(max_length=20)
    typed_sealed = models.BinaryField()
    typed_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["candidate", "step"], name="profile_draft_once")]

    def __str__(self):
        return f"draft of {self.step} of candidate {self.candidate_id}"

    @property
    def typed(self):
        """{"values": {box: [texts]}, "marks": {field: mark}} as profiles.drafts keeps it."""
        return json.loads(unseal(self.typed_sealed, self._place))

    @typed.setter
    def typed(self, typed):
        self.typed_sealed = seal(json.dumps(typed, ensure_ascii=False), self._place)

    @property
    def _place(self):
        return f"profile_draft.typed.{self.candidate_id}.{self.step}"
