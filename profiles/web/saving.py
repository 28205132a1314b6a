"""How a step's answers are kept: whole by its button, on the way as they are typed, and how what can't be kept is said and drafted."""

import json
from collections.abc import Collection, Mapping
from typing import Any, NamedTuple

from django.core.exceptions import ValidationError
from django.db import transaction
from django.forms import Field, Form
from django.http import HttpRequest, JsonResponse, QueryDict
from django.utils.translation import gettext as _

from profiles import actors, answers, candidates, drafts
from profiles.declarations import BOOKMARK, FINISHED
from profiles.models import Candidate
from profiles.web import profile_steps
from profiles.web.profile_steps import Step
from profiles.web.step_forms import StepForm

SHOWN = "shown"  # the hidden box with the marks of what the page showed
AS_COLUMNS = {"names": "certificates"}  # where a verb names a field in its own way


class Kept(NamedTuple):
    """wrong: by field, why it can't be kept as it stands; elsewhere: fields that another window changed first.

    lost: those of the wrong ones that may not even be drafted.
    """

    wrong: dict[str, list[str]]
    elsewhere: list[str]
    lost: dict[str, list[str]]


def shown_on(request: HttpRequest) -> dict[str, str]:
    """The marks of what the page showed; none where it sent none, or nonsense."""
    try:
        marks = json.loads(request.POST.get(SHOWN, "{}"))
    except ValueError:
        return {}
    return {str(name): str(mark) for name, mark in marks.items()} if isinstance(marks, dict) else {}


def marks_now(form: StepForm, draft: Mapping[str, str] | None = None) -> str:
    """The marks of what stands now, as the hidden box holds them; a drafted answer keeps the mark it was typed against."""
    stands = answers.standing(form.candidate, form.fields)
    marks = {name: mark for name, mark in answers.marks(stands).items() if name in form.fields}
    return json.dumps({**marks, **(draft or {})})


def marks_seen(request: HttpRequest, form: StepForm, names: Collection[str]) -> str:
    """The marks of the page, renewed for the fields whose other answer the person sees now."""
    stands = answers.standing(form.candidate, names)
    return json.dumps({**shown_on(request), **answers.marks({name: stands[name] for name in names})})


# Keeping --------------------------------------------------------------------------------------------------------------
def keep(
    request: HttpRequest, form: StepForm, names: Collection[str], marks: Mapping[str, str]
) -> ValidationError | None:
    """Tell the verbs these answers, all or none; return what they refuse, by field of the form."""
    done = actors.signed(request)
    try:
        answers.tell(form.candidate, {name: form.cleaned_data[name] for name in names}, shown=marks, **done)
    except ValidationError as refused:
        return _by_field(refused, AS_COLUMNS)
    return None


def keep_sound(request: HttpRequest, page: Step, form: StepForm, leaving: Collection[str] = ()) -> Kept:
    """Keep each answer that can be kept but those to leave, and draft the rest."""
    form.is_valid()
    names, marks = [name for name in form.sound_changes() if name not in leaving], shown_on(request)
    wrong = {name: list(form.errors[name]) for name in form.changed_data if name in form.errors and name not in leaving}
    elsewhere: list[str] = []
    while names and (refused := keep(request, form, names, marks)):
        told = refused.message_dict
        elsewhere += [name for name in told if answers.is_elsewhere(refused)]
        wrong |= {} if answers.is_elsewhere(refused) else told
        names = form.without(names, told)
    return Kept(wrong, elsewhere, draft(request, page, form, [*wrong, *elsewhere], marks))


def draft(
    request: HttpRequest, page: Step, form: Form, names: Collection[str], marks: Mapping[str, str]
) -> dict[str, list[str]]:
    """Draft what the boxes of these fields hold; return, by field, why a box may not be kept."""
    values = boxes(request, names)
    typed_at = {name: marks[name] for name in names if name in marks}
    done = actors.signed(request)
    refused = drafts.keep(form.candidate, page.key, values, marks=typed_at, **done)
    return {name: why.messages for name in names for box, why in refused.items() if _is_of(box, name)}


def boxes(request: HttpRequest, names: Collection[str]) -> dict[str, list[str]]:
    """What was sent in the boxes of these fields."""
    return {box: texts for box, texts in request.POST.lists() if any(_is_of(box, name) for name in names)}


def draft_more(request: HttpRequest, candidate: Candidate, step: str, **more: str) -> None:
    """Put more into a draft: what was chosen on another page."""
    values = {**drafts.of(candidate, step).values, **{box: [text] for box, text in more.items()}}
    drafts.keep(candidate, step, values, by=actors.from_request(request), at=request.received_at)


def typed(fields: Mapping[str, Field], values: Mapping[str, list[str]]) -> dict[str, Any]:
    """What drafted boxes hold, by field, as a form shows it."""
    held = QueryDict(mutable=True)
    for box, texts in values.items():
        held.setlist(box, texts)
    drafted = [name for name in fields if any(_is_of(box, name) for box in values)]
    return {name: fields[name].widget.value_from_datadict(held, {}, name) for name in drafted}


def bookmark(request: HttpRequest, candidate: Candidate, step: str) -> None:
    """Note how far the person has come, as long as they have not been through all the steps; who mends an earlier one is no less far."""
    is_earlier = step != FINISHED and profile_steps.is_past(candidate, step)
    if profile_steps.resume_at(candidate) is not None and not is_earlier:
        candidates.tell(candidate, {BOOKMARK: step}, by=actors.from_request(request), at=request.received_at)


def show(form: Form, refused: ValidationError, fields: Mapping[str, str] | None = None) -> None:
    """Put each sentence of a broken rule beside its field, or on top where the form has no such field."""
    for name, errors in _by_field(refused, fields or AS_COLUMNS).error_dict.items():
        form.add_error(name if name in form.fields else None, errors)


def show_also(request: HttpRequest, form: StepForm, marks: Mapping[str, str]) -> None:
    """Say, too, what the verbs will refuse of the answers that nothing is said of yet, so that one correction is enough; none is kept."""
    names = list(form.fields) if form.is_valid() else form.sound_changes()
    while names:
        with transaction.atomic():
            refused = keep(request, form, names, marks)
            transaction.set_rollback(True)
        form.candidate.refresh_from_db()
        if refused is None or answers.is_elsewhere(refused):
            return
        show(form, refused)
        left = form.sound_changes()
        names = left if len(left) < len(names) else []  # what is said of no field would be said again


# Answers to a page that saves by itself ------------------------------------------------------------------------------
def on_the_way(request: HttpRequest, page: Step, form: StepForm) -> JsonResponse:
    """Keep what is sound so far: 200; 409 where another window changed an answer first, 422 where one can't be kept."""
    kept = keep_sound(request, page, form)
    candidate = form.candidate
    candidate.refresh_from_db()
    bookmark(request, candidate, page.key)
    old = {name: mark for name, mark in shown_on(request).items() if name in kept.elsewhere}
    return _said(form, kept, marks_now(form, old))


def row_on_the_way(request: HttpRequest, page: Step, form: Form) -> JsonResponse:
    """Draft a row that is being typed (a career, a public job): 200, or 422 naming the boxes that may not be kept."""
    wrong = draft(request, page, form, list(form.fields), {})
    bookmark(request, form.candidate, page.key)
    return _said(form, Kept(wrong, [], wrong), "")


def _said(form: Form, kept: Kept, marks: str) -> JsonResponse:
    if kept.elsewhere:
        said = _(
            "다른 창에서 먼저 바꾸신 칸이 있습니다: %(fields)s. ‘두 내용 보기’를 누르면 둘을 보고 고르실 수 있습니다."
        )
    elif kept.wrong:
        said = _("저장하지 못한 칸이 있습니다: %(fields)s. 칸 위의 글을 보고 고쳐 주세요.")
    else:
        said = _("저장했습니다.")
    named = [str(form.fields[name].label) for name in (kept.elsewhere or kept.wrong) if name in form.fields]
    fields = ", ".join(named)
    status = 409 if kept.elsewhere else 422 if kept.wrong else 200
    told = {"said": said % {"fields": fields}, "wrong": kept.wrong, "lost": list(kept.lost), SHOWN: marks}
    if kept.elsewhere:
        sentence = _("다른 창에서 이 칸을 먼저 바꾸셨습니다. 여기 적으신 것은 아직 저장하지 않았습니다.")
        told |= {"elsewhere": dict.fromkeys(kept.elsewhere, sentence), "both": _("두 내용 보기")}
    return JsonResponse(told, status=status)


def _by_field(refused: ValidationError, fields: Mapping[str, str]) -> ValidationError:
    by_field = refused.error_dict if hasattr(refused, "error_dict") else {"__all__": refused.error_list}
    return ValidationError({fields.get(name, name): errors for name, errors in by_field.items()})


def _is_of(box: str, name: str) -> bool:
    """Whether a box of the page belongs to a field: its own, or a part of it (birth_on_year)."""
    return box == name or box.startswith(f"{name}_")
