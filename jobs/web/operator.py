"""What operators see: who may stand here at all, and the day's work in figures.

Officers (담당자, 관리자) work on their own operator's rows; reviewers (심사위원) see the postings given to them and score.
Anyone else's rows answer 404; the city has pages of its own.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import wraps
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from jobs import agenda
from jobs.agenda import Agenda
from jobs.models import Posting
from profiles.models import Organisation

View = Callable[..., HttpResponse]
SHOWN = 10


@dataclass(frozen=True)
class Item:
    """One figure of the day's work, with the page that lists what it counts: people, or papers."""

    label: str
    count: int
    url_name: str
    query: str
    is_of_people: bool = True


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


@for_reviewers
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Show what waits for the operator today; a reviewer goes on to the postings to score."""
    organisation = acting_for(request)
    if organisation is None:
        return redirect("jobs:operator_posting_list")
    own = own_postings(request)
    context = {
        "organisation": organisation,
        "items": [item for item in _items(agenda.of(own, at=request.received_at)) if item.count],
        "releases": agenda.to_release(own, at=request.received_at)[:SHOWN],
        "in_hand": agenda.in_hand(own)[:SHOWN],
    }
    return render(request, "jobs/operator/home.html", context)


def _items(figures: Agenda) -> list[Item]:
    people = figures.applications
    applications, placements = "jobs:operator_application_list", "jobs:operator_placement_list"
    worklogs = "jobs:operator_worklog_list"
    return [
        Item(_("적격검토할 지원자"), people.get("received", 0), applications, "state=received"),
        Item(_("서류심사할 지원자"), people.get("paper_review", 0), applications, "state=paper_review"),
        Item(_("면접심사할 지원자"), people.get("interview", 0), applications, "state=interview"),
        Item(_("참여 의사를 물을 합격자"), figures.to_ask, applications, "state=selected"),
        Item(_("하루 안에 답변 기한이 끝나는 분"), figures.expiring, applications, "state=offered"),
        Item(_("답할 재검토 요청"), figures.objections, "jobs:operator_objection_list", "", False),
        Item(_("서류를 확인하고 배치할 분"), people.get("accepted", 0), applications, "state=accepted"),
        Item(_("활동 시작을 준비할 분"), figures.placements.get("preparing", 0), placements, "state=preparing"),
        Item(_("확인할 활동일지"), figures.worklogs["to_confirm"], worklogs, "state=to_confirm", False),
        Item(_("지급할 활동일지"), figures.worklogs["unpaid"], worklogs, "state=unpaid", False),
        Item(_("답할 문의"), figures.questions, "jobs:operator_question_list", "state=waiting", False),
        Item(_("시가 고쳐 달라고 한 공고"), figures.returned, "jobs:operator_posting_list", "state=draft", False),
    ]


def _turn_away(request: HttpRequest) -> HttpResponse:
    is_city = any(held.organisation.kind == "city" for held in request.user.current_memberships)
    if is_city and request.method in ("GET", "HEAD"):
        return redirect("jobs:staff_home")
    raise Http404
