"""What a candidate reads of an allocation round: their own result, wish by wish. Another's round answers 404."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from jobs.models import Application, Offer
from matching import round_answers
from matching.models import AllocationRound, RoundResult
from matching.round_answers import Answer


@require_safe
def round_page(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Show which wish was met, or for each why not."""
    published = AllocationRound.objects.filter(state=AllocationRound.State.PUBLISHED)
    row = get_object_or_404(published.select_related("programme_year__programme"), public_id=public_id)
    own = RoundResult.objects.visible_to(request.user).filter(candidate__user=request.user)
    result = get_object_or_404(own.select_related("application"), allocation=row.allocation_id)
    answers, offers = round_answers.of(result), Offer.objects.visible_to(request.user)
    context = {
        "row": row,
        "result": result,
        "answers": answers,
        "met": next((answer for answer in answers if answer.is_met), None),
        "offer": offers.filter(application=result.application_id, state=Offer.State.PENDING).first(),
        "waiting": _waiting(request, answers),
    }
    return render(request, "matching/candidate/round.html", context)


def _waiting(request: HttpRequest, answers: list[Answer]) -> list[Application]:
    """The person's applications of the round that stand in a waiting list now, each once, the nearest first."""
    own = Application.objects.visible_to(request.user).filter(state=Application.State.WAITING)
    rows = own.filter(pk__in={answer.application.pk for answer in answers})
    return list(rows.select_related("posting").order_by("waiting_number", "pk"))
