"""The check finds each thing that can be wrong with an allocation."""

from matching.core.verify import Wish, problems

WISHES = {"a": [Wish("s", 5.0), Wish("t", 1.0)], "b": [Wish("s", 3.0)]}
SEATS = {"s": 1, "t": 1}
PLACES = {"a": 0, "b": 1}


def test_stable_allocation_has_no_problem() -> None:
    assert problems(WISHES, SEATS, {"a": "s", "b": None}, PLACES) == []


def test_candidate_without_a_row_is_found() -> None:
    assert "b has no row" in problems(WISHES, SEATS, {"a": "s"}, PLACES)


def test_too_many_on_a_seat_are_found() -> None:
    assert problems(WISHES, SEATS, {"a": "s", "b": "s"}, PLACES) == ["s takes 1 and got 2"]


def test_seat_that_nobody_wished_is_found() -> None:
    assert "b got t without wishing it" in problems(WISHES, SEATS, {"a": "s", "b": "t"}, PLACES)


def test_weaker_claim_is_found() -> None:
    assert problems(WISHES, SEATS, {"a": "t", "b": "s"}, PLACES) == ["a is passed over at s by a weaker claim"]


def test_weaker_draw_among_equals_is_found() -> None:
    equal = {"a": [Wish("s", 5.0)], "b": [Wish("s", 5.0)]}

    assert problems(equal, {"s": 1}, {"a": None, "b": "s"}, PLACES) == ["a is passed over at s by a weaker claim"]


def test_empty_seat_is_found() -> None:
    assert problems(WISHES, SEATS, {"a": None, "b": "s"}, PLACES)[-1] == "a is passed over at t, which has room"
