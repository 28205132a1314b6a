"""Requests to look at a result again that no operator answered in time: the city sees them, and its editors answer."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from jobs import objections
from jobs.models import Objection
from jobs.web import objection_pages
from jobs.web.staff import for_city, require_editor


@for_city
@require_safe
def objection_list(request: HttpRequest) -> HttpResponse:
    """List the requests that wait too long for an answer."""
    late = objections.silent(timezone.localdate(request.received_at))
    rows = Objection.objects.visible_to(request.user).filter(pk__in=late.values("pk"))
    return objection_pages.list_page(request, rows, "jobs:staff_objection", is_city=True)


@for_city
@require_http_methods(["GET", "HEAD", "POST"])
def objection(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Look at one result again and answer in the operator's place."""
    rows = objection_pages.listed(Objection.objects.visible_to(request.user))
    found = get_object_or_404(rows, public_id=public_id)
    if request.method == "POST":
        require_editor(request)
    back = reverse("jobs:staff_objection_list")
    more = reverse("jobs:staff_application", args=[found.application.public_id])
    crumbs = [(_("답이 늦은 재검토 요청"), back), (found.application.receipt_number, None)]
    return objection_pages.answer_page(request, found, back, more=more, crumbs=crumbs)
