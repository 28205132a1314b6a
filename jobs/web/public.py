"""Pages for everyone: what is open, what a posting or a programme asks and gives. Nothing a visitor types is stored."""

from datetime import datetime
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_safe

from jobs import announcements, eligibility, errands, judging, minimum_wages, programmes, progress, search, sentences
from jobs.announcements import Announcement
from jobs.models import OutsidePosting, Posting, ProgrammeYear
from jobs.search import Terms
from jobs.web.forms import CheckForm, Chip, SearchForm
from profiles.models import Candidate
from profiles.particles import quoted
from profiles.web.fields import whole

A_PAGE = 10
KEPT = ("exact", "source")  # what an address says beside the terms
WORKPLACES = (
    ("city", "jobs:staff_home"),
    ("operator", "jobs:operator_home"),
    ("host", "jobs:site_worklog_list"),
    ("firm", "jobs:site_worklog_list"),
)


@login_not_required
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Show what is open and how it works; whoever works for an organisation goes on to their own work."""
    if request.user.is_authenticated:
        held = request.user.current_memberships
        kinds = {membership.organisation.kind for membership in held if membership.role != "administrator"}
        for kind, work_page in WORKPLACES:
            if kind in kinds:
                return redirect(work_page)
    context = {
        "form": SearchForm(),
        "open_count": Posting.objects.open(request.received_at).count(),
        "closing_soon": _closing_soon(request.received_at),
        "mine": errands.of(request.user, at=request.received_at) if request.user.is_authenticated else None,
    }
    return render(request, "jobs/public/home.html", context)


@login_not_required
@require_safe
def posting_list(request: HttpRequest) -> HttpResponse:
    """List the programme's postings, or with ?source=outside those of others."""
    form = SearchForm(request.GET)
    terms, at = form.terms(), request.received_at
    found = search.look(Posting.objects.published(), terms, exactly=form.cleaned_data.get("exact", False), at=at)
    is_outside = request.GET.get("source") == "outside"
    own_pages, outside_pages = Paginator(found.own, A_PAGE), Paginator(found.outside, A_PAGE)
    page = (outside_pages if is_outside else own_pages).get_page(request.GET.get("page"))
    if not is_outside:
        page.object_list = announcements.announce(announcements.with_details(page.object_list))
    context = {
        "form": form,
        "chips": [{"label": chip.label, "url": _without(request, terms, chip)} for chip in form.chips()],
        "is_outside": is_outside,
        "own_count": own_pages.count,
        "outside_count": outside_pages.count,
        "page_obj": page,
        "words": terms.words,
        "taken_as": _taken_as(terms.words, found.words),
        "instead": None if page.object_list else _instead(terms, is_outside, at),
    }
    return render(request, "jobs/public/posting_list.html", context)


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


def _without(request: HttpRequest, terms: Terms, chip: Chip) -> str:
    """The list's address with one condition taken out."""
    left = search.without(terms, chip.condition, chip.district)
    kept = {key: request.GET[key] for key in KEPT if key in request.GET}
    query = "&".join(filter(None, (search.query_of(left), urlencode(kept))))
    return f"?{query}" if query else request.path


def _taken_as(typed: str, meant: str) -> str:
    """Say that other words were looked for than those typed; nothing where they are the same."""
    if typed == meant:
        return ""
    if set(meant.split()) < set(typed.split()):
        words = {"typed": quoted(typed, "을"), "fewer": quoted(meant, "으로")}
        return gettext("%(typed)s 모두 담은 공고가 없어 %(fewer)s 찾은 결과입니다.") % words
    return gettext("‘%(typed)s’에 맞는 공고가 없어 %(meant)s 찾은 결과입니다.") % {
        "typed": typed,
        "meant": quoted(meant, "으로"),
    }


def _instead(terms: Terms, is_outside: bool, at: datetime) -> dict[str, Any]:
    """Three postings for a list that found nothing, of its own sort where there are any, and the kinds of work that are open."""
    found = search.instead(Posting.objects.published(), terms, at=at)
    own, outside = announcements.with_details(found.own)[:3], found.outside[:3]
    cards = [] if is_outside and outside else announcements.announce(own)
    return {
        "cards": cards,
        "outside": [] if cards else outside,
        "occupation": found.occupation,
        "fits": found.fits,
        "kinds": search.open_kinds(at=at),
    }


def _closing_soon(at: datetime) -> list[Announcement]:
    """Three that close next, for the first page."""
    postings = announcements.with_details(Posting.objects.open(at))
    return announcements.announce(postings.order_by("apply_until", "pk")[:3])
