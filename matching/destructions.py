"""What the matcher kept of people and postings goes in time: what it showed, how people were packed, what it read.

Kept is what something still stands on: how a person was packed, as long as a list is made again from it; a snapshot, as long as a list or a run
under way was read from it, or figures of a run are younger than what they count. Rounds keep their own input. Who went out of use goes whole.
Periods are data (profiles/destructions.py). Batches are small, rows that somebody holds are left to the next sweep, and what a run might
write of is destroyed between runs alone. Source: 개인정보 보호법 art. 21.
"""

from datetime import datetime

from django.db import transaction
from django.db.models import Exists, Max, Model, OuterRef, QuerySet

from matching import city_runs, fairness_years
from matching.models import (
    Exposure,
    FormerProfile,
    PackedProfile,
    PostingInvite,
    Run,
    RunFigures,
    Snapshot,
    SuggestionList,
)
from profiles import destructions
from profiles.destructions import Overdue
from profiles.models import Destruction

BATCH = 2_000  # rows of one transaction


# Verbs ----------------------------------------------------------------------------------------------------------------
def destroy_overdue(*, at: datetime) -> dict[str, int]:
    """Destroy all that is due, batch by batch; how many rows of which kind went."""
    return {
        "left": destructions.until_none(forget_those_who_left, at),
        "exposure": destructions.until_none(destroy_exposures, at),
        "posting invite": destructions.until_none(destroy_invites, at),
        "former profile": destroy_former_profiles(at=at),
        "snapshot": destructions.until_none(destroy_snapshots, at),
        "run people": destructions.until_none(forget_whom_runs_looked_at, at),
    }


@transaction.atomic
def forget_those_who_left(*, at: datetime) -> int:
    """Destroy a batch of all that the matcher keeps of people who went out of use; what a run under way might write again goes after it."""
    count, written_by_runs = 0, (PackedProfile, SuggestionList) if _between_runs() else ()
    for model in (Exposure, FormerProfile, PostingInvite, *written_by_runs):
        rows = model.objects.filter(candidate__user__is_active=False)
        ids = destructions.held(rows, BATCH)
        count += destructions.destroy(model, ids, cause=Destruction.Cause.LEFT, at=at)
    return count


@transaction.atomic
def destroy_exposures(*, at: datetime) -> int:
    """Destroy a batch of what was shown longer ago than it is kept; the figures of its years are counted before, and stay."""
    due = destructions.overdue("exposure", at=at)
    ids = destructions.held(Exposure.objects.filter(shown_at__lt=due.before).order_by("shown_at"), BATCH)
    counted = Exposure.objects.filter(pk__in=ids).dates("shown_at", "year")
    fairness_years.freeze([first.year for first in counted], at=at)
    return _by_period(Exposure, ids, due, at)


@transaction.atomic
def destroy_invites(*, at: datetime) -> int:
    """Destroy a batch of postings that were proposed longer ago than is kept."""
    due = destructions.overdue("posting invite", at=at)
    ids = destructions.held(PostingInvite.objects.filter(invited_at__lt=due.before).order_by("invited_at"), BATCH)
    return _by_period(PostingInvite, ids, due, at)


def destroy_former_profiles(*, at: datetime) -> int:
    """Destroy how people were packed once, where no list is made again from it; batch by batch to the end of the table."""
    count, after = 0, 0
    last = FormerProfile.objects.aggregate(Max("pk"))["pk__max"] or 0
    while after < last:
        gone, after = _former_profiles(after, at)
        count += gone
    return count


@transaction.atomic
def destroy_snapshots(*, at: datetime) -> int:
    """Destroy a batch of snapshots that nothing stands on; their runs stay and say that none is kept."""
    if not _between_runs():
        return 0
    due = destructions.overdue("snapshot", at=at)
    ids = destructions.held(_unneeded_snapshots(due, at), BATCH)
    Run.objects.filter(snapshot__in=ids).update(snapshot=None)
    return _by_period(Snapshot, ids, due, at)


@transaction.atomic
def forget_whom_runs_looked_at(*, at: datetime) -> int:
    """Take the ids of people out of a batch of runs: a worker that hasn't read what changed by then reads all lists."""
    due = destructions.overdue("run people", at=at)
    ids = destructions.held(Run.objects.filter(ran_at__lt=due.before, matched_ids__isnull=False).order_by("pk"), BATCH)
    if ids:
        cause = Destruction.Cause.PERIOD
        destructions.record("matching.Run.matched_ids", len(ids), cause=cause, period=due.period, at=at)
        Run.objects.filter(pk__in=ids).update(matched_ids=None)
    return len(ids)


# Private --------------------------------------------------------------------------------------------------------------
@transaction.atomic
def _former_profiles(after: int, at: datetime) -> tuple[int, int]:
    """How many of the next batch went, and the last id that was looked at."""
    due = destructions.overdue("former profile", at=at)
    seen = list(FormerProfile.objects.filter(pk__gt=after).order_by("pk").values_list("pk", flat=True)[:BATCH])
    if not seen or not _between_runs():
        return 0, FormerProfile.objects.aggregate(Max("pk"))["pk__max"] or 0
    rows = FormerProfile.objects.filter(pk__in=seen, replaced_at__lt=due.before).exclude(Exists(_STANDING_ON))
    return _by_period(FormerProfile, destructions.held(rows, BATCH), due, at), seen[-1]


def _between_runs() -> bool:
    """Whether no run writes; none begins before this transaction ends."""
    return city_runs.take_turn(waits=False) is not None and city_runs.under_way() is None


def _unneeded_snapshots(due: Overdue, at: datetime) -> QuerySet[Snapshot]:
    """Old ones that no run read since, on which neither a list stands nor figures that are younger than what they count."""
    runs = Run.objects.filter(snapshot=OuterRef("pk"))
    listed = Run.objects.filter(pk__in=SuggestionList.objects.values("run").distinct()).exclude(snapshot=None)
    counted = RunFigures.objects.filter(run__ran_at__gte=destructions.overdue("exposure", at=at).before)
    return (
        Snapshot.objects.filter(taken_at__lt=due.before)
        .exclude(Exists(runs.filter(ran_at__gte=due.before)))
        .exclude(Exists(runs.filter(pk__in=counted.values("run"))))
        .exclude(pk__in=listed.values("snapshot"))
        .order_by("pk")
    )


def _by_period(model: type[Model], ids: list[int], due: Overdue, at: datetime) -> int:
    return destructions.destroy(model, ids, cause=Destruction.Cause.PERIOD, period=due.period, at=at)


_THEIRS = {"candidate": OuterRef("candidate")}
# Lists that packed_profiles.as_of would give this row to: of the time of their run, none packed later.
_STANDING_ON = (
    SuggestionList.objects.filter(**_THEIRS, run__ran_at__gte=OuterRef("packed_at"))
    .exclude(Exists(PackedProfile.objects.filter(**_THEIRS, packed_at__lte=OuterRef("run__ran_at"))))
    .exclude(
        Exists(
            FormerProfile.objects.filter(
                **_THEIRS, packed_at__gt=OuterRef(OuterRef("packed_at")), packed_at__lte=OuterRef("run__ran_at")
            )
        )
    )
)
