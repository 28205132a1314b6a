"""Cover and angle, computed by hand."""

import math

from matching.core import fields


def test_cover_is_the_share_of_what_is_asked() -> None:
    """급식 stands in both of two postings, 조리 in one of 2 terms (mean 1.5)."""
    field = fields.learn(["급식 조리", "급식"], str.split)
    share = 1 / (1 + fields.REPETITION * (1 - fields.LENGTH + fields.LENGTH * 2 / 1.5))

    (row,) = fields.cover(field, fields.ask(field, ["조리"])).tolist()

    assert math.isclose(row[0], share, rel_tol=1e-12)
    assert row[1] == 0


def test_cover_of_unknown_words_is_zero() -> None:
    field = fields.learn(["급식", "세탁"], str.split)

    assert fields.cover(field, fields.ask(field, ["경비", ""])).tolist() == [[0, 0], [0, 0]]


def test_angle_of_the_same_words_is_one() -> None:
    field = fields.learn(["급식 조리", "세탁"], str.split)
    rows = fields.directions(field, fields.ask(field, ["조리 급식"]))

    assert fields.angle(rows, field.unit).round(12).tolist() == [[1, 0]]


def test_learn_of_empty_texts_has_no_terms() -> None:
    field = fields.learn(["", ""], str.split)

    assert dict(field.codes) == {}
    assert fields.cover(field, fields.ask(field, ["급식"])).tolist() == [[0, 0]]


def test_learn_of_nothing_is_empty() -> None:
    assert fields.learn([], str.split).unit.shape == (0, 0)
