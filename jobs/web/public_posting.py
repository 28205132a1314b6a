"""One posting for everyone: what one does, gets and needs, and what its rules say. Nothing a visitor types is stored."""

from uuid import UUID

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_http_methods, require_safe

from jobs import announcements, eligibility, judging, progress, sentences
from jobs.models import Posting
from jobs.web.forms import CheckForm
from profiles.models import Candidate


@login_not_required
@require_safe
def posting_page(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Show one posting: what one does, gets, needs, and until when to apply."""
    posting = _posting_or_404(request, public_id)
    person = Candidate.objects.filter(user_id=request.user.pk).first()
    context = {
        "posting": posting,
        "announcement": announcements.announce([posting])[0],
        "is_open": posting.is_open(request.received_at),
        "is_coming": posting.apply_from > request.received_at,
        "rules": announcements.rules_of(posting, at=request.received_at),
        "application": progress.standing(posting, person) if person else None,
    }
    return render(request, "jobs/public/posting.html", context)


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def posting_check(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Say what the rules say: of a member all of it, of a visitor what three answers tell; nothing is kept."""
    posting, at = _posting_or_404(request, public_id), request.received_at
    person = Candidate.objects.filter(user_id=request.user.pk).first()
    form = None if person else CheckForm(request.POST or None)
    judged = None
    if person:
        (judged,) = judging.judge(posting, [person], at=at)
    elif form.is_valid():
        judged = judging.pre_check(posting, eligibility.PersonFacts(**form.cleaned_data), at=at)
    context = {
        "posting": posting,
        "form": form,
        "judged": judged,
        "lines": sentences.verdict_lines(judged.verdicts) if judged else [],
        "is_open": posting.is_open(at),
    }
    return render(request, "jobs/public/posting_check.html", context)


def _posting_or_404(request: HttpRequest, public_id: UUID) -> Posting:
    return get_object_or_404(announcements.with_details(Posting.objects.visible_to(request.user)), public_id=public_id)
