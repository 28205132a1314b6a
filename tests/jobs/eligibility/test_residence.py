"""Where a person lives, or where the business stands that they represent."""

import pytest

from jobs.eligibility import PersonFacts
from tests.jobs.eligibility.cases import answer, error

SEOUL = {"seoul": True}
SEOUL_OR_BUSINESS = {"seoul": True, "business_in_seoul": True}
TWO_DISTRICTS = {"districts": ["11410", "41135"]}
LIVES = ("met", "lives_in_area", None)
BUSINESS = ("met", "business_in_seoul", None)
ELSEWHERE = ("not_met", "lives_elsewhere", "seek_other_area")
NO_HOME = ("unknown", "residence_missing", "give_residence")
NO_BUSINESS_TOLD = ("unknown", "business_missing", "declare_business")


@pytest.mark.parametrize(
    ("params", "home", "business", "said"),
    [
        (SEOUL, "11410", None, LIVES),
        (SEOUL, "41135", None, ELSEWHERE),
        (SEOUL, "41135", "11410", ELSEWHERE),  # a business doesn't help where the rule doesn't name it
        (SEOUL, None, None, NO_HOME),
        (SEOUL_OR_BUSINESS, "11410", None, LIVES),
        (SEOUL_OR_BUSINESS, "41135", "11410", BUSINESS),
        (SEOUL_OR_BUSINESS, "41135", "41135", ELSEWHERE),
        (SEOUL_OR_BUSINESS, "41135", "", ELSEWHERE),
        (SEOUL_OR_BUSINESS, "41135", None, NO_BUSINESS_TOLD),
        (SEOUL_OR_BUSINESS, None, "11410", BUSINESS),
        (SEOUL_OR_BUSINESS, None, "", NO_HOME),
        (TWO_DISTRICTS, "11410", None, LIVES),
        (TWO_DISTRICTS, "41135", None, LIVES),
        (TWO_DISTRICTS, "11680", None, ELSEWHERE),
        ({"business_in_seoul": True}, "11410", "", ELSEWHERE),
        ({"business_in_seoul": True}, None, "11680", BUSINESS),
    ],
)
def test_any_named_way_is_enough(params: dict, home: str | None, business: str | None, said: tuple) -> None:
    assert answer("residence", params, PersonFacts(district=home, business_district=business)) == said


@pytest.mark.parametrize(
    ("params", "wrong"),
    [
        ({}, ("residence_without_way", "")),
        ({"seoul": False, "districts": []}, ("residence_without_way", "")),
        ({"seoul": "yes"}, ("not_yes_or_no", "seoul")),
        ({"districts": ["서대문구"]}, ("not_a_district", "districts")),
        ({"districts": ["01234"]}, ("not_a_district", "districts")),
        ({"districts": "11410"}, ("not_a_list_of_names", "districts")),
        ({"districts": ["11410", "11410"]}, ("name_twice", "districts")),
    ],
)
def test_a_place_that_cannot_be_used_is_refused(params: dict, wrong: tuple) -> None:
    assert error("residence", params) == wrong


def test_only_the_city_may_override_it() -> None:
    assert error("residence", SEOUL, overridable=True) == ("city_only_rule", "overridable")
