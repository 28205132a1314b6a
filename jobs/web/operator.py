"""What operators see: who may stand here at all, and whose rows they work on.

Officers (담당자, 관리자) work on their own operator's rows; reviewers (심사위원) see the postings given to them and score.
Anyone else's rows answer 404; the city has pages of its own.
"""

from collections.abc import Callable, Iterable, Mapping
from functools import wraps
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from jobs.models import Posting
from profiles.models import Organisation, User

CALLED = ("manager", "member")  # what somebody is called by, before a right beside it
View = Callable[..., HttpResponse]


def officer_ids(request: HttpRequest) -> list[int]:
    """Return the operators that the person works for today."""
    return request.user.organisation_ids(kinds={"operator"}, roles={"member", "manager"})


def is_reviewer(request: HttpRequest) -> bool:
    """Whether the person reviews for an operator today."""
    return bool(request.user.organisation_ids(kinds={"operator"}, roles={"reviewer"}))


def called(user: User | None, organisation_id: int) -> str:
    """Return what an officer is called among officers: the name with what they do there, never the address of their account."""
    if user is None:
        return ""
    identity = getattr(user, "identity", None)
    name = (identity.name if identity else "") or _("이름을 적지 않은 분")
    held = [row for row in user.memberships.all() if row.organisation_id == organisation_id]
    ordered = sorted(held, key=lambda row: (row.role not in CALLED, row.ended_on is not None, -row.pk))
    return f"{name}({ordered[0].get_role_display()})" if ordered else name


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


def acting_for(request: HttpRequest) -> Organisation | None:
    """Return the operator that the person works for: the first, where there are several."""
    held = officer_ids(request)
    return next((m.organisation for m in request.user.current_memberships if m.organisation_id in held), None)


def own_postings(request: HttpRequest):
    """Return the postings of the operators that the person works for."""
    return Posting.objects.managed_by(request.user).filter(organisation_id__in=officer_ids(request))


def tabs(counts: Mapping[str, int], choices: Iterable[tuple[str, str]], current: str) -> list[dict[str, Any]]:
    """Return the filter by state as a row of links: each state that has rows, with how many, and the one looked at."""
    return [
        {"value": value, "label": label, "count": counts.get(value, 0), "is_current": value == current}
        for value, label in choices
        if counts.get(value) or value == current
    ]


def uuid_of(text: str | None) -> UUID:
    """Read an id that a form sends back; anything else is an object that isn't there."""
    try:
        return UUID(text or "")
    except ValueError as odd:
        raise Http404 from odd


def chosen(rows: QuerySet, texts: Iterable[str]) -> list:
    """Return the rows whose ids a form sends back; one that isn't among them is an object that isn't there."""
    ids = {uuid_of(text) for text in texts}
    found = list(rows.filter(public_id__in=ids))
    if len(found) != len(ids):
        raise Http404
    return found


def _turn_away(request: HttpRequest) -> HttpResponse:
    is_city = any(held.organisation.kind == "city" for held in request.user.current_memberships)
    if is_city and request.method in ("GET", "HEAD"):
        return redirect("jobs:staff_home")
    raise Http404
