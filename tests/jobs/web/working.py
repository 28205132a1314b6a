"""A person at work, and the form of their month's log as they fill it."""

from datetime import date, timedelta

from django.urls import reverse
from django.utils import timezone

from jobs.models import Placement
from tests import make
from tests.jobs.web.open_postings import open_posting


def first_of(months_ago: int) -> date:
    """The first day of a month that is over."""
    found = timezone.localdate().replace(day=1)
    for _ in range(months_ago):
        found = (found - timedelta(days=1)).replace(day=1)
    return found


def working(person, **columns) -> Placement:
    """A placement that began two months ago and goes on for two more."""
    posting = open_posting(starts_on=first_of(2), ends_on=timezone.localdate() + timedelta(days=60), **columns)
    return make.placement(make.application(posting, person, state="placed"))


def log_page(placement: Placement, month: date) -> str:
    return reverse("jobs:worklog", args=[placement.public_id, f"{month:%Y-%m}"])


def typed(*rows: tuple[str, str, str, str], **changed: str) -> dict[str, str]:
    """The form of a log: (day, hours, minutes, what) a row."""
    names = ("on", "hours", "minutes", "what")
    cells = {f"form-{n}-{name}": value for n, row in enumerate(rows) for name, value in zip(names, row, strict=True)}
    return {"form-TOTAL_FORMS": str(len(rows)), "form-INITIAL_FORMS": "0", **cells, **changed}


def day(month: date, number: int) -> str:
    return month.replace(day=number).isoformat()
