"""What workers do for people: send the notices that are due, reckon careers that go on. The rows are the queue, a wake-up carries nothing."""

from time import monotonic

from celery import shared_task
from django.utils import timezone

from profiles import careers, sender

PATIENCE_SECONDS = 600  # with one more batch still below the task's soft limit; the beat goes on from there


@shared_task
def send_due_notices() -> None:
    """Send until nothing is due or no channel is up."""
    stop_at = monotonic() + PATIENCE_SECONDS
    while sender.send_due(at=timezone.now()) and monotonic() < stop_at:
        continue


@shared_task
def reckon_careers() -> None:
    """Reckon anew how long careers lasted that go on."""
    careers.reckon(at=timezone.now())
