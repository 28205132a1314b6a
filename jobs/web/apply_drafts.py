"""The apply form's words as they are kept on the way: by themselves with a script, by any button without."""

from collections.abc import Mapping
from typing import Any, NamedTuple
from uuid import UUID

from django.core.exceptions import ValidationError
from django.forms import Form
from django.http import HttpRequest, JsonResponse
from django.utils.translation import gettext as _

from jobs import application_drafts
from jobs.models import ApplicationDraft, Posting
from jobs.web.forms import ApplyForm
from jobs.web.wish_field import arranged
from profiles import actors
from profiles.models import Candidate

SEEN = "seen"  # the hidden box with the mark of the draft that the page showed


class Draft(NamedTuple):
    """What the page knows of the words kept before.

    kept : what the form opens with, if anything; refused : why a box may not be kept; elsewhere : what another window kept first;
    seen : the mark of the draft that the page shows
    """

    kept: ApplicationDraft | None
    refused: Mapping[str, ValidationError]
    elsewhere: ApplicationDraft | None
    seen: str

    @property
    def initial(self) -> dict[str, Any]:
        return self.kept.typed if self.kept else {}


def draft(request: HttpRequest, posting: Posting, person: Candidate) -> Draft:
    """Keep what was sent, whichever button sent it, or read what was kept before."""
    if request.method != "POST":
        kept = application_drafts.of(posting, person)
        return Draft(kept, {}, None, application_drafts.mark(kept))
    refused: Mapping[str, ValidationError] = {}
    try:
        refused = _keep(request, posting, person)
    except ValidationError as wrong:  # out of time, or sent already: the verb that sends says so
        if wrong.code == application_drafts.ELSEWHERE:
            other = application_drafts.of(posting, person)
            return Draft(None, {}, other, application_drafts.mark(other))
    return Draft(None, refused, None, request.POST.get(SEEN, ""))


def on_the_way(request: HttpRequest, posting: Posting, person: Candidate) -> JsonResponse:
    """Keep what was typed so far: 200; 409 where it may not be kept at all, 422 where a box may not."""
    try:
        refused = _keep(request, posting, person)
    except ValidationError as wrong:
        said = wrong.messages[0]
        if wrong.code == application_drafts.ELSEWHERE:
            said = _(
                "다른 창이나 다른 기기에서 먼저 고친 내용이 있어 저장하지 않았습니다. 아래 단추를 누르면 두 내용을 보고 고르실 수 있습니다."
            )
        return JsonResponse({"said": said, "wrong": {}}, status=409)
    if not refused:
        return JsonResponse({"said": _("여기까지 저장했습니다. 나중에 이어서 쓰셔도 됩니다."), "wrong": {}})
    said = _("저장하지 못한 칸이 있습니다: %(fields)s. 칸 위의 글을 보고 고쳐 주세요.")
    fields = ", ".join(_label(box, posting) for box in refused)
    wrong = {box: why.messages for box, why in refused.items()}
    return JsonResponse({"said": said % {"fields": fields}, "wrong": wrong}, status=422)


def words(kept: ApplicationDraft | None, form: Form, posting: Posting) -> list[tuple[str, str]]:
    """What another window kept, by the names of the boxes."""
    if kept is None:
        return []
    typed = kept.typed
    sites = dict(form.fields["wish"].choices) if "wish" in form.fields else {}
    wished = ", ".join(sites[pk] for pk in typed["wish"] if pk in sites)
    lines = [(_label(box, posting), typed[box]) for box in ("motive", "answer")]
    return [(label, text) for label, text in [(str(_("가고 싶은 활동처")), wished), *lines] if text]


def _keep(request: HttpRequest, posting: Posting, person: Candidate) -> Mapping[str, ValidationError]:
    """A form without its token is none of ours, and nothing of it is kept."""
    try:
        window = UUID(request.POST.get("form_token", ""))
    except ValueError:
        return {}
    return application_drafts.keep(
        posting,
        person,
        motive=request.POST.get("motive", ""),
        answer=request.POST.get("answer", "") if posting.question else "",
        wish=arranged(request.POST.getlist("wish"), request.POST.get("arrange", "")),
        window=window,
        seen=request.POST.get(SEEN),
        **actors.signed(request),
    )


def _label(box: str, posting: Posting) -> str:
    return posting.question if box == "answer" else str(ApplyForm.base_fields[box].label)
