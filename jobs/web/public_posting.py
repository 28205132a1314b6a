"""One posting for everyone: what one does, gets and needs, and what its rules say. Nothing a visitor types is stored."""

from uuid import UUID

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from jobs import (
    announcements,
    bookmarks,
    calendars,
    eligibility,
    judging,
    posting_facts,
    progress,
    questions,
    response_rates,
    sentences,
)
from jobs.models import Posting
from jobs.web import recent
from jobs.web.forms import CheckForm
from profiles.actors import APPLY
from profiles.models import Candidate

SEEN_SHOWN = 3


@login_not_required
@require_safe
def posting_page(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Show one posting: what one does, gets, needs, and until when to apply."""
    posting, at = _posting_or_404(request, public_id), request.received_at
    person = Candidate.objects.filter(user_id=request.user.pk).first()
    (announcement,) = announcements.announce([posting])
    context = {
        "posting": posting,
        "announcement": announcement,
        "is_open": posting.is_open(at),
        "is_coming": posting.apply_from > at,
        "rules": announcements.rules_of(posting, at=at),
        "application": progress.standing(posting, person) if person and _may_see_applied(request) else None,
        "is_kept": posting.pk in bookmarks.kept_ids(request.user, [posting.pk]),
        "people": posting_facts.applicants(posting),
        "sites": posting_facts.from_home(person, announcement.sites),
        "home": person,
        "selection": posting_facts.selection(posting, at),
        "rate": response_rates.of(posting.organisation_id, at=at),
        "asked": questions.published(posting),
        "address": request.build_absolute_uri(reverse("jobs:public_posting", args=[posting.public_id])),
        "seen": recent.seen(request, Posting.objects.published(), but_for=posting, most=SEEN_SHOWN),
    }
    response = render(request, "jobs/public/posting.html", context)
    recent.note(request, response, posting)
    return response


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def posting_check(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Say what the rules say: of a member all of it, of a visitor what at most three answers tell; nothing is kept."""
    posting, at = _posting_or_404(request, public_id), request.received_at
    person = Candidate.objects.filter(user_id=request.user.pk).first()
    form = None if person else CheckForm(request.POST or None, kinds=judging.asked_kinds(posting, at=at))
    judged = None
    if person:
        (judged,) = judging.judge(posting, [person], at=at)
    elif not form.fields or form.is_valid():
        told = form.cleaned_data if form.fields else {}
        judged = judging.pre_check(posting, eligibility.PersonFacts(**told), at=at)
    lines = sentences.verdict_lines(judged.verdicts) if judged else []
    context = {
        "posting": posting,
        "form": form,
        "judged": judged,
        "lines": lines,
        "counts": sentences.outcome_counts(lines),
        "is_open": posting.is_open(at),
    }
    return render(request, "jobs/public/posting_check.html", context)


@login_not_required
@require_safe
def posting_deadline(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Give the deadline as a file for one's own calendar."""
    posting = _posting_or_404(request, public_id)
    url = request.build_absolute_uri(reverse("jobs:public_posting", args=[posting.public_id]))
    made = calendars.calendar([calendars.deadline_of(posting, url=url, at=request.received_at)])
    named = {"Content-Disposition": 'attachment; filename="deadline.ics"'}
    return HttpResponse(made, content_type=calendars.CONTENT_TYPE, headers=named)


def _may_see_applied(request: HttpRequest) -> bool:
    """A counsellor who acts for somebody sees what they applied for where they may apply for them."""
    return request.proxy is None or APPLY in request.proxy.scopes


def _posting_or_404(request: HttpRequest, public_id: UUID) -> Posting:
    return get_object_or_404(announcements.with_details(Posting.objects.visible_to(request.user)), public_id=public_id)
