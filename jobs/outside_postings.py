"""Postings of others: taken in from files, shown and ranked with where to call, never counted and without seats.

A posting is known again by source and key, a change by the fingerprint of what it says, so a file may be taken in any number
of times. A file is taken in whole or not at all; a row that can't be read is reported and left out.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, NamedTuple

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from jobs import intake
from jobs.intake import base
from jobs.intake.base import Draft, Refusal
from jobs.models import OutsidePosting
from profiles import actors, events, stale_marks
from profiles.actors import Actor

_BATCH = 1000


class Report(NamedTuple):
    """What became of a file's rows."""

    read: int
    new: int
    changed: int
    unchanged: int
    refused: Sequence[Refusal]


@transaction.atomic
def take_in(content: bytes, *, format_name: str, by: Actor, at: datetime, is_licence_cleared: bool = False) -> Report:
    """Take in a file of one outside format; new and changed postings are marked for the matcher.

    Raises PermissionDenied, format_unknown, licence_unclear, file_too_large, not_json, not_xml, wrong_shape, source_error, too_many_rows.
    """
    actors.require_role(by, roles=["editor"], kinds=["city"])
    form = _format(format_name, is_licence_cleared)
    return _keep(form, base.read(content, form), by, at)


@transaction.atomic
def take_rows(rows: list[Any], *, format_name: str, by: Actor, at: datetime) -> Report:
    """Take in the rows of all pages of a source, as `take_in` does those of a file.

    Raises PermissionDenied, format_unknown, licence_unclear, too_many_rows.
    """
    actors.require_role(by, roles=["editor"], kinds=["city"])
    form = _format(format_name, is_licence_cleared=False)
    return _keep(form, base.read_rows(rows, form), by, at)


@transaction.atomic
def close_gone(postings: QuerySet[OutsidePosting], *, by: Actor, at: datetime) -> int:
    """Close postings that their source lists no more; how many. One that it lists again is open again."""
    actors.require_role(by, roles=["editor"], kinds=["city"])
    rows = list(postings.select_for_update().order_by("pk"))
    ids = [row.pk for row in rows]
    OutsidePosting.objects.filter(pk__in=ids).update(gone_at=at)
    events.record("close_gone", rows, by=by, at=at)
    stale_marks.mark("outside", ids, at=at)
    return len(rows)


def _keep(form: base.Format, reading: base.Reading, by: Actor, at: datetime) -> Report:
    known = _known(form.name, [draft.source_key for draft in reading.drafts])
    new = [draft for draft in reading.drafts if draft.source_key not in known]
    was = {key: "" if is_gone else fingerprint for key, (_pk, fingerprint, is_gone) in known.items()}
    changed = [draft for draft in reading.drafts if was.get(draft.source_key, draft.fingerprint) != draft.fingerprint]
    same = [draft for draft in reading.drafts if was.get(draft.source_key) == draft.fingerprint]
    rows = _write([*new, *changed], form.name, at)
    listed = _known(form.name, reading.listed)
    _see_again([known[draft.source_key][0] for draft in same] + [pk for pk, *_rest in listed.values()], at)
    events.record("take_in", rows, by=by, at=at)
    stale_marks.mark("outside", [row.pk for row in rows], at=at)
    total = len(reading.drafts) + len(reading.refusals)
    return Report(total, len(new), len(changed), len(same), reading.refusals)


# Private --------------------------------------------------------------------------------------------------------------
def _format(name: str, is_licence_cleared: bool) -> base.Format:
    form = intake.BY_NAME.get(name)
    if form is None:
        raise ValidationError(
            _("모르는 형식입니다. %(names)s 가운데 골라 주세요.") % {"names": ", ".join(intake.BY_NAME)},
            code="format_unknown",
        )
    if not (form.is_licence_clear or is_licence_cleared or form.name in settings.LICENCES_CLEARED):
        raise ValidationError(
            _(
                "%(format)s 자료는 이용 조건이 서로 다르게 적혀 있어 꺼 두었습니다. 이용해도 된다는 답을 문서로 받은 뒤 "
                "--licence-cleared를 붙이거나 LICENCES_CLEARED에 다음 이름을 적어 주세요: %(name)s"
            )
            % {"format": form.label, "name": form.name},
            code="licence_unclear",
        )
    return form


def _known(source: str, keys: Sequence[str]) -> dict[str, tuple[int, str, bool]]:
    """Id, fingerprint and whether it is gone of the postings that we have, by key; locked in one order."""
    found = OutsidePosting.objects.filter(source=source, source_key__in=keys).select_for_update().order_by("pk")
    columns = found.values_list("source_key", "pk", "fingerprint", "gone_at")
    return {key: (pk, fingerprint, gone_at is not None) for key, pk, fingerprint, gone_at in columns}


def _write(drafts: Sequence[Draft], source: str, at: datetime) -> list[OutsidePosting]:
    """Insert what is new and overwrite what changed; when it was first seen stays."""
    rows = [
        OutsidePosting(
            **draft._asdict(),
            source=source,
            fingerprint=draft.fingerprint,
            first_seen_at=at,
            last_seen_at=at,
            changed_at=at,
        )
        for draft in sorted(drafts)
    ]
    return OutsidePosting.objects.bulk_create(
        rows,
        batch_size=_BATCH,
        update_conflicts=True,
        unique_fields=["source", "source_key"],
        update_fields=[*Draft._fields[1:], "fingerprint", "last_seen_at", "changed_at", "gone_at"],
    )


def _see_again(ids: Sequence[int], at: datetime) -> None:
    OutsidePosting.objects.filter(pk__in=ids).update(last_seen_at=at)
