"""Postings seen lately (최근 본 공고): ids in a signed cookie of this browser, gone with signing out or after a month.

No row tells who looked at what. The list of somebody who was signed in is read by that person alone. Source: docs/adr/0022-what-one-looks-at-is-no-history.md.
"""

from collections.abc import Sequence
from uuid import UUID

from django.conf import settings
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse

from jobs.models import Posting
from profiles.web.marks import mark_of

MOST = 10
COOKIE = "dasi_seen"
A_MONTH = 2_592_000


def note(request: HttpRequest, response: HttpResponse, posting: Posting) -> None:
    """Put a posting that everyone may read at the head of those seen."""
    if not posting.is_public or request.proxy:
        return
    seen, this = _ids(request), str(posting.public_id)
    if seen[:1] != [this]:
        ids = [this, *(other for other in seen if other != this)][:MOST]
        response.set_signed_cookie(
            COOKIE,
            ".".join([mark_of(request), *ids]),
            salt=COOKIE,
            max_age=A_MONTH,
            secure=settings.SESSION_COOKIE_SECURE,
            httponly=True,
            samesite="Lax",
        )


def forget(response: HttpResponse) -> None:
    """Leave nothing of what was seen on this device."""
    response.delete_cookie(COOKIE, samesite="Lax")


def seen(
    request: HttpRequest, postings: QuerySet[Posting], *, but_for: Posting | None = None, most: int = MOST
) -> list[Posting]:
    """Return those of the postings that were seen last, the newest first."""
    ids = [text for text in _ids(request) if but_for is None or text != str(but_for.public_id)][:most]
    by_id = {str(row.public_id): row for row in postings.filter(public_id__in=ids)} if ids else {}
    return [by_id[text] for text in ids if text in by_id]


def _ids(request: HttpRequest) -> Sequence[str]:
    """What the cookie holds, as long as we signed it, and for this person or before anybody signed in."""
    kept = request.get_signed_cookie(COOKIE, default="", salt=COOKIE, max_age=A_MONTH)
    mark, *ids = kept.split(".")
    return [text for text in ids if _is_id(text)] if mark in ("", mark_of(request)) else []


def _is_id(text: str) -> bool:
    try:
        return bool(UUID(text))
    except ValueError:
        return False
