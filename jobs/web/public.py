"""Pages for everyone: what is open, what a posting or a programme asks and gives. Nothing a visitor types is stored."""

from uuid import UUID

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from jobs.models import OutsidePosting, Posting, ProgrammeYear


@login_not_required
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Show what is open and how it works."""
    return render(request, "jobs/public/home.html")


@login_not_required
@require_safe
def posting_list(request: HttpRequest) -> HttpResponse:
    """List the postings that take applications."""
    postings = Posting.objects.visible_to(request.user).open(request.received_at)
    return render(request, "jobs/public/posting_list.html", {"postings": postings})


@login_not_required
@require_safe
def posting_page(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Show one posting."""
    posting = get_object_or_404(Posting.objects.published(), public_id=public_id)
    return render(request, "jobs/public/posting.html", {"posting": posting})


@login_not_required
def posting_check(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Ask three questions and say what the rules say."""
    posting = get_object_or_404(Posting.objects.published(), public_id=public_id)
    return render(request, "jobs/public/posting.html", {"posting": posting})


@login_not_required
@require_safe
def outside_posting(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Show a posting of somebody else's with where to call."""
    posting = get_object_or_404(OutsidePosting, public_id=public_id)
    return render(request, "jobs/public/outside_posting.html", {"posting": posting})


@login_not_required
@require_safe
def programme_list(request: HttpRequest) -> HttpResponse:
    """List the programmes by year."""
    return render(request, "jobs/public/programme_list.html", {"years": ProgrammeYear.objects.all()})


@login_not_required
@require_safe
def programme(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Show one programme year: terms, rules, targets."""
    year = get_object_or_404(ProgrammeYear, public_id=public_id)
    return render(request, "jobs/public/programme.html", {"year": year})
