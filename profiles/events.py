"""The one history: every verb appends what it did, in its own transaction. Rows are never changed or removed."""

import json
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db.models import QuerySet

from profiles import copying, privacy
from profiles.actors import Actor, each
from profiles.models import Event
from profiles.models.columns import new_public_id

_COLUMNS = (
    "public_id",
    "subject_type",
    "subject_id",
    "verb",
    "from_state",
    "to_state",
    "reason",
    "params",
    "actor_kind",
    "user",
    "organisation",
    "on_behalf_of",
    "contact",
    "at",
    "request_id",
)


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
    if not rows:
        return
    moved = [moves] * len(rows) if isinstance(moves, tuple) else moves
    reasons = [reason] * len(rows) if isinstance(reason, str) else reason
    for why in set(reasons):
        privacy.refuse_resident_numbers(reason=why)
    told = params if isinstance(params, list) else [params or {}] * len(rows)
    lines = zip(rows, each(by, rows), moved, reasons, told, strict=True)
    copying.copy_in(
        Event, _COLUMNS, [_values(verb, row, actor, at, *move, why, extra) for row, actor, move, why, extra in lines]
    )


def of(row) -> QuerySet[Event]:
    """Return the history of one row, newest first."""
    return Event.objects.filter(subject_type=subject_type(row), subject_id=row.pk).order_by("-at", "-pk")


def subject_type(row) -> str:
    """Return the word that stands for the row's kind in events, notices and marks."""
    return row._meta.model_name


def _values(verb, row, actor, at, from_state, to_state, reason, params) -> tuple:
    """The values of `_COLUMNS` for one event."""
    return (
        new_public_id(),
        subject_type(row),
        row.pk,
        verb,
        from_state,
        to_state,
        reason,
        json.dumps(params),
        actor.kind,
        actor.user and actor.user.pk,
        actor.organisation and actor.organisation.pk,
        actor.on_behalf_of and actor.on_behalf_of.pk,
        actor.contact and actor.contact.pk,
        at,
        actor.request_id,
    )
