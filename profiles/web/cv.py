"""이력서 올리기: a file is read in the request, what it says is shown, and only what the person chooses is kept (docs/adr/0021)."""

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from profiles import actors, cv_readings
from profiles.cv import proposing, sandbox
from profiles.cv.refusals import Unreadable
from profiles.models import Candidate, CvReading
from profiles.web.cv_forms import FileForm, FoundForm
from profiles.web.own import own_profile, with_profile

PLACES = sandbox.Places(settings.CV_READERS)
PAGE, FOUND = "profiles:candidate_cv", "profiles:candidate_cv_found"


@transaction.non_atomic_requests  # reading takes seconds: no transaction stays open over it
@require_http_methods(["GET", "HEAD", "POST"])
@with_profile
def candidate_cv(request: HttpRequest) -> HttpResponse:
    """Take one file and read it; nothing of it is put into the profile here."""
    candidate = own_profile(request)
    form = FileForm(request.POST, request.FILES) if request.method == "POST" else FileForm()
    if request.method == "POST" and form.is_valid():
        try:
            with PLACES:
                _read(request, candidate, form.cleaned_data["file"].read())
        except sandbox.Busy:
            form.add_error("file", _("지금 많은 분이 올리고 있습니다. 잠시 뒤 다시 해 주세요."))
        except Unreadable as refused:
            form.add_error("file", cv_readings.SENTENCES[refused.code])
        except ValidationError as refused:
            form.add_error("file", refused.error_list)
        else:
            return redirect(FOUND)
    context = {
        "form": form,
        "waiting": cv_readings.waiting(request.user, at=request.received_at),
        "kept_minutes": settings.CV_KEPT_MINUTES,
    }
    return render(request, "profiles/candidate/cv.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@with_profile
def candidate_cv_found(request: HttpRequest) -> HttpResponse:
    """Show what was found beside what stands in the profile, and put in what the person chooses."""
    candidate, reading = own_profile(request), cv_readings.waiting(request.user, at=request.received_at)
    if reading is None:
        messages.info(
            request, _("올리신 이력서에서 찾은 내용이 없거나, 시간이 지나 지웠습니다. 파일을 다시 올려 주세요.")
        )
        return redirect(PAGE)
    standing = cv_readings.opened(reading)
    form = FoundForm(candidate, standing.proposals, request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid() and _take(request, reading, form):
        return redirect("profiles:candidate_profile")
    context = {
        "form": form,
        "groups": list(form.groups()),
        "dropped": [cv_readings.DROPPED[kind] for kind in standing.dropped],
        "expires_at": reading.expires_at,
    }
    return render(request, "profiles/candidate/cv_found.html", context)


@require_POST
@with_profile
def candidate_cv_forget(request: HttpRequest) -> HttpResponse:
    """Throw away what was found."""
    own_profile(request)
    if reading := cv_readings.waiting(request.user, at=request.received_at):
        cv_readings.forget(reading, by=actors.from_request(request), at=request.received_at)
    messages.success(request, _("이력서에서 찾은 내용을 모두 지웠습니다. 나의 정보는 그대로입니다."))
    return redirect("profiles:candidate_profile")


def _read(request: HttpRequest, candidate: Candidate, content: bytes) -> CvReading:
    """Read the file in its sandbox and keep what it proposes; a file that can't be read leaves nothing behind."""
    done = actors.signed(request)
    reading = cv_readings.begin(candidate, **done)
    try:
        found = sandbox.read(content, seconds=settings.CV_SECONDS)
        proposals = proposing.propose(found.lines, on=timezone.localdate(request.received_at))
        if not cv_readings.count(proposals):
            raise Unreadable("nothing_found")
    except Unreadable as refused:
        cv_readings.refuse(reading, refused.code, **done)
        raise
    return cv_readings.propose(reading, proposals, found.dropped, **done)


def _take(request: HttpRequest, reading: CvReading, form: FoundForm) -> bool:
    """Put in what was chosen; what the verbs refuse stands beside its field."""
    answers = form.answers()
    try:
        cv_readings.take(reading, answers, by=actors.from_request(request), at=request.received_at)
    except ValidationError as refused:
        _show(form, refused)
        return False
    messages.success(request, _("이력서에서 %(count)d가지를 넣었습니다.") % {"count": len(answers)})
    return True


def _show(form: Form, refused: ValidationError) -> None:
    """Put each sentence beside its field, or on top where the form has no such field."""
    by_field = refused.error_dict if hasattr(refused, "error_dict") else {None: refused.error_list}
    for name, errors in by_field.items():
        form.add_error(name if name in form.fields else None, errors)
