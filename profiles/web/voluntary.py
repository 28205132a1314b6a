"""What a candidate may tell for the statistics of fairness: consent and answer on one page of their own, both taken back there."""

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from profiles import actors, consents, voluntary_statements
from profiles.models import Candidate, Consent, ConsentText, VoluntaryStatement
from profiles.web.fields import whole
from profiles.web.own import own_profile, with_profile


class StatisticsForm(forms.Form):
    """One's sex, for statistics alone; whoever doesn't want to tell doesn't send it."""

    sex = forms.ChoiceField(
        label=gettext_lazy("성별"),
        choices=VoluntaryStatement.Sex.choices,
        widget=forms.RadioSelect,
        error_messages={
            "required": gettext_lazy("하나를 골라 주세요. 답하고 싶지 않으시면 이 화면을 그냥 나가시면 됩니다.")
        },
    )


@require_http_methods(["GET", "HEAD", "POST"])
@with_profile
def candidate_statistics(request: HttpRequest) -> HttpResponse:
    """Show the text and ask; sending the answer is agreeing to the text that stands above it."""
    candidate = own_profile(request)
    told, consent = voluntary_statements.of(candidate), _standing(request)
    form = StatisticsForm(
        request.POST if request.method == "POST" else None, initial={"sex": told.sex} if told else None
    )
    if request.method == "POST" and form.is_valid():
        try:
            _keep(request, candidate, form.cleaned_data["sex"], None if consent else _text_read(request))
        except ValidationError as broken:
            form.add_error(None, broken)
        else:
            messages.success(request, _("저장했습니다. 이 답은 통계에만 씁니다."))
            return redirect(request.path)
    (text,) = consents.current_texts(ConsentText.Purpose.FAIRNESS)
    context = {"form": form, "told": told, "consent": consent, "text": consent.text if consent else text}
    return render(request, "profiles/candidate/statistics.html", context)


def _standing(request: HttpRequest) -> Consent | None:
    return consents.standing(request.user).filter(text__purpose=ConsentText.Purpose.FAIRNESS).first()


def _text_read(request: HttpRequest) -> ConsentText:
    """The text that stood on the page."""
    version = whole(request.POST.get("text_version", ""))
    return get_object_or_404(ConsentText, purpose=ConsentText.Purpose.FAIRNESS, recipient="", version=version)


@transaction.atomic
def _keep(request: HttpRequest, candidate: Candidate, sex: str, agreed: ConsentText | None) -> None:
    done = actors.signed(request)
    if agreed:
        consents.give(request.user, [agreed], **done)
    voluntary_statements.tell(candidate, sex=sex, **done)
