"""What the pages of objections of operators and of the city share: the list, one request, and the answer to it."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import BadRequest, ValidationError
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from jobs import applicants, lateness, objections
from jobs.models import Objection
from jobs.web.forms import take_error
from jobs.web.objection_forms import AnswerForm
from profiles import access, actors

PER_PAGE = 50
PURPOSE = gettext_lazy("재검토 요청")
VERBS = {"uphold": objections.uphold, "keep": objections.keep}


def listed(rows: QuerySet[Objection]) -> QuerySet[Objection]:
    """Read along what a line shows."""
    return objections.waiting_first(rows).select_related(
        "application__posting__organisation", "application__candidate__user__identity"
    )


def list_page(request: HttpRequest, rows: QuerySet[Objection], page_name: str, **context: Any) -> HttpResponse:
    """Show the requests, names masked; write whom the page shows."""
    page = Paginator(listed(rows), PER_PAGE).get_page(request.GET.get("page"))
    found = list(page.object_list)
    _write_down(request, found)
    lines = [_line(row, request) for row in found]
    context |= {"page_obj": page, "lines": lines, "page_name": page_name}
    return render(request, "jobs/operator/objection_list.html", context)


def answer_page(request: HttpRequest, found: Objection, back: str, **context: Any) -> HttpResponse:
    """Show one request with what was decided and why; take the answer to it."""
    form = AnswerForm(request.POST or None)
    by = actors.from_request(request)
    if request.method == "POST":
        verb = VERBS.get(request.POST.get("verb", ""))
        if verb is None:
            raise BadRequest
        if form.is_valid():
            try:
                verb(found, answer=form.cleaned_data["answer"], by=by, at=request.received_at)
            except ValidationError as broken:
                take_error(form, broken)
            else:
                messages.success(request, _("답을 보냈습니다. 요청하신 분에게 알림이 갑니다."))
                return redirect(back)
    _write_down(request, [found])
    context |= {
        "application": found.application,
        **_line(found, request),
        "stage": objections.stage_of(found.application),
        "is_waiting": found.state == Objection.State.ASKED,
        "form": form,
    }
    return render(request, "jobs/operator/objection.html", context)


def _line(row: Objection, request: HttpRequest) -> dict[str, Any]:
    """A request with its person masked, its age while nobody has answered, and whether the reader may."""
    today = timezone.localdate(request.received_at)
    is_waiting = row.state == Objection.State.ASKED
    return {
        "objection": row,
        "name": applicants.masked_name(row.application),
        "age": _age(lateness.days_since(row.asked_at, today)) if is_waiting else "",
        "days_late": lateness.of_objection(row.asked_at, today) if is_waiting else 0,
        "may_answer": objections.may_answer(row, actors.from_request(request)),
    }


def _age(days: int) -> str:
    if not days:
        return _("오늘 요청했습니다")
    return ngettext("요청한 지 %(days)d일 지났습니다", "요청한 지 %(days)d일 지났습니다", days) % {"days": days}


def _write_down(request: HttpRequest, rows: list[Objection]) -> None:
    by = actors.from_request(request)
    access.record_request(request, [row.application.candidate for row in rows], purpose=str(PURPOSE), by=by)
