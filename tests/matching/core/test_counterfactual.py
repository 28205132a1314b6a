"""One more certificate, worked out by hand and by the ranking itself."""

import numpy as np
import pytest
from hypothesis import given

from matching.core import columns, counterfactual, ranking, sparse
from matching.core.counterfactual import Gain
from matching.core.signals.base import Pairs
from matching.core.signals.certificates import asked
from matching.core.weights import SECOND, Weights
from tests.matching.core import cities
from tests.often import often

ONLY = Weights("only certificates", {"certificates": 90})


def points(people, postings, weights, pairs) -> np.ndarray:
    return ranking.points_of_pairs(people, postings, pairs, weights).sum(axis=1)


@often(30)
@given(cities.PERSON, cities.POSTINGS)
def test_each_gain_is_what_the_ranking_gives_to_who_holds_it(said, offered):
    person, postings = cities.people(said), cities.postings(*offered)
    held = set(person.certificates.codes.tolist())

    found = counterfactual.certificates(person, postings, SECOND, {})

    for column, codes in enumerate(sparse.codes_by_row(asked(postings))):
        pair = Pairs(np.array([0]), np.array([column]))
        now = points(person, postings, SECOND, pair)
        gains = {
            code: int((points(_with(person, held | {code}), postings, SECOND, pair) - now)[0])
            for code in set(codes) - held
        }
        most = max(gains.values(), default=0)
        best = min((code for code, gain in gains.items() if gain == most), default=None)
        assert found[column] == (Gain(best, most) if most > 0 else None)


def test_gain_by_hand():
    person = cities.people({"certificates": [1]})
    postings = cities.postings({"preferred": [1, 2, 3]}, {"required": [4]}, {"preferred": [1]}, {})

    assert counterfactual.certificates(person, postings, ONLY, {}) == [Gain(2, 30), Gain(4, 90), None, None]


def test_words_of_the_certificate_count():
    person, postings = cities.people({}), cities.postings({"preferred": [3], "terms": [(7, 5_000)]})
    weights = Weights("certificates and words", {"certificates": 90, "duties": 100})

    (bare,), (with_words,) = (
        counterfactual.certificates(person, postings, weights, words) for words in ({}, {3: [7, 7]})
    )

    # without words a person gets the neutral half; two of 7 are 2 x 5,000 x 100 = HALF: half the points as well
    assert (bare, with_words) == (Gain(3, 90), Gain(3, 90))
    (more,) = counterfactual.certificates(person, postings, weights, {3: [7] * 6})
    assert more == Gain(3, 90 + 75 - 50)


def test_two_people_are_refused():
    with pytest.raises(ValueError, match="one person is asked about at a time, 2 were given"):
        counterfactual.certificates(cities.people({}, {}), cities.postings({}), ONLY, {})


def _with(person: columns.CandidateColumns, held: set[int]) -> columns.CandidateColumns:
    return person._replace(certificates=sparse.present([held]))
