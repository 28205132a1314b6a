"""Words as weighted terms, computed by hand."""

import math

import pytest

from matching.core import sparse, text


@pytest.mark.parametrize(
    ("words", "terms"),
    [
        ("학교 보안관", ["학교", "보안", "안관"]),
        ("A형 B", ["a형", "b"]),
        ("한글", ["한글"]),  # decomposed letters are the same word
        (" ·! ", []),
    ],
)
def test_bigrams_stay_within_words(words, terms) -> None:
    assert text.bigrams(words) == terms


def test_learn_weighs_rare_terms_more() -> None:
    """Two postings of 2 and 1 terms: 급식 in both, 조리 in one."""
    vocabulary, terms = text.learn(["급식 조리", "급식"])
    rare, common = math.log(1 + 1.5 / 1.5), math.log(1 + 0.5 / 2.5)
    long = 1 / (1 + 2 * (0.25 + 0.75 * 2 / 1.5))
    short = 1 / (1 + 2 * (0.25 + 0.75 * 1 / 1.5))

    assert vocabulary == {"급식": 0, "조리": 1}
    assert terms.indptr.tolist() == [0, 2, 3]
    assert terms.values.tolist() == [
        round(1000 * common * long),
        round(1000 * rare * long),
        round(1000 * common * short),
    ]


def test_learn_does_not_depend_on_the_order_of_postings() -> None:
    forth, there = text.learn(["급식 조리", "학교 급식", "학교"])
    back, turned = text.learn(["학교", "학교 급식", "급식 조리"])

    assert forth == back
    assert sparse.entries_by_row(there) == sparse.entries_by_row(turned)[::-1]


def test_learn_takes_any_tokenizer() -> None:
    vocabulary, _terms = text.learn(["급식 조리"], tokenizer=str.split)

    assert list(vocabulary) == ["급식", "조리"]


def test_learn_of_nothing_is_empty() -> None:
    vocabulary, terms = text.learn([])

    assert (vocabulary, terms.indptr.tolist()) == ({}, [0])
