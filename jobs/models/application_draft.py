"""What a person has written of an application so far, one for each posting, until it is sent. Sealed: it is theirs to hand in."""

import json

from django.db import models

from jobs.models.posting import Posting
from profiles.models.columns import done_by
from profiles.models.sealing import seal, unseal


class ApplicationDraftQuerySet(models.QuerySet):
    def visible_to(self, user):
        """The person's alone: no operator reads what isn't sent."""
        return self.filter(candidate__user_id=user.pk)

    def open(self, at):
        """Those that may still be sent."""
        return self.filter(posting__in=Posting.objects.open(at))


class ApplicationDraft(models.Model):
    """Right or wrong, as it stands in the boxes; `window` is the form that kept it last."""

    posting = models.ForeignKey(Posting, on_delete=models.PROTECT, related_name="application_drafts")
    candidate = models.ForeignKey("profiles.Candidate", on_delete=models.PROTECT, related_name="application_drafts")
    window = models.UUIDField()
    typed_sealed = models.BinaryField()
    saved_at = models.DateTimeField()
    saved_by = done_by()

    objects = ApplicationDraftQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["posting", "candidate"], name="application_draft_once")]

    def __str__(self):
        return f"draft of candidate {self.candidate_id} for posting {self.posting_id}"

    @property
    def typed(self):
        """{"motive": text, "answer": text, "wish": [posting site ids as text, best first]}."""
        return json.loads(unseal(self.typed_sealed, self._place))

    @typed.setter
    def typed(self, typed):
        self.typed_sealed = seal(json.dumps(typed, ensure_ascii=False), self._place)

    @property
    def _place(self):
        return f"application_draft.typed.{self.posting_id}.{self.candidate_id}"
