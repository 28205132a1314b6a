"""Papers for an audit of any posting and of any operator's months, for the city's editors and auditors."""

from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from jobs import bundles
from jobs.models import AuditBundle, Posting
from jobs.web import bundle_pages
from jobs.web.paper_forms import MonthBundleForm
from jobs.web.staff import for_city, holds
from jobs.web.staff_postings import CRUMBS
from profiles.models import Organisation


@for_city
@require_http_methods(["GET", "HEAD", "POST"])
def bundle_list(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """List the papers of a posting; ask for more."""
    _require_reader(request)
    posted = Posting.objects.visible_to(request.user).exclude(state__in=[Posting.State.DRAFT, Posting.State.IN_REVIEW])
    posting = get_object_or_404(posted.select_related("organisation", "programme_year__programme"), public_id=public_id)
    here = reverse("jobs:staff_bundle_list", args=[posting.public_id])
    if request.method == "POST":
        return bundle_pages.ask(request, lambda **asked: bundles.ask_of_posting(posting, **asked), here)
    rows = AuditBundle.objects.visible_to(request.user).filter(posting=posting)
    context = {
        "posting": posting,
        **bundle_pages.listed(request, rows),
        "crumbs": [*_crumbs(posting), (_("감사 제출 자료"), None)],
    }
    return render(request, "jobs/staff/bundle_list.html", context)


@for_city
@require_http_methods(["GET", "HEAD", "POST"])
def month_list(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """List the papers of an operator's months; ask for those of another."""
    _require_reader(request)
    organisation = get_object_or_404(Organisation.objects.filter(kind="operator"), public_id=public_id)
    here = reverse("jobs:staff_month_bundle_list", args=[organisation.public_id])
    form = MonthBundleForm(request.POST or None, organisation=organisation)
    if request.method == "POST" and form.is_valid():
        year, month = form.cleaned_data["project"], form.cleaned_data["month"]
        return bundle_pages.ask(request, lambda **asked: bundles.ask_of_month(year, organisation, month, **asked), here)
    rows = AuditBundle.objects.visible_to(request.user).filter(organisation=organisation, posting=None)
    context = {
        "organisation": organisation,
        **bundle_pages.listed(request, rows),
        "is_under_way": False,  # of one month; others can be asked for
        "bundle_form": form,
        "crumbs": [
            (_("기관"), reverse("jobs:staff_organisation_list")),
            (organisation.name, reverse("jobs:staff_organisation", args=[organisation.public_id])),
            (_("달마다의 감사 제출 자료"), None),
        ],
    }
    return render(request, "jobs/staff/month_bundle_list.html", context)


@for_city
@require_http_methods(["GET", "HEAD", "POST"])
def bundle_page(request: HttpRequest, public_id: UUID) -> HttpResponseBase:
    """Show one, and give its file."""
    _require_reader(request)
    rows = AuditBundle.objects.visible_to(request.user).select_related(
        "posting", "programme_year__programme", "organisation"
    )
    bundle = get_object_or_404(rows, public_id=public_id)
    months = reverse("jobs:staff_month_bundle_list", args=[bundle.organisation.public_id])
    crumbs = [(bundle.organisation.name, months)]
    if bundle.posting:
        here = reverse("jobs:staff_bundle_list", args=[bundle.posting.public_id])
        crumbs = [*_crumbs(bundle.posting), (_("감사 제출 자료"), here)]
    title = bundles.title_of(bundle)
    return bundle_pages.page(request, bundle, "jobs:staff_bundle", crumbs=[*crumbs, (title, None)])


# Private --------------------------------------------------------------------------------------------------------------
def _require_reader(request: HttpRequest) -> None:
    """Whoever reads figures for the city sees no people."""
    if not holds(request, *bundles.READERS):
        raise PermissionDenied(_("사업 담당과 감사 담당만 볼 수 있습니다."))


def _crumbs(posting: Posting) -> list[tuple[str, str | None]]:
    return [*CRUMBS, (posting.title, reverse("jobs:staff_posting", args=[posting.public_id]))]
