"""What is typed of a posting before it is saved: kept by window, so that two windows on one posting lose nothing to each other.

It counts for nothing until it is saved, so keeping it is no event. Resident numbers are refused here, too (PIPA art. 24-2).
"""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import NamedTuple
from uuid import UUID, uuid4

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from jobs.models import Posting, PostingDraft, PostingTemplate
from profiles import actors
from profiles.actors import Actor
from profiles.models import Organisation, User
from profiles.privacy import holds_resident_number, resident_number

MOST_SIGNS = 40_000
LATELY = timedelta(minutes=30)  # whoever saved within it may still be at it
STEPS = "steps"  # the box in which `typed` says which steps were typed


class Kept(NamedTuple):
    """The row; whether it was parted from one that another window wrote on; the newest of another window on the same posting."""

    draft: PostingDraft
    is_parted: bool
    other: PostingDraft | None


@transaction.atomic
def keep(
    public_id: UUID,
    revision: int,
    typed: Mapping[str, Sequence[str]],
    organisation: Organisation,
    *,
    posting: Posting | None = None,
    copied_from: Posting | None = None,
    template: PostingTemplate | None = None,
    step: str = "",
    version: int = 0,
    by: Actor,
    at: datetime,
) -> Kept:
    """Keep what a window holds in place of what it held before; a window that isn't the last to have written gets a row of its own.

    Raises PermissionDenied, too_long, resident_number.
    """
    actors.require_role(by, roles={"member", "manager"}, kinds={"operator"}, organisation_ids=[organisation.pk])
    texts = [text for values in typed.values() for text in values]
    if sum(map(len, texts)) > MOST_SIGNS:
        raise ValidationError(_("글이 너무 깁니다. 줄여서 적어 주세요."), code="too_long")
    if any(map(holds_resident_number, texts)):
        raise resident_number()
    found = PostingDraft.objects.select_for_update(no_key=True).filter(public_id=public_id).first()
    is_parted = found is not None and (found.organisation_id != organisation.pk or found.revision != revision)
    row = found
    if found is None or is_parted:
        row = PostingDraft(public_id=uuid4() if is_parted else public_id, organisation=organisation, revision=0)
        row.posting, row.copied_from, row.template, row.version = posting, copied_from, template, version
    row.typed, row.step = {name: list(values) for name, values in typed.items()}, step
    row.revision, row.saved_at, row.saved_by = row.revision + 1, at, by.user
    row.save()
    return Kept(row, is_parted, _other(row, at))


@transaction.atomic
def drop(draft: PostingDraft, *, by: Actor) -> None:
    """Throw away what was typed, or what is saved now. Raises PermissionDenied."""
    actors.require_role(by, roles={"member", "manager"}, kinds={"operator"}, organisation_ids=[draft.organisation_id])
    draft.delete()


def begun(user: User, posting: Posting | None = None) -> QuerySet[PostingDraft]:
    """Return what was begun and not saved of a posting, or of new ones: the newest first."""
    rows = PostingDraft.objects.visible_to(user).filter(posting=posting).select_related("saved_by__identity")
    return rows.order_by("-saved_at", "-pk")


def _other(row: PostingDraft, at: datetime) -> PostingDraft | None:
    if row.posting_id is None:
        return None
    others = PostingDraft.objects.filter(posting=row.posting_id, saved_at__gt=at - LATELY).exclude(pk=row.pk)
    return others.select_related("saved_by__identity").order_by("-saved_at").first()
