"""Places by lot: who may get one, what may stand there, and the chance that is kept."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from matching.core import gates, priced
from matching.core.exploring import explore
from matching.core.priced import Priced
from matching.core.shown import EXPLORED, RANKED, Shown, may_be_wished, of_ranked
from tests.matching.core.cities import WEIGHTS, people, postings
from tests.often import often

quick = often(20)


def _lists(passes: np.ndarray, k: int) -> tuple[Shown, Priced, np.ndarray]:
    who, what = people(*({} for _ in passes)), postings(*({} for _ in passes[0]))
    city = priced.prepare(who, what, WEIGHTS, passed=gates.of_matrix(passes))
    free = np.zeros(passes.shape[1], np.int32)
    return of_ranked(priced.best(city, free, k, is_told=True)), city, free


def test_chance_is_that_of_the_lot() -> None:
    """20 alike people see postings 10 and 11 of five: 40 places, so two by lot, among 19 (one keeps 11 seen), each from three."""
    shown = explore(*_lists(np.ones((20, 5), bool), 2), "1")

    drawn = shown.came == EXPLORED
    assert drawn.sum() == 2
    assert set(shown.chance[drawn].tolist()) == {2 / 19 / 3}
    assert sorted(shown.chance[:, 1][~drawn[:, 1]].tolist()) == [1 - 2 / 19] * 17 + [1.0]
    assert set(shown.chance[:, 0].tolist()) == {1.0}


def test_only_place_is_never_drawn() -> None:
    assert (explore(*_lists(np.ones((60, 3), bool), 1), "1").came == RANKED).all()


def test_who_is_shown_all_gets_no_lot() -> None:
    assert (explore(*_lists(np.ones((60, 2), bool), 2), "1").came == RANKED).all()


def test_place_by_lot_is_no_wish() -> None:
    shown = explore(*_lists(np.ones((20, 5), bool), 2), "1")

    assert may_be_wished(shown).sum() == 38
    assert not may_be_wished(shown)[shown.came == EXPLORED].any()


def test_drawn_postings_are_all_alike() -> None:
    """Over many seeds each of the postings that aren't shown is drawn about as often."""
    lists = _lists(np.ones((20, 66), bool), 2)
    drawn = [explore(*lists, str(seed)) for seed in range(400)]
    times = np.bincount(np.concatenate([one.columns[one.came == EXPLORED] for one in drawn]), minlength=66)

    assert (times[:2].tolist(), times.sum()) == ([0, 0], 800)
    assert times[2:].min() > 0


@quick
@given(st.integers(1, 30), st.integers(1, 70), st.integers(1, 4), st.integers(0, 2**20))
def test_places_by_lot_are_few_eligible_and_cost_nobody_the_view_of_a_posting(persons, offers, k, seed) -> None:
    passes = np.random.default_rng(seed).random((persons, offers)) < 0.5
    before, city, price = _lists(passes, k)

    shown = explore(before, city, price, str(seed))

    drawn = shown.came == EXPLORED
    rows, places = np.nonzero(drawn)
    assert drawn.sum() * 20 <= (shown.columns >= 0).sum()
    assert drawn.sum(axis=1).max() <= 1
    assert passes[rows, shown.columns[rows, places]].all()
    assert not any(shown.ids[row, place] in before.ids[row] for row, place in zip(rows, places, strict=True))
    assert shown.columns[~drawn].tolist() == before.columns[~drawn].tolist()
    assert set(before.columns.ravel().tolist()) <= set(shown.columns.ravel().tolist())
    assert (shown.parts.sum(axis=2)[drawn] == shown.points[drawn]).all()
    assert ((shown.chance > 0) == (shown.columns >= 0)).all()
    assert (shown.chance <= 1).all()
