"""What one page asks once and shows once: the errands of whoever asks, and the postings that stand on it already."""

from collections.abc import Iterable

from django.http import HttpRequest

from jobs import errands
from jobs.errands import Errands
from profiles.actors import APPLY


def errands_of(request: HttpRequest) -> Errands:
    """Return what waits for whoever asks; the menu and the page read it once between them."""
    if not hasattr(request, "errands"):
        found = errands.of(request.user, at=request.received_at)
        if request.proxy:
            found = errands.seen_by_counsellor(found, may_apply=APPLY in request.proxy.scopes)
        request.errands = found
    return request.errands


def note(request: HttpRequest, posting_ids: Iterable[int]) -> None:
    """Remember that these postings stand on the page: what stands further down leaves them out."""
    request.noted = noted(request) | set(posting_ids)


def noted(request: HttpRequest) -> set[int]:
    """Return the postings that stand on the page so far."""
    return getattr(request, "noted", set())
