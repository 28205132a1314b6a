"""What a run over the city did to how evenly postings are seen: kept apart, for the lists themselves are overwritten."""

from django.db import models
from django.db.models import F, Q

from matching.models.run import Run


class RunFigures(models.Model):
    """Counts when a run ended. gini : of the people to whom each open posting is listed, NULL where nothing is listed to anybody"""

    run = models.OneToOneField(Run, on_delete=models.CASCADE, primary_key=True, related_name="figures")
    people_listed = models.PositiveIntegerField()
    postings_open = models.PositiveIntegerField()
    postings_seen = models.PositiveIntegerField()
    gini = models.FloatField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(postings_seen__lte=F("postings_open")), name="run_figures_seen"),
            models.CheckConstraint(condition=Q(gini=None) | Q(gini__gte=0, gini__lte=1), name="run_figures_gini"),
        ]

    def __str__(self):
        return f"figures of run {self.run_id}"
