"""A run over the whole city: shared out in shards that any number of workers on any number of machines take one by one.

A shard is done in one transaction that holds its row: a worker that dies lets go of it, nothing of it is kept, and another takes it. While a run
is under way no other begins. A shard that fails again and again ends the run as failed, so that what changed doesn't wait for ever.
Source: rows as the queue (ADR 0003); skipping locked rows, PostgreSQL manual, SELECT, "The Locking Clause".
"""

import hashlib
import logging
from datetime import date, datetime
from functools import lru_cache, partial
from typing import NamedTuple
from uuid import UUID

from celery.exceptions import SoftTimeLimitExceeded
from django.db import transaction
from django.db.models import Count, F, Q, QuerySet, Sum
from django.db.models.functions import Coalesce
from django.utils import timezone

from jobs.models import OutsidePosting, Posting
from matching import inputs, lists, packed_profiles, prices, run_figures, runs, snapshots, warm
from matching.inputs import Offered
from matching.models import Run, Shard, WeightSet
from matching.runs import Prepared

logger = logging.getLogger(__name__)

PEOPLE = 50_000  # of one shard
MOST_ATTEMPTS = 5


class Progress(NamedTuple):
    """How far a run is: shards and people done, of how many."""

    shards_done: int
    shards: int
    people_done: int
    people: int


# Verbs ----------------------------------------------------------------------------------------------------------------
@transaction.atomic
def begin(*, at: datetime, people: int = PEOPLE) -> Run:
    """Share the city out, so many people a shard; the run that is under way already, if there is one."""
    weight_set = take_turn()
    if going := under_way():
        return going
    packed_profiles.keep_up(at=at)
    ids, offer, weights = packed_profiles.all_ids(), offered(at), runs.weights_of(weight_set)
    price = prices.of_city(ids, offer, weights, on=timezone.localdate(at))
    digest = hashlib.sha256()
    runs.take_in(digest, offer.own, offer.outside, price)
    seed = _seed(timezone.localdate(at))
    digest.update(seed.encode())
    run = Run.objects.create(
        scope=Run.Scope.CITY,
        state=Run.State.UNDER_WAY,
        weight_set=weight_set,
        inputs_hash=digest.hexdigest(),
        code_version=runs.code_version(),
        rule_set_ids=list(offer.rule_set_ids),
        snapshot=snapshots.keep(offer, at=at),
        prices=prices.kept(offer, price),
        seed=seed,
        people=len(ids),
        postings=len(offer.own.ids) + len(offer.outside.ids),
        ran_at=at,
    )
    parts = [ids[first : first + people] for first in range(0, len(ids), people)]
    Shard.objects.bulk_create(
        [Shard(run=run, first_id=part[0], last_id=part[-1], people=len(part)) for part in parts], batch_size=1000
    )
    lists.remove_others(ids)
    return run


def match_shard(run: Run, *, at: datetime) -> bool:
    """Match everybody of one shard that nobody works on, and end the run after the last; False when no shard is left to take.

    One that fails is logged and left for another try: it must not keep the others from being done.
    """
    warm.forget()  # a shard takes the memory in which a sweep keeps people
    shard = _claim(run)
    if shard is not None:
        try:
            _match(run, shard.pk, at)
        except SoftTimeLimitExceeded:
            raise  # the worker is asked to stop
        except Exception:
            logger.exception("shard %s of run %s failed, attempt %s", shard.pk, run.pk, shard.attempts + 1)
    _end(run, at)
    return shard is not None


def work_off(run: Run, *, at: datetime) -> Run:
    """Take shards until none is left; the run as it is then."""
    while match_shard(run, at=at):
        pass
    run.refresh_from_db()
    return run


def take_turn(*, waits: bool = True) -> WeightSet | None:
    """The weights in force, held so that no other run begins before this transaction ends; None: one is about to, and we don't wait.

    What is locked is the first row, the same to all, also while new weights come into force.
    """
    first = WeightSet.objects.order_by("pk").values_list("pk", flat=True)[:1]
    rows = WeightSet.objects.select_for_update(no_key=True, skip_locked=not waits)
    return runs.current_weights() if list(rows.filter(pk__in=list(first))) else None


# Questions ------------------------------------------------------------------------------------------------------------
def under_way() -> Run | None:
    """The run over the city that has begun and not ended."""
    return Run.objects.filter(state=Run.State.UNDER_WAY).first()


def progress(run: Run) -> Progress:
    """How far a run over the city is."""
    shards = list(run.shards.values_list("people", "done_at"))
    done = [people for people, done_at in shards if done_at]
    return Progress(len(done), len(shards), sum(done), run.people)


def listed() -> QuerySet[Run]:
    """All runs, the newest first, with `shards_all`, `shards_done` and `people_done`."""
    done = Q(shards__done_at__isnull=False)
    counts = {"shards_all": Count("shards"), "shards_done": Count("shards", filter=done)}
    people = Coalesce(Sum("shards__people", filter=done), 0)
    whole = Run.objects.select_related("weight_set").defer("prices", "matched_ids")  # many rows' worth a row
    return whole.annotate(**counts, people_done=people).order_by("-ran_at", "-pk")


def offered(at: datetime) -> Offered:
    """All that takes applications at a moment."""
    on = timezone.localdate(at)
    return inputs.offered(Posting.objects.open(at), OutsidePosting.objects.open(on), on=on)


# Private --------------------------------------------------------------------------------------------------------------
@transaction.atomic
def _claim(run: Run) -> Shard | None:
    """Count the attempt before it is made: one that takes its worker with it counts as well."""
    waiting = _waiting(run).filter(attempts__lt=MOST_ATTEMPTS, run__state=Run.State.UNDER_WAY)
    shard = waiting.order_by("attempts", "first_id").first()
    if shard is not None:
        Shard.objects.filter(pk=shard.pk).update(attempts=F("attempts") + 1)
    return shard


def _waiting(run: Run) -> QuerySet[Shard]:
    """Shards that aren't done and that nobody holds."""
    return Shard.objects.select_for_update(of=("self",), skip_locked=True).filter(run=run, done_at=None)


@transaction.atomic
def _match(run: Run, shard_id: int, at: datetime) -> None:
    shard = _waiting(run).filter(pk=shard_id).first()
    if shard is None or not Run.objects.filter(pk=run.pk, state=Run.State.UNDER_WAY).exists():
        return  # somebody else was quicker, or the run failed in the meantime
    offer, prepared = _prepared(run.public_id)
    digest = hashlib.sha256()
    ids = packed_profiles.ids_between(shard.first_id, shard.last_id)
    lists.fill(ids, offer, prepared, run, digest, rank=partial(runs.rank_all, seed=run.seed))
    shard.inputs_hash, shard.done_at = digest.hexdigest(), at
    shard.save(update_fields=["inputs_hash", "done_at"])


def _seed(on: date) -> str:
    """The lot is drawn anew each week: from night to night lists that nothing changed stay as they are.

    >>> _seed(date(2026, 1, 1))
    '2026-W01'
    """
    year, week, _weekday = on.isocalendar()
    return f"{year}-W{week:02d}"


@lru_cache(maxsize=1)
def _prepared(run_public_id: UUID) -> tuple[Offered, Prepared]:
    """What is offered in a run, read once a worker, and the same to all: what changes while it is under way is marked, and looked at after it."""
    run = Run.objects.select_related("weight_set", "snapshot").get(public_id=run_public_id)
    offer = snapshots.read(run.snapshot)
    price = prices.of_run(run, offer.own.ids)
    return offer, runs.prepare(offer, runs.weights_of(run.weight_set), price, people=run.people)


@transaction.atomic
def _end(run: Run, at: datetime) -> None:
    """End the run when all of it is done, or as failed when all that is left was tried too often and nobody is at it.

    The shards that are left are locked while that is decided: a worker that was about to take one finds the run failed.
    """
    held = Run.objects.select_for_update().filter(pk=run.pk, state=Run.State.UNDER_WAY).first()
    if held is None:
        return
    left = set(held.shards.filter(done_at=None).values_list("pk", flat=True))
    if not left:
        digest = hashlib.sha256(held.inputs_hash.encode())
        for part in held.shards.order_by("first_id").values_list("inputs_hash", flat=True):
            digest.update(part.encode())
        held.inputs_hash, held.state = digest.hexdigest(), Run.State.ENDED
        run_figures.keep(held)
    elif {shard.pk for shard in _waiting(held).filter(attempts__gte=MOST_ATTEMPTS)} == left:
        held.state = Run.State.FAILED
    else:
        return
    held.ended_at = at
    held.save(update_fields=["inputs_hash", "state", "ended_at"])
