"""Postings seen lately (최근 본 공고): ids in the session of this browser alone, gone with it. No row tells who looked at what."""

from collections.abc import Sequence
from uuid import UUID

from django.db.models import QuerySet
from django.http import HttpRequest

from jobs.models import Posting

MOST = 10
_KEY = "recent_postings"


def note(request: HttpRequest, posting: Posting) -> None:
    """Put a posting that everyone may read at the head of those seen."""
    if not posting.is_public:
        return
    seen, this = _ids(request), str(posting.public_id)
    if seen[:1] != [this]:
        request.session[_KEY] = [this, *(other for other in seen if other != this)][:MOST]


def seen(
    request: HttpRequest, postings: QuerySet[Posting], *, but_for: Posting | None = None, most: int = MOST
) -> list[Posting]:
    """Return those of the postings that were seen last, the newest first."""
    ids = [text for text in _ids(request) if but_for is None or text != str(but_for.public_id)][:most]
    by_id = {str(row.public_id): row for row in postings.filter(public_id__in=ids)} if ids else {}
    return [by_id[text] for text in ids if text in by_id]


def _ids(request: HttpRequest) -> Sequence[str]:
    """What the session holds, as long as it can be read."""
    kept = request.session.get(_KEY, [])
    return [text for text in kept if _is_id(text)] if isinstance(kept, list) else []


def _is_id(text: object) -> bool:
    try:
        return bool(UUID(str(text)))
    except ValueError:
        return False
