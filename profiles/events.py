"""The one history: every verb appends what it did, in its own transaction. Rows are never changed or removed."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db.models import QuerySet

from profiles import privacy
from profiles.actors import Actor, each
from profiles.models import Event


def record(
    verb: str,
    rows: Sequence,
    *,
    by: Actor | Sequence[Actor],
    at: datetime,
    moves: Sequence[tuple[str, str]] | tuple[str, str] = ("", ""),
    reason: str | Sequence[str] = "",
    params: dict[str, Any] | Sequence[dict[str, Any]] | None = None,
) -> None:
    """Append one event a row. `moves`, `reason` and `params` are one for all, or one for each row.

    The history can't be mended later: a reason with a resident number is refused. Raises resident_number.
    """
    moved = [moves] * len(rows) if isinstance(moves, tuple) else moves
    reasons = [reason] * len(rows) if isinstance(reason, str) else reason
    for why in set(reasons):
        privacy.refuse_resident_numbers(reason=why)
    told = params if isinstance(params, list) else [params or {}] * len(rows)
    Event.objects.bulk_create(
        [
            _event(verb, row, actor, at, move, why, extra)
            for row, actor, move, why, extra in zip(rows, each(by, rows), moved, reasons, told, strict=True)
        ],
        batch_size=2000,
    )


def of(row) -> QuerySet[Event]:
    """Return the history of one row, newest first."""
    return Event.objects.filter(subject_type=subject_type(row), subject_id=row.pk).order_by("-at", "-pk")


def subject_type(row) -> str:
    """Return the word that stands for the row's kind in events, notices and marks."""
    return row._meta.model_name


def _event(verb, row, actor, at, move, reason, params) -> Event:
    return Event(
        subject_type=subject_type(row),
        subject_id=row.pk,
        verb=verb,
        from_state=move[0],
        to_state=move[1],
        reason=reason,
        params=params,
        actor_kind=actor.kind,
        user_id=actor.user and actor.user.pk,
        organisation_id=actor.organisation and actor.organisation.pk,
        on_behalf_of_id=actor.on_behalf_of and actor.on_behalf_of.pk,
        at=at,
        request_id=actor.request_id,
    )
