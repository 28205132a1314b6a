"""The code on the wall of a training, to be shown on a screen: it changes by itself, and printed on paper it is soon worth nothing."""

from uuid import UUID

from django import forms
from django.conf import settings
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from jobs import attendance, papers, wall_codes
from jobs.models import Attendance, TrainingSession
from jobs.web.forms import take_error
from jobs.web.operator import for_officers, own_postings
from profiles import actors


class BeginningForm(forms.Form):
    """At what time a session begins."""

    begins_at = forms.TimeField(
        label=gettext_lazy("시작하는 시각"),
        widget=forms.TimeInput({"type": "time", "class": "short"}, format="%H:%M"),
        error_messages={
            "required": gettext_lazy("시작하는 시각을 적어 주세요."),
            "invalid": gettext_lazy("시각을 09:30처럼 적어 주세요."),
        },
    )


@for_officers
@require_http_methods(["GET", "HEAD", "POST"])
def wall_code(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Show the code of this minute; where no time of day is set, ask for it."""
    own = TrainingSession.objects.select_related("posting").filter(posting__in=own_postings(request))
    found, at = get_object_or_404(own, public_id=public_id), request.received_at
    form = BeginningForm(request.POST or None, initial={"begins_at": found.begins_at})
    if request.method == "POST" and form.is_valid():
        try:
            attendance.set_beginning(found, **form.cleaned_data, **actors.signed(request))
        except ValidationError as broken:
            take_error(form, broken)
        else:
            messages.success(request, _("시작하는 시각을 정했습니다."))
            return redirect("jobs:operator_wall_code", found.public_id)
    span = wall_codes.span_of(found)
    context = {
        "session": found,
        "form": form,
        "span": span,
        "shows_from": span[0] - wall_codes.BEFORE if span else None,
        "is_open": wall_codes.is_open(found, at=at),
        "arrived": Attendance.objects.filter(session=found, arrived_at__isnull=False).count(),
        "crumbs": [
            (found.posting.title, reverse("jobs:operator_training", args=[found.posting.public_id])),
            (found.title, reverse("jobs:operator_session", args=[found.public_id])),
            (_("출석 코드"), None),
        ],
    }
    if context["is_open"]:
        code = wall_codes.code_of(found, at=at)
        address = f"{settings.PUBLIC_URL}{reverse('jobs:check_in_by_code', args=[found.public_id, code])}"
        context |= {"code": wall_codes.shown(code), "qr": papers.qr_of(address, grows=True), "typed_at": _typed_at()}
    page = "_wall_code" if request.headers.get("X-Part") == "code" else "wall_code"
    return render(request, f"jobs/operator/{page}.html", context, status=400 if form.errors else 200)


def _typed_at() -> str:
    """Where people type the code by hand, without what browsers leave out."""
    return f"{settings.PUBLIC_URL}{reverse('jobs:candidate_placement_list')}".partition("://")[2]
