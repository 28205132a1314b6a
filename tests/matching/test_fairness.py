"""The figures of fairness: each the same as counted otherwise, small groups hidden, an empty city said so."""

from datetime import date, datetime, timedelta
from fractions import Fraction

import numpy as np
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from jobs.models import Posting
from matching import exposures, fairness, fairness_counts, fairness_years, run_figures, suggestions
from matching.core import measures
from matching.fairness import Counts, Group, Period
from matching.models import PackedProfile, SuggestionList
from profiles import events
from profiles.models import Candidate
from tests import make
from tests.matching.listing import places, written

pytestmark = pytest.mark.django_db
NOW = make.NOW
YEAR = Period(date(2026, 1, 1), date(2026, 4, 16))


def shown(person: Candidate, at: datetime = NOW) -> None:
    exposures.record(person, places(person), channel="page", at=at)


def a_city() -> list[Candidate]:
    """24 people, of whom half told their sex: a list each, half of it shown, a third applied, some selected and placed."""
    postings = [make.posting(seats=30), make.posting(seats=30)]
    births = (date(1975, 4, 15), date(1970, 1, 1), date(1966, 4, 16), date(1961, 4, 15), date(1960, 1, 1), None)
    people = [make.candidate(birth_on=births[n % 6], district=("11410", "11440", "")[n % 3]) for n in range(24)]
    for number, person in enumerate(people[:16]):
        make.voluntary_statement(person, ("female", "male")[number % 2])
    suggestions.refresh_all(at=NOW)
    for person in [row for row in people if SuggestionList.objects.filter(candidate=row).exists()][::2]:
        shown(person)
        shown(person)
    states = ("received", "selected", "placed", "declined", "not_selected", "waiting", "placed", "lapsed")
    for number, person in enumerate(people[::2]):
        state = states[number % 8]
        application = make.application(postings[number % 2], person, state=state)
        if state == "placed":
            make.placement(application)
    return people


def packed_profiles() -> list[tuple[int, bytes]]:
    return [(pk, bytes(payload)) for pk, payload in PackedProfile.objects.order_by("pk").values_list("pk", "payload")]


def asked(sql: str, *given) -> int:
    with connection.cursor() as cursor:
        cursor.execute(sql, given)
        return cursor.fetchone()[0] or 0


POOL = """(id IN (SELECT candidate_id FROM matching_suggestionlist) OR id IN (SELECT candidate_id FROM matching_exposure)
    OR id IN (SELECT candidate_id FROM jobs_application))"""
CAME = {
    "pool": POOL,
    "shown": "id IN (SELECT candidate_id FROM matching_exposure)",
    "applied": "id IN (SELECT candidate_id FROM jobs_application)",
    "selected": """id IN (SELECT candidate_id FROM jobs_application
        WHERE state IN ('selected', 'offered', 'accepted', 'placed', 'declined', 'lapsed'))""",
    "placed": "id IN (SELECT candidate_id FROM jobs_placement WHERE started_on IS NOT NULL)",
}
OF_GROUP = {
    ("sex", "female"): "id IN (SELECT candidate_id FROM profiles_voluntarystatement WHERE sex = 'female')",
    ("sex", "male"): "id IN (SELECT candidate_id FROM profiles_voluntarystatement WHERE sex = 'male')",
    ("sex", ""): "id NOT IN (SELECT candidate_id FROM profiles_voluntarystatement)",
    ("age", "50-54"): "birth_on > '1971-04-15' AND birth_on <= '1976-04-15'",
    ("age", "55-59"): "birth_on > '1966-04-15' AND birth_on <= '1971-04-15'",
    ("age", "60-64"): "birth_on > '1961-04-15' AND birth_on <= '1966-04-15'",
    ("age", "other"): "birth_on <= '1961-04-15' OR birth_on > '1976-04-15'",
    ("age", ""): "birth_on IS NULL",
    ("district", "11410"): "district = '11410'",
    ("district", "11440"): "district = '11440'",
    ("district", ""): "district = ''",
    ("all", ""): "true",
}


def test_every_count_is_the_same_as_counted_one_by_one():
    a_city()

    found = fairness_counts.counted(YEAR).groups

    expected = {
        key: tuple(
            asked(f"SELECT count(*) FROM profiles_candidate WHERE ({group}) AND ({came})")  # noqa: S608
            for came in CAME.values()
        )
        for key, group in OF_GROUP.items()
    }
    assert {key: row[:5] for key, row in found.items()} == {key: row for key, row in expected.items() if row[0]}
    assert min(found["all", ""][:5]) > 0
    pairs = "SELECT count(*) FROM (SELECT DISTINCT candidate_id, unnest(posting_ids) FROM matching_exposure) AS pairs"
    assert found["all", ""].postings == asked(pairs)


def test_what_lies_outside_the_period_is_not_counted():
    make.posting()
    person = make.candidate()
    suggestions.refresh_all(at=NOW)
    midnight = NOW.replace(hour=0) + timedelta(days=1)
    shown(person, midnight)
    make.application(candidate_=person, received_at=midnight)

    before, after = (
        fairness_counts.counted(period).groups for period in (YEAR, Period(midnight.date(), date(2027, 1, 1)))
    )

    assert before["all", ""] == Counts(1, 0, 0, 0, 0, 0)
    assert after["all", ""] == Counts(1, 1, 1, 0, 0, 1)


@pytest.mark.parametrize(("from_state", "selected"), [("offered", 1), ("paper_review", 0)])
def test_whoever_left_after_being_selected_was_selected(from_state, selected):
    application = make.application(state="withdrawn")
    events.record(
        "withdraw", [application], by=make.actor(application.candidate.user), at=NOW, moves=(from_state, "withdrawn")
    )

    assert fairness_counts.counted(YEAR).groups["all", ""].selected == selected


GROUPS = [Group("a", "가"), Group("b", "나"), Group("c", "다"), Group("", "답하지 않음", is_compared=False)]


def test_ratios_are_exact_and_the_best_is_one_of_the_compared():
    counts = {
        "a": Counts(100, 90, 50, 40, 20),
        "b": Counts(100, 72, 50, 32, 16),
        "c": Counts(100, 81, 50, 36, 5),
        "": Counts(100, 99, 50, 50, 50),
    }

    a, b, c, untold = fairness.compared(GROUPS, counts)

    assert [cell.ratio for cell in a.cells] == [1, 1, 1, 1]
    assert [cell.ratio for cell in b.cells] == [Fraction(4, 5), 1, Fraction(4, 5), 1]
    assert [cell.level for cell in b.cells] == ["short", "good", "short", "good"]
    assert [cell.level for cell in c.cells] == ["good", "good", "good", "alarm"]
    assert [cell.ratio for cell in untold.cells] == [None] * 4
    assert untold.cells[0].rate == Fraction(99, 100)


def test_alarm_says_whether_chance_may_have_made_it():
    few = {"a": Counts(20, 20, 20, 10, 10), "b": Counts(20, 15, 20, 10, 10), "c": Counts(20, 20, 20, 10, 10)}
    many = {key: Counts(*(10 * number for number in row)) for key, row in few.items()}
    nobody = {"": Counts()}

    rare, likely = (fairness.compared(GROUPS, counts | nobody)[1].cells[0] for counts in (many, few))

    assert (rare.ratio, likely.ratio, rare.level, likely.level) == (Fraction(3, 4), Fraction(3, 4), "alarm", "alarm")
    assert (rare.difference.is_by_chance, likely.difference.is_by_chance) == (False, True)
    assert (likely.difference.p, rare.difference.p < 1e-9) == (pytest.approx(0.0471, abs=1e-4), True)
    assert rare.difference.interval_text == "0.69~0.81"
    assert str(likely.difference.text) == "이 차이는 우연으로도 생길 수 있습니다."


def test_a_difference_is_told_by_the_number_of_groups_that_are_compared():
    two = [Group("a", "가"), Group("b", "나")]
    counts = {"a": Counts(20, 20), "b": Counts(20, 15), "c": Counts(20, 20), "": Counts()}

    alone, among_three = fairness.compared(two, counts | {"": Counts()}), fairness.compared(GROUPS, counts)

    assert alone[1].cells[0].difference.p == among_three[1].cells[0].difference.p
    assert (alone[1].cells[0].difference.is_by_chance, among_three[1].cells[0].difference.is_by_chance) == (False, True)


def test_the_best_and_the_hidden_tell_no_difference():
    counts = {"a": Counts(30, 30), "b": Counts(30, 3), "c": Counts(30, 20), "": Counts()}

    a, b, c, untold = fairness.compared(GROUPS, counts)

    assert [line.cells[0].difference for line in (a, b, untold)] == [None] * 3
    assert [line.cells[0].people for line in (a, b)] == [30, None]


def test_small_group_is_hidden_with_the_next_smallest_and_neither_is_the_best():
    counts = {
        "a": Counts(200, 100, 50, 20, 10),
        "b": Counts(100, 100, 50, 20, 10),
        "c": Counts(30, 30, 30, 30, 4),
        "": Counts(90, 50, 50, 20, 10),
    }

    a, b, c, untold = fairness.compared(GROUPS, counts)

    assert [[cell.people for cell in line.cells] for line in (a, b, c, untold)] == [
        [100, 50, 20, None],  # as the next smallest
        [100, 50, 20, 10],
        [30, 30, 30, None],
        [50, 50, 20, 10],
    ]
    assert (c.pool, c.has_hidden, b.has_hidden) == (30, True, False)
    assert (c.cells[3].rate, c.cells[3].ratio) == (None, None)
    assert b.cells[3].ratio is None  # nobody is left to compare with


def test_nothing_to_divide_by_is_no_rate():
    lines = fairness.compared(GROUPS, {group.key: Counts() for group in GROUPS})

    assert {(cell.rate, cell.ratio, cell.level) for line in lines for cell in line.cells} == {(None, None, "")}


def test_one_group_alone_is_compared_with_nobody():
    lines = fairness.compared(GROUPS, {"a": Counts(10, 10, 10, 10, 10), "b": Counts(), "c": Counts(), "": Counts()})

    assert [cell.ratio for cell in lines[0].cells] == [None] * 4
    assert [cell.rate for cell in lines[0].cells] == [1] * 4


def test_report_of_an_empty_city_is_empty():
    found = fairness.report(YEAR)

    assert found.is_empty
    assert found.evenness == (0, 0, None)
    assert (found.months, found.runs, fairness_years.keep_up(at=NOW)) == ([], [], [])


def test_report_hides_small_totals_and_months():
    make.application()

    found = fairness.report(YEAR)

    assert not found.is_empty
    assert (found.totals["applied"], found.totals["shown"]) == (None, 0)
    counted = {month.first: month[1:] for month in found.months}
    assert counted.pop(date(2026, 4, 1)) == (0, None)
    assert set(counted.values()) == {(0, 0)}  # every other month of the period stands there too


def test_run_keeps_how_evenly_postings_are_listed():
    a_city()
    make.posting(apply_until=NOW - timedelta(days=1))

    run = suggestions.refresh_all(at=NOW + timedelta(minutes=1))

    columns = dict.fromkeys(Posting.objects.open(NOW).values_list("pk", flat=True), 0)
    for ids in SuggestionList.objects.values_list("posting_ids", flat=True):
        for pk in ids:
            columns[pk] += 1
    kept = run.figures
    assert (kept.people_listed, kept.postings_open) == (SuggestionList.objects.count(), len(columns))
    assert kept.postings_seen == sum(count > 0 for count in columns.values())
    assert kept.gini == pytest.approx(measures.gini(np.array(list(columns.values()))), abs=1e-12)


def test_evenness_counts_each_person_once_a_posting_and_unseen_ones_too():
    people = a_city()
    make.posting()  # nobody was shown it

    found = run_figures.shown_between(*YEAR.moments)

    seen = asked("SELECT count(DISTINCT candidate_id) FROM matching_exposure")
    assert (found.postings_open, found.postings_seen) == (3, 2)
    assert found.gini == pytest.approx(measures.gini(np.array([0, seen, seen])))
    assert seen < len(people)


def test_sex_changes_no_byte_of_a_list_and_is_not_even_read():
    people = a_city()
    suggestions.refresh_all(at=NOW)
    before = [row[2:] for row in written()]
    packed = packed_profiles()
    for person in people[:16]:
        make.changed(person.voluntary_statement, sex="male" if person.voluntary_statement.sex == "female" else "female")

    with CaptureQueriesContext(connection) as asked_for:
        suggestions.refresh(candidate_ids=[person.pk for person in people], at=NOW)
        suggestions.refresh_all(at=NOW + timedelta(minutes=1))

    assert [row[2:] for row in written()] == before
    assert before
    assert packed_profiles() == packed
    assert not [query for query in asked_for.captured_queries if "voluntary" in query["sql"]]
    assert [query for query in asked_for.captured_queries if "matching_packedprofile" in query["sql"]]
