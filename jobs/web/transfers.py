"""Postings that pass from one operator to another: asked and answered by the managers of the two, consented to by the city.

Before the consent the taking operator reads what the posting says and how many people it has, not who they are.
"""

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.db.models import Count, Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from jobs import transfers
from jobs.models import Application, PostingTransfer
from jobs.web.forms import take_error
from jobs.web.operator import for_officers, own_postings
from jobs.web.staff import for_city
from profiles import actors
from profiles.models import Organisation

PER_PAGE = 20
DONE = {
    "accept": gettext_lazy("받기로 했습니다. 시가 동의하면 옮겨 옵니다."),
    "refuse": gettext_lazy("이관하지 않기로 했습니다."),
    "withdraw": gettext_lazy("이관 요청을 거두었습니다."),
    "consent": gettext_lazy("동의했습니다. 공고를 옮기고 지원자에게 알렸습니다."),
}


class TransferForm(forms.Form):
    """To whom a posting is to pass on, and why."""

    taker = forms.ModelChoiceField(
        Organisation.objects.none(),
        label=gettext_lazy("이어받을 기관"),
        empty_label=gettext_lazy("운영기관을 골라 주세요"),
        error_messages={"required": gettext_lazy("이어받을 기관을 골라 주세요.")},
    )
    reason = forms.CharField(
        label=gettext_lazy("이관하는 이유"),
        max_length=transfers.MOST_REASON,
        help_text=gettext_lazy("받는 기관과 시가 읽습니다. 처리 기록에 남습니다."),
        error_messages={"required": gettext_lazy("이관하는 이유를 적어 주세요.")},
    )

    def __init__(self, *args: Any, giver_id: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["taker"].queryset = (
            Organisation.objects.filter(kind="operator").exclude(pk=giver_id).order_by("name")
        )


@for_officers
@require_http_methods(["GET", "HEAD", "POST"])
def transfer_new(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Ask another operator to take a posting on."""
    posting = get_object_or_404(
        own_postings(request).filter(organisation_id__in=_managed(request)), public_id=public_id
    )
    form = TransferForm(request.POST or None, giver_id=posting.organisation_id)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            transfers.ask(posting, given["taker"], reason=given["reason"], **actors.signed(request))
        except ValidationError as broken:
            take_error(form, broken)
        else:
            messages.success(request, _("이관을 요청했습니다. 받는 기관과 시의 답을 기다립니다."))
            return redirect("jobs:operator_transfer_list")
    crumbs = [(_("공고 이관"), reverse("jobs:operator_transfer_list")), (posting.title, None)]
    context = {"form": form, "posting": posting, "crumbs": crumbs}
    return render(request, "jobs/operator/transfer_new.html", context)


@for_officers
@require_safe
def of_operator(request: HttpRequest) -> HttpResponse:
    """List the postings that one's operator gives or takes."""
    _managed(request)
    return _list(request, "operator")


@for_officers
@require_POST
def operator_step(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Accept, refuse or take back."""
    _managed(request)
    return _step(request, public_id, "operator", ("accept", "refuse", "withdraw"))


@for_city
@require_safe
def of_city(request: HttpRequest) -> HttpResponse:
    """List the postings that pass on."""
    return _list(request, "staff")


@for_city
@require_POST
def city_step(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Consent or refuse."""
    return _step(request, public_id, "staff", ("consent", "refuse"))


def _managed(request: HttpRequest) -> list[int]:
    """The operators that the person manages; officers alone find no page."""
    if held := request.user.organisation_ids(kinds={"operator"}, roles={"manager"}):
        return held
    raise Http404


def _step(request: HttpRequest, public_id: UUID, audience: str, verbs: tuple[str, ...]) -> HttpResponse:
    found = get_object_or_404(_visible(request), public_id=public_id)
    verb = request.POST.get("verb", "")
    if verb not in verbs:
        return redirect(f"jobs:{audience}_transfer_list")
    more = {"reason": request.POST.get("reason", "")} if verb == "refuse" else {}
    try:
        getattr(transfers, verb)(found, **more, **actors.signed(request))
        messages.success(request, str(DONE[verb]))
    except ValidationError as broken:
        return _list(request, audience, broken.messages, found)
    return redirect(f"jobs:{audience}_transfer_list")


def _list(
    request: HttpRequest, audience: str, errors: list[str] | None = None, refused: PostingTransfer | None = None
) -> HttpResponse:
    by = actors.from_request(request)
    page = Paginator(_visible(request).order_by("-pk"), PER_PAGE).get_page(request.GET.get("page"))
    lines = [
        {
            "row": row,
            "verbs": transfers.steps_for(row, by),
            "errors": errors if refused and refused.pk == row.pk else None,
        }
        for row in page.object_list
    ]
    context = {"page_obj": page, "lines": lines, "audience": audience, "step_url": f"jobs:{audience}_transfer_step"}
    context["is_manager"] = audience == "operator"
    return render(request, "jobs/operator/transfer_list.html", context, status=400 if errors else 200)


def _visible(request: HttpRequest):
    standing = ~Q(posting__applications__state__in=Application.ENDED)
    rows = PostingTransfer.objects.visible_to(request.user).select_related("posting", "giver", "taker")
    return rows.annotate(people=Count("posting__applications", standing))
