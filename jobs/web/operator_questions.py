"""What people ask an operator about its postings: what waits, one thread, answering, publishing. Officers alone.

The asker stays masked unless they applied to the posting; each page writes who was shown.
"""

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.db.models import Exists, OuterRef, QuerySet
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from jobs import agenda, question_ages, questions
from jobs.models import Application, Question
from jobs.web.forms import take_error
from jobs.web.operator import for_officers, own_postings, tabs
from jobs.web.question_forms import AnswerForm, PublishForm
from profiles import access, actors
from profiles.privacy import mask_name

PER_PAGE = 20
ANSWERING = gettext_lazy("문의에 답하기")


@for_officers
@require_safe
def question_list(request: HttpRequest) -> HttpResponse:
    """List what was asked, what waits longest first."""
    rows, state = _questions(request), request.GET.get("state", "")
    state = state if state in Question.State.values else ""
    shown = rows.filter(state=state) if state else rows
    page = Paginator(shown, PER_PAGE).get_page(request.GET.get("page"))
    aged = question_ages.with_ages(page.object_list, at=request.received_at)
    _log(request, [row.question for row in aged])
    page.object_list = [(row, _name(row.question)) for row in aged]
    context = {
        "page_obj": page,
        "tabs": tabs(agenda.by_state(rows), Question.State.choices, state),
        "current": state,
    }
    return render(request, "jobs/operator/question_list.html", context)


@for_officers
@require_safe
def question(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Show one thread with what may be done."""
    return _page(request, _found(request, public_id))


@for_officers
@require_POST
def question_answer(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Answer in the thread."""
    found, form = _found(request, public_id), AnswerForm(request.POST)
    if form.is_valid():
        try:
            questions.answer(found, text=form.cleaned_data["text"], **actors.signed(request))
        except ValidationError as refused:
            take_error(form, refused)
        else:
            messages.success(request, _("답을 보냈습니다."))
            return redirect("jobs:operator_question", public_id)
    return _page(request, found, answer_form=form)


@for_officers
@require_POST
def question_settle(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Note that the last message asks nothing."""
    return _do(request, public_id, questions.settle, _("답할 것이 없음으로 했습니다."))


@for_officers
@require_POST
def question_publish(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Show question and answer on the posting, as edited."""
    found, form = _found(request, public_id), PublishForm(request.POST)
    if form.is_valid():
        try:
            questions.publish(found, **form.cleaned_data, **actors.signed(request))
        except ValidationError as refused:
            take_error(form, refused)
        else:
            messages.success(request, _("공고의 ‘질문과 답변’에 공개했습니다."))
            return redirect("jobs:operator_question", public_id)
    return _page(request, found, publish_form=form)


@for_officers
@require_POST
def question_unpublish(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Take it off the posting."""
    return _do(request, public_id, questions.unpublish, _("공고에서 내렸습니다."))


def _do(request: HttpRequest, public_id: UUID, verb, said: str) -> HttpResponse:
    try:
        verb(_found(request, public_id), **actors.signed(request))
    except ValidationError as refused:
        messages.error(request, " ".join(refused.messages))
    else:
        messages.success(request, said)
    return redirect("jobs:operator_question", public_id)


def _page(
    request: HttpRequest, found: Question, *, answer_form: Form | None = None, publish_form: Form | None = None
) -> HttpResponse:
    _log(request, [found])
    (aged,) = question_ages.with_ages([found], at=request.received_at)
    asked, answered = questions.last_texts(found)
    shown = {"question": found.published_question or asked, "answer": found.published_answer or answered}
    context = {
        "question": found,
        "age": aged.age,
        "name": _name(found),
        "application": _application(request, found),
        "thread": found.messages.order_by("written_at", "pk"),
        "verbs": {step.verb for step in questions.steps_for(found, actors.from_request(request))},
        "answer_form": answer_form or AnswerForm(auto_id="answer_%s"),
        "publish_form": publish_form or PublishForm(initial=shown, auto_id="publish_%s"),
        "is_publishing": publish_form is not None,
        "crumbs": [(_("문의"), reverse("jobs:operator_question_list")), (found.posting.title, None)],
    }
    refused = any(form is not None and form.errors for form in (answer_form, publish_form))
    return render(request, "jobs/operator/question.html", context, status=400 if refused else 200)


def _questions(request: HttpRequest) -> QuerySet[Question]:
    applied = Application.objects.visible_to(request.user).filter(
        posting=OuterRef("posting"), candidate=OuterRef("candidate")
    )
    rows = questions.of_postings(own_postings(request)) & Question.objects.visible_to(request.user)
    return rows.annotate(has_applied=Exists(applied), is_blind=Exists(applied.unsighted())).select_related(
        "posting__organisation", "candidate__user__identity"
    )


def _found(request: HttpRequest, public_id: UUID) -> Question:
    return get_object_or_404(_questions(request), public_id=public_id)


def _application(request: HttpRequest, found: Question) -> Application | None:
    """The asker's newest application to the posting, which officers read anyway."""
    own = Application.objects.visible_to(request.user).sighted()
    return own.filter(posting=found.posting, candidate=found.candidate).order_by("-pk").first()


def _name(found: Question) -> str:
    """The asker's name where they applied to the posting, else masked; none while they are reviewed blind."""
    identity = getattr(found.candidate.user, "identity", None)
    name = (identity.name or "") if identity else ""
    if found.is_blind:
        return _("블라인드 심사 중인 지원자")
    return (name if found.has_applied else mask_name(name)) or _("이름을 적지 않은 분")


def _log(request: HttpRequest, rows: list[Question]) -> None:
    by = actors.from_request(request)
    access.record_request(request, [row.candidate for row in rows], purpose=str(ANSWERING), by=by)
