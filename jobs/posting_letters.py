"""Who is told that a posting takes applications for longer or once more: those who applied, and those who keep it."""

from datetime import datetime

from django.urls import reverse

from jobs import letters
from jobs.models import Application, Bookmark, Posting
from profiles import notices
from profiles.notices import Telling

APPLIED, KEPT = "jobs.posting_changed", "jobs.kept_posting_changed"


def called(posting: Posting, *, is_again: bool, reason: str, at: datetime) -> int:
    """Tell each person once; who applied is told as an applicant, for whom the day of results moves."""
    params = {
        "is_again": is_again,
        "until": posting.apply_until,
        "results_at": posting.results_at,
        "reason": reason,
    }
    notices.cancel("posting", [posting.pk], kinds=[KEPT], at=at)
    rows = Application.objects.filter(posting=posting).live().select_related("posting", "candidate")
    told = [letters.to_candidate(row, APPLIED, suffix=str(posting.version), **params) for row in rows.order_by("pk")]
    notices.cancel("application", [row.pk for row in rows], kinds=[APPLIED], at=at)
    applicants = {row.candidate.user_id for row in rows}
    keepers = Bookmark.objects.filter(posting=posting).exclude(user__in=applicants).order_by("pk")
    told += [
        Telling(
            recipient_id=user_id,
            kind=KEPT,
            unique_key=f"{KEPT}:{posting.pk}:{posting.version}:{user_id}",
            params={"posting": posting.title, **params},
            url=reverse("jobs:public_posting", args=[posting.public_id]),
            subject_type="posting",
            subject_id=posting.pk,
        )
        for user_id in keepers.values_list("user_id", flat=True)
    ]
    return notices.tell(told, at=at)
