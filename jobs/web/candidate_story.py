"""A participant's story: offered with a consent of its own, read again, withdrawn at any time. Another's answer 404."""

from uuid import UUID

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from jobs import stories
from jobs.models import Placement
from jobs.web.candidate_work import own_placements
from jobs.web.operator_forms import take_error
from profiles import actors, consents
from profiles.models import ConsentText


class StoryForm(forms.Form):
    """What somebody tells, and that everybody may read it."""

    title = forms.CharField(
        label=gettext_lazy("제목"), max_length=60, error_messages={"required": gettext_lazy("제목을 적어 주세요.")}
    )
    text = forms.CharField(
        label=gettext_lazy("이야기"),
        max_length=2000,
        widget=forms.Textarea({"rows": 8}),
        help_text=gettext_lazy("2,000자까지 적을 수 있습니다. 이름, 전화번호, 다른 사람의 사정은 적지 말아 주세요."),
        error_messages={"required": gettext_lazy("이야기를 적어 주세요.")},
    )
    agrees = forms.BooleanField(label=gettext_lazy("위 내용에 동의합니다"), required=False)


@require_http_methods(["GET", "HEAD", "POST"])
def story(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Offer one's story, or read it and take it back."""
    found = get_object_or_404(own_placements(request), public_id=public_id)
    told = stories.of(found)
    if told is None and found.state != Placement.State.COMPLETED:
        raise Http404
    by, at = actors.from_request(request), request.received_at
    if request.method == "POST" and told and request.POST.get("verb") == "withdraw":
        stories.withdraw(told, by=by, at=at)
        messages.success(request, _("이야기를 거두었습니다. 지금부터 아무에게도 보이지 않습니다."))
        return redirect("jobs:story", found.public_id)
    form = StoryForm(request.POST if request.method == "POST" and told is None else None)
    if form.is_bound and form.is_valid():
        try:
            stories.offer(found, **form.cleaned_data, by=by, at=at)
        except ValidationError as refused:
            take_error(form, refused)
        else:
            messages.success(request, _("이야기를 보냈습니다. 들려 주셔서 고맙습니다."))
            return redirect("jobs:story", found.public_id)
    context = {
        "placement": found,
        "story": told,
        "form": form,
        "consent": stories.text_of_consent(),
        "has_consent": consents.has_given(request.user, ConsentText.Purpose.STORY),
    }
    return render(request, "jobs/candidate/story.html", context, status=400 if form.errors else 200)
