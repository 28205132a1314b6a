"""What a page showed of each row, sent back with its form, so that a verb can refuse what changed since.

A form carries it as one field `seen`: "<public id>=<stamp>" for each row shown, parted by blanks.
"""

from collections.abc import Sequence
from datetime import datetime

from django.http import HttpRequest
from django.utils.dateparse import parse_datetime

from profiles.web.fields import whole


def moments(request: HttpRequest, rows: Sequence) -> list[datetime | None]:
    """Return the moment that the page showed of each row; None where it showed none."""
    return [_moment(text) for text in _stamps(request, rows)]


def versions(request: HttpRequest, rows: Sequence) -> list[int | None]:
    """Return the version that the page showed of each row; None where it showed none."""
    return [whole(text) for text in _stamps(request, rows)]


def _stamps(request: HttpRequest, rows: Sequence) -> list[str]:
    pairs = (pair.partition("=") for pair in request.POST.get("seen", "").split())
    found = {public_id: stamp for public_id, _equals, stamp in pairs}
    return [found.get(str(row.public_id), "") for row in rows]


def _moment(text: str) -> datetime | None:
    try:
        return parse_datetime(text)
    except ValueError:
        return None
