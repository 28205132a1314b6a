"""Pages for everyone: what is open, what a programme asks and gives. Nothing a visitor types is stored."""

from uuid import UUID

from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from jobs import announcements, minimum_wages, programmes
from jobs.models import OutsidePosting, Posting, ProgrammeYear
from profiles.web.fields import whole

A_PAGE = 10


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
        "rules": announcements.Rules(map(announcements.rule_line, rule_set.rules.order_by("pk") if rule_set else ())),
        "target": year.targets.filter(district="").first(),
        "page_obj": page,
        "postings": announcements.announce(page.object_list),
    }
    return render(request, "jobs/public/programme.html", context)
