"""What workers do for the matcher: look again at what changed, and at everyone once a night. The rows are the queue."""

from celery import shared_task
from django.utils import timezone

from matching import city_runs, destructions, fairness_years, finding, invites, suggestions
from matching.models import Run


@shared_task
def refresh_stale() -> None:
    """Work off the marks that changed rows left, shards that nobody came for, and proposals that hold no more."""
    suggestions.catch_up(at=timezone.now())
    invites.take_back_untrue(at=timezone.now())


@shared_task
def refresh_city() -> None:
    """Match everyone again: days pass, and with them what rules say. Every shard wakes one worker, wherever it is."""
    run = city_runs.begin(at=timezone.now())
    for _shard in range(city_runs.progress(run).shards):
        match_shard.apply_async((run.pk,), retry=False, ignore_result=True)


@shared_task
def match_shard(run_id: int) -> None:
    """Match one shard of a run that nobody works on; none may be left."""
    city_runs.match_shard(Run.objects.get(pk=run_id), at=timezone.now())


@shared_task
def learn_words() -> None:
    """Learn the words of what is open, where that changed, so that no page has to."""
    finding.keep_up(at=timezone.now())


@shared_task
def count_fairness() -> None:
    """Count how groups fared, for the city's page."""
    fairness_years.keep_up(at=timezone.now())


@shared_task
def destroy_overdue() -> None:
    """Destroy what the matcher kept of people and postings long enough."""
    destructions.destroy_overdue(at=timezone.now())
