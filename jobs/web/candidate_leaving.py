"""Leaving: what goes and what stays, the password once more, and out. A counsellor who acts for somebody never comes here."""

from allauth.account import app_settings
from allauth.account.internal.flows.login import get_authentication_records
from allauth.core import ratelimit
from django import forms
from django.contrib import messages
from django.contrib.auth import logout
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from jobs import leaving
from profiles import actors


class LeaveForm(forms.Form):
    """The password once more; without one, a sign-in that is not older than a few minutes."""

    password = forms.CharField(
        label=gettext_lazy("비밀번호"),
        help_text=gettext_lazy("본인이신지 확인하려고 한 번 더 여쭙니다."),
        widget=forms.PasswordInput({"autocomplete": "current-password"}),
        strip=False,
    )

    def __init__(self, request: HttpRequest) -> None:
        super().__init__(request.POST if request.method == "POST" else None)
        self.request = request
        if not request.user.has_usable_password():
            del self.fields["password"]

    def clean_password(self) -> str:
        typed = self.cleaned_data["password"]
        if not ratelimit.consume(self.request, action="reauthenticate", user=self.request.user):
            raise ValidationError(
                _("짧은 시간에 너무 여러 번 누르셨습니다. 잠시 뒤에 다시 시도해 주세요."), code="rate_limited"
            )
        if not self.request.user.check_password(typed):
            raise ValidationError(_("비밀번호가 맞지 않습니다. 다시 넣어 주세요."), code="wrong_password")
        return typed


@require_http_methods(["GET", "HEAD", "POST"])
def leave(request: HttpRequest) -> HttpResponse:
    """Say what goes and what stays; close the account once the person is sure and is who they are."""
    if not request.user.is_candidate:
        raise Http404
    form = LeaveForm(request) if _is_known(request) else None
    bound = leaving.reasons(request.user)
    if request.method == "POST" and form and not bound and form.is_valid():
        try:
            leaving.leave(request.user, **actors.signed(request))
        except ValidationError as refused:
            form.add_error(None, refused)
        else:
            logout(request)
            messages.success(request, _("탈퇴하셨습니다. 그동안 함께해 주셔서 고맙습니다."))
            return redirect("landing")
    running = leaving.running(request.user).count()
    context = {"form": form, "bound": bound, "gone": leaving.GONE, "kept": leaving.KEPT, "running": running}
    return render(request, "jobs/candidate/leave.html", context)


def _is_known(request: HttpRequest) -> bool:
    """Whether the person can prove now who they are: by a password, or by a sign-in of a moment ago."""
    if request.user.has_usable_password():
        return True
    records = get_authentication_records(request, request.user)
    age_s = request.received_at.timestamp() - records[-1]["at"] if records else None
    return age_s is not None and age_s < app_settings.REAUTHENTICATION_TIMEOUT
