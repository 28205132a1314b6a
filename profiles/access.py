"""Who looked at whose personal data: one row a request, before the page is shown.

Written in the request's own transaction: if it can't be written the page isn't shown. Source: 안전성 확보조치 기준, art. 8.
"""

from collections.abc import Iterable
from datetime import datetime

from allauth.account.adapter import get_adapter

from profiles.actors import Actor
from profiles.models import AccessEntry, Candidate


def record(
    candidates: Iterable[Candidate], *, page: str, purpose: str, by: Actor, at: datetime, address: str | None
) -> AccessEntry | None:
    """Append who sees whom on which page; nobody's own data is an access. Returns the row, None when nobody is shown."""
    shown = sorted({c.user_id for c in candidates} - {by.user.pk if by.user else None})
    if not shown:
        return None
    return AccessEntry.objects.create(
        at=at,
        user=by.user,
        contact=by.contact,
        organisation=by.organisation,
        address=address,
        page=page,
        purpose=purpose,
        subject_ids=shown,
        request_id=by.request_id,
    )


def record_request(request, candidates: Iterable[Candidate], *, purpose: str, by: Actor) -> AccessEntry | None:
    """Append the access that answering this request is."""
    return record(
        candidates,
        page=request.resolver_match.view_name,
        purpose=purpose,
        by=by,
        at=request.received_at,
        address=get_adapter(request).get_client_ip(request),  # as rate limits see it: behind a proxy, not the proxy's
    )
