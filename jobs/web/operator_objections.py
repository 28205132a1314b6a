"""Requests to look at a result again, on an officer's table: somebody other than the one who decided answers."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from jobs.models import Objection
from jobs.web import objection_pages
from jobs.web.operator import for_officers, officer_ids


@for_officers
@require_safe
def objection_list(request: HttpRequest) -> HttpResponse:
    """List the requests of one's own postings, those that wait the longest first."""
    return objection_pages.list_page(request, _own(request), "jobs:operator_objection")


@for_officers
@require_http_methods(["GET", "HEAD", "POST"])
def objection(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Look again at one result and answer."""
    found = get_object_or_404(objection_pages.listed(_own(request)), public_id=public_id)
    back = reverse("jobs:operator_objection_list")
    more = reverse("jobs:operator_application", args=[found.application.public_id])
    crumbs = [(_("재검토 요청"), back), (found.application.receipt_number, None)]
    return objection_pages.answer_page(request, found, back, more=more, crumbs=crumbs)


def _own(request: HttpRequest):
    own = Objection.objects.visible_to(request.user)
    return own.filter(application__posting__organisation_id__in=officer_ids(request))
