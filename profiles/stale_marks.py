"""Marks on people and postings that changed, so that the matcher looks at them again."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime

from profiles.models import StaleMark


def mark(subject_type: str, ids: Iterable[int], *, at: datetime) -> None:
    """Mark the rows ("candidate", "posting" or "outside"); a mark that stands is moved to now."""
    rows = [StaleMark(subject_type=subject_type, subject_id=pk, marked_at=at) for pk in sorted(set(ids))]
    StaleMark.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=["subject_type", "subject_id"],
        update_fields=["marked_at"],
        batch_size=5000,
    )


def clear(marks: Iterable[StaleMark]) -> None:
    """Remove the marks that were worked off, unless they moved in the meantime."""
    by_time = defaultdict(list)
    for found in marks:
        by_time[found.marked_at].append(found.pk)
    for marked_at, pks in by_time.items():
        StaleMark.objects.filter(pk__in=pks, marked_at=marked_at).delete()
