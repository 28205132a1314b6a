"""Who works for one's organisation: members with their dates, invitations, and what a manager changes of them."""

from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.db.models import Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse, reverse_lazy
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from jobs import history, members
from jobs.models import Posting
from jobs.web.forms import take_error
from jobs.web.operator import acting_for, for_officers
from profiles import actors, events, invitations, organisations
from profiles.models import Invitation, Membership, Organisation
from profiles.web.fields import KoreanDateField

PER_PAGE = 20
KEPT = timedelta(days=3 * 365)
CRUMBS = [(gettext_lazy("구성원"), reverse_lazy("jobs:operator_member_list"))]
ROLES = [(name, Membership.Role(name).label) for name in organisations.GIVEN_BY_MANAGERS]
REVIEWED = (Posting.State.PUBLISHED, Posting.State.CLOSED)


class InviteForm(forms.Form):
    """Whom one invites, to what, from when until when."""

    email = forms.EmailField(
        label=gettext_lazy("이메일 주소"),
        help_text=gettext_lazy("이 주소로 링크를 보냅니다. 같은 주소의 계정만 받아들일 수 있습니다."),
        error_messages={
            "required": gettext_lazy("초대할 분의 이메일 주소를 적어 주세요."),
            "invalid": gettext_lazy("이메일 주소를 다시 확인해 주세요. 예: hong@example.com"),
        },
    )
    role = forms.ChoiceField(label=gettext_lazy("맡을 일"), choices=ROLES)
    posting = forms.ModelChoiceField(
        Posting.objects.none(),
        label=gettext_lazy("심사할 공고"),
        required=False,
        empty_label=gettext_lazy("정하지 않음"),
        help_text=gettext_lazy("심사위원을 초대할 때만 고릅니다."),
    )
    started_on = KoreanDateField(label=gettext_lazy("시작하는 날"))
    ended_on = KoreanDateField(
        label=gettext_lazy("끝나는 날"),
        required=False,
        help_text=gettext_lazy("이날부터 볼 수 없습니다. 정하지 않았으면 비워 두세요."),
    )

    def __init__(self, *args: Any, organisation: Organisation, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        own = Posting.objects.filter(organisation=organisation, state__in=REVIEWED)
        self.fields["posting"].queryset = own.order_by("-apply_until", "pk")


class RoleForm(forms.Form):
    """What somebody does from today on."""

    role = forms.ChoiceField(label=gettext_lazy("맡을 일"), choices=ROLES)


@for_officers
@require_safe
def member_list(request: HttpRequest) -> HttpResponse:
    """List the members of one's operator: current ones first, then those who left in the last three years."""
    return _list(request)


@for_officers
@require_POST
def member_invite(request: HttpRequest) -> HttpResponse:
    """Invite somebody."""
    organisation = _managed(request)
    form = InviteForm(request.POST, organisation=organisation)
    if form.is_valid():
        try:
            members.invite(organisation, **form.cleaned_data, **actors.signed(request))
        except ValidationError as broken:
            take_error(form, broken)
        else:
            messages.success(request, _("초대 메일을 곧 보냅니다. 받아들이면 여기에 보입니다."))
            return redirect("jobs:operator_member_list")
    return _list(request, form)


@for_officers
@require_http_methods(["GET", "HEAD", "POST"])
def member(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Show one member with their history; change what they do, or end it."""
    organisation = _managed(request)
    found = get_object_or_404(
        Membership.objects.filter(organisation=organisation).select_related("user"), public_id=public_id
    )
    today, form = timezone.localdate(request.received_at), RoleForm(initial={"role": found.role})
    errors: list[str] = []
    if request.method == "POST":
        try:
            return _change(request, found, today)
        except ValidationError as broken:
            errors = broken.messages
    context = {
        "member": found,
        "is_current": found.ended_on is None or found.ended_on > today,
        "is_self": found.user_id == request.user.pk,
        "is_the_citys": found.role not in organisations.GIVEN_BY_MANAGERS,
        "form": form,
        "errors": errors,
        "history": history.lines(events.of(found).select_related("organisation"), {}),
        "crumbs": [*CRUMBS, (found.user.email, None)],
    }
    return render(request, "jobs/operator/member.html", context, status=400 if errors else 200)


@for_officers
@require_POST
def invitation_end(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Take an invitation back."""
    own = Invitation.objects.filter(organisation=_managed(request))
    try:
        invitations.withdraw(get_object_or_404(own, public_id=public_id), **actors.signed(request))
        messages.success(request, _("초대를 거두었습니다. 링크는 이제 열리지 않습니다."))
    except ValidationError as broken:
        messages.error(request, " ".join(broken.messages))
    return redirect("jobs:operator_member_list")


def of(organisation: Organisation, today: date) -> QuerySet[Membership]:
    """Return who works there or did in the last three years, current ones first."""
    kept = Q(ended_on=None) | Q(ended_on__gt=today - KEPT)
    rows = Membership.objects.filter(kept, organisation=organisation).select_related("user")
    return rows.order_by("-ended_on", "role", "pk")  # PostgreSQL puts the empty ones first


def _change(request: HttpRequest, found: Membership, today: date) -> HttpResponse:
    if request.POST.get("verb") == "end":
        organisations.end(found, ended_on=today, **actors.signed(request))
        messages.success(request, _("맡은 일을 끝냈습니다. 오늘부터 볼 수 없습니다."))
        is_self = found.user_id == request.user.pk
        return redirect("jobs:home" if is_self else "jobs:operator_member_list")
    form = RoleForm(request.POST)
    if not form.is_valid():
        raise ValidationError(_("맡을 일을 골라 주세요."))
    organisations.change_role(found, form.cleaned_data["role"], **actors.signed(request))
    messages.success(request, _("맡은 일을 바꾸었습니다."))
    return redirect("jobs:operator_member_list" if found.user_id != request.user.pk else "jobs:home")


def _managed(request: HttpRequest) -> Organisation:
    """The operator that the person manages; its members alone find no page."""
    held = request.user.organisation_ids(kinds={"operator"}, roles={"manager"})
    if not held:
        raise Http404
    return Organisation.objects.get(pk=held[0])


def _list(request: HttpRequest, form: InviteForm | None = None) -> HttpResponse:
    managed = request.user.organisation_ids(kinds={"operator"}, roles={"manager"})
    organisation = Organisation.objects.get(pk=managed[0]) if managed else acting_for(request)
    today, at = timezone.localdate(request.received_at), request.received_at
    page = Paginator(of(organisation, today), PER_PAGE).get_page(request.GET.get("page"))
    invited = Invitation.objects.open().filter(organisation=organisation).select_related("letter").order_by("-pk")
    context = {
        "organisation": organisation,
        "is_manager": bool(managed),
        "page_obj": page,
        "today": today,
        "invited": [{"row": row, "is_over": row.letter.expires_at <= at} for row in invited] if managed else [],
        "form": (form or InviteForm(organisation=organisation, initial={"started_on": today})) if managed else None,
        "invite_url": reverse("jobs:operator_member_invite"),
    }
    return render(request, "jobs/operator/member_list.html", context, status=400 if form else 200)
