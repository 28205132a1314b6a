"""Public holidays as they stand, past the verbs."""

from datetime import date

from jobs.models import Holiday
from tests.make import NOW


def holiday(on: date = date(2026, 5, 5), name: str = "어린이날") -> Holiday:
    """A day that the city set."""
    return Holiday.objects.create(on=on, name=name, set_at=NOW)
