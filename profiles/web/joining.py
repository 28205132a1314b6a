"""Becoming a candidate with an account that is none yet: who worked for an organisation and now looks for work, say."""

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from profiles import actors, candidates, consents
from profiles.models import Candidate, User
from profiles.web.consent_boxes import ConsentBoxes, box_to_join


class JoinForm(ConsentBoxes, forms.Form):
    """The consents of members that this person hasn't given yet."""

    def __init__(self, user: User, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        given = {consent.text_id for consent in consents.standing(user)}
        texts = (text for text in consents.current_texts() if text.purpose not in consents.ASKED_LATER)
        self.ask([text for text in texts if text.pk not in given], box_to_join)


@require_http_methods(["GET", "HEAD", "POST"])
def candidate_join(request: HttpRequest) -> HttpResponse:
    """Ask for the consents of members, and lead on to the first step of the profile."""
    if not request.user.is_candidate:
        raise Http404
    if Candidate.objects.filter(user=request.user).exists():
        return redirect("profiles:candidate_profile_begin")
    form = JoinForm(request.user, request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid() and _join(request, form):
        messages.success(request, _("회원이 되셨습니다. 이어서 ‘나의 정보’를 적어 주세요."))
        return redirect("profiles:candidate_profile_begin")
    return render(request, "profiles/candidate/join.html", {"form": form})


def _join(request: HttpRequest, form: JoinForm) -> bool:
    done = actors.signed(request)
    try:
        with transaction.atomic():
            candidates.join(request.user, **done)
            consents.give(request.user, form.agreed(), **done)
    except ValidationError as refused:
        form.add_error(None, refused)
        return False
    return True
