"""What operators see of allocation rounds: the figures of their own postings, once the results are out. Nobody by name."""

from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from jobs.models import Posting, ProgrammeYear
from jobs.web.operator import for_officers, officer_ids
from matching import round_tables
from matching.models import AllocationRound

CRUMBS = ((gettext_lazy("일괄 배치"), reverse_lazy("matching:operator_round_list")),)
PER_PAGE = 20


@for_officers
@require_safe
def round_list(request: HttpRequest) -> HttpResponse:
    """List the published rounds that filled seats of one's own postings."""
    rows = AllocationRound.objects.visible_to(request.user).select_related("programme_year__programme")
    page = Paginator(rows.order_by("-published_at", "-pk"), PER_PAGE).get_page(request.GET.get("page"))
    own = Posting.objects.managed_by(request.user).published().in_open_round()
    years = ProgrammeYear.objects.filter(pk__in=own.values("programme_year")).select_related("programme")
    under_way = years.order_by("programme__name", "pk")
    return render(request, "matching/operator/round_list.html", {"page_obj": page, "under_way": under_way})


@for_officers
@require_safe
def round_page(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Show what a round gave each site of one's own postings."""
    rows = AllocationRound.objects.visible_to(request.user).select_related("programme_year__programme", "allocation")
    rows = rows.defer("allocation__inputs", "allocation__result")
    row = get_object_or_404(rows, public_id=public_id)
    sites = round_tables.sites(row.allocation, own=officer_ids(request))
    name = _("%(programme)s %(number)s차") % {"programme": row.programme_year, "number": row.number}
    context = {
        "row": row,
        "sites": sites,
        "postings": list(dict.fromkeys(line.posting_site.posting for line in sites)),
        "crumbs": [*CRUMBS, (name, None)],
    }
    return render(request, "matching/operator/round.html", context)
