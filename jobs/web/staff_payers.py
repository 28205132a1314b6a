"""The right to pay for an operator (지급 담당): who has it, given from a day until a day, taken back. It is the city's to give (ADR 27)."""

from datetime import date
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from jobs.models import PayRun
from jobs.web import staff_organisations
from jobs.web.forms import take_error
from jobs.web.operator import CALLED, called
from jobs.web.staff import for_editors, holds
from profiles import actors, organisations
from profiles.models import Membership, Organisation, User
from profiles.web.fields import KoreanDateField

ROLE = Membership.Role.PAYER


class PayerForm(forms.Form):
    """Which of the operator's officers may pay, from when until when."""

    user = forms.ModelChoiceField(
        User.objects.none(),
        to_field_name="public_id",
        label=gettext_lazy("지급을 맡을 분"),
        empty_label=gettext_lazy("골라 주세요"),
        help_text=gettext_lazy("이 기관의 담당자나 관리자만 맡을 수 있습니다."),
        error_messages={
            "required": gettext_lazy("지급을 맡을 분을 골라 주세요."),
            "invalid_choice": gettext_lazy("이 기관에서 지금 일하는 분 가운데 골라 주세요."),
        },
    )
    started_on = KoreanDateField(label=gettext_lazy("시작하는 날"))
    ended_on = KoreanDateField(
        label=gettext_lazy("끝나는 날"),
        required=False,
        help_text=gettext_lazy("이날부터 승인하거나 보낼 수 없습니다. 정하지 않았으면 비워 두세요."),
    )

    def __init__(self, *args: Any, organisation: Organisation, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        field = self.fields["user"]
        field.queryset = may_take(organisation, today)
        field.label_from_instance = lambda user: f"{called(user, organisation.pk)} {user.email or ''}".strip()

    def clean(self) -> dict[str, Any]:
        """Ask for days that lie ahead: nobody is let pay afterwards."""
        typed = super().clean()
        started_on, ended_on = typed.get("started_on"), typed.get("ended_on")
        if started_on and started_on < self.today:
            self.add_error("started_on", _("시작하는 날은 오늘이나 그 뒤여야 합니다."))
        if started_on and ended_on and ended_on <= started_on:
            self.add_error("ended_on", _("끝나는 날은 시작하는 날보다 뒤여야 합니다."))
        return typed


@for_editors
@require_POST
def grant(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Let an officer of an operator pay."""
    found, today = _operator(public_id), timezone.localdate(request.received_at)
    form = PayerForm(request.POST, organisation=found, today=today)
    if form.is_valid():
        typed = form.cleaned_data
        dates = {name: typed[name] for name in ("started_on", "ended_on")}
        try:
            organisations.grant(typed["user"], found, ROLE, **dates, **actors.signed(request))
        except ValidationError as broken:
            take_error(form, broken)
        else:
            messages.success(request, _("지급 권한을 주었습니다."))
            return redirect("jobs:staff_organisation", found.public_id)
    return staff_organisations.page(request, found, form)


@for_editors
@require_POST
def take_back(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Take the right to pay back from today on; one that hasn't begun never does."""
    rows = Membership.objects.filter(role=ROLE, organisation__kind="operator").select_related("organisation")
    row = get_object_or_404(rows, public_id=public_id)
    on = max(timezone.localdate(request.received_at), row.started_on)
    try:
        organisations.end(row, ended_on=on, **actors.signed(request))
    except ValidationError as broken:
        messages.error(request, " ".join(broken.messages))
    else:
        messages.success(request, _("지급 권한을 거두었습니다. 이제 승인하거나 보낼 수 없습니다."))
    return redirect("jobs:staff_organisation", row.organisation.public_id)


def context_of(request: HttpRequest, organisation: Organisation, form: PayerForm | None = None) -> dict[str, Any]:
    """Who may pay for an operator and from when; to the city's editors the form to let somebody."""
    today = timezone.localdate(request.received_at)
    rows = Membership.objects.filter(organisation=organisation, role=ROLE).exclude(ended_on__lte=today)
    rows = rows.select_related("user__identity").prefetch_related("user__memberships").order_by("started_on", "pk")
    officers = set(_officers(organisation, today).values_list("user_id", flat=True))
    may_give = holds(request, "editor")
    if may_give and form is None:
        form = PayerForm(initial={"started_on": today}, organisation=organisation, today=today)
    return {
        "payers": [
            {
                "row": row,
                "name": called(row.user, organisation.pk),
                "is_idle": row.user_id not in officers,
                "is_coming": row.started_on > today,
            }
            for row in rows
        ],
        "waiting_runs": PayRun.objects.filter(organisation=organisation, state=PayRun.State.PREPARED).count(),
        "may_give": may_give,
        "payer_form": form if may_give else None,
    }


def may_take(organisation: Organisation, today: date):
    """Return the officers of an operator who don't have the right yet."""
    held = Membership.objects.filter(organisation=organisation, role=ROLE).exclude(ended_on__lte=today)
    people = User.objects.filter(is_active=True, pk__in=_officers(organisation, today).values("user"))
    free = people.exclude(pk__in=held.values("user"))
    return free.select_related("identity").prefetch_related("memberships").order_by("email", "pk")


def _officers(organisation: Organisation, today: date):
    return Membership.objects.current(today).filter(organisation=organisation, role__in=CALLED)


def _operator(public_id: UUID) -> Organisation:
    return get_object_or_404(Organisation.objects.filter(kind="operator"), public_id=public_id)
