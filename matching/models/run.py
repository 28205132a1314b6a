"""What the matcher did: named weights, runs that can be replayed, and the shards into which a run over the city falls."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from matching.models.snapshot import Snapshot
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
    """One pass of the matcher: what went in, by hash, and with which weights and code; the city's is shared out in shards.

    prices : of a run over the city: points that a posting of ours cost whoever was shown it, by its id; one that isn't there cost nothing
    priced_by : the run over the city whose prices another one took over, None: there was none yet
    matched_ids : whose lists were looked at, None: everybody's, or so many that naming them is no use (``warm``)
    seed : of the lot that fills some last places; empty where none was drawn
    """

    class Scope(models.TextChoices):
        CITY = "city"
        CANDIDATES = "candidates"
        POSTINGS = "postings"

    class State(models.TextChoices):
        UNDER_WAY = "under_way"
        ENDED = "ended"
        FAILED = "failed"

    public_id = public_id()
    scope = models.CharField(max_length=12, choices=Scope.choices)
    state = models.CharField(max_length=12, choices=State.choices, default=State.ENDED)
    weight_set = models.ForeignKey(WeightSet, on_delete=models.PROTECT, related_name="runs")
    inputs_hash = models.CharField(max_length=64)
    code_version = models.CharField(max_length=40)
    snapshot = models.ForeignKey(Snapshot, on_delete=models.PROTECT, null=True, related_name="runs")
    prices = models.JSONField(default=dict)
    priced_by = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="priced")
    seed = models.CharField(max_length=12, blank=True)
    rule_set_ids = ArrayField(models.BigIntegerField(), default=list)
    matched_ids = ArrayField(models.BigIntegerField(), null=True)
    people = models.PositiveIntegerField()
    postings = models.PositiveIntegerField()
    ran_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=["under_way", "ended", "failed"]),
                name="run_state_known",
            ),
            models.CheckConstraint(condition=Q(scope__in=["city", "candidates", "postings"]), name="run_scope_known"),
            models.CheckConstraint(condition=Q(seed="") | Q(scope="city"), name="run_lot_of_the_city"),
            models.CheckConstraint(
                condition=Q(scope="city", priced_by=None) | ~Q(scope="city") & Q(prices={}),
                name="run_priced_by_the_city",
            ),
            models.UniqueConstraint(fields=["state"], condition=Q(state="under_way"), name="run_under_way_once"),
            models.CheckConstraint(condition=Q(state="under_way") ^ Q(ended_at__isnull=False), name="run_has_an_end"),
        ]
        indexes = [
            models.Index(fields=["-ran_at", "-id"], name="run_by_time"),
            models.Index(fields=["scope", "-ran_at", "-id"], name="run_by_scope_and_time"),
        ]

    def __str__(self):
        return f"run {self.pk}"


class Shard(models.Model):
    """A part of a run over the city: everyone who is packed from one id to another. Done in one transaction, or not at all."""

    run = models.ForeignKey(Run, on_delete=models.CASCADE, related_name="shards")
    first_id = models.BigIntegerField()
    last_id = models.BigIntegerField()
    people = models.PositiveIntegerField()
    attempts = models.PositiveSmallIntegerField(default=0)
    inputs_hash = models.CharField(max_length=64, blank=True)
    done_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["run", "first_id"], name="shard_once"),
            models.CheckConstraint(condition=Q(first_id__lte=F("last_id")), name="shard_in_order"),
        ]

    def __str__(self):
        return f"shard of run {self.run_id} from {self.first_id}"
