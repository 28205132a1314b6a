"""What the journal says of a batch that was destroyed."""

from profiles.models import Destruction, RetentionPeriod
from tests.make import NOW


def destroyed(rows_of: str, count: int, *, key: str | None = "exposure") -> Destruction:
    """So many rows that went by the period of a class, or, without one, because their people left."""
    period = key and RetentionPeriod.objects.get(key=key)
    cause = Destruction.Cause.PERIOD if period else Destruction.Cause.LEFT
    return Destruction.objects.create(rows_of=rows_of, cause=cause, period=period, count=count, at=NOW)
