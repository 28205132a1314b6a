"""The best postings by words alone; every text here is invented."""

import numpy as np
import pytest

from matching.core import lexical
from matching.core.lexical import Offer

OFFERS = [
    Offer("급식 조리원", "학교 급식실에서 국과 반찬을 만든다", "조리기능사", "x"),
    Offer("건물 경비원", "건물을 순찰하고 출입을 살핀다", "", "y"),
    Offer("돌봄 도우미", "어르신 댁에서 말벗을 하고 식사를 돕는다", "요양보호사", "z"),
    Offer("주차 관리원", "주차장에서 차를 안내하고 순찰한다", "", "y"),
]


def best(asks: list[str], offers: list[Offer] = OFFERS, k: int = 4) -> tuple[list[list[int]], list[list[int]]]:
    places, points = lexical.rank(lexical.learn(offers), asks, k=k)
    return places.tolist(), points.tolist()


@pytest.mark.parametrize(("ask", "place"), [("조리사", 0), ("경비", 1), ("요양보호사 자격증", 2), ("주차장 안내", 3)])
def test_rank_puts_what_fits_first(ask: str, place: int) -> None:
    assert best([ask])[0][0][0] == place


def test_points_never_increase_and_no_place_comes_twice() -> None:
    places, points = best(["순찰", "식사와 반찬", ""])

    assert all(sorted(row) == [0, 1, 2, 3] for row in places)
    assert points == [sorted(row, reverse=True) for row in points]


def test_ask_that_meets_nothing_keeps_the_order_of_the_postings() -> None:
    assert best([""]) == ([[0, 1, 2, 3]], [[0, 0, 0, 0]])


def test_asks_beside_it_change_no_points() -> None:
    alone = best(["순찰"])

    together = best(["반찬", "순찰", "말벗"])

    assert (together[0][1], together[1][1]) == (alone[0][0], alone[1][0])


def test_names_of_groups_do_not_matter() -> None:
    renamed = [offer._replace(group={"x": "7", "y": "token", "z": "0"}[offer.group]) for offer in OFFERS]

    assert best(["순찰", "반찬"], renamed) == best(["순찰", "반찬"])


def test_codes_of_one_posting_each_are_as_good_as_none() -> None:
    own = [offer._replace(group=str(place)) for place, offer in enumerate(OFFERS)]
    none = [offer._replace(group="") for offer in OFFERS]

    assert best(["순찰", "반찬"], own) == best(["순찰", "반찬"], none)


def test_order_of_postings_changes_no_points() -> None:
    (places,), (points,) = best(["순찰"])
    (turned,), (same,) = best(["순찰"], OFFERS[::-1])

    assert dict(zip(places, points, strict=True)) == {3 - place: held for place, held in zip(turned, same, strict=True)}


def test_list_widens_beyond_its_first_places() -> None:
    many = [Offer(f"순찰원 {letter}", "순찰", "", "y") for letter in "가나다라마바사아자차카타"]
    offers = [*many, Offer("순찰원 야간", "순찰 안내", "", "x")]

    (places,), (points,) = best(["순찰원"], offers, k=13)

    assert places[:11] == [*range(10), 12]
    assert points == sorted(points, reverse=True)


def test_no_places_are_refused() -> None:
    with pytest.raises(ValueError, match="k is 0"):
        best(["순찰"], k=0)


def test_no_postings_give_empty_rows() -> None:
    places, points = lexical.rank(lexical.learn([]), ["순찰"], k=3)

    assert (places.shape, points.shape, points.dtype) == ((1, 0), (1, 0), np.int64)
