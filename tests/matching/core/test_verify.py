"""The check finds each thing that can be wrong with an allocation, and nothing where nothing is."""

import hashlib
from decimal import Decimal

import pytest

from matching.core.reasons import Reason
from matching.core.verify import Terms, Wish, problems

WISHES = {"a": [Wish("s", 5), Wish("t", 1)], "b": [Wish("s", 3)]}
SEATS = Terms({"s": 1, "t": 1})


def found(given: dict[str, str | None], terms: Terms = SEATS, wishes=WISHES, seed: str = "1") -> list[Reason]:
    return problems(wishes, terms, given, seed)


def about(code: str, **params: str | int) -> Reason:
    return Reason(code, params)


def test_stable_allocation_has_no_problem() -> None:
    assert found({"a": "s", "b": None}) == []


def test_candidate_without_a_row_is_found() -> None:
    assert about("no_row", candidate="b") in found({"a": "s"})


def test_too_many_on_a_seat_are_found() -> None:
    assert found({"a": "s", "b": "s"}) == [about("over_capacity", seat="s", people=2)]


def test_seat_that_nobody_wished_is_found() -> None:
    assert about("unwished", candidate="b", seat="t") in found({"a": "s", "b": "t"})


def test_seat_that_is_not_there_is_found() -> None:
    assert about("unknown_seat", candidate="b", seat="x") in found({"a": "s", "b": "x"})


def test_stranger_with_a_seat_is_found() -> None:
    assert about("unwished", candidate="z", seat="t") in found({"a": "s", "b": None, "z": "t"})


def test_seat_that_may_not_take_them_is_found() -> None:
    wishes = {"a": [Wish("s", 5, False)]}

    assert found({"a": "s"}, wishes=wishes) == [about("unacceptable", candidate="a", seat="s")]
    assert found({"a": None}, wishes=wishes) == []


def test_weaker_claim_is_found() -> None:
    assert found({"a": "t", "b": "s"}) == [about("weaker", candidate="a", seat="s")]


def test_empty_place_is_found() -> None:
    assert found({"a": None, "b": "s"}) == [
        about("weaker", candidate="a", seat="s"),
        about("room", candidate="a", seat="t"),
    ]


def test_later_draw_among_equals_is_found() -> None:
    first, second = sorted("ab", key=lambda name: hashlib.sha256(f"7:{name}".encode()).digest())
    equal = {name: [Wish("s", 5)] for name in "ab"}

    assert found({first: "s", second: None}, wishes=equal, seed="7") == []
    assert found({first: None, second: "s"}, wishes=equal, seed="7") == [about("lottery", candidate=first, seat="s")]


def test_scores_are_compared_to_the_last_decimal() -> None:
    close = {"a": [Wish("s", Decimal("0.1"))], "b": [Wish("s", Decimal("0.1000000000000000000000000000000001"))]}

    assert found({"a": "s", "b": None}, wishes=close) == [about("weaker", candidate="b", seat="s")]


RESERVED = Terms({"s": 2}, reserves={"s": (frozenset("c"), 1)})
THREE = {"a": [Wish("s", 9)], "b": [Wish("s", 8)], "c": [Wish("s", 1)]}


def test_reserve_that_was_not_used_first_is_found() -> None:
    assert found({"a": "s", "b": None, "c": "s"}, RESERVED, THREE) == []
    assert found({"a": "s", "b": "s", "c": None}, RESERVED, THREE) == [about("reserve", candidate="c", seat="s")]


def test_weaker_holder_beside_the_reserve_is_found() -> None:
    given = {"a": None, "b": "s", "c": "s"}

    assert found(given, RESERVED, THREE) == [about("weaker", candidate="a", seat="s")]


def test_reserve_that_nobody_needs_is_open_to_all() -> None:
    two = {name: THREE[name] for name in "ab"}

    assert found({"a": "s", "b": "s"}, RESERVED, two) == []
    assert found({"a": "s", "b": None}, RESERVED, two) == [about("room", candidate="b", seat="s")]


CAPPED = Terms({"s": 2, "t": 2}, regions={"s": ("r", 1), "t": ("r", 1)}, caps={"r": 2})
FOUR = {name: [Wish(seat, score)] for name, seat, score in (("a", "s", 9), ("b", "s", 8), ("c", "t", 2), ("d", "t", 1))}


def test_region_above_its_cap_is_found() -> None:
    assert about("over_cap", region="r", people=3) in found({"a": "s", "b": "s", "c": "t", "d": None}, CAPPED, FOUR)


def test_room_of_a_full_region_is_let_be() -> None:
    assert found({"a": "s", "b": None, "c": "t", "d": None}, CAPPED, FOUR) == []


def test_room_of_a_region_below_its_cap_is_found() -> None:
    assert found({"a": "s", "b": None, "c": None, "d": None}, CAPPED, FOUR) == [
        about("room", candidate="b", seat="s"),
        about("room", candidate="c", seat="t"),
        about("room", candidate="d", seat="t"),
    ]


def test_weaker_holder_in_a_full_region_is_found() -> None:
    given = {"a": None, "b": "s", "c": "t", "d": None}

    assert found(given, CAPPED, FOUR) == [about("weaker", candidate="a", seat="s")]


@pytest.mark.parametrize(
    ("targets", "expected"),
    [
        ((1, 1), [about("room", candidate="a", seat="s")]),  # 0 + 1 - 1 is not above 2 - 1 - 1
        ((0, 1), []),  # 0 + 1 - 0 is above 2 - 1 - 1
        ((0, 0), [about("room", candidate="a", seat="s")]),  # 0 + 1 - 0 is not above 2 - 1 - 0
    ],
)
def test_move_within_a_full_region_that_evens_it_out_is_found(targets, expected) -> None:
    """Both sit at t, one would rather sit at s, which has nobody."""
    terms = CAPPED._replace(regions={"s": ("r", targets[0]), "t": ("r", targets[1])})
    wishes = {"a": [Wish("s", 1), Wish("t", 1)], "b": [Wish("t", 1)]}

    assert found({"a": "t", "b": "t"}, terms, wishes) == expected


def test_move_into_a_full_region_from_outside_is_let_be() -> None:
    terms = Terms({"s": 2, "t": 2, "u": 1}, regions=CAPPED.regions, caps=CAPPED.caps)
    wishes = {**FOUR, "b": [Wish("s", 8), Wish("u", 1)]}

    assert found({"a": "s", "b": "u", "c": "t", "d": None}, terms, wishes) == []
