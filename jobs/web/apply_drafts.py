"""The apply form's words as they are kept on the way: by themselves with a script, by any button without."""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple
from uuid import UUID, uuid4

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.forms import Form
from django.http import HttpRequest, JsonResponse, QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from jobs import application_drafts
from jobs.eligibility import Verdict
from jobs.models import ApplicationDraft, Posting
from jobs.web.forms import ApplyForm
from jobs.web.wish_field import arranged
from profiles import actors
from profiles.models import Candidate
from profiles.web import consent_boxes, disputes, profile_steps
from profiles.web.disputes import Dispute
from profiles.web.refused import SeeOther

COUNSELLOR, PERSON = "counsellor", "person"
NOT_OURS = "form_token"  # the code of a form that is none of ours
MEND, CHECK, ON = "mend", "check", "on"  # how the page is come back to: with what is wrong, to be read over, to go on
LEAVE = "leave"  # the button that leads to a step of the profile, which it names
_BUTTONS = ("arrange", "both", "check", "detach", LEAVE, MEND, "send")
TICKED = "ticked"  # in the session: the boxes of an application that are ticked and no draft holds
SEEN = "seen"  # the hidden box with the mark of the draft that the page showed
_NOT_KEPT = {  # by who kept other words first
    "": gettext_lazy(
        "다른 창이나 다른 기기에서 먼저 고친 내용이 있어 저장하지 않았습니다. ‘두 내용 보기’나 ‘다음: 확인하기’를 누르면 두 내용을 보고 고르실 수 있습니다."
    ),
    COUNSELLOR: gettext_lazy(
        "대신 돕는 상담사가 먼저 고친 내용이 있어 저장하지 않았습니다. ‘두 내용 보기’나 ‘다음: 확인하기’를 누르면 두 내용을 보고 고르실 수 있습니다."
    ),
    PERSON: gettext_lazy(
        "본인이 먼저 고친 내용이 있어 저장하지 않았습니다. ‘두 내용 보기’나 ‘다음: 확인하기’를 누르면 두 내용을 보고 고르실 수 있습니다."
    ),
}


_CHANGED_FIRST = {
    "": gettext_lazy("다른 창이나 다른 기기에서 이 지원서를 먼저 고쳤습니다."),
    COUNSELLOR: gettext_lazy("대신 돕는 상담사가 이 지원서를 먼저 고쳤습니다."),
    PERSON: gettext_lazy("본인이 이 지원서를 먼저 고쳤습니다."),
}
_STEPS = {  # by what is to be done: the step of the profile where it is
    "give_birth_on": "basics",
    "declare_statuses": "facts",
    "give_residence": "home",
    "declare_business": "home",
    "declare_employment": "work",
    "give_work_hours": "work",
    "declare_public_jobs": "history",
    "complete_public_jobs": "history",
    "declare_participations": "history",
    "complete_participations": "history",
    "declare_benefit": "facts",
    "give_benefit_end": "facts",
    "declare_credentials": "skills",
    "obtain_credentials": "skills",
    "give_hours": "time",
    "raise_hours": "time",
    "give_schedule": "time",
    "widen_schedule": "time",
}
_WRITTEN_BY = {
    "": "",
    COUNSELLOR: gettext_lazy("대신 돕는 상담사가 적은 내용이 있습니다."),
    PERSON: gettext_lazy("본인이 적은 내용입니다."),
}


class Draft(NamedTuple):
    """What the page knows of the words kept before.

    kept : what the form opens with, if anything; refused : why a box may not be kept; elsewhere : what another window kept first;
    seen : the mark of the draft that the page shows; writer : who kept it, COUNSELLOR or PERSON where that isn't who reads it;
    is_whole : all that was sent is kept
    """

    kept: ApplicationDraft | None
    refused: Mapping[str, ValidationError]
    elsewhere: ApplicationDraft | None
    seen: str
    writer: str = ""
    is_whole: bool = False

    @property
    def initial(self) -> dict[str, Any]:
        return self.kept.typed if self.kept else {}

    @property
    def changed_first(self) -> str:
        """Who changed it first, in a sentence."""
        return str(_CHANGED_FIRST[self.writer])

    @property
    def written_by(self) -> str:
        """Who wrote what is shown, in a sentence; nothing of what the reader wrote."""
        return str(_WRITTEN_BY[self.writer])


def draft(request: HttpRequest, posting: Posting, person: Candidate) -> Draft:
    """Keep what was sent, whichever button sent it, or read what was kept before."""
    if request.method != "POST":
        kept = application_drafts.of(posting, person)
        return Draft(kept, {}, None, application_drafts.mark(kept), _writer(request, kept, person))
    if disputes.chosen(request.POST).unanswered:
        other = application_drafts.of(posting, person)
        return Draft(None, {}, other, application_drafts.mark(other), _writer(request, other, person))
    refused: Mapping[str, ValidationError] = {}
    is_whole = False
    try:
        refused = _keep(request, posting, person)
        is_whole = not refused
    except ValidationError as wrong:
        if wrong.code == application_drafts.ELSEWHERE:
            other = application_drafts.of(posting, person)
            return Draft(None, {}, other, application_drafts.mark(other), _writer(request, other, person))
        if wrong.code == NOT_OURS:
            refused = {NON_FIELD_ERRORS: wrong}
        # out of time, or sent already: the verb that sends says so
    return Draft(None, refused, None, request.POST.get(SEEN, ""), is_whole=is_whole)


def lead_back(request: HttpRequest, posting: Posting, draft: Draft, form: Form) -> SeeOther | None:
    """Lead to the page that shows by GET what was kept, so that it can be come back to; None where the answer is given at once.

    That is: where something may not be kept, another window kept other words first, or the application is to be sent.
    """
    if request.method != "POST" or "send" in request.POST or not draft.is_whole:
        return None
    chosen = [name for name in request.POST if name.startswith(consent_boxes.PREFIX)]
    request.session[TICKED] = {**request.session.get(TICKED, {}), str(posting.public_id): chosen}
    if LEAVE in request.POST:
        return SeeOther(_step_url(request.POST[LEAVE]))
    way = ON if {"mend", "arrange", "detach"} & set(request.POST) else CHECK if form.is_valid() else MEND
    return SeeOther(f"{request.path}?{way}=1")


def come_back(request: HttpRequest, posting: Posting, draft: Draft) -> QueryDict | None:
    """Return what the boxes hold where the page is come back to with its faults, or to be read over."""
    if request.method == "POST" or not {MEND, CHECK} & set(request.GET):
        return None
    boxes = QueryDict(mutable=True)
    held = {"form_token": str(uuid4()), **ticked(request, posting), **draft.initial}
    for name, value in held.items():
        boxes.setlist(name, _texts(value))
    return boxes


def steps_to_tell(verdicts: Sequence[Verdict]) -> list[str]:
    """Return, verdict by verdict, the step of the profile where its remedy is done; "" where there is none."""
    return [_STEPS.get(verdict.remedy.code, "") if verdict.remedy else "" for verdict in verdicts]


def ticked(request: HttpRequest, posting: Posting) -> dict[str, str]:
    """The boxes that were ticked when the form was last sent."""
    return dict.fromkeys(request.session.get(TICKED, {}).get(str(posting.public_id), ()), "on")


def on_the_way(request: HttpRequest, posting: Posting, person: Candidate) -> JsonResponse:
    """Keep what was typed so far: 200; 409 where it may not be kept at all, 422 where a box may not."""
    try:
        refused = _keep(request, posting, person)
    except ValidationError as wrong:
        said = wrong.messages[0]
        if wrong.code == application_drafts.ELSEWHERE:
            said = _NOT_KEPT[_writer(request, application_drafts.of(posting, person), person)]
        told = {"said": str(said), "wrong": {}}
        if wrong.code == application_drafts.ELSEWHERE:
            named = disputed(request, application_drafts.of(posting, person))
            told |= {"elsewhere": {name: str(said) for name in named}, "both": _("두 내용 보기")}
        return JsonResponse(told, status=409)
    if not refused:
        return JsonResponse({"said": _("여기까지 저장했습니다. 나중에 이어서 쓰셔도 됩니다."), "wrong": {}})
    said = _("저장하지 못한 칸이 있습니다: %(fields)s. 칸 위의 글을 보고 고쳐 주세요.")
    fields = ", ".join(_label(box, posting) for box in refused)
    wrong = {box: why.messages for box, why in refused.items()}
    return JsonResponse({"said": said % {"fields": fields}, "wrong": wrong, "lost": list(wrong)}, status=422)


def disputed(request: HttpRequest, kept: ApplicationDraft | None) -> list[str]:
    """The boxes in which another window kept other words than were sent."""
    sent = {
        "motive": [request.POST.get("motive", "")],
        "answer": [request.POST.get("answer", "")],
        "wish": _wished(request),
    }
    stands = kept.typed if kept else application_drafts.NOTHING
    return [
        name
        for name, texts in sent.items()
        if [application_drafts.plain(text) for text in texts] != _texts(stands[name])
    ]


def both(request: HttpRequest, kept: ApplicationDraft, form: Form, posting: Posting) -> dict[str, Any]:
    """What the page of both contents shows: each disputed box, and all that was sent, to be carried along."""
    names = [name for name in disputed(request, kept) if name in form.fields]
    sites = dict(form.fields["wish"].choices) if "wish" in form.fields else {}

    def words(texts: Sequence[str]) -> str:
        return ", ".join(sites.get(text, text) for text in texts) or _("비어 있음")

    found = [
        Dispute(name, _label(name, posting), words(_texts(kept.typed[name])), words(_sent(request, name)))
        for name in names
    ]
    carried = [(box, text) for box, text in disputes.carried(request.POST, names) if box not in (*_BUTTONS, SEEN)]
    return {"disputes": found, "typed": carried, "is_asked_again": disputes.NAMES in request.POST}


def settle(request: HttpRequest, posting: Posting, person: Candidate) -> None:
    """Put what another window kept in place of what was sent, where the person chose that."""
    theirs = disputes.chosen(request.POST).theirs
    kept = application_drafts.of(posting, person) if theirs else None
    if kept is None:
        return
    boxes = request.POST.copy()
    for name in set(theirs) & set(kept.typed):
        boxes.setlist(name, _texts(kept.typed[name]))
    request.POST = boxes


def _sent(request: HttpRequest, name: str) -> list[str]:
    return _wished(request) if name == "wish" else [text for text in request.POST.getlist(name) if text]


def _wished(request: HttpRequest) -> list[str]:
    return arranged(request.POST.getlist("wish"), request.POST.get("arrange", ""))


def _texts(value: str | list[str]) -> list[str]:
    return value if isinstance(value, list) else [value]


def _step_url(step: str) -> str:
    """The step that a button names, the overview for anything else."""
    if profile_steps.by_key(step) is None:
        return reverse("profiles:candidate_profile")
    return reverse("profiles:candidate_profile_step", args=[step])


def _writer(request: HttpRequest, kept: ApplicationDraft | None, person: Candidate) -> str:
    if kept is None or kept.saved_by_id == actors.from_request(request).user.pk:
        return ""
    return PERSON if kept.saved_by_id == person.user_id else COUNSELLOR


def _keep(request: HttpRequest, posting: Posting, person: Candidate) -> Mapping[str, ValidationError]:
    """Keep nothing of a form without its token: it is none of ours. Raises form_token and what application_drafts.keep does."""
    try:
        window = UUID(request.POST.get("form_token", ""))
    except ValueError:
        sentence = _(
            "이 창의 지원서는 저장하지 못했습니다. 적으신 글을 옮겨 두시고, 공고에서 ‘지원하기’를 다시 눌러 이어서 적어 주세요."
        )
        raise ValidationError(sentence, code=NOT_OURS) from None
    return application_drafts.keep(
        posting,
        person,
        motive=request.POST.get("motive", ""),
        answer=request.POST.get("answer", "") if posting.question else "",
        wish=_wished(request),
        window=window,
        seen=request.POST.get(SEEN),
        **actors.signed(request),
    )


def _label(box: str, posting: Posting) -> str:
    return posting.question if box == "answer" else str(ApplyForm.base_fields[box].label)
