"""What the pages of objections of operators and of the city share: the list, one request, and the answer to it."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import BadRequest, ValidationError
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from jobs import applicants, objections
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
    lines = [{"objection": row, "name": applicants.masked_name(row.application)} for row in found]
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
        "objection": found,
        "application": found.application,
        "name": applicants.masked_name(found.application),
        "stage": objections.stage_of(found.application),
        "may_answer": objections.may_answer(found, by),
        "is_waiting": found.state == Objection.State.ASKED,
        "form": form,
    }
    return render(request, "jobs/operator/objection.html", context)


def _write_down(request: HttpRequest, rows: list[Objection]) -> None:
    by = actors.from_request(request)
    access.record_request(request, [row.application.candidate for row in rows], purpose=str(PURPOSE), by=by)
