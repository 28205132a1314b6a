"""Words of the same company point the same way."""

import numpy as np

from matching.core import fields, latent

TEXTS = ["밥 국", "국 반찬", "밥 반찬", "문 열쇠", "열쇠 순찰", "문 순찰"]


def test_ask_finds_postings_that_hold_none_of_its_words() -> None:
    field = fields.learn(TEXTS, str.split)
    meaning = latent.learn(field.unit, directions=2)
    asked = latent.ask(meaning, fields.directions(field, fields.ask(field, ["밥"])))

    near = np.rint(1000 * (asked @ meaning.postings.T)).astype(int)[0]

    assert (near[:3] > near[3:].max()).all()


def test_order_of_postings_changes_no_likeness() -> None:
    field, turned = fields.learn(TEXTS, str.split), fields.learn(TEXTS[::-1], str.split)
    forth, back = latent.learn(field.unit).postings, latent.learn(turned.unit).postings[::-1]

    assert np.rint(1e6 * (forth @ forth.T)).tolist() == np.rint(1e6 * (back @ back.T)).tolist()


def test_learn_without_company_has_no_directions() -> None:
    field = fields.learn(["밥", "문"], str.split)
    meaning = latent.learn(field.unit)

    assert meaning.postings.shape == (2, 0)
    assert latent.ask(meaning, field.unit).shape == (2, 0)
