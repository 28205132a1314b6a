"""What workers do for the matcher: look again at what changed, and at everyone once a night. The rows are the queue."""

from celery import shared_task
from django.utils import timezone

from matching import suggestions


@shared_task
def refresh_stale() -> None:
    """Work off the marks that changed rows left."""
    suggestions.catch_up(at=timezone.now())


@shared_task
def refresh_city() -> None:
    """Match everyone again: days pass, and with them what rules say."""
    suggestions.refresh_all(at=timezone.now())
