"""Offers of a seat (참여 의사 확인): made once results are out, in the order of the waiting list, answered in time or over.

Only offers expire. What isn't answered, is declined or lapses frees its seat and tells the operator who is next; a person
confirms the next offer (DESIGN sections 2 and 6).
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import prefetch_related_objects
from django.utils.translation import gettext as _

from jobs import deciding, letters, one_seat, reserves, seats, steps
from jobs.applications import MOST_REASON, STEPS, STEPS_BY_ROUND, begin, finish, lock_postings, parties, waiting_list
from jobs.models import Application, Offer, Posting, Seat
from jobs.reserves import Room
from jobs.steps import Parties
from jobs.sweeps import sweep
from profiles import lines
from profiles.actors import ANSWER, Actor, each

GRACE = timedelta(minutes=1)  # an answer that reached us in time may still wait for a lock


@transaction.atomic
def make(
    applications: Sequence[Application],
    *,
    sites: Mapping[int, int] | None = None,
    by: Actor | Sequence[Actor],
    at: datetime,
) -> list[Offer]:
    """Offer seats to people selected, or next on the waiting list; each seat is held from now on.

    `sites`: the posting site that an allocation round gave each application, by pk; the city makes these, and their order was the round's.
    Raises PermissionDenied, wrong_state, not_released, round_open, second_seat, account_closed, waiting_order, too_few_seats,
    seat_reserved.
    """
    postings = lock_postings(applications)
    free = seats.lock_free(postings)
    rows, moves = begin("offer", applications, by, STEPS if sites is None else STEPS_BY_ROUND)
    for row in rows:
        row.posting = postings[row.posting_id]
    from_waiting = {row.pk for row in rows if row.state == Application.State.WAITING}
    _require_released(rows)
    if sites is None:
        deciding.refuse_open_round(rows)
    one_seat.require_free(rows)
    if sites is None:
        _check_turn(rows, free)
    pairs = _assigned(rows, free) if sites is None else _given(rows, free, sites)
    seats.take(pairs, by=by, at=at)
    finish("offer", rows, moves, by=by, at=at)
    made = Offer.objects.bulk_create(
        Offer(
            application=row,
            seat=seat,
            offered_at=at,
            offered_by=actor.user,
            expires_at=at + timedelta(days=row.posting.offer_days),
        )
        for (seat, row), actor in zip(pairs, each(by, pairs), strict=True)
    )
    letters.seat_filled(made, at=at)
    letters.offer_made(made, from_waiting, at=at)
    return made


@transaction.atomic
def accept(offers: Sequence[Offer], *, by: Actor | Sequence[Actor], at: datetime) -> list[Offer]:
    """Take the seat. Raises PermissionDenied, offer_late, wrong_state."""
    rows = _open(offers, by, at)
    return _close("accept", rows, Offer.State.ACCEPTED, by=by, at=at)


@transaction.atomic
def decline(offers: Sequence[Offer], *, reason: str = "", by: Actor | Sequence[Actor], at: datetime) -> list[Offer]:
    """Leave the seat to the next; it falls free at once. Raises PermissionDenied, offer_late, wrong_state, max_length."""
    rows = _open(offers, by, at)
    why = lines.text(reason, MOST_REASON, field="reason")
    closed = _close("decline", rows, Offer.State.DECLINED, by=by, at=at, reason=why)
    _free_seats(closed, by=by, at=at)
    return closed


@transaction.atomic
def expire(offers: Sequence[Offer], *, by: Actor, at: datetime) -> list[Offer]:
    """End offers that nobody answered in time; their seats fall free. Raises PermissionDenied, wrong_state, not_late."""
    rows = _lock(offers)
    if any(offer.expires_at > at for offer in rows):
        raise ValidationError(_("아직 답변 기한이 남았습니다."), code="not_late")
    closed = _close("lapse", rows, Offer.State.EXPIRED, by=by, at=at)
    letters.offer_expired(closed, at=at)
    _free_seats(closed, by=by, at=at)
    return closed


def expire_due(*, by: Actor, at: datetime) -> list[Offer]:
    """End every offer whose time is over, posting by posting. Raises PermissionDenied."""
    steps.require_party("system", Parties(), by)
    overdue = Offer.objects.overdue(at - GRACE).select_related("application").order_by("application__posting", "pk")
    by_posting: dict[int, list[Offer]] = {}
    for offer in overdue:
        by_posting.setdefault(offer.application.posting_id, []).append(offer)

    def end(offers: Sequence[Offer]) -> list[Offer]:
        due = [offer for offer in _lock(offers) if offer.state == Offer.State.PENDING]
        return expire(due, by=by, at=at)

    return sweep(by_posting, end)


def next_waiting(posting: Posting) -> Application | None:
    """Return whose turn it is on the waiting list; who has a seat of the year by a round already is passed over.

    While all that is left is reserved, the turn is of the first whom that is for, and of nobody where there is none.
    """
    line = one_seat.may_be_seated(waiting_list(posting)).select_related("posting", "candidate")
    room = seats.count_unclaimed([posting.pk])[posting.pk]
    if room.kept and room.open <= 0:
        line = reserves.with_claim(line).filter(is_favoured=True)
    return line.first()


def ahead_of(application: Application) -> int:
    """Return how many people of the waiting list are asked before this one."""
    earlier = waiting_list(application.posting).filter(waiting_number__lt=application.waiting_number)
    return one_seat.may_be_seated(earlier).count()


def may_answer(offer: Offer, by: Actor, *, at: datetime) -> bool:
    """Whether this actor may accept or decline now: what the page draws its two buttons from."""
    is_open = offer.state == Offer.State.PENDING and at < offer.expires_at
    return is_open and steps.is_party("candidate", parties(offer.application), by, scope=ANSWER)


def _require_released(rows: Sequence[Application]) -> None:
    if any(row.posting.results_released_at is None for row in rows):
        raise ValidationError(_("결과를 발표한 뒤에 참여 의사를 물을 수 있습니다."), code="not_released")


def _check_turn(rows: Sequence[Application], free: dict[int, list[Seat]]) -> None:
    """Nobody on the waiting list is passed over by somebody whose seat would be theirs, and the selected come before it."""
    asked = {row.pk for row in rows if row.state == Application.State.WAITING}
    postings = {row.posting_id for row in rows if row.pk in asked}
    rooms, turns = seats.count_unclaimed(postings), Counter(row.posting_id for row in rows if row.pk in asked)
    line = one_seat.may_be_seated(Application.objects.filter(posting__in=postings, state="waiting"))
    line = reserves.with_claim(line).order_by("posting_id", "waiting_number")
    for pk, posting_id, is_favoured in line.values_list("pk", "posting_id", "is_favoured"):
        room, person = rooms[posting_id], (1, 0) if is_favoured else (0, 1)
        if not turns[posting_id]:
            continue
        if pk in asked:
            turns[posting_id] -= 1
            _require_seat(room, person, posting_id, rows, free)
            rooms[posting_id] = room.after(*person)
        elif room.fits(*person):
            raise ValidationError(_("예비 순번이 앞선 분이 있습니다. 순서대로 물어봐 주세요."), code="waiting_order")


def _require_seat(
    room: Room, person: tuple[int, int], posting_id: int, rows: Sequence[Application], free: dict[int, list[Seat]]
) -> None:
    """Whose turn it is needs a seat that is left for them, beside those of the people selected."""
    if room.fits(*person):
        return
    if room.kept:
        raise reserves.refuse(room.kept, room.open)
    selected = Application.objects.filter(posting=posting_id, state="selected").count()
    waited = sum(row.posting_id == posting_id and row.state == Application.State.WAITING for row in rows)
    raise seats.too_few(selected + waited, len(free.get(posting_id, [])))


def _assigned(rows: Sequence[Application], free: dict[int, list[Seat]]) -> list[tuple[Seat, Application]]:
    """Pair people with seats, posting by posting: the selected first, then in the order of the waiting list."""
    prefetch_related_objects(list(rows), "wishes")
    of_posting: dict[int, list[Application]] = {}
    for row in sorted(rows, key=lambda row: (row.state == Application.State.WAITING, row.waiting_number or 0)):
        of_posting.setdefault(row.posting_id, []).append(row)
    seat_of = {
        row.pk: seat for pk, people in of_posting.items() for seat, row in seats.assign(people, free.get(pk, []))
    }
    return [(seat_of[row.pk], row) for row in rows]


def _given(
    rows: Sequence[Application], free: dict[int, list[Seat]], sites: Mapping[int, int]
) -> list[tuple[Seat, Application]]:
    """Pair people with seats of the site that a round gave them; the reserve of a site goes to whom it is for, then to others."""
    prefetch_related_objects(list(rows), "wishes")
    of_site: dict[int, list[Application]] = {}
    for row in rows:
        of_site.setdefault(sites[row.pk], []).append(row)
    open_seats: dict[int, list[Seat]] = {}
    for seat in (seat for found in free.values() for seat in found):
        open_seats.setdefault(seat.posting_site_id, []).append(seat)
    seat_of = {
        row.pk: seat
        for pk, people in of_site.items()
        for seat, row in seats.assign(people, open_seats.get(pk, []), by_round=True)
    }
    return [(seat_of[row.pk], row) for row in rows]


def _open(offers: Sequence[Offer], by: Actor | Sequence[Actor], at: datetime) -> list[Offer]:
    """Lock the offers of people who answer; an answer counts by when it reached us. Raises PermissionDenied, offer_late."""
    rows = _lock(offers)
    for offer, actor in zip(rows, each(by, rows), strict=True):
        steps.require_party("candidate", parties(offer.application), actor, scope=ANSWER)
        if offer.state == Offer.State.EXPIRED or at >= offer.expires_at:
            raise ValidationError(
                _("답변 기한이 지났습니다. 계속 참여하고 싶으시면 운영기관에 전화해 주세요."), code="offer_late"
            )
    return rows


def _lock(offers: Sequence[Offer]) -> list[Offer]:
    """Lock the applications, then the offers, each by pk; the order given is kept."""
    ids = {offer.application_id for offer in offers}
    people = Application.objects.select_for_update(of=("self",), no_key=True).filter(pk__in=ids).order_by("pk")
    applications = {row.pk: row for row in people.select_related("posting", "candidate")}
    rows = steps.lock(Offer, offers)
    for offer in rows:
        offer.application = applications[offer.application_id]
    return rows


def _close(
    verb: str, rows: list[Offer], state: str, *, by: Actor | Sequence[Actor], at: datetime, reason: str = ""
) -> list[Offer]:
    """Write the answer on the offer and take the application's step."""
    applications, moves = begin(verb, [offer.application for offer in rows], by)
    for offer, application, actor in zip(rows, applications, each(by, rows), strict=True):
        if offer.state != Offer.State.PENDING:
            raise steps.wrong_state(offer)
        offer.application, offer.state = application, state
        offer.answered_at, offer.answered_by = at, actor.user
    steps.write(rows, "state", "answered_at", "answered_by")
    finish(verb, applications, moves, by=by, at=at, reason=reason)
    return rows


def _free_seats(offers: Sequence[Offer], *, by: Actor | Sequence[Actor], at: datetime) -> None:
    applications = [offer.application for offer in offers]
    seats.release(applications, by=by, at=at)
    letters.seat_freed(applications, at=at)
