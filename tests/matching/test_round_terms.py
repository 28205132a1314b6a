"""Terms that make no sense are refused by a sentence; stored ones are read back, those of another schema never."""

import pytest

from matching import round_terms
from matching.round_terms import WHOLE, RoundTerms, SiteTerms
from tests.jobs.expect import refusal

NAMES = {"s": "어르신돌봄 · 복지관", "t": "학교안전 · 학교"}


def terms(first: SiteTerms, second: SiteTerms = SiteTerms(3, district="11410"), **caps: int) -> RoundTerms:  # noqa: B008 - frozen
    return RoundTerms({"s": first, "t": second}, caps)


def test_what_is_stored_is_read_back():
    own = terms(SiteTerms(5, 0, "11410", 2), **{"11410": 6})

    assert round_terms.from_json(round_terms.as_json(own)) == own
    with pytest.raises(ValueError, match="schema"):
        round_terms.from_json({"schema": 2, "sites": {}, "caps": {}})


@pytest.mark.parametrize(
    ("found", "code"),
    [
        (terms(SiteTerms(2, reserve=3)), "reserve_above_places"),
        (terms(SiteTerms(2, target=3)), "target_above_places"),
        (terms(SiteTerms(-1)), "negative"),
        (terms(SiteTerms(2, reserve=1, district="11410"), **{"11410": 3}), "reserve_and_cap"),
        (terms(SiteTerms(2, reserve=1), **{WHOLE: 3}), "reserve_and_cap"),
        (terms(SiteTerms(5, target=4, district="11410"), **{"11410": 3}), "targets_above_cap"),
        (terms(SiteTerms(5), **{"11410": 3, WHOLE: 3}), "two_kinds_of_cap"),
        (terms(SiteTerms(5), **{WHOLE: -3}), "negative"),
    ],
)
def test_terms_that_make_no_sense_are_refused(found, code):
    with refusal(code):
        round_terms.check(found, NAMES)


def test_terms_with_a_reserve_or_a_cap_stand():
    round_terms.check(terms(SiteTerms(5, reserve=1, district="11440"), **{"11410": 2}), NAMES)
    round_terms.check(terms(SiteTerms(5, target=2), **{WHOLE: 2}), NAMES)
    assert terms(SiteTerms(5, district="11440"), **{"11410": 2}).region_of("s") == ""
    assert terms(SiteTerms(5, district="11440"), **{WHOLE: 2}).region_of("s") == WHOLE
