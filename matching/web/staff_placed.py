"""Who got which seat in the run that a round stands on, masked: what a second person looks at before confirming.

Editors and auditors of the city see the people, and every look is written down; its viewers are told why not.
"""

from decimal import Decimal
from typing import NamedTuple
from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from jobs.applicants import masked_name
from jobs.web.staff import for_city, holds
from matching.models import AllocationRound, RoundResult
from matching.web.staff import CRUMBS, WHO_SEE_PEOPLE
from profiles import access, actors

PER_PAGE = 50
PURPOSE = gettext_lazy("일괄 배치 결과 확인")
ORDER = ("posting_site__posting__organisation__name", "posting_site__posting__title", "posting_site", "rank", "pk")


class Placed(NamedTuple):
    """Somebody seated: by the masked name, with the score that the operators gave."""

    result: RoundResult
    name: str
    score: Decimal | None


@for_city
@require_safe
def placed_list(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """List who sits where, site by site, and log the look."""
    rounds = AllocationRound.objects.visible_to(request.user).exclude(allocation=None)
    row = get_object_or_404(rounds.select_related("programme_year__programme"), public_id=public_id)
    seated = RoundResult.objects.visible_to(request.user).filter(allocation=row.allocation_id)
    seated = seated.exclude(application=None).select_related(
        "application__candidate__user__identity", "posting_site__site", "posting_site__posting__organisation"
    )
    page = Paginator(seated.order_by(*ORDER), PER_PAGE).get_page(request.GET.get("page"))
    page.object_list = [_placed(result) for result in page.object_list]
    people = [line.result.application.candidate for line in page.object_list]
    access.record_request(request, people, purpose=str(PURPOSE), by=actors.from_request(request))
    name = _("%(programme)s %(number)s차") % {"programme": row.programme_year, "number": row.number}
    context = {
        "row": row,
        "page_obj": page,
        "sees_people": holds(request, *WHO_SEE_PEOPLE),
        "crumbs": [*CRUMBS, (name, reverse("matching:staff_round", args=[public_id])), (_("배치된 사람"), None)],
    }
    return render(request, "matching/staff/round_placed.html", context)


def _placed(result: RoundResult) -> Placed:
    met = next((answer for answer in result.answers if answer["code"] == "met"), {})
    score = met.get("score")
    return Placed(result, masked_name(result.application), Decimal(score) if score else None)
