"""The rules of real years as their notices have them."""

from datetime import date

import pytest

from jobs import eligibility
from jobs.eligibility import PersonFacts, PostingFacts
from jobs.eligibility.published import PUBLISHED, birth_range_of_ages, published
from tests.jobs.eligibility.cases import MORNINGS

FITS = {"district": "11410", "employment": "not_employed", "training_attendance": 80}


def outcome(year: int, programme: str, person: PersonFacts, stage: str = "apply") -> str:
    (entry,) = (found for found in PUBLISHED if (found.year, found.programme) == (year, programme))
    on = date(year, 4, 1)
    posting = PostingFacts(starts_on=on, ends_on=date(year, 10, 31), hours_per_month=57, week_mask=MORNINGS)
    return eligibility.outcome(eligibility.judge_all(entry.rules, person, posting, on, stage))


@pytest.mark.parametrize(
    ("year", "programme", "first", "last"),
    [
        (2019, "50+보람일자리", date(1952, 1, 1), date(1969, 12, 31)),  # 50-67, assumed
        (2019, "서울50+인턴십(뉴딜인턴십)", date(1952, 1, 1), date(1974, 12, 31)),  # 45-67
        (2022, "서울시 보람일자리", date(1955, 1, 1), date(1982, 12, 31)),  # as printed
        (2022, "서울50+인턴십(시간제)", date(1955, 1, 1), date(1977, 12, 31)),
        (2022, "서울50+인턴십(전일제)", date(1955, 1, 1), date(1977, 12, 31)),
        (2022, "투자출연기관 인턴십", date(1957, 1, 1), date(1967, 12, 31)),  # 55-65
        (2025, "서울 중장년 가치동행일자리", date(1958, 1, 1), date(1985, 12, 31)),  # as printed
        (2025, "서울 4050인턴십(시간제)", date(1961, 1, 1), date(1985, 12, 31)),  # 40-64
    ],
)
def test_the_first_and_the_last_birth_date_of_a_year(year: int, programme: str, first: date, last: date) -> None:
    def of(born: date) -> str:
        return outcome(year, programme, PersonFacts(birth_on=born, **FITS))

    assert [of(first), of(last)] == ["met", "met"]
    assert of(date.fromordinal(first.toordinal() - 1)) == "not_met"
    assert of(date.fromordinal(last.toordinal() + 1)) == "not_met"


@pytest.mark.parametrize(
    ("year", "programme", "home", "business", "said"),
    [
        (2019, "50+보람일자리", "11410", None, "met"),
        (2019, "50+보람일자리", "41135", "11410", "not_met"),  # the business way came later
        (2022, "서울시 보람일자리", "41135", "11410", "met"),
        (2022, "서울시 보람일자리", "41135", "", "not_met"),
        (2022, "서울시 보람일자리", "41135", None, "unknown"),
        (2025, "서울 중장년 가치동행일자리", "41135", "11410", "met"),
        (2025, "서울 4050인턴십(시간제)", "41135", "11410", "not_met"),
    ],
)
def test_the_home_or_the_business(year: int, programme: str, home: str, business: str | None, said: str) -> None:
    person = PersonFacts(birth_on=date(1965, 6, 1), **{**FITS, "district": home, "business_district": business})

    assert outcome(year, programme, person) == said


@pytest.mark.parametrize(
    ("employment", "said"), [("not_employed", "met"), ("part_time", "not_met"), ("unknown", "unknown")]
)
def test_internships_are_for_people_without_work(employment: str, said: str) -> None:
    person = PersonFacts(birth_on=date(1965, 6, 1), **{**FITS, "employment": employment})

    assert outcome(2019, "서울50+인턴십(뉴딜인턴십)", person) == said
    assert outcome(2019, "50+보람일자리", person) == "met"


@pytest.mark.parametrize(("attended", "said"), [(80, "met"), (79, "not_met"), (None, "unknown")])
def test_the_internship_of_2019_wants_four_fifths_of_the_course_before_placement(attended, said: str) -> None:
    person = PersonFacts(birth_on=date(1965, 6, 1), **{**FITS, "training_attendance": attended})

    assert outcome(2019, "서울50+인턴십(뉴딜인턴십)", person) == "met"
    assert outcome(2019, "서울50+인턴십(뉴딜인턴십)", person, stage="place") == said


@pytest.mark.parametrize(("hours", "said"), [(39, "not_met"), (40, "met")])
def test_geumcheon_2026_wants_forty_hours_and_has_no_oldest_age(hours: int, said: str) -> None:
    person = PersonFacts(birth_on=date(1930, 1, 1), hours_per_month=hours, public_jobs=(), **FITS)

    assert outcome(2026, "서울 중장년 가치동행일자리(금천구)", person) == said


@pytest.mark.parametrize("entry", PUBLISHED, ids=lambda entry: f"{entry.year} {entry.programme}")
def test_every_entry_can_be_used_and_names_its_source(entry) -> None:
    eligibility.check_rule_set(entry.rules)

    assert entry.source
    assert entry.assumed == bool(entry.assumed_note)
    parts = {rule.kind for rule in entry.rules} | set(entry._fields)
    assert set(entry.assumed_parts) <= parts


@pytest.mark.parametrize("entry", [found for found in PUBLISHED if found.monthly_won and found.year < 2026])
def test_the_printed_month_is_the_hourly_figure_times_the_cap_below_ten_won(entry) -> None:
    assert entry.hours_cap * entry.hourly_won // 10 * 10 == entry.monthly_won


def test_the_rules_of_2019_say_that_they_are_assumed() -> None:
    (meaningful,) = published(2019, "meaningful_work")
    (internship,) = published(2019, "internship")

    assert meaningful.assumed_parts == ("birth_range", "residence")
    assert (meaningful.hours_cap, internship.hours_cap) == (57, None)
    assert "birth_range" not in internship.assumed_parts


def test_ages_become_birth_dates_by_the_calendar_year() -> None:
    assert birth_range_of_ages(2022, 40, 67) == {"birth_from": "1955-01-01", "birth_to": "1982-12-31"}
    assert birth_range_of_ages(2025, 40, 67) == {"birth_from": "1958-01-01", "birth_to": "1985-12-31"}
    assert birth_range_of_ages(2026, 40, None) == {"birth_to": "1986-12-31"}
