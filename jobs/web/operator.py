"""What operators see: who may stand here at all, and the day's work in figures.

Officers (담당자, 관리자) work on their own operator's rows; reviewers (심사위원) see the postings given to them and score.
Anyone else's rows answer 404; the city has pages of its own.
"""

from collections.abc import Callable
from functools import wraps

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from jobs.models import Posting

View = Callable[..., HttpResponse]


def officer_ids(request: HttpRequest) -> list[int]:
    """Return the operators that the person works for today."""
    return request.user.organisation_ids(kinds={"operator"}, roles={"member", "manager"})


def is_reviewer(request: HttpRequest) -> bool:
    """Whether the person reviews for an operator today."""
    return bool(request.user.organisation_ids(kinds={"operator"}, roles={"reviewer"}))


def for_officers(view: View) -> View:
    """Let in an operator's officers; send the city to its own pages; answer 404 to anyone else."""

    @wraps(view)
    def guarded(request: HttpRequest, **kwargs) -> HttpResponse:
        return view(request, **kwargs) if officer_ids(request) else _turn_away(request)

    return guarded


def for_reviewers(view: View) -> View:
    """Let in officers and reviewers; what each of them sees is narrowed by the querysets."""

    @wraps(view)
    def guarded(request: HttpRequest, **kwargs) -> HttpResponse:
        return view(request, **kwargs) if officer_ids(request) or is_reviewer(request) else _turn_away(request)

    return guarded


def own_postings(request: HttpRequest):
    """Return the postings of the operators that the person works for."""
    return Posting.objects.managed_by(request.user).filter(organisation_id__in=officer_ids(request))


def _turn_away(request: HttpRequest) -> HttpResponse:
    is_city = any(held.organisation.kind == "city" for held in request.user.current_memberships)
    if is_city and request.method in ("GET", "HEAD"):
        return redirect(reverse("jobs:staff_target"))
    raise Http404
