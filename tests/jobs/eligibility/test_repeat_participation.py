"""So many years of public jobs within the last years."""

from datetime import date

import pytest

from jobs.eligibility import Participation, PersonFacts
from tests.jobs.eligibility.cases import POSTING, answer, error, verdict

TWO_OF_THREE = {"years": 2, "window_years": 3}
OF_A_KIND = {**TWO_OF_THREE, "kinds": ["meaningful_work"]}
LONG_YEARS = {**TWO_OF_THREE, "least_months": 5}
RARELY = ("met", "participated_rarely", None)
OFTEN = ("not_met", "participated_often", "apply_in_year")
UNCLEAR = ("unknown", "participation_unclear", "complete_participations")


def years(*found: int, kind: str | None = "meaningful_work", months: int | None = 6) -> tuple[Participation, ...]:
    return tuple(Participation(year, kind, months) for year in found)


@pytest.mark.parametrize(
    ("params", "past", "said"),
    [
        (TWO_OF_THREE, None, ("unknown", "participations_missing", "declare_participations")),
        (TWO_OF_THREE, (), RARELY),
        (TWO_OF_THREE, years(2025), RARELY),
        (TWO_OF_THREE, years(2025, 2025), RARELY),  # one year, however often
        (TWO_OF_THREE, years(2023, 2025), OFTEN),
        (TWO_OF_THREE, years(2022, 2025), RARELY),  # outside the window
        (TWO_OF_THREE, years(2025, 2026), RARELY),  # the posting's own year isn't a past one
        (OF_A_KIND, years(2024, 2025, kind="other"), RARELY),
        (OF_A_KIND, years(2024, 2025), OFTEN),
        (OF_A_KIND, years(2024) + years(2025, kind=None), UNCLEAR),
        (LONG_YEARS, years(2024, 2025, months=4), RARELY),
        (LONG_YEARS, years(2024, 2025, 2025, months=3), RARELY),  # 2025 is long enough, 2024 isn't
        (LONG_YEARS, years(2024, 2024, 2025, 2025, months=3), OFTEN),
        (LONG_YEARS, years(2024) + years(2025, months=None), UNCLEAR),
    ],
)
def test_years_in_the_window(params: dict, past, said: tuple) -> None:
    assert answer("repeat_participation", params, PersonFacts(participations=past)) == said


@pytest.mark.parametrize(
    ("own", "told", "said"),
    [
        (years(2024, 2025), None, OFTEN),
        (years(2024), years(2025), OFTEN),
        (years(2024), None, ("unknown", "participations_missing", "declare_participations")),
        (years(2024), (), RARELY),
    ],
)
def test_years_that_we_know_ourselves_count_told_or_not(own, told, said: tuple) -> None:
    person = PersonFacts(participations=told, own_participations=own)

    assert answer("repeat_participation", TWO_OF_THREE, person) == said


def test_the_window_is_that_of_the_year_the_posting_starts_in() -> None:
    person = PersonFacts(participations=years(2024, 2025))
    next_year = POSTING._replace(starts_on=date(2028, 1, 1))

    assert answer("repeat_participation", TWO_OF_THREE, person, next_year) == RARELY
    assert answer("repeat_participation", TWO_OF_THREE, person, POSTING._replace(starts_on=None)) == OFTEN


@pytest.mark.parametrize(("past", "free_in"), [((2024, 2025), 2028), ((2023, 2025), 2027), ((2023, 2024, 2025), 2028)])
def test_the_remedy_names_the_first_free_year(past: tuple[int, ...], free_in: int) -> None:
    found = verdict("repeat_participation", TWO_OF_THREE, PersonFacts(participations=years(*past)))

    assert found.remedy.params == {"year": free_in}


@pytest.mark.parametrize(
    ("params", "wrong"),
    [
        ({"years": 2}, ("missing_param", "window_years")),
        ({"years": 3, "window_years": 2}, ("years_beyond_window", "years")),
        ({"years": 0, "window_years": 2}, ("number_out_of_range", "years")),
        ({"years": "2", "window_years": 3}, ("not_a_whole_number", "years")),
        ({"years": True, "window_years": 3}, ("not_a_whole_number", "years")),
        ({**TWO_OF_THREE, "least_months": 13}, ("number_out_of_range", "least_months")),
        ({**TWO_OF_THREE, "kinds": [""]}, ("not_a_list_of_names", "kinds")),
    ],
)
def test_a_window_that_cannot_be_used_is_refused(params: dict, wrong: tuple) -> None:
    assert error("repeat_participation", params) == wrong
