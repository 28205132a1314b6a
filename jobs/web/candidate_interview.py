"""The interview of one's own application: pick a time, change it once, take it into one's calendar. Another's answer 404."""

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from jobs import calendars, interview_places, interviews
from jobs.models import Application, InterviewSlot
from jobs.web.interview_forms import PickForm
from profiles import actors


@require_http_methods(["GET", "HEAD", "POST"])
def interview(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Show the time that was picked and those that can be; pick one."""
    found = _application_or_404(request, public_id)
    choices = interviews.choices(found, at=request.received_at)
    form = PickForm(request.POST or None, choices=choices)
    refusals: list[str] = []
    if request.method == "POST" and form.is_valid():
        try:
            interviews.pick(found, _slot_or_404(request, found, form), **actors.signed(request))
            messages.success(request, _("면접 시간을 정했습니다. 전날 알림을 보내 드립니다."))
            return redirect("jobs:interview", public_id)
        except ValidationError as refused:
            refusals = refused.messages
            choices = interviews.choices(found, at=request.received_at)
            form = PickForm(choices=choices)
    held = interview_places.standing([found.pk]).first()
    others = [choice for choice in choices if not choice.is_mine]
    with_room = [choice for choice in others if choice.left]
    is_at_interview = interviews.is_at_interview(found)
    may_change = bool(held and interviews.may_change(found, held, at=request.received_at))
    context = {
        "application": found,
        "pick": held,
        "mine": next((choice for choice in choices if choice.is_mine), None),
        "form": form,
        "refusals": refusals,
        "is_at_interview": is_at_interview,
        "may_change": may_change,
        "is_choosing": is_at_interview and bool(with_room) and (held is None or may_change),
        "until": max((choice.slot.closes_at for choice in with_room), default=None),
        "full": len(others) - len(with_room),
        "places": list({choice.slot.place: choice for choice in with_room}.values()),
    }
    return render(request, "jobs/candidate/interview.html", context, status=400 if refusals else 200)


@require_safe
def interview_calendar_file(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Give the interview that was picked as a calendar file."""
    found = _application_or_404(request, public_id)
    held = interview_places.standing([found.pk]).filter(state="picked").first()
    if held is None:
        raise Http404
    held.application = found
    url = request.build_absolute_uri(reverse("jobs:interview", args=[found.public_id]))
    content = calendars.calendar([calendars.interview_of(held, url=url, at=request.received_at)])
    name = f"interview-{found.receipt_number}.ics"
    return HttpResponse(
        content,
        content_type=calendars.CONTENT_TYPE,
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


def _application_or_404(request: HttpRequest, public_id: UUID) -> Application:
    own = Application.objects.visible_to(request.user).filter(candidate__user=request.user)
    return get_object_or_404(own.select_related("posting__organisation", "candidate"), public_id=public_id)


def _slot_or_404(request: HttpRequest, found: Application, form: PickForm) -> InterviewSlot:
    own = InterviewSlot.objects.visible_to(request.user).filter(posting=found.posting)
    return get_object_or_404(own, public_id=form.cleaned_data["slot"])
