"""What must hold before an operator decides about people: their interview is over, there is a seat, and no round decides.

A posting that fills by an allocation round (일괄 배치) leaves who gets which seat to the round of its programme year.
"""

from collections import Counter
from collections.abc import Sequence

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from jobs import reserves, seats
from jobs.models import Application, Posting


def refuse_by_round(rows: Sequence[Application]) -> None:
    """Leave the seats of postings that fill by a round to the round. Raises by_round."""
    if any(fills_by_round(row.posting) for row in rows):
        raise ValidationError(
            _(
                "일괄 배치로 자리를 정하는 공고입니다. 심사표에 점수를 적어 두시면 서울시가 일괄 배치를 한 뒤 "
                "합격과 예비합격이 함께 정해집니다."
            ),
            code="by_round",
        )


def refuse_open_round(rows: Sequence[Application]) -> None:
    """While a round of their year is under way, its postings aren't refilled one by one; they are locked. Raises round_open."""
    if Posting.objects.in_open_round().filter(pk__in={row.posting_id for row in rows}).exists():
        raise ValidationError(
            _(
                "이 사업은 지금 일괄 배치를 하고 있어 빈자리를 한 분씩 채우지 않습니다. "
                "서울시가 일괄 배치의 결과를 발표한 뒤에 이어서 물어 주세요."
            ),
            code="round_open",
        )


def is_in_open_round(posting: Posting) -> bool:
    """Whether a round of its year is under way that will fill what is free."""
    return fills_by_round(posting) and posting.programme_year.is_in_round


def require_interview(rows: Sequence[Application]) -> None:
    """Let nobody be decided before the interview that their posting has. Raises interview_first."""
    if any(awaits_interview(row) for row in rows):
        raise ValidationError(_("면접심사를 먼저 해 주세요."), code="interview_first")


def require_room(rows: Sequence[Application]) -> None:
    """A posting never has more people selected, asked or placed than seats for them; its row is locked.

    Raises too_few_seats, seat_reserved.
    """
    wanted = Counter((row.posting_id, reserves.is_for(row)) for row in rows)
    rooms = seats.count_unclaimed({row.posting_id for row in rows})
    for pk, room in rooms.items():
        favoured, others = wanted[pk, True], wanted[pk, False]
        if room.fits(favoured, others):
            continue
        left = room.after(favoured, 0)
        if left.kept:
            raise reserves.refuse(left.kept, left.open)
        raise ValidationError(
            _("합격으로 할 수 있는 자리는 %(free)d개 남았습니다. 나머지는 예비합격으로 해 주세요.")
            % {"free": max(room.open, 0) + room.kept},
            code="too_few_seats",
        )


def is_left_to_a_later_step(application: Application) -> bool:
    """Whether an operator can't select this person now: the interview comes first, or a round decides."""
    return awaits_interview(application) or fills_by_round(application.posting)


def awaits_interview(application: Application) -> bool:
    """Whether the paper review is all there was, and the posting has an interview."""
    return application.state == Application.State.PAPER_REVIEW and application.posting.has_interview


def fills_by_round(posting: Posting) -> bool:
    """Whether an allocation round decides who gets the seats."""
    return posting.selection == Posting.Selection.ROUND
