"""The form that lets an officer of an operator pay, and whom it offers: officers who don't have the right yet (ADR 27)."""

from datetime import date
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from jobs.web.operator import CALLED, called
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


def may_take(organisation: Organisation, today: date) -> QuerySet[User]:
    """Return the officers of an operator who don't have the right yet."""
    held = Membership.objects.filter(organisation=organisation, role=ROLE).exclude(ended_on__lte=today)
    people = User.objects.filter(is_active=True, pk__in=officers_of(organisation, today).values("user"))
    free = people.exclude(pk__in=held.values("user"))
    return free.select_related("identity").prefetch_related("memberships").order_by("email", "pk")


def officers_of(organisation: Organisation, today: date) -> QuerySet[Membership]:
    """Return who works for an operator today in a role that may be let pay."""
    return Membership.objects.current(today).filter(organisation=organisation, role__in=CALLED)
