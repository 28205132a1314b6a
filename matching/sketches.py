"""A posting as far as it is typed: enough of it for the matcher to read, though much of it may still be missing. Nothing here is saved."""

from collections.abc import Mapping, Sequence
from copy import copy
from datetime import date
from typing import Any

from jobs.models import Posting, ProgrammeYear
from jobs.postings import WRITABLE
from matching.prospects import Asked
from profiles.models import Organisation

NOT_SAVED = -1  # stands for an id; no row has it
_NO_HOURS = [0] * 7


def sketch(
    programme_year: ProgrammeYear,
    organisation: Organisation,
    fields: Mapping[str, Any],
    places: Sequence[str],
    *,
    on: date,
) -> Asked:
    """Return the posting with what is typed rightly; what isn't typed yet is left open, as a posting that says nothing of it.

    places : of the sites that have seats; its programme should have been read along with the year. Without days the work lasts from ``on`` to the end
    of the year, as far as that is ahead.
    """
    open_yet = {
        "title": "",
        "duties": "",
        "keco": "",
        "hours_mask": _NO_HOURS,
        "hours_per_month": 0,
        "starts_on": min(max(programme_year.starts_on, on), programme_year.ends_on),
        "ends_on": programme_year.ends_on,
    }
    typed = {name: value for name, value in fields.items() if name in WRITABLE and value is not None}
    told = {**open_yet, **typed}
    return Asked(Posting(pk=NOT_SAVED, programme_year=programme_year, organisation=organisation, **told), list(places))


def changed(asked: Asked, number: int, **fields: Any) -> Asked:
    """Return the same with other fields, as a posting of its own. number : from 1, another for each"""
    posting = copy(asked.posting)
    posting.pk = NOT_SAVED - number
    for name, value in fields.items():
        setattr(posting, name, value)
    return asked._replace(posting=posting)
