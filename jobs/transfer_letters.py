"""What is told when a posting passes on: whose answer is awaited, and those who applied, by when they may withdraw."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from django.urls import reverse

from jobs.letters import holders
from jobs.models import Application, PostingTransfer
from profiles import notices
from profiles.models import Candidate
from profiles.notices import Telling

SUBJECT = "postingtransfer"


def asked(transfer: PostingTransfer, *, at: datetime) -> None:
    """To the managers of the operator that is to take the posting on."""
    _tell(transfer, "jobs.transfer_asked", _managers([transfer.taker_id], at), "jobs:operator_transfer_list", at)


def accepted(transfer: PostingTransfer, *, at: datetime) -> None:
    """To the city's editors: their consent is awaited."""
    settled(transfer, at=at)
    editors = holders(kind="city", roles=["editor"], at=at).values_list("user_id", flat=True)
    _tell(transfer, "jobs.transfer_to_consent", editors, "jobs:staff_transfer_list", at)


def settled(transfer: PostingTransfer, *, at: datetime) -> None:
    """Nobody's answer is awaited any more."""
    kinds = ["jobs.transfer_asked", "jobs.transfer_to_consent"]
    notices.cancel(SUBJECT, [transfer.pk], kinds=kinds, at=at)


def done(transfer: PostingTransfer, applications: Sequence[Application], *, at: datetime) -> None:
    """To both managers that it passed on; to those whose application or work goes on, who has their data now."""
    managers = _managers([transfer.giver_id, transfer.taker_id], at)
    _tell(transfer, "jobs.transfer_done", managers, "jobs:operator_transfer_list", at)
    standing = [row for row in applications if row.state not in Application.ENDED]
    people = dict(Candidate.objects.filter(pk__in=[row.candidate_id for row in standing]).values_list("pk", "user_id"))
    kind = "jobs.posting_transferred"
    notices.tell(
        [
            Telling(
                recipient_id=people[row.candidate_id],
                kind=kind,
                unique_key=f"{kind}:{transfer.pk}:{row.pk}",
                params={
                    **_params(transfer),
                    "until": transfer.withdraw_until,
                    "is_placed": row.state == Application.State.PLACED,
                },
                url=reverse("jobs:application", args=[row.public_id]),
                subject_type="application",
                subject_id=row.pk,
            )
            for row in standing
        ],
        at=at,
    )


def _tell(transfer: PostingTransfer, kind: str, user_ids: Iterable[int], page: str, at: datetime) -> None:
    notices.tell(
        [
            Telling(
                recipient_id=user_id,
                kind=kind,
                unique_key=f"{kind}:{transfer.pk}:{user_id}",
                params=_params(transfer),
                url=reverse(page),
                subject_type=SUBJECT,
                subject_id=transfer.pk,
            )
            for user_id in sorted(set(user_ids))
        ],
        at=at,
    )


def _managers(organisation_ids: Sequence[int], at: datetime):
    held = holders(kind="operator", roles=["manager"], at=at).filter(organisation_id__in=organisation_ids)
    return held.values_list("user_id", flat=True)


def _params(transfer: PostingTransfer) -> dict[str, str]:
    return {"posting": transfer.posting.title, "giver": transfer.giver.name, "taker": transfer.taker.name}
