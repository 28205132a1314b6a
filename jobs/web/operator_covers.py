"""The accident insurance of a posting: who is covered from when until when, what is missing, and the list for the insurer."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_POST, require_safe

from jobs import accident_covers, applicants, sheets
from jobs.models import AccidentCover, Placement, Posting
from jobs.web.accident_forms import CoverForm, ListForm
from jobs.web.forms import take_error
from jobs.web.operator import chosen, for_officers, own_postings
from jobs.web.operator_pay import XLSX, answer, look
from jobs.web.operator_placements import own_placements
from profiles import access, actors

PURPOSE = gettext_lazy("상해보험 확인")


@for_officers
@require_safe
def cover_page(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Show who is covered and who isn't."""
    return _page(request, get_object_or_404(own_postings(request), public_id=public_id))


@for_officers
@require_POST
def cover_add(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Note that the insurer was told of those who are ticked."""
    posting = get_object_or_404(own_postings(request), public_id=public_id)
    rows = chosen(own_placements(request).filter(application__posting=posting), request.POST.getlist("placement"))
    form = CoverForm(request.POST)
    if not rows:
        form.add_error(None, _("참여자를 한 명 이상 골라 주세요."))
    if form.is_valid():
        try:
            accident_covers.cover(rows, **form.cleaned_data, **actors.signed(request))
        except ValidationError as broken:
            take_error(form, broken)
        else:
            done = ngettext("%(people)d명의 보험을 적었습니다.", "%(people)d명의 보험을 적었습니다.", len(rows))
            messages.success(request, done % {"people": len(rows)})
            return redirect("jobs:operator_cover", public_id)
    return _page(request, posting, cover=form, ticked={row.pk for row in rows})


@for_officers
@require_POST
def cover_end(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Take a note back."""
    own = AccidentCover.objects.filter(placement__in=own_placements(request))
    found = get_object_or_404(own.select_related("placement__application__posting"), public_id=public_id)
    try:
        accident_covers.end(found, **actors.signed(request))
        messages.success(request, _("보험 기록을 뺐습니다."))
    except ValidationError as broken:
        messages.error(request, " ".join(broken.messages))
    return redirect("jobs:operator_cover", found.placement.application.posting.public_id)


@for_officers
@require_POST
def cover_file(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Give the list with whole names and birth dates, for a reason."""
    posting = get_object_or_404(own_postings(request), public_id=public_id)
    form = ListForm(request.POST, auto_id="file_%s")
    if form.is_valid():
        try:
            found = accident_covers.take_list(posting, reason=form.cleaned_data["reason"], **look(request))
        except ValidationError as broken:
            take_error(form, broken)
        else:
            name = _("상해보험 명단 %(title)s") % {"title": posting.title}
            if form.cleaned_data["kind"] == "xlsx":
                made = sheets.xlsx(name, found.heads, found.rows, widths=accident_covers.WIDTHS)
                return answer(made, XLSX, f"{name}.xlsx")
            return answer(b"".join(sheets.csv_lines(found.heads, found.rows)), "text/csv", f"{name}.csv")
    return _page(request, posting, file=form)


def _page(request: HttpRequest, posting: Posting, **bound: Any) -> HttpResponse:
    found = accident_covers.of(accident_covers.people_of(posting).filter(pk__in=own_placements(request).values("pk")))
    people = [line.placement.candidate for line in found]
    access.record_request(request, people, purpose=str(PURPOSE), by=actors.from_request(request))
    ticked = bound.get("ticked")
    working = {"preparing", "active"}
    dates = {"covers_from": posting.starts_on, "covers_until": posting.ends_on}
    told = [cover for line in found for cover in line.covers]
    last = max(told, key=lambda cover: (cover.recorded_at, cover.pk), default=None)
    known = {"insurer": last.insurer, "policy_number": last.policy_number} if last else {}
    context = {
        "posting": posting,
        "is_officer": True,
        "pays_wage": posting.programme_year.pays_wage,
        "lines": [
            {
                "line": line,
                "name": applicants.numbered_name(line.placement.application),
                "noted": [*line.covers, *line.old],
                "is_ticked": line.placement.pk in ticked if ticked is not None else _needs(line, working),
            }
            for line in found
        ],
        "has_covers": any(line.covers or line.old for line in found),
        "has_old": any(line.old for line in found),
        "lacking": sum(1 for line in found if line.missing and line.placement.state in working),
        "form": bound.get("cover") or CoverForm(initial={**dates, **known}),
        "file": bound.get("file") or ListForm(auto_id="file_%s"),
        "crumbs": [
            (_("모집공고"), reverse("jobs:operator_posting_list")),
            (posting.title, reverse("jobs:operator_posting", args=[posting.public_id])),
            (_("상해보험"), None),
        ],
    }
    is_refused = any(form.errors for form in bound.values() if hasattr(form, "errors"))
    return render(request, "jobs/operator/cover.html", context, status=400 if is_refused else 200)


def _needs(line: accident_covers.Line, working: set[str]) -> bool:
    placement: Placement = line.placement
    return bool(line.missing) and placement.state in working
