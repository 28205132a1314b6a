"""What a name lets one expect: the ridge that it claims to be, and a text found by a name that shares no letter with it."""

import numpy as np
from scipy.sparse import csr_array

from matching.core import lexical, naming
from matching.core.lexical import Offer


def test_learn_is_the_ridge_regression():
    titles = np.array([[0.6, 0.8, 0], [0, 1.0, 0], [0, 0, 1.0], [0.8, 0, 0.6]])
    texts = np.array([[1.0, 0], [0, 1.0], [0.6, 0.8], [0, 0]])
    wanted = np.linalg.solve(titles.T @ titles + naming.PENALTY * np.eye(3), titles.T @ texts)
    assert np.allclose(naming.learn(csr_array(titles), texts), wanted, atol=1e-12)


def test_learn_of_nothing_expects_nothing():
    turn = naming.learn(csr_array((2, 3)), np.zeros((2, 1)))
    assert naming.expect(turn, csr_array((1, 3))).tolist() == [[0.0]]


def test_a_name_finds_the_text_that_such_names_have():
    offers = [
        Offer("급식조리원", "식재료를 다듬고 국을 끓인다", "", ""),
        Offer("급식보조원", "식재료를 씻고 국을 담는다", "", ""),
        Offer("주방지기", "식재료를 다듬고 국을 담는다", "", ""),
        Offer("도서정리원", "서가에 책을 꽂고 먼지를 턴다", "", ""),
        Offer("책수선사", "서가에 책을 꽂고 표지를 붙인다", "", ""),
    ]
    places, points = lexical.rank(lexical.learn(offers), ["급식"], k=5)
    found = dict(zip(places[0].tolist(), points[0].tolist(), strict=True))
    assert found[2] > max(found[3], found[4])
