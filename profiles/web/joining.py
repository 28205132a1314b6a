"""Becoming a candidate with an account that is none yet: who worked for an organisation and now looks for work, say."""

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from profiles import actors, consents
from profiles.models import User
from profiles.web.consent_boxes import ConsentBoxes, box_to_join
from profiles.web.own import WAITING, lacks_profile, way_back


class JoinForm(ConsentBoxes, forms.Form):
    """The consents of members that this person hasn't given yet."""

    def __init__(self, user: User, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.ask(consents.asked_to_join(user), box_to_join)


@require_http_methods(["GET", "HEAD", "POST"])
def candidate_join(request: HttpRequest) -> HttpResponse:
    """Ask for the consents of members, and lead on to where the person was going, or to the first step of the profile."""
    if not request.user.is_candidate:
        raise Http404
    if not lacks_profile(request):
        return _on(request)
    form = JoinForm(request.user, request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid() and _join(request, form):
        messages.success(request, _("회원이 되셨습니다. 이어서 ‘나의 정보’를 적어 주세요."))
        return _on(request)
    context = {"form": form, "next": way_back(request), "applies": "applies" in (request.POST or request.GET)}
    return render(request, "profiles/candidate/join.html", context)


def _join(request: HttpRequest, form: JoinForm) -> bool:
    """Whether the person is a member now; twice at the same moment is once."""
    try:
        consents.join(request.user, form.agreed(), **actors.signed(request))
    except ValidationError as refused:
        if refused.code == "already_joined":
            return True
        form.add_error(None, refused)
        return False
    return True


def _on(request: HttpRequest) -> HttpResponse:
    """Lead on; an application waits until its writer has told of themselves, and is offered on the pages of the profile."""
    back = way_back(request)
    if back and "applies" in (request.POST or request.GET):
        request.session[WAITING] = back
        back = ""
    return redirect(back or "profiles:candidate_profile_begin")
