"""What the matcher said: named weights, runs that can be replayed, and the suggestions of each run."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from profiles.models.columns import done_by, public_id


class WeightSet(models.Model):
    """Integer maximum points a signal; a change is a new version."""

    name = models.CharField(max_length=40)
    version = models.PositiveSmallIntegerField()
    points = models.JSONField()
    added_at = models.DateTimeField()
    added_by = done_by()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["name", "version"], name="weight_set_once")]

    def __str__(self):
        return f"{self.name} v{self.version}"


class Run(models.Model):
    """One pass of the matcher: what went in, by hash, and with which weights and code."""

    class Scope(models.TextChoices):
        CITY = "city"
        CANDIDATES = "candidates"
        POSTINGS = "postings"

    public_id = public_id()
    scope = models.CharField(max_length=12, choices=Scope.choices)
    weight_set = models.ForeignKey(WeightSet, on_delete=models.PROTECT, related_name="runs")
    inputs_hash = models.CharField(max_length=64)
    code_version = models.CharField(max_length=40)
    rule_set_ids = ArrayField(models.BigIntegerField(), default=list)
    people = models.PositiveIntegerField()
    postings = models.PositiveIntegerField()
    ran_at = models.DateTimeField()

    def __str__(self):
        return f"run {self.pk}"


class SuggestionQuerySet(models.QuerySet):
    def visible_to(self, user):
        """A person's own suggestions; nobody else's."""
        return self.filter(candidate__user_id=user.pk)


class Suggestion(models.Model):
    """One posting suggested to one person, with points that are the sum of its reasons. Ours or an outside one."""

    public_id = public_id()
    candidate = models.ForeignKey("profiles.Candidate", on_delete=models.CASCADE, related_name="suggestions")
    posting = models.ForeignKey("jobs.Posting", on_delete=models.CASCADE, null=True, related_name="suggestions")
    outside_posting = models.ForeignKey(
        "jobs.OutsidePosting",
        on_delete=models.CASCADE,
        null=True,
        related_name="suggestions",
    )
    run = models.ForeignKey(Run, on_delete=models.PROTECT, related_name="suggestions")
    rank = models.PositiveSmallIntegerField()
    points = models.PositiveSmallIntegerField()
    reasons = models.JSONField()

    objects = SuggestionQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["candidate", "posting"], name="suggestion_once"),
            models.UniqueConstraint(fields=["candidate", "outside_posting"], name="suggestion_outside_once"),
            models.CheckConstraint(
                condition=Q(posting__isnull=False) ^ Q(outside_posting__isnull=False),
                name="suggestion_of_one",
            ),
        ]
        indexes = [models.Index(fields=["candidate", "rank"], name="suggestion_list")]

    def __str__(self):
        return f"suggestion {self.rank} for candidate {self.candidate_id}"
