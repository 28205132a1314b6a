"""What a person tells for the statistics of fairness alone: in a row of its own, so that no bulk read of people meets it."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from profiles.models.columns import done_by


class VoluntaryStatement(models.Model):
    """Stands on a consent of its own, is nobody's input, and goes with the consent or with the person."""

    class Sex(models.TextChoices):
        FEMALE = "female", _("여성")
        MALE = "male", _("남성")

    candidate = models.OneToOneField(
        "profiles.Candidate", on_delete=models.CASCADE, primary_key=True, related_name="voluntary_statement"
    )
    sex = models.CharField(_("성별"), max_length=6, choices=Sex.choices)
    told_at = models.DateTimeField()
    told_by = done_by()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(sex__in=["female", "male"]), name="voluntary_statement_sex_known")
        ]

    def __str__(self):
        return f"voluntary statement of candidate {self.candidate_id}"
