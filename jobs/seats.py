"""Seats can't be oversold: the one primitive that offers, placements and refills take seats with.

The seat's row is locked, and the database allows one unreleased hold a seat (DESIGN sections 6 and 11).
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import Exists, OuterRef, QuerySet
from django.utils.translation import gettext as _

from jobs import reserves, steps
from jobs.models import Application, Hold, Posting, Seat
from jobs.reserves import Room
from profiles.actors import Actor, each


@transaction.atomic
def take(pairs: Sequence[tuple[Seat, Application]], *, by: Actor | Sequence[Actor], at: datetime) -> list[Hold]:
    """Hold each seat for its application; all or none. Raises seat_taken."""
    _lock(seat.pk for seat, _application in pairs)
    holds = [
        Hold(seat=seat, application=row, held_at=at, held_by=actor.user)
        for (seat, row), actor in zip(pairs, each(by, pairs), strict=True)
    ]
    try:
        with transaction.atomic():
            return Hold.objects.bulk_create(holds)
    except IntegrityError as taken:
        raise ValidationError(
            _("이 자리는 이미 다른 분에게 정해졌습니다. 남은 자리를 다시 확인해 주세요."), code="seat_taken"
        ) from taken


def release(applications: Sequence[Application], *, by: Actor | Sequence[Actor], at: datetime) -> int:
    """Free the seats held for these applications. Returns how many were held."""
    freed_by = {row.pk: actor.user for row, actor in zip(applications, each(by, applications), strict=True)}
    held = list(Hold.objects.filter(application__in=freed_by, released_at=None))
    for hold in held:
        hold.released_at, hold.released_by = at, freed_by[hold.application_id]
    return steps.write(held, "released_at", "released_by")


def free(posting: Posting) -> QuerySet[Seat]:
    """Return the posting's seats that nobody holds, in the order of sites and numbers."""
    return free_in([posting.pk])


def free_in(posting_ids: Iterable[int]) -> QuerySet[Seat]:
    """Return the seats of these postings that nobody holds, in the order of sites and numbers."""
    held = Hold.objects.filter(seat=OuterRef("pk"), released_at=None)
    seats = Seat.objects.filter(posting_site__posting__in=list(posting_ids), closed_at=None).exclude(Exists(held))
    return seats.order_by("posting_site_id", "number")


def count_unclaimed(posting_ids: Iterable[int]) -> dict[int, Room]:
    """Return the seats of each posting that are left for further people: not held, nor wanted by somebody selected."""
    rooms = count_rooms(posting_ids)
    selected = reserves.with_claim(Application.objects.filter(posting__in=rooms, state="selected"))
    claimed = Counter(selected.values_list("posting_id", "is_favoured"))
    return {pk: room.after(claimed[pk, True], claimed[pk, False]) for pk, room in rooms.items()}


def count_rooms(posting_ids: Iterable[int]) -> dict[int, Room]:
    """Return how many seats of each posting nobody holds: for everybody, and reserved."""
    ids = list(posting_ids)
    free = free_in(ids).values_list("posting_site__posting_id", "reserve", "reserve_released_at")
    kept = Counter((pk, bool(reserve) and released_at is None) for pk, reserve, released_at in free)
    return {pk: Room(kept[pk, False], kept[pk, True]) for pk in ids}


def count_free(posting_ids: Iterable[int]) -> Counter[int]:
    """Return how many seats of each posting nobody holds."""
    return Counter(free_in(posting_ids).values_list("posting_site__posting_id", flat=True))


def lock_free(posting_ids: Iterable[int]) -> dict[int, list[Seat]]:
    """Return the free seats of each posting, locked. The postings are locked before, so nobody else takes one meanwhile."""
    found: dict[int, list[Seat]] = {}
    seats = list(free_in(posting_ids).select_related("posting_site__site"))
    _lock(seat.pk for seat in seats)
    for seat in seats:
        found.setdefault(seat.posting_site.posting_id, []).append(seat)
    return found


def assign(
    applications: Sequence[Application], seats: Sequence[Seat], *, by_round: bool = False
) -> list[tuple[Seat, Application]]:
    """Pair applications, in the order given, with seats by their wishes; a reserve goes to whom it is for.

    Nobody else has a reserved seat until it is released; `by_round`: then everybody it is for was looked at, and it is open to others
    as that rule says (docs/adr/0012). Raises too_few_seats, seat_reserved.
    """
    pairs: list[tuple[Seat, Application]] = []
    left = list(seats)
    favoured = [row for row in applications if reserves.is_for(row)]
    others = [row for row in applications if row not in favoured]
    for row in [*favoured, *others]:
        seat = _best(row, left, is_favoured=row in favoured, by_round=by_round)
        if seat is None and left:
            raise reserves.refuse(len(left), sum(not seat.is_kept for seat in seats))
        if seat is None:
            raise too_few(len(applications), len(seats))
        left.remove(seat)
        pairs.append((seat, row))
    return pairs


def rank_of(application: Application, posting_site_id: int) -> int | None:
    """Return which wish of the person a site was; None where there was no choice, or it wasn't wished."""
    ranks = {wish.posting_site_id: wish.rank for wish in application.wishes.all()}
    return ranks.get(posting_site_id) if len(ranks) > 1 else None


def too_few(people: int, places: int) -> ValidationError:
    """The error when more people are asked than there are free seats."""
    return ValidationError(
        _("빈자리가 모자랍니다. 필요한 자리는 %(people)d개인데 빈자리는 %(seats)d개입니다.")
        % {"people": people, "seats": places},
        code="too_few_seats",
    )


def _best(application: Application, seats: Sequence[Seat], *, is_favoured: bool, by_round: bool) -> Seat | None:
    """The seat of their own kind that stands first in the person's wishes; of the other kind only where that is theirs too."""
    ranks = {wish.posting_site_id: wish.rank for wish in application.wishes.all()}

    def order(seat: Seat) -> tuple[int, int]:
        return ranks.get(seat.posting_site_id, len(ranks) + 1), seat.number

    own = [seat for seat in seats if seat.is_kept == is_favoured]
    if not own and (is_favoured or by_round):
        own = list(seats)
    return min(own, key=order, default=None)


def _lock(pks: Iterable[int]) -> None:
    list(Seat.objects.select_for_update(no_key=True).filter(pk__in=list(pks)).order_by("pk").values_list("pk"))
