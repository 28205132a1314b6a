"""Points and the best k: hand-made ties, and properties that hold for any city."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from matching.core import chunked, columns, gates, ranking, sparse
from matching.core.compiled import is_there
from matching.core.explain import Verdict, explain
from matching.core.reasons import Reason
from matching.core.signals.base import FIT, WISH, Pairs
from matching.core.weights import FIRST, SECOND, Weights, agreement, used
from tests.matching.core.cities import CITY_HALL, MORNINGS, PEOPLE, POSTINGS, WEIGHTS, people, postings
from tests.often import often

quick = often(20)


def test_ties_go_to_the_lower_id() -> None:
    best = ranking.match_candidates(people({}), postings({"id": 30}, {"id": 10}, {"id": 20}), WEIGHTS, k=2)

    assert best.ids.tolist() == [[10, 20]]
    assert best.points.tolist() == [[500, 500]]


def test_free_places_hold_minus_one() -> None:
    best = ranking.match_candidates(people({}), postings({"id": 7}), WEIGHTS, k=3, passed=gates.open_to_all(1, 1))

    assert (best.ids.tolist(), best.points.tolist()) == ([[7, -1, -1]], [[500, -1, -1]])
    assert best.parts[0, 1:].tolist() == [[0] * 9] * 2


def test_nothing_to_rank_leaves_all_places_free() -> None:
    nothing = columns.take(postings({}), [])

    assert ranking.match_candidates(people({}), nothing, WEIGHTS, k=1).ids.tolist() == [[-1]]


def test_dropped_pair_never_appears() -> None:
    passed = gates.of_matrix(np.array([[False, True], [True, False]]))
    best = ranking.match_candidates(people({}, {}), postings({}, {}), WEIGHTS, k=2, passed=passed)

    assert best.ids.tolist() == [[11, -1], [10, -1]]


def test_gates_of_another_shape_are_refused() -> None:
    with pytest.raises(ValueError, match="gates have the shape"):
        ranking.match_candidates(people({}), postings({}, {}), WEIGHTS, k=1, passed=gates.open_to_all(1, 1))


def test_weight_without_a_signal_is_refused() -> None:
    with pytest.raises(ValueError, match="no signal: sex"):
        ranking.match_candidates(people({}), postings({}), Weights("odd-1", {"sex": 1000}), k=1)


def test_no_places_are_refused() -> None:
    with pytest.raises(ValueError, match="k is 0"):
        ranking.match_candidates(people({}), postings({}), WEIGHTS, k=0)


@quick
@given(PEOPLE, POSTINGS)
def test_points_of_parts_add_up_and_pairs_agree_with_the_table(persons, offers) -> None:
    who, what = people(*persons), postings(*offers)
    best = ranking.match_candidates(who, what, WEIGHTS, k=len(offers))
    pairs = Pairs(np.repeat(np.arange(len(persons)), len(offers)), best.columns.ravel())

    assert (best.parts.sum(axis=2) == best.points).all()
    assert (ranking.points_of_pairs(who, what, pairs, WEIGHTS) == best.parts.reshape(-1, 9)).all()
    for row, column, points in zip(*pairs, best.points.ravel(), strict=True):
        told = explain(who, row, what, column, WEIGHTS)
        assert told.points == points == sum(part.points for part in told.parts)
        assert all(0 <= part.points <= part.most for part in told.parts)
        assert [part.points for part in told.parts] == sorted((part.points for part in told.parts), reverse=True)


@quick
@given(PEOPLE, POSTINGS, st.data())
def test_permuting_people_permutes_their_lists(persons, offers, data) -> None:
    who, what = people(*persons), postings(*offers)
    order = data.draw(st.permutations(range(len(persons))))
    straight = ranking.match_candidates(who, what, WEIGHTS, k=3)
    permuted = ranking.match_candidates(columns.take(who, order), what, WEIGHTS, k=3)

    assert permuted.ids.tolist() == straight.ids[order].tolist()
    assert permuted.parts.tolist() == straight.parts[order].tolist()


@quick
@given(PEOPLE, POSTINGS, st.data())
def test_permuting_postings_changes_nothing(persons, offers, data) -> None:
    who, what = people(*persons), postings(*offers)
    order = data.draw(st.permutations(range(len(offers))))

    permuted = ranking.match_candidates(who, columns.take(what, order), WEIGHTS, k=4)

    straight = ranking.match_candidates(who, what, WEIGHTS, k=4)
    assert (permuted.ids.tolist(), permuted.points.tolist()) == (straight.ids.tolist(), straight.points.tolist())


@quick
@given(PEOPLE, POSTINGS, st.data())
def test_one_person_alone_gets_the_list_of_the_city(persons, offers, data) -> None:
    who, what = people(*persons), postings(*offers)
    pairs = len(persons) * len(offers)
    answers = data.draw(st.lists(st.booleans(), min_size=pairs, max_size=pairs))
    passed = gates.of_matrix(np.array(answers).reshape(len(persons), len(offers)))
    city = ranking.match_candidates(who, what, WEIGHTS, k=3, passed=passed)

    for row in range(len(persons)):
        own = gates.take(passed, [row])
        alone = ranking.match_candidates(columns.take(who, [row]), what, WEIGHTS, k=3, passed=own)
        assert (alone.ids[0].tolist(), alone.points[0].tolist()) == (city.ids[row].tolist(), city.points[row].tolist())


@quick
@given(PEOPLE, POSTINGS)
def test_ineligible_person_changes_nothing_for_others(persons, offers) -> None:
    who, more = people(*persons), people(*persons, {})
    posting = columns.take(postings(*offers), [0])
    barred = np.ones((len(persons) + 1, 1), bool)
    barred[-1] = False

    with_them = ranking.match_posting(more, posting, WEIGHTS, k=3, passed=gates.of_matrix(barred))

    without = ranking.match_posting(who, posting, WEIGHTS, k=3)
    assert (with_them.ids.tolist(), with_them.points.tolist()) == (without.ids.tolist(), without.points.tolist())


@quick
@given(PEOPLE, POSTINGS)
def test_both_directions_give_a_pair_the_same_points(persons, offers) -> None:
    who, what = people(*persons), postings(*offers)
    forth = ranking.match_candidates(who, what, WEIGHTS, k=len(offers))
    points = {}
    for person, ids, scores in zip(who.ids.tolist(), forth.ids.tolist(), forth.points.tolist(), strict=True):
        points |= {(person, posting): score for posting, score in zip(ids, scores, strict=True)}

    for column in range(len(offers)):
        back = ranking.match_posting(who, columns.take(what, [column]), WEIGHTS, k=len(persons))
        for person, score in zip(back.ids[0].tolist(), back.points[0].tolist(), strict=True):
            assert points[person, int(what.ids[column])] == score


def test_explain_names_the_first_gate_and_what_is_not_known() -> None:
    young, unsaid = Reason("born_too_late", {}), Reason("residence_missing", {})
    told = explain(people({}), 0, postings({}), 0, WEIGHTS, verdicts=[Verdict(0, unsaid), Verdict(-1, young)])

    assert (told.points, told.parts, told.failed, told.unknown) == (0, (), young, (unsaid,))


@pytest.mark.xdist_group("loops")  # compiled once, by one worker
@pytest.mark.skipif(not is_there(), reason="numba is not installed")
@quick
@given(PEOPLE, POSTINGS, st.data())
def test_loops_and_numpy_give_the_same_integers(persons, offers, data) -> None:
    who, what = people(*persons), postings(*offers)
    pairs = len(persons) * len(offers)
    passed = gates.of_matrix(
        np.array(data.draw(st.lists(st.booleans(), min_size=pairs, max_size=pairs))).reshape(len(persons), -1)
    )
    barred = sparse.present([data.draw(st.sets(st.integers(0, len(offers) - 1))) for _ in persons])
    price = np.array(data.draw(st.lists(st.integers(0, 1000), min_size=len(offers), max_size=len(offers))), np.int32)
    told = {"passed": passed._replace(barred=barred), "price": data.draw(st.sampled_from([None, price]))}
    weights = data.draw(st.sampled_from([FIRST, SECOND]))

    by_loops = ranking.match_candidates(who, what, weights, k=3, **told, compiled=True, threads=2)
    by_numpy = ranking.match_candidates(who, what, weights, k=3, **told, compiled=False)

    for name in ranking.Ranked._fields:
        assert getattr(by_loops, name).tolist() == getattr(by_numpy, name).tolist(), name
    for column in range(len(offers)):
        one = gates.take_postings(told["passed"], np.array([column]))
        own = {"passed": one, "price": None if told["price"] is None else price[[column]]}
        posting = columns.take(what, [column])
        back = [ranking.match_posting(who, posting, weights, k=2, **own, compiled=way) for way in (True, False)]
        assert [found.ids.tolist() for found in back[:1]] == [found.ids.tolist() for found in back[1:]]
        assert back[0].points.tolist() == back[1].points.tolist()
        assert back[0].parts.tolist() == back[1].parts.tolist()


def test_agreement_grows_with_both_sides_and_is_kept_by_the_weaker() -> None:
    near = {"home": CITY_HALL, "kinds": 1, "certificates": [1], "week": MORNINGS}
    asks = {"sites": [CITY_HALL], "kind": 0, "required": [1], "week": MORNINGS}
    fits, wishes, neither = (
        people(near | change)
        for change in ({}, {"certificates": [], "week": [0, 0, 0, 0, 0, 1, 1]}, {"kinds": 2, "certificates": []})
    )
    (both, one, none) = (
        ranking.match_candidates(who, postings(asks), SECOND, k=1).parts[0, 0, -1] for who in (fits, wishes, neither)
    )

    assert both > one > 0
    assert both > none


def test_price_is_taken_off_but_never_below_nothing() -> None:
    two = postings({"id": 1}, {"id": 2})
    best = ranking.match_candidates(people({}), two, WEIGHTS, k=2, price=np.array([30, 9000], np.int32))

    assert (best.ids.tolist(), best.points.tolist()) == ([[1, 2]], [[470, 0]])
    assert best.parts[0, :, -1].tolist() == [-30, -500]
    assert (best.parts.sum(axis=2) == best.points).all()


def test_price_of_another_shape_is_refused() -> None:
    with pytest.raises(ValueError, match="prices are whole points"):
        ranking.match_candidates(people({}), postings({}, {}), WEIGHTS, k=1, price=np.array([1], np.int32))


def test_chunks_are_seamless() -> None:
    """More people than one chunk holds: the last ones are ranked like the first."""
    many = people(*({"kinds": 1 << number % 3} for number in range(chunked.CHUNK + 5)))
    offers = postings({"kind": 0}, {"kind": 1}, {"kind": 2})
    best = ranking.match_candidates(many, offers, WEIGHTS, k=1)

    assert best.ids[:, 0].tolist() == [10 + number % 3 for number in range(chunked.CHUNK + 5)]


@given(st.integers(0, 300), st.integers(0, 300), st.integers(0, 300))
def test_points_grow_with_either_side(wished, asked, more) -> None:
    """By the points of a pair with these subtotals: what the sides give, and the agreement of the weaker."""
    most = sum(points for signal, points in used(SECOND) if signal.side == WISH)
    wished, more = min(wished, most), min(more, most)

    assert _of_sides(max(wished, more), asked) >= _of_sides(min(wished, more), asked)
    assert _of_sides(wished, max(asked, more)) >= _of_sides(wished, min(asked, more))


@given(st.integers(1, 600))
def test_pair_without_a_chance_never_outranks_a_balanced_one_of_the_same_sum(total) -> None:
    """A side of nothing against one that is met as far as the other: the same sum of subtotals."""
    mosts = [sum(points for signal, points in used(SECOND) if signal.side == side) for side in (WISH, FIT)]
    even = total * mosts[0] // sum(mosts)
    balanced = _of_sides(even, total - even)

    if total <= mosts[0]:
        assert _of_sides(total, 0) <= balanced
    if total <= mosts[1]:
        assert _of_sides(0, total) <= balanced
    assert agreement(SECOND)[:, 0].tolist() == [0, 0]


def _of_sides(wished: int, asked: int) -> int:
    together = agreement(SECOND)
    return wished + asked + int(min(together[0, wished], together[1, asked]))
