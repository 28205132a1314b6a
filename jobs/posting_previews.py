"""A posting as it would stand, for reading alone: it is written by the same verbs, so that what they refuse is seen, and nothing of it stays."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime
from typing import Any

from django.db import transaction

from jobs import postings
from jobs.models import Posting, ProgrammeYear
from jobs.postings import SiteSeats
from profiles.actors import Actor
from profiles.models import Organisation


@contextmanager
def preview(
    posting: Posting | None,
    programme_year: ProgrammeYear,
    organisation: Organisation,
    fields: Mapping[str, Any],
    sites: Sequence[SiteSeats] | None,
    *,
    by: Actor,
    at: datetime,
) -> Iterator[Posting]:
    """Give the posting inside the block; when it is left nothing was written. Raises what `postings.write` and `edit` raise."""
    with transaction.atomic():
        if posting is None:
            yield postings.write(programme_year, organisation, dict(fields), sites or [], by=by, at=at)
        else:
            yield postings.edit(posting, dict(fields), sites, by=by, at=at)
        transaction.set_rollback(True)
