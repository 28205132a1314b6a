"""What people are told of postings that are proposed to them; what is answered need not be told any more."""

from collections.abc import Sequence
from datetime import datetime

from django.urls import reverse

from matching.models import PostingInvite
from profiles import notices
from profiles.notices import Telling

KIND, SUBJECT = "matching.posting_invite", "postinginvite"


def sent(invites: Sequence[PostingInvite], *, at: datetime) -> None:
    """Somebody proposes a posting: which, who, and until when one may apply."""
    notices.tell([_telling(row) for row in invites], at=at)


def answered(invite: PostingInvite, *, at: datetime) -> None:
    """The person knows."""
    notices.cancel(SUBJECT, [invite.pk], kinds=[KIND], at=at)


def _telling(row: PostingInvite) -> Telling:
    return Telling(
        recipient_id=row.candidate.user_id,
        kind=KIND,
        unique_key=f"{KIND}:{row.posting_id}:{row.candidate_id}",
        params={
            "title": row.posting.title,
            "organisation": row.posting.organisation.name,
            "until": row.posting.apply_until,
        },
        url=reverse("matching:candidate_invite", args=[row.public_id]),
        subject_type=SUBJECT,
        subject_id=row.pk,
    )
