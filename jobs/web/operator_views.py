"""Views of applicants that an officer keeps under a name, shares within the operator or removes."""

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from jobs import applicant_filters, applicant_views, applicants
from jobs.models import ApplicantView
from jobs.web.operator import acting_for, for_officers, own_postings, uuid_of
from profiles import actors


@for_officers
@require_POST
def view_keep(request: HttpRequest) -> HttpResponse:
    """Keep the filters, the order and the layout that the list stands in."""
    asked = QueryDict(request.POST.get("query", "")[:300])
    filters = applicant_filters.read(asked, sorts=applicants.SORTS, sees_all=True)
    posting = _posting(request)
    try:
        row = applicant_views.keep(
            posting.organisation if posting else acting_for(request),
            filters,
            name=request.POST.get("name", ""),
            is_shared="is_shared" in request.POST,
            **actors.signed(request),
        )
    except ValidationError as refused:
        messages.error(request, " ".join(refused.messages))
        return redirect(_back(request, applicant_filters.query_of(filters)))
    messages.success(request, _("‘%(name)s’ 보기를 저장했습니다.") % {"name": row.name})
    return redirect(_back(request, row.query))


@for_officers
@require_POST
def view_share(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Let the others of the operator use it, or no more."""
    row = get_object_or_404(ApplicantView.objects.filter(user=request.user), public_id=public_id)
    is_on = request.POST.get("on") == "1"
    applicant_views.share(row, on=is_on, **actors.signed(request))
    messages.success(request, _("우리 기관 담당자와 함께 씁니다.") if is_on else _("나만 씁니다."))
    return redirect(_back(request, row.query))


@for_officers
@require_POST
def view_remove(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Forget it; who is on the list stays as they are."""
    row = get_object_or_404(ApplicantView.objects.filter(user=request.user), public_id=public_id)
    applicant_views.remove(row, **actors.signed(request))
    messages.success(request, _("저장한 보기를 지웠습니다."))
    return redirect(_back(request, ""))


def _posting(request: HttpRequest):
    typed = request.POST.get("posting", "")
    return get_object_or_404(own_postings(request), public_id=uuid_of(typed)) if typed else None


def _back(request: HttpRequest, query: str) -> str:
    posting = _posting(request)
    names = [posting.public_id] if posting else []
    url = reverse("jobs:operator_applicants" if posting else "jobs:operator_application_list", args=names)
    return f"{url}?{query}" if query else url
