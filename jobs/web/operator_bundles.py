"""An operator's papers for an audit, of a posting or of a month: asked for and taken by who answers for it."""

from datetime import date
from uuid import UUID

from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.dateparse import parse_date
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from jobs import bundles
from jobs.models import AuditBundle, Posting, ProgrammeYear
from jobs.web import bundle_pages
from jobs.web.operator import for_officers, officer_ids, own_postings, uuid_of
from profiles.models import Organisation


@for_officers
@require_POST
def ask(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Ask for the papers of a posting."""
    rows = own_postings(request).exclude(state__in=[Posting.State.DRAFT, Posting.State.IN_REVIEW])
    posting = get_object_or_404(rows, public_id=public_id)
    back = reverse("jobs:operator_exports", args=[posting.public_id])
    return bundle_pages.ask(request, lambda **asked: bundles.ask_of_posting(posting, **asked), back)


@for_officers
@require_POST
def ask_of_month(request: HttpRequest) -> HttpResponse:
    """Ask for the papers of a month of a project."""
    operators = Organisation.objects.filter(pk__in=officer_ids(request))
    organisation = get_object_or_404(operators, public_id=uuid_of(request.POST.get("operator")))
    year = get_object_or_404(ProgrammeYear, public_id=uuid_of(request.POST.get("project")))
    month = _month(request.POST.get("month", ""))
    query = urlencode({name: request.POST.get(name, "") for name in ("project", "operator", "month")})
    back = f"{reverse('jobs:operator_month_end')}?{query}"
    return bundle_pages.ask(request, lambda **asked: bundles.ask_of_month(year, organisation, month, **asked), back)


@for_officers
@require_http_methods(["GET", "HEAD", "POST"])
def page(request: HttpRequest, public_id: UUID) -> HttpResponseBase:
    """Show one of one's own, and give its file."""
    own = officer_ids(request)
    ours = Q(posting=None, organisation__in=own) | Q(posting__organisation__in=own)
    rows = AuditBundle.objects.visible_to(request.user).filter(ours)
    bundle = get_object_or_404(
        rows.select_related("posting", "programme_year__programme", "organisation"), public_id=public_id
    )
    return bundle_pages.page(
        request, bundle, "jobs:operator_bundle", crumbs=[*_crumbs(bundle), (_("감사 제출 자료"), None)]
    )


# Private --------------------------------------------------------------------------------------------------------------
def _month(text: str) -> date:
    try:
        found = parse_date(f"{text}-01") if len(text) == 7 else None
    except ValueError:
        found = None
    if found is None:
        raise Http404
    return found


def _crumbs(bundle: AuditBundle) -> list[tuple[str, str | None]]:
    if bundle.posting:
        return [
            (bundle.posting.title, reverse("jobs:operator_posting", args=[bundle.posting.public_id])),
            (_("자료 내려받기"), reverse("jobs:operator_exports", args=[bundle.posting.public_id])),
        ]
    of = {
        "project": bundle.programme_year.public_id,
        "operator": bundle.organisation.public_id,
        "month": f"{bundle.month:%Y-%m}",
    }
    return [(_("월말 정리"), f"{reverse('jobs:operator_month_end')}?{urlencode(of)}")]
