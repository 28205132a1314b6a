"""Pages of the person whose work has ended: how it was, what became of them. Another's answer 404."""

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from jobs import outcomes, surveys
from jobs.models import Outcome, Placement
from jobs.web.candidate_work import own_placements
from profiles import actors
from profiles.web.fields import whole

# What a person can say of themselves, in their own words; `unknown` is the operator's alone.
ANSWERS = {
    "hired_by_host": gettext_lazy("활동하던 곳에 취업했습니다"),
    "hired": gettext_lazy("다른 곳에 취업했습니다"),
    "self_employed": gettext_lazy("창업했습니다"),
    "volunteering": gettext_lazy("자원봉사를 하고 있습니다"),
    "reapplied": gettext_lazy("다시 지원했습니다"),
    "none": gettext_lazy("쉬고 있습니다"),
}


@require_http_methods(["GET", "HEAD", "POST"])
def outcome(request: HttpRequest, public_id: UUID, months: int) -> HttpResponse:
    """Ask what became of the person: the first tap chooses, the second confirms."""
    found = get_object_or_404(own_placements(request), public_id=public_id)
    told = Outcome.objects.filter(placement=found, months_after=months).first()
    if told is None and not outcomes.is_open(found, months, today=timezone.localdate(request.received_at)):
        raise Http404
    given = (request.POST if request.method == "POST" else request.GET).get("answer", "")
    answer = given if given in ANSWERS else ""
    if request.method == "POST" and answer and told is None:
        return _tell(request, found, months, answer)
    context = {
        "placement": found,
        "months": months,
        "told": told,
        "told_words": ANSWERS.get(told.result) or told.get_result_display() if told else "",
        "answer": answer,
        "answer_words": ANSWERS.get(answer, ""),
        "answers": ANSWERS.items(),
    }
    return render(request, "jobs/candidate/outcome.html", context)


def _tell(request: HttpRequest, found: Placement, months: int, answer: str) -> HttpResponse:
    try:
        by = actors.from_request(request)
        outcomes.record([found], months_after=months, results=[answer], by=by, at=request.received_at)
        messages.success(request, _("알려 주셔서 고맙습니다."))
    except ValidationError as refused:
        messages.error(request, " ".join(refused.messages))
    return redirect("jobs:outcome", found.public_id, months)


@require_http_methods(["GET", "HEAD", "POST"])
def survey(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Ask how it was; what is answered leads to nobody."""
    found = get_object_or_404(own_placements(request), public_id=public_id)
    if not surveys.may_answer(found):
        raise Http404
    if request.method != "POST":
        return _survey_page(request, found, {})
    points = {name.removeprefix("q_"): whole(text) for name, text in request.POST.items() if name.startswith("q_")}
    try:
        by, comment = actors.from_request(request), request.POST.get("comment", "")
        surveys.answer(found, points, comment=comment, by=by, at=request.received_at)
    except ValidationError as refused:
        if not hasattr(refused, "error_dict"):
            raise
        return _survey_page(request, found, {name: texts[0] for name, texts in refused.message_dict.items()})
    messages.success(request, _("답해 주셔서 고맙습니다."))
    return redirect("jobs:placement", found.public_id)


def _survey_page(request: HttpRequest, found: Placement, errors: dict[str, str]) -> HttpResponse:
    questions = [
        {
            "key": question["key"],
            "text": _(question["text"]),
            "error": errors.get(question["key"], ""),
            "choices": [
                {"number": number, "words": words, "is_chosen": request.POST.get(f"q_{question['key']}") == str(number)}
                for number, words in surveys.SCALE.items()
            ],
        }
        for question in surveys.current().questions
    ]
    wrong = [
        (f"id_{row['key']}_5", f"{number}. {row['text']}: {row['error']}")
        for number, row in enumerate(questions, start=1)
        if row["error"]
    ]
    comment_error = errors.get("comment", "")
    context = {
        "placement": found,
        "questions": questions,
        "comment": request.POST.get("comment", ""),
        "comment_error": comment_error,
        "faults": wrong + ([("id_comment", comment_error)] if comment_error else []),
    }
    return render(request, "jobs/candidate/survey.html", context, status=400 if errors else 200)
