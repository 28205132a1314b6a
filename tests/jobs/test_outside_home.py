"""Somebody who lives outside of the city is judged, read and matched as such: a known answer, not a missing one."""

import pytest

from jobs import judging, sentences
from matching import suggestions
from profiles import places
from tests import make
from tests.matching.listing import listed

pytestmark = pytest.mark.django_db
RULES = [
    ("birth_range", {"birth_from": "1959-01-01", "birth_to": "1986-12-31"}, "apply"),
    ("residence", {"seoul": True, "business_in_seoul": True}, "apply"),
]


def test_residence_is_not_met_and_says_where_the_person_lives() -> None:
    (judged,) = judging.judge(make.posting(), [make.candidate(district=places.OUTSIDE)], at=make.NOW)

    residence = next(line for line in sentences.verdict_lines(judged.verdicts) if line.kind == "residence")
    assert judged.outcome == "not_met"
    assert "지금 사는 곳은 서울이 아닌 곳입니다." in residence.text


def test_matching_leaves_out_who_lives_elsewhere_and_takes_who_has_a_business_here() -> None:
    year = make.programme_year(rules=False)
    make.rule_set(year, RULES)
    posting = make.posting(programme_year_=year)
    elsewhere = make.candidate(district=places.OUTSIDE, business_district="")
    with_business = make.candidate(district=places.OUTSIDE, business_district="11680")

    suggestions.refresh_all(at=make.NOW)

    assert listed(elsewhere) == []
    assert listed(with_business) == [posting.pk]
