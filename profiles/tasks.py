"""What workers do for people: send the notices that are due, destroy what waited or was left too long. The rows are the queue."""

from time import monotonic

from celery import shared_task
from django.utils import timezone

from profiles import arrivals, careers, contact_people, cv_readings, destructions, drafts, outside_letters, sender

PATIENCE_SECONDS = 600  # with one more batch still below the task's soft limit; the beat goes on from there


@shared_task
def send_due_notices() -> None:
    """Send until nothing is due or no channel is up."""
    stop_at = monotonic() + PATIENCE_SECONDS
    while sender.send_due(at=timezone.now()) and monotonic() < stop_at:
        continue


@shared_task
def send_outside_letters() -> None:
    """Send letters to people without an account until none is due or no channel is up."""
    stop_at = monotonic() + PATIENCE_SECONDS
    while outside_letters.send_due(at=timezone.now()) and monotonic() < stop_at:
        continue


@shared_task
def ask_for_arrivals() -> None:
    """Ask whether texts that the provider took have arrived."""
    arrivals.ask(at=timezone.now())


@shared_task
def reckon_careers() -> None:
    """Reckon anew how long careers lasted that go on."""
    careers.reckon(at=timezone.now())


@shared_task
def expire_cv_readings() -> None:
    """Destroy what was read from CVs and waited too long."""
    cv_readings.expire(at=timezone.now())


@shared_task
def forget_drafts() -> None:
    """Destroy what people who closed their account had begun to type."""
    destructions.until_none(drafts.forget_those_who_left, timezone.now())


@shared_task
def forget_contacts() -> None:
    """Destroy what is known of sites' contacts who ended long enough ago."""
    destructions.until_none(contact_people.destroy_overdue, timezone.now())
