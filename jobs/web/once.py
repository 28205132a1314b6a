"""What the menu and the page ask once between them: the errands of whoever asks."""

from django.http import HttpRequest

from jobs import errand_counts, errands
from jobs.errand_counts import Counts
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


def counts_of(request: HttpRequest) -> Counts:
    """Return how many things wait for whoever asks, as the menu says it; of a person whom a counsellor helps, what they were let."""
    if hasattr(request, "errands"):
        return errand_counts.counted(request.errands)
    found = errand_counts.of(request.user, at=request.received_at)
    if request.proxy:
        return Counts(found.of_applications if APPLY in request.proxy.scopes else 0)
    return found
