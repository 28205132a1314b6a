"""One seat of a programme year for one person, wherever an allocation round (일괄 배치) has a hand in it, and none for a closed account.

Who is offered, took or works at a seat of the year isn't in a round of it, and isn't asked from the waiting list of a posting that one filled.
Where operators choose on both sides the rules of the year decide (중복참여). Source: DESIGN section 5, docs/adr/0016.
"""

from collections.abc import Iterable, Sequence

from django.core.exceptions import ValidationError
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _

from jobs.models import Application, Placement, Posting
from profiles.models import Candidate

HOLDS_SEAT, CLOSED = "holds_seat", "closed"  # why somebody is left out


def holding() -> QuerySet[Application]:
    """Return the applications by which people have a seat: offered, accepted, or a placement that didn't end early."""
    ended = Q(state="placed", placement__state=Placement.State.ENDED_EARLY)
    return Application.objects.filter(state__in=["offered", "accepted", "placed"]).exclude(ended)


def may_be_seated(rows: QuerySet[Application]) -> QuerySet[Application]:
    """Those of the rows whose person may be given a seat by them."""
    return _marked(rows).filter(has_other_seat=False, is_account_closed=False)


def left_out(rows: QuerySet[Application]) -> QuerySet[Application]:
    """Those of the rows whose person may not be given a seat by them; `why` says which of the two it is."""
    return _marked(rows).filter(Q(has_other_seat=True) | Q(is_account_closed=True))


def why(row: Application) -> str:
    """Return why one of `left_out` is left out."""
    return HOLDS_SEAT if row.has_other_seat else CLOSED


def lock(rows: Iterable[Application]) -> None:
    """Lock the people, after their applications: whoever gives them seats takes turns."""
    pks = {row.candidate_id for row in rows}
    list(Candidate.objects.select_for_update(no_key=True).filter(pk__in=pks).order_by("pk").values_list("pk"))


def require_free(rows: Sequence[Application]) -> None:
    """Lock the people and let nobody have a second seat by these applications. Raises second_seat, account_closed."""
    lock(rows)
    found = left_out(Application.objects.filter(pk__in=[row.pk for row in rows])).first()
    if found is None:
        return
    if why(found) == HOLDS_SEAT:
        raise ValidationError(
            _("접수번호 %(receipt)s: 이 사업에 이미 정해진 자리가 있는 분입니다. 한 사람은 한 자리만 맡을 수 있습니다.")
            % {"receipt": found.receipt_number},
            code="second_seat",
        )
    raise ValidationError(
        _("접수번호 %(receipt)s: 이용을 마친 회원이어서 자리를 드릴 수 없습니다.") % {"receipt": found.receipt_number},
        code="account_closed",
    )


def _marked(rows: QuerySet[Application]) -> QuerySet[Application]:
    year = {"posting__programme_year": OuterRef("posting__programme_year")}
    others = holding().filter(candidate=OuterRef("candidate"), **year).exclude(pk=OuterRef("pk"))
    by_round = Q(posting__selection=Posting.Selection.ROUND)
    clashes = Q(Exists(others)) & by_round | Q(Exists(others.filter(by_round)))
    return rows.annotate(has_other_seat=clashes, is_account_closed=by_round & Q(candidate__user__is_active=False))
