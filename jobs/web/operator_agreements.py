"""Agreements on an officer's table: whose is missing, drawing them up, signing for the operator, and the versions of one."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from jobs import agreement_papers, agreements, applicants, unsigned
from jobs.models import Agreement, Placement
from jobs.web.agreement_forms import ChangesForm, OpenForm, SignForm
from jobs.web.candidate_agreement import answer_pdf
from jobs.web.forms import take_error
from jobs.web.operator import chosen, for_officers
from jobs.web.operator_placements import own_placements
from profiles import access, actors
from profiles.web.fields import whole

PURPOSE = gettext_lazy("약정")
PER_PAGE = 50
_WHOSE = (
    "candidate",
    "application__candidate__user__identity",
    "application__posting__organisation",
    "application__posting__programme_year__programme",
    "seat__posting_site__site",
)


@for_officers
@require_safe
def agreement_list(request: HttpRequest) -> HttpResponse:
    """List those whose agreement isn't signed by both, who starts first at the top."""
    rows = unsigned.of(own_placements(request)).select_related(*_WHOSE)
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    lines = unsigned.lines(list(page.object_list), today=timezone.localdate(request.received_at))
    waiting = [line.agreement for line in lines if line.agreement]
    stale = {row.pk for row in agreements.outdated(waiting, at=request.received_at)}
    changed = agreements.changed_of(_signed(request), after=whole(request.GET.get("after", "")), at=request.received_at)
    _log(request, [*(line.placement for line in lines), *(row.placement for row in changed.rows)])
    shown = [
        {
            "line": line,
            "name": applicants.numbered_name(line.placement.application),
            "is_outdated": line.agreement is not None and line.agreement.pk in stale,
        }
        for line in lines
    ]
    context = {
        "changed": [
            {"agreement": row, "name": applicants.numbered_name(row.placement.application)} for row in changed.rows
        ],
        "next_changed": changed.next,
        "page_obj": page,
        "lines": shown,
        "to_draw": [row["line"].placement for row in shown if row["is_outdated"] or row["line"].agreement is None],
        "crumbs": [(_("참여자"), reverse("jobs:operator_placement_list")), (_("약정"), None)],
    }
    return render(request, "jobs/operator/agreement_list.html", context)


@for_officers
@require_POST
def agreement_draw(request: HttpRequest) -> HttpResponse:
    """Draw up the agreements of those who were ticked, as their postings say."""
    rows = chosen(own_placements(request), request.POST.getlist("placement"))
    try:
        if not rows:
            raise ValidationError(_("참여자를 한 명 이상 골라 주세요."))
        agreements.draw_up(rows, **actors.signed(request))
        done = ngettext(
            "약정서 %(rows)d건을 쓰고 참여자에게 알렸습니다. 기관도 읽고 서명해 주세요.",
            "약정서 %(rows)d건을 쓰고 참여자에게 알렸습니다. 기관도 읽고 서명해 주세요.",
            len(rows),
        )
        messages.success(request, done % {"rows": len(rows)})
    except ValidationError as broken:
        messages.error(request, " ".join(broken.messages))
    return redirect("jobs:operator_agreement_list")


@for_officers
@require_http_methods(["GET", "HEAD", "POST"])
def agreement_new(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Draw up the first or the next version for one person, with what differs for them."""
    placement = get_object_or_404(own_placements(request).select_related(*_WHOSE), public_id=public_id)
    standing = agreements.standing_of(placement)
    form = ChangesForm(request.POST or None, initial=standing.changes if standing else None)
    if request.method == "POST" and form.is_valid():
        try:
            (made,) = agreements.draw_up([placement], changes=form.changes(), **actors.signed(request))
        except ValidationError as broken:
            take_error(form, broken)
        else:
            messages.success(request, _("약정서를 썼습니다. 참여자에게 알렸습니다. 기관도 읽고 서명해 주세요."))
            return redirect("jobs:operator_agreement", made.public_id)
    _log(request, [placement])
    context = {
        "placement": placement,
        "posting": placement.application.posting,
        "standing": standing,
        "form": form,
        "crumbs": _crumbs(placement, _("약정서 쓰기")),
    }
    return render(request, "jobs/operator/agreement_new.html", context, status=400 if form.errors else 200)


@for_officers
@require_http_methods(["GET", "HEAD", "POST"])
def agreement(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Show one version with its signatures, the name masked; whole, and to be signed, for a reason that the access log keeps."""
    found = _own(request, public_id)
    if request.method != "POST":
        return _page(request, found)
    form = OpenForm(request.POST, auto_id="look_%s")
    return _page(request, found, look=form, opened_for=form.cleaned_data["reason"] if form.is_valid() else "")


@for_officers
@require_POST
def agreement_sign(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Sign it for the operator."""
    found, form = _own(request, public_id), SignForm(request.POST)
    if form.is_valid():
        try:
            agreements.sign(found, **form.cleaned_data, **actors.signed(request))
        except ValidationError as broken:
            take_error(form, broken)
        else:
            messages.success(request, _("기관의 서명을 적었습니다."))
            return redirect("jobs:operator_agreement", found.public_id)
    return _page(request, _own(request, public_id), form, opened_for=request.POST.get("opened_for", "").strip()[:200])


@for_officers
@require_POST
def agreement_pdf(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Give a version as a file, with the whole name, for a reason."""
    found, form = _own(request, public_id), OpenForm(request.POST, auto_id="look_%s")
    if not form.is_valid():
        return _page(request, found, look=form)
    _log(request, [found.placement], form.cleaned_data["reason"])
    return answer_pdf(found)


def _signed(request: HttpRequest) -> QuerySet[Agreement]:
    """Those that stand and are signed by both, of people who prepare or work."""
    own = own_placements(request).filter(agreed_at__isnull=False)
    whose = ("template", *(f"placement__{name}" for name in _WHOSE))
    return Agreement.objects.standing().filter(placement__in=own).select_related(*whose)


def _own(request: HttpRequest, public_id: UUID) -> Agreement:
    rows = Agreement.objects.visible_to(request.user).filter(placement__in=own_placements(request))
    return get_object_or_404(
        rows.select_related("template", *(f"placement__{name}" for name in _WHOSE)), public_id=public_id
    )


def _page(
    request: HttpRequest,
    found: Agreement,
    form: SignForm | None = None,
    *,
    look: OpenForm | None = None,
    opened_for: str = "",
) -> HttpResponse:
    _log(request, [found.placement], opened_for)
    waiting = Agreement.objects.visible_to(request.user).filter(placement__in=own_placements(request))
    told = agreement_papers.context_of(found)
    is_outdated = agreements.changed_since(found, at=request.received_at)
    side = agreements.side_of(found, actors.from_request(request))
    context = {
        **(told if opened_for else agreement_papers.masked(told)),
        "placement": found.placement,
        "opened_for": opened_for,
        "waits": side is not None and not is_outdated,
        "may_sign": side is not None and not is_outdated and bool(opened_for),
        "is_outdated": is_outdated,
        "look": look or OpenForm(auto_id="look_%s"),
        "next": waiting.to_sign(agreements.OPERATOR).exclude(pk=found.pk).order_by("made_at", "pk").first(),
        "form": form or SignForm(initial={"shown_hash": found.text_hash}),
        "crumbs": _crumbs(found.placement, agreements.read(found)["title"]),
    }
    is_refused = form is not None or (look is not None and bool(look.errors))
    return render(request, "jobs/operator/agreement.html", context, status=400 if is_refused else 200)


def _crumbs(placement: Placement, here: Any) -> list[tuple[Any, str | None]]:
    name = applicants.numbered_name(placement.application)
    return [
        (_("참여자"), reverse("jobs:operator_placement_list")),
        (name, reverse("jobs:operator_placement", args=[placement.public_id])),
        (here, None),
    ]


def _log(request: HttpRequest, rows: list[Placement], purpose: str = "") -> None:
    by = actors.from_request(request)
    access.record_request(request, [row.candidate for row in rows], purpose=purpose or str(PURPOSE), by=by)
