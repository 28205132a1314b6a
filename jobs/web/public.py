"""Pages for everyone: what is open, what a posting or a programme asks and gives. Nothing a visitor types is stored."""

from uuid import UUID

from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from jobs import announcements, eligibility, judging, minimum_wages, programmes, progress, sentences
from jobs.models import OutsidePosting, Posting, ProgrammeYear
from jobs.web.forms import CheckForm
from profiles.models import Candidate
from profiles.web.fields import whole

A_PAGE = 10


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


@login_not_required
@require_safe
def outside_posting(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Show a posting of somebody else's with where to call."""
    posting = get_object_or_404(OutsidePosting, public_id=public_id)
    begins = posting.starts_on or timezone.localdate(posting.first_seen_at)
    context = {"posting": posting, "short_of_minimum": minimum_wages.shortfall(posting.hourly_won, begins)}
    return render(request, "jobs/public/outside_posting.html", context)


@login_not_required
@require_safe
def programme_list(request: HttpRequest) -> HttpResponse:
    """List the programmes of one year, the newest unless another is asked for."""
    years = list(ProgrammeYear.objects.order_by("-year").values_list("year", flat=True).distinct())
    asked = whole(request.GET.get("year", ""))
    shown = asked if asked in years else years[0] if years else None
    is_open = Q(postings__in=Posting.objects.open(request.received_at))
    found = (
        ProgrammeYear.objects.filter(year=shown)
        .select_related("programme")
        .annotate(open_count=Count("postings", filter=is_open))
        .order_by("programme__kind", "programme__name")
    )
    page = Paginator(found, 20).get_page(request.GET.get("page"))
    context = {"years": years, "shown": shown, "page_obj": page}
    return render(request, "jobs/public/programme_list.html", context)


@login_not_required
@require_safe
def programme(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Show one programme year: its money, hours, rules with their sources, and target."""
    year = get_object_or_404(ProgrammeYear.objects.select_related("programme"), public_id=public_id)
    rule_set = programmes.rule_set_on(year, timezone.localdate(request.received_at)) or (
        year.rule_sets.prefetch_related("rules").order_by("-version").first()
    )
    open_postings = Posting.objects.visible_to(request.user).open(request.received_at).filter(programme_year=year)
    postings = announcements.with_details(open_postings).order_by("apply_until", "pk")
    page = Paginator(postings, A_PAGE).get_page(request.GET.get("page"))
    context = {
        "year": year,
        "pay_terms": year.pay_terms.order_by("valid_from"),
        "rule_set": rule_set,
        "rules": [announcements.rule_line(rule) for rule in rule_set.rules.order_by("pk")] if rule_set else [],
        "target": year.targets.filter(district="").first(),
        "page_obj": page,
        "postings": announcements.announce(page.object_list),
    }
    return render(request, "jobs/public/programme.html", context)


def _posting_or_404(request: HttpRequest, public_id: UUID) -> Posting:
    return get_object_or_404(announcements.with_details(Posting.objects.visible_to(request.user)), public_id=public_id)
