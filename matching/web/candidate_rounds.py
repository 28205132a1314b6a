"""What a candidate reads of an allocation round: their own result, wish by wish. Another's round answers 404."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from matching import round_answers
from matching.models import AllocationRound, RoundResult


@require_safe
def round_page(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Show which wish was met, or for each why not."""
    published = AllocationRound.objects.filter(state=AllocationRound.State.PUBLISHED)
    row = get_object_or_404(published.select_related("programme_year__programme"), public_id=public_id)
    own = RoundResult.objects.visible_to(request.user).filter(candidate__user=request.user)
    result = get_object_or_404(own.select_related("application"), allocation=row.allocation_id)
    answers = round_answers.of(result)
    context = {
        "row": row,
        "result": result,
        "answers": answers,
        "met": next((answer for answer in answers if answer.is_met), None),
    }
    return render(request, "matching/candidate/round.html", context)
