"""Pages of the person who asks the operator of a posting: asking, one's own questions, the thread. Another's answer 404."""

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from jobs import question_ages, questions
from jobs.models import Posting, Question
from jobs.web.forms import take_error
from jobs.web.question_forms import AskForm, MoreForm
from profiles import actors
from profiles.models import Candidate
from profiles.web.own import with_profile

A_PAGE = 20


@require_http_methods(["GET", "HEAD", "POST"])
@with_profile
def question_ask(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Ask the operator of a posting."""
    published = Posting.objects.visible_to(request.user).published()
    posting = get_object_or_404(published.select_related("organisation"), public_id=public_id)
    person = _person(request)
    form = AskForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            asked = questions.ask(posting, person, text=form.cleaned_data["text"], **actors.signed(request))
        except ValidationError as refused:
            take_error(form, refused)
        else:
            messages.success(request, _("운영기관에 보냈습니다. 답이 오면 알려 드립니다."))
            return redirect("jobs:question", asked.public_id)
    earlier = question_ages.with_ages(_own(request).filter(posting=posting), at=request.received_at)
    context = {"posting": posting, "form": form, "earlier": earlier}
    return render(request, "jobs/candidate/question_ask.html", context)


@require_safe
def question_list(request: HttpRequest) -> HttpResponse:
    """List what one asked, the newest first, with how long the answer took or is awaited."""
    page = Paginator(_own(request), A_PAGE).get_page(request.GET.get("page"))
    page.object_list = question_ages.with_ages(page.object_list, at=request.received_at)
    return render(request, "jobs/candidate/question_list.html", {"page_obj": page})


@require_safe
def question(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Show one thread."""
    return _page(request, _own_or_404(request, public_id), MoreForm())


@require_POST
def question_more(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Go on asking in the thread."""
    found, form = _own_or_404(request, public_id), MoreForm(request.POST)
    if form.is_valid():
        try:
            questions.ask_more(found, text=form.cleaned_data["text"], **actors.signed(request))
        except ValidationError as refused:
            take_error(form, refused)
        else:
            messages.success(request, _("운영기관에 보냈습니다. 답이 오면 알려 드립니다."))
            return redirect("jobs:question", public_id)
    return _page(request, found, form, status=400)


def _page(request: HttpRequest, found: Question, form: MoreForm, *, status: int = 200) -> HttpResponse:
    (aged,) = question_ages.with_ages([found], at=request.received_at)
    context = {"question": found, "age": aged.age, "thread": found.messages.order_by("written_at", "pk"), "form": form}
    return render(request, "jobs/candidate/question.html", context, status=status)


def _own(request: HttpRequest) -> QuerySet[Question]:
    mine = Question.objects.visible_to(request.user).filter(candidate__user=request.user)
    return mine.select_related("posting__organisation", "candidate__user").order_by("-asked_at", "-pk")


def _own_or_404(request: HttpRequest, public_id: UUID) -> Question:
    return get_object_or_404(_own(request), public_id=public_id)


def _person(request: HttpRequest) -> Candidate:
    """Whoever works for an organisation asks in another way."""
    person = Candidate.objects.filter(user=request.user).first()
    if person is None or not request.user.is_candidate:
        raise PermissionDenied(_("기관에서 일하는 계정으로는 문의할 수 없습니다."))
    return person
