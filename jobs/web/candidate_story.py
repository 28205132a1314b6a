"""A participant's story: offered with a consent of its own, read again, withdrawn at any time. Another's answer 404."""

from uuid import UUID

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from jobs import stories
from jobs.models import Placement, Story, StoryPicture
from jobs.web.candidate_work import own_placements
from jobs.web.forms import take_error
from profiles import actors, consents, pictures
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
    picture = forms.FileField(
        label=gettext_lazy("사진"),
        required=False,
        widget=forms.FileInput({"accept": "image/jpeg,image/png"}),
        help_text=gettext_lazy(
            "JPG나 PNG, 5MB까지. 찍은 곳과 때는 지우고 저장합니다. 다른 분의 얼굴이 나오면 먼저 물어봐 주세요."
        ),
    )
    description = forms.CharField(
        label=gettext_lazy("사진 설명"),
        required=False,
        max_length=120,
        help_text=gettext_lazy("사진을 보지 못하는 분께 읽어 드립니다. 예: 경로당에서 함께 노래하는 모습"),
    )
    agrees = forms.BooleanField(
        label=gettext_lazy("위 내용에 동의합니다"),
        error_messages={"required": gettext_lazy("이야기를 널리 알리는 데 동의해 주셔야 보낼 수 있습니다.")},
    )

    def clean_picture(self) -> bytes | None:
        sent = self.cleaned_data["picture"]
        return sent.read(pictures.MOST_BYTES + 1) if sent else None


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
    form = StoryForm(*((request.POST, request.FILES) if request.method == "POST" and told is None else ()))
    has_consent = consents.has_given(request.user, ConsentText.Purpose.STORY)
    form.fields["agrees"].required = not has_consent
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
        "has_consent": has_consent,
    }
    return render(request, "jobs/candidate/story.html", context, status=400 if form.errors else 200)


@login_not_required
@require_safe
def story_picture(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Give the picture of a story that everybody may read, or that this person may; never kept, so that it is gone once withdrawn."""
    seen = Story.objects.public()
    if request.user.is_authenticated:
        seen = seen | Story.objects.visible_to(request.user)
    picture = get_object_or_404(StoryPicture, story__in=seen.filter(public_id=public_id))
    return HttpResponse(
        bytes(picture.content), content_type=picture.content_type, headers={"Cache-Control": "no-store"}
    )
