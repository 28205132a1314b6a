"""Who applied: the ranked list of a posting and of all postings, as a table or as a board by stage, and views kept of them.

Names are masked; the page writes who was shown. Reviewers see the postings given to them and move nobody (operator_moves.py).
"""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.contrib.postgres.expressions import ArraySubquery
from django.core.paginator import Paginator
from django.db.models import OuterRef, Q
from django.db.models.functions import JSONObject
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from jobs import agenda, applicant_filters, applicant_views, applicants, applications
from jobs.applicant_filters import ALL, BOARD, Filters
from jobs.models import Application, Move, Posting, PostingSite, ScoreSheet
from jobs.web.operator import for_reviewers, officer_ids, tabs
from profiles import access, actors

PER_PAGE = 50
PER_COLUMN = 15
REVIEW = gettext_lazy("지원자 심사")
OVER = (*Application.ENDED, "waiting", "placed")
LATER = (*Application.DECIDED, "offered", "accepted", "placed")


@for_reviewers
@require_safe
def applicant_list(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """List the applicants of a posting, ranked, with the moves of the stage looked at."""
    sites = PostingSite.objects.filter(posting=OuterRef("pk")).order_by("pk")
    named = ArraySubquery(sites.values(told=JSONObject(id="public_id", name="site__name")))
    posting = get_object_or_404(
        Posting.objects.managed_by(request.user).annotate(sites_named=named), public_id=public_id
    )
    rows = own_applications(request).filter(posting=posting)
    context = _list_context(request, rows, posting)
    context |= {
        "posting": posting,
        "is_officer": posting.organisation_id in officer_ids(request),
        "crumbs": [
            (_("모집공고"), reverse("jobs:operator_posting_list")),
            (posting.title, reverse("jobs:operator_posting", args=[posting.public_id])),
            (_("지원자"), None),
        ],
    }
    return render(request, "jobs/operator/applicants.html", context)


@for_reviewers
@require_safe
def application_list(request: HttpRequest) -> HttpResponse:
    """List the applications to all postings of one's own; what is over with its year shows when asked or searched for."""
    rows, is_past = own_applications(request), bool(request.GET.get("past") or request.GET.get("q"))
    if not is_past:
        today = timezone.localdate(request.received_at)
        rows = rows.exclude(posting__programme_year__ends_on__lt=today, state__in=OVER)
    context = {**_list_context(request, rows), "is_past": is_past}
    return render(request, "jobs/operator/application_list.html", context)


def own_applications(request: HttpRequest):
    """Return the applications to the postings that the person works on."""
    managed = Posting.objects.managed_by(request.user)
    return Application.objects.visible_to(request.user).filter(posting__in=managed)


def _list_context(request: HttpRequest, rows, posting: Posting | None = None) -> dict[str, Any]:
    operator_ids = officer_ids(request)
    sees_all = posting.organisation_id in operator_ids if posting else bool(operator_ids)
    sorts = applicants.SORTS if sees_all else applicants.SORTS_OF_REVIEWERS
    filters = applicant_filters.read(request.GET, sorts=sorts, sees_all=sees_all)
    sites = _sites(posting) if sees_all else []
    if filters.site not in dict(sites):
        filters = filters._replace(site="")
    typed = request.GET.get("q", "")[:60]
    rows = applicant_filters.apply(rows, filters, operator_ids)
    counts = agenda.by_state(rows)
    in_selection = not (filters.state or typed or request.GET.get("past"))
    stage = "" if filters.state == ALL else filters.state
    context = {
        "filters": filters,
        "boxes": _boxes(filters, sites) if sees_all else [],
        "tabs": tabs(counts, Application.State.choices, stage),
        "current": "" if in_selection else filters.state or ALL,
        "stage": stage,
        "in_selection": in_selection,
        "in_selection_count": sum(counts.get(one, 0) for one in applications.STAGES),
        "everybody": sum(counts.values()),
        "sort": filters.sort,
        "sorts": sorts,
        "by_name": sees_all,
        "typed": typed,
        **_kept(request, filters, operator_ids if sees_all else []),
    }
    if filters.layout == BOARD and not typed and not stage:
        return context | _board(request, rows, filters, counts, operator_ids)
    return context | _table(request, rows, filters, counts, operator_ids, in_selection)


def _table(request, rows, filters: Filters, counts, operator_ids, in_selection: bool) -> dict[str, Any]:
    """A page of the list, with the moves of the stage looked at."""
    by, typed = actors.from_request(request), request.GET.get("q", "")[:60]
    stage = "" if filters.state == ALL else filters.state
    found_rows = applicants.found_by(rows, typed, operator_ids=operator_ids)
    found_rows = found_rows.filter(state__in=applications.STAGES) if in_selection else found_rows
    sheets = _sheets(request, operator_ids)
    shown = applicants.listed(found_rows, state=stage, sort=filters.sort, sheets=sheets, operator_ids=operator_ids)
    paginator = Paginator(shown, PER_PAGE)
    if not typed:
        paginator.count = sum(counts.get(one, 0) for one in _states_of(stage, in_selection))
    page = paginator.get_page(request.GET.get("page"))
    found = list(page.object_list)
    access.record_request(request, [row.candidate for row in found], purpose=str(REVIEW), by=by)
    return {
        "page_obj": page,
        "applicants": applicants.lines(found),
        "total": paginator.count,
        "moves": _moves(found, by) if stage else [],
    }


def _board(request: HttpRequest, rows, filters: Filters, counts, operator_ids) -> dict[str, Any]:
    """The first of each stage, side by side, each with its moves; the rest of a stage is a list of its own."""
    by = actors.from_request(request)
    states = [*applications.STAGES, *(one for one in LATER if filters.state == ALL and counts.get(one))]
    sheets = _sheets(request, operator_ids)
    found = applicants.firsts(
        rows, states=states, sort=filters.sort, most=PER_COLUMN, sheets=sheets, operator_ids=operator_ids
    )
    shown = [row for state in states for row in found[state]]
    access.record_request(request, [row.candidate for row in shown], purpose=str(REVIEW), by=by)
    columns = [
        {
            "state": state,
            "label": Application.State(state).label,
            "count": counts.get(state, 0),
            "others": counts.get(state, 0) - len(found[state]),
            "applicants": applicants.lines(found[state]),
            "moves": _moves(found[state], by),
        }
        for state in states
    ]
    return {"columns": columns, "total": sum(counts.get(state, 0) for state in states), "is_board": True}


def _moves(rows: Sequence[Application], by: actors.Actor) -> list:
    steps = applications.steps_for(rows[0], by) if rows else []
    return [step for step in steps if step.verb in applications.BATCH_VERBS]


def _sites(posting: Posting | None) -> list[tuple[str, str]]:
    """The sites of a posting that has several."""
    found = [(told["id"], told["name"]) for told in posting.sites_named] if posting else []
    return found if len(found) > 1 else []


def _boxes(filters: Filters, sites: Sequence[tuple[str, str]]) -> list[dict[str, Any]]:
    """The boxes of the filters, each with its choices and what is chosen."""
    chosen = filters._asdict()
    found = [
        {"name": name, "label": label, "choices": applicant_filters.CHOICES[name], "value": chosen[name]}
        for name, label in applicant_filters.LABELS.items()
    ]
    of_sites = {"name": "site", "label": _("희망 활동처"), "choices": sites, "value": filters.site}
    return [*found[:1], of_sites, *found[1:]] if sites else found


def _kept(request: HttpRequest, filters: Filters, operator_ids: Sequence[int]) -> dict[str, Any]:
    """The views that officers keep, and the batches that can still be put back."""
    if not operator_ids:
        return {"views": [], "held": []}
    query = applicant_filters.query_of(filters)
    views = list(applicant_views.of(request.user, operator_ids))
    return {
        "query": query,
        "views": [
            {"view": row, "is_own": row.user_id == request.user.pk, "is_current": row.query == query} for row in views
        ],
        "held": held(request),
    }


def held(request: HttpRequest) -> list[dict[str, Any]]:
    """Return the batches of one's own operators that can be put back now, the last first."""
    labels = {step.verb: step.label for step in applications.STEPS}
    rows = Move.objects.visible_to(request.user).to_undo(request.received_at)
    return [{"move": row, "label": labels[row.verb], "people": row.people} for row in rows.order_by("-pk")[:5]]


def _states_of(state: str, in_selection: bool) -> Sequence[str]:
    if in_selection:
        return applications.STAGES
    return [state] if state else Application.State.values


def _sheets(request: HttpRequest, operator_ids: Sequence[int]):
    """Officers see every score sheet of their postings, reviewers their own: nobody scores after another's points."""
    theirs = Q(application__posting__organisation_id__in=operator_ids)
    return ScoreSheet.objects.filter(theirs | Q(scored_by=request.user))
