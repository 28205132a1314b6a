"""Postings that are open while a test runs, since pages ask for the time of the request; and a page as it reads."""

from datetime import timedelta

from django.utils import timezone

from jobs.models import Posting
from tests import make


def open_posting(*args, **columns) -> Posting:
    """A posting that takes applications at this very moment."""
    now = timezone.now()
    times = {
        "apply_from": now - timedelta(days=3),
        "apply_until": now + timedelta(days=5),
        "results_at": now + timedelta(days=9),
        "starts_on": timezone.localdate() + timedelta(days=20),
        "ends_on": timezone.localdate() + timedelta(days=120),
    }
    return make.posting(*args, **{**times, **columns})


def text(response) -> str:
    """The page without the breaks and indents of its source."""
    return " ".join(response.content.decode().split())
