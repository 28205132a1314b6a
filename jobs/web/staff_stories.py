"""Stories that participants offered: the city reads them and takes those for the results page and the meeting."""

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import BadRequest, ValidationError
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from jobs import stories
from jobs.models import Story
from jobs.web.staff import for_city, for_editors
from profiles import access, actors

PER_PAGE = 20
PURPOSE = gettext_lazy("참여자 이야기 살피기")
VERBS = {"accept": stories.accept, "decline": stories.decline}


@for_city
@require_safe
def story_list(request: HttpRequest) -> HttpResponse:
    """List the stories, those that wait first."""
    seen = Story.objects.visible_to(request.user).exclude(state=Story.State.WITHDRAWN)
    read = seen.select_related("picture", "placement__application__posting", "placement__candidate__user__identity")
    page = Paginator(read.defer("picture__content").order_by("decided_at", "-pk"), PER_PAGE).get_page(
        request.GET.get("page")
    )
    people = [story.placement.candidate for story in page.object_list]
    access.record_request(request, people, purpose=str(PURPOSE), by=actors.from_request(request))
    return render(request, "jobs/staff/story_list.html", {"page_obj": page})


@for_editors
@require_POST
def story_decide(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Take a story, or leave it out."""
    verb = VERBS.get(request.POST.get("verb", ""))
    found = get_object_or_404(Story.objects.visible_to(request.user), public_id=public_id)
    if verb is None:
        raise BadRequest
    try:
        verb(found, by=actors.from_request(request), at=request.received_at)
        messages.success(request, _("정하고 참여자에게 알렸습니다."))
    except ValidationError as refused:
        messages.error(request, " ".join(refused.messages))
    return redirect("jobs:staff_story_list")
