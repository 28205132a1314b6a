"""Deferred acceptance, one offer at a time: who holds a seat, and who is refused when one more asks.

Written for lists and for arrays, in what numba compiles (``compiled.py``): no Python objects inside, whole numbers of 64 bits. What the
rules mean and where they come from stands in ``allocation.py``. Every heap has its lowest entry first.
"""

from typing import Any, NamedTuple

NONE = -1
BLOCK = 64  # offers that are read before they are made

# A seat's row in `seats`: what it may take and for whom, where its claims begin, and how many it holds by the reserve and otherwise.
ROOM, RESERVE, GROUP, TARGET, REGION, OPEN_AT, KEPT, OPEN, SEAT = range(9)
# A region's row in `regions`: people it may take and has, where its units begin, and how many of them there are.
CAP, TAKEN, UNITS_AT, ABOVE, REGION_ROW = range(5)


class Asked(NamedTuple):
    """What n candidates wish of m seats, and how far they are; each field an array, or the same as a list.

    indptr (n + 1,), seats (w,) : as in ``round_columns.Wishes``
    claims (w,) : (score - lowest) x (luck_mask + 1) + luck, the higher the stronger; -1 where the seat may not take the candidate
    luck_mask : a power of two less 1, >= n - 1; by_luck (n,) : the candidate of each luck, which is n - 1 - place
    members (n x groups,) : whether candidate is in group, flat; groups : how many there are
    following (n,) : the next wish of each, ``indptr[:-1]`` at first; queue (n,) : who asks next, all candidates at first
    """

    indptr: Any
    seats: Any
    claims: Any
    luck_mask: int
    by_luck: Any
    members: Any
    groups: int
    following: Any
    queue: Any


class Board(NamedTuple):
    """What the m seats and r regions have and hold; each field an array, or the same as a list. KEPT, OPEN, TAKEN and ABOVE change.

    seats (m x SEAT,), regions (r x REGION_ROW,) : rows one after the other
    claims : all heaps of claims: those held by a seat's reserve just before OPEN_AT, the others from there on
    units : one heap a region of its places above target, -(excess x m + seat), so that the first to give up is the lowest
    block (BLOCK,) : room for the rows of the seats that are asked next
    """

    seats: Any
    regions: Any
    claims: Any
    units: Any
    block: Any


def claims_of(asked: Asked, scores: Any, acceptable: Any, places: Any, lowest: int) -> None:
    """Fill in the claims."""
    for candidate in range(len(places)):
        luck = len(places) - 1 - places[candidate]
        for wish in range(asked.indptr[candidate], asked.indptr[candidate + 1]):
            claim = (scores[wish] - lowest) * (asked.luck_mask + 1) + luck
            asked.claims[wish] = claim if acceptable[wish] else NONE


def first_repeat(indptr: Any, seats: Any, last: Any) -> int:
    """The first wish whose seat its candidate has wished before, or -1; last (m,) : -1 everywhere at first."""
    for candidate in range(len(indptr) - 1):
        for wish in range(indptr[candidate], indptr[candidate + 1]):
            if last[seats[wish]] == candidate:
                return wish
            last[seats[wish]] = candidate
    return NONE


def settle(asked: Asked, board: Board) -> None:
    """Let all candidates ask down their lists until nobody is refused any more; in which order they ask is free."""
    head, tail, count = 0, 0, len(asked.queue) if len(asked.seats) else 0
    while count:
        size = min(count, BLOCK, len(asked.queue) - head)
        _touch(asked, board, head, size)
        for place in range(head, head + size):
            refused = asked.queue[place]
            candidate = refused
            while refused == candidate:
                refused = _ask(asked, board, candidate)
            if refused == NONE:
                count -= 1
            else:
                asked.queue[tail] = refused
                tail = tail + 1 if tail + 1 < len(asked.queue) else 0
        head = head + size if head + size < len(asked.queue) else 0


def write_down(asked: Asked, board: Board, given: Any) -> None:
    """Who holds a seat; given (n,) : -1 at first, the seat of each at the end."""
    for row in range(0, len(board.seats), SEAT):
        at = board.seats[row + OPEN_AT]
        kept_at = at - board.seats[row + RESERVE]
        for place in range(kept_at, kept_at + board.seats[row + KEPT]):
            given[asked.by_luck[board.claims[place] & asked.luck_mask]] = row // SEAT
        for place in range(at, at + board.seats[row + OPEN]):
            given[asked.by_luck[board.claims[place] & asked.luck_mask]] = row // SEAT


def _touch(asked: Asked, board: Board, head: int, size: int) -> None:
    """Read what the next offers will read: here one read needn't wait for another, in the offers it does."""
    seen = 0
    for place in range(size):
        candidate = asked.queue[head + place]
        wish = min(asked.following[candidate], len(asked.seats) - 1)
        board.block[place] = asked.seats[wish] * SEAT
        seen |= asked.claims[wish] | asked.indptr[candidate + 1]
    for place in range(size):
        at = board.seats[board.block[place] + OPEN_AT]
        board.block[place] = at if at < len(board.claims) else 0
    for place in range(size if len(board.claims) else 0):
        seen |= asked.by_luck[board.claims[board.block[place]] & asked.luck_mask]
    board.block[0] = seen  # so that no compiler leaves the reads out


def _ask(asked: Asked, board: Board, candidate: int) -> int:
    """Let a candidate ask for the next wish; return the candidate who is refused for it (it may be the same), -1 for none."""
    wish, end = asked.following[candidate], asked.indptr[candidate + 1]
    while wish < end and asked.claims[wish] == NONE:
        wish += 1
    asked.following[candidate] = wish + 1
    if wish >= end:
        return NONE
    row, claim = asked.seats[wish] * SEAT, asked.claims[wish]
    if board.seats[row + REGION] != NONE:
        refused = _offer_in_region(board, row, claim)
    elif board.seats[row + RESERVE] and asked.members[candidate * asked.groups + board.seats[row + GROUP]]:
        refused = _offer_to_reserve(board, row, claim)
    else:
        refused = _offer_openly(board, row, claim)
    return NONE if refused == NONE else asked.by_luck[refused & asked.luck_mask]


def _offer_to_reserve(board: Board, row: int, claim: int) -> int:
    """The best members have the reserve; whom a better one puts out of it asks for the other places.

    Like all offers it returns the claim that is refused for this one (it may be the same), -1 for none.
    """
    kept, reserve = board.seats[row + KEPT], board.seats[row + RESERVE]
    at = board.seats[row + OPEN_AT] - reserve
    if kept < reserve:
        push(board.claims, at, kept, claim)
        board.seats[row + KEPT] = kept + 1
        is_within = kept + 1 + board.seats[row + OPEN] <= board.seats[row + ROOM]
        return NONE if is_within else _drop(board, row)
    weakest = board.claims[at]
    if claim > weakest:
        sink(board.claims, at, kept, claim)
    return _offer_openly(board, row, min(claim, weakest))


def _offer_openly(board: Board, row: int, claim: int) -> int:
    if board.seats[row + KEPT] + board.seats[row + OPEN] < board.seats[row + ROOM]:
        return _take(board, row, claim)
    return _contest(board, row, claim)


def _offer_in_region(board: Board, row: int, claim: int) -> int:
    """A seat with room takes one more unless its region is full; then the seat furthest above its target gives a place up."""
    if board.seats[row + OPEN] == board.seats[row + ROOM]:
        return _contest(board, row, claim)
    excess, region = board.seats[row + OPEN] + 1 - board.seats[row + TARGET], board.seats[row + REGION] * REGION_ROW
    unit, at = -(excess * len(board.seats) + row), board.regions[region + UNITS_AT]
    if board.regions[region + TAKEN] < board.regions[region + CAP]:
        board.regions[region + TAKEN] += 1
        if excess > 0:
            push(board.units, at, board.regions[region + ABOVE], unit)
            board.regions[region + ABOVE] += 1
        return _take(board, row, claim)
    if excess > 0 and (board.regions[region + ABOVE] == 0 or unit < board.units[at]):
        return _contest(board, row, claim)
    refused = _drop(board, -board.units[at] % len(board.seats))
    if excess > 0:
        sink(board.units, at, board.regions[region + ABOVE], unit)
    else:  # some seat was above target: the targets of a region never exceed its cap
        board.regions[region + ABOVE] -= 1
        sink(board.units, at, board.regions[region + ABOVE], board.units[at + board.regions[region + ABOVE]])
    _take(board, row, claim)
    return refused


def _take(board: Board, row: int, claim: int) -> int:
    push(board.claims, board.seats[row + OPEN_AT], board.seats[row + OPEN], claim)
    board.seats[row + OPEN] += 1
    return NONE


def _contest(board: Board, row: int, claim: int) -> int:
    """The weakest ordinary holder against a newcomer, no place more; return who loses."""
    at, size = board.seats[row + OPEN_AT], board.seats[row + OPEN]
    if size == 0 or claim < board.claims[at]:
        return claim
    weakest = board.claims[at]
    sink(board.claims, at, size, claim)
    return weakest


def _drop(board: Board, row: int) -> int:
    """Refuse the weakest ordinary holder."""
    at, left = board.seats[row + OPEN_AT], board.seats[row + OPEN] - 1
    weakest = board.claims[at]
    sink(board.claims, at, left, board.claims[at + left])
    board.seats[row + OPEN] = left
    return weakest


def push(heap: Any, at: int, size: int, value: int) -> None:
    """Add a value to the heap of that size at `at`."""
    place = size
    while place:
        parent = (place - 1) >> 1
        if heap[at + parent] <= value:
            break
        heap[at + place] = heap[at + parent]
        place = parent
    heap[at + place] = value


def sink(heap: Any, at: int, size: int, value: int) -> None:
    """Replace the lowest of `size` values by another."""
    place, child = 0, 1
    while child < size:
        if child + 1 < size and heap[at + child + 1] < heap[at + child]:
            child += 1
        if heap[at + child] >= value:
            break
        heap[at + place] = heap[at + child]
        place, child = child, 2 * child + 1
    heap[at + place] = value
