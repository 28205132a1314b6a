"""What people of an occupation say of themselves, learnt from those who ask; every text here is invented."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.sparse import csr_array

from matching.core import lexical, links
from matching.core.lexical import Offer
from tests.often import often

OFFERS = [
    Offer("급식 조리원", "국과 반찬을 만든다", "", "kitchen"),
    Offer("급식 배식원", "국과 반찬을 나눈다", "", "kitchen"),
    Offer("건물 경비원", "건물을 순찰한다", "", "guard"),
    Offer("주차 경비원", "주차장을 순찰한다", "", "guard"),
]
# 새벽 and 야간 stand in no posting.
ASKS = ["급식 / 새벽", "반찬 / 새벽", "조리원 / 새벽", "순찰 / 야간", "경비원 / 야간", "배식원 / 새벽"]


def shares(*rows: list[int]) -> csr_array:
    return csr_array(np.array(rows, np.int64))


def test_likely_counts_a_group_once_by_its_first_place() -> None:
    step = links.STEP

    found = links.likely(np.array([[2, 2, 0]]), np.array([[3 * step, 3 * step, 2 * step]]), 3)

    whole = 1 + math.exp(-1)
    assert found.toarray().tolist() == [[round(1000 * math.exp(-1) / whole), 0, round(1000 / whole)]]


def test_list_without_points_gives_no_group_a_share() -> None:
    assert links.likely(np.array([[0, 1]]), np.array([[0, 0]]), 2).nnz == 0


def test_meet_is_the_mean_by_rarity_of_what_the_terms_say() -> None:
    asked = [{"a", "b"}, {"a"}, {"b", "c"}, {"b"}]
    learnt = links.learn(asked, shares([1000, 0], [1000, 0], [0, 1000], [0, 1000]))

    said = links.meet(learnt, [{"a", "b", "c"}, {"c"}])

    rarity = {"a": math.log1p(2.5 / 2.5), "b": math.log1p(1.5 / 3.5)}
    before = links.BEFORE * 500
    first = rarity["a"] * math.log1p(2000 / before) + rarity["b"] * math.log1p(1000 / before)
    second = rarity["b"] * math.log1p(2000 / before)
    whole = rarity["a"] + rarity["b"]
    trust = 4 / (4 + 2)
    assert said == pytest.approx(np.array([[trust * first / whole, trust * second / whole], [0, 0]]))


def test_nobody_speaks_for_themselves() -> None:
    asked = [{"a"}, {"a"}, {"a", "b"}, {"b"}]
    gave = shares([700, 300], [0, 1000], [1000, 0], [0, 0])
    learnt = links.learn(asked, gave)

    said = links.meet(learnt, asked, gave)

    first, second = learnt.before
    assert said[0] / learnt.trust == pytest.approx([math.log1p(1000 / first), math.log1p(1000 / second)])
    assert said[1] / learnt.trust == pytest.approx([math.log1p(1700 / first), math.log1p(300 / second)])
    assert said[3] / learnt.trust == pytest.approx([math.log1p(1000 / first), 0])


@given(
    st.lists(st.sets(st.sampled_from("abcdef"), max_size=4), min_size=1, max_size=8).flatmap(
        lambda asked: st.tuples(
            st.just(asked),
            st.lists(st.lists(st.integers(0, 1000), min_size=3, max_size=3), min_size=len(asked), max_size=len(asked)),
            st.permutations(range(len(asked))),
        )
    )
)
@often(40)
def test_order_of_the_asks_changes_no_digit(drawn) -> None:
    asked, rows, order = drawn
    turned, gave = [asked[place] for place in order], shares(*rows)

    one, other = links.learn(asked, gave), links.learn(turned, csr_array(gave[order]))

    assert (one.codes, one.evidence.toarray().tolist()) == (other.codes, other.evidence.toarray().tolist())
    assert (links.meet(one, turned) == links.meet(other, turned)).all()
    assert (links.meet(one, asked, gave)[order] == links.meet(other, turned, csr_array(gave[order]))).all()


def test_words_that_no_posting_says_find_the_group_of_those_who_say_them() -> None:
    index = lexical.learn(OFFERS)
    learnt = links.Company(lexical.link(index, ASKS).links)

    places, points = lexical.rank(index, ["야간 / 무관", "새벽 / 무관"], k=4, company=learnt)

    assert places.tolist() == [[2, 3, 0, 1], [0, 1, 2, 3]]
    assert (points[:, 1] > points[:, 2]).all()
    assert not lexical.rank(index, ["야간 / 무관"], k=4)[1].any()


def test_ask_that_lists_nothing_takes_nothing_from_others() -> None:
    index = lexical.learn(OFFERS)
    learnt = links.Company(lexical.link(index, ASKS).links)

    places, points = lexical.rank(index, ["야간 무관"], k=4, company=learnt)

    assert (places.tolist(), points.tolist()) == ([[0, 1, 2, 3]], [[0, 0, 0, 0]])


def test_asks_that_list_nothing_teach_nothing() -> None:
    index = lexical.learn(OFFERS)

    alone, among = lexical.link(index, ASKS), lexical.link(index, ["야간 급식", *ASKS, "새벽"])

    assert among.links.evidence.toarray().tolist() == alone.links.evidence.toarray().tolist()
    assert among.gave.toarray().tolist() == [[0, 0], *alone.gave.toarray().tolist(), [0, 0]]
    assert lexical.link(index, ["야간 급식", "새벽"]) is None


def test_postings_that_share_no_group_teach_nothing() -> None:
    assert lexical.link(lexical.learn([offer._replace(group="") for offer in OFFERS]), ASKS) is None


def test_order_of_the_asks_changes_no_place() -> None:
    index = lexical.learn(OFFERS)

    places, points = lexical.rank(index, ASKS, k=4, company=lexical.link(index, ASKS))
    turned = lexical.rank(index, ASKS[::-1], k=4, company=lexical.link(index, ASKS[::-1]))

    assert (turned[0][::-1].tolist(), turned[1][::-1].tolist()) == (places.tolist(), points.tolist())
