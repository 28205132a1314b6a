"""Every figure equals a count in SQL that shares no code with it; each opens to exactly the rows that it counts."""

from datetime import date

import pytest
from django.db import connection

from jobs import reports
from jobs.figures import FIGURES
from jobs.models import Outcome, Placement, Programme, Target
from jobs.reports import Scope
from profiles import events, places
from tests import make
from tests.make import NOW

pytestmark = pytest.mark.django_db

PLACED = """
  FROM jobs_placement pl
  JOIN jobs_seat se ON se.id = pl.seat_id
  JOIN jobs_postingsite ps ON ps.id = se.posting_site_id
  JOIN jobs_site si ON si.id = ps.site_id
  JOIN jobs_posting po ON po.id = ps.posting_id
  JOIN jobs_programmeyear py ON py.id = po.programme_year_id
  JOIN jobs_programme pr ON pr.id = py.programme_id
"""
APPLIED = """
  FROM jobs_application ap
  JOIN jobs_wish wi ON wi.application_id = ap.id AND wi.rank = 1
  JOIN jobs_postingsite ps ON ps.id = wi.posting_site_id
  JOIN jobs_site si ON si.id = ps.site_id
  JOIN jobs_posting po ON po.id = ap.posting_id
  JOIN jobs_programmeyear py ON py.id = po.programme_year_id
  JOIN jobs_programme pr ON pr.id = py.programme_id
"""
OFFERED = PLACED.replace("jobs_placement pl", "jobs_offer ofr").replace("pl.seat_id", "ofr.seat_id")
STARTED = f"{PLACED} WHERE pl.started_on IS NOT NULL"
LOGGED = f"{PLACED} JOIN jobs_worklog wl ON wl.placement_id = pl.id"
PAID = f"{PLACED} JOIN jobs_payline li ON li.placement_id = pl.id WHERE true"
FOLLOWED = f"{PLACED} JOIN jobs_outcome ou ON ou.placement_id = pl.id WHERE"
TARGETS = """
  FROM jobs_target ta
  JOIN jobs_programmeyear py ON py.id = ta.programme_year_id
  JOIN jobs_programme pr ON pr.id = py.programme_id
  WHERE ta.district =
"""
SQL = {
    "programmes": "SELECT count(*) FROM jobs_programmeyear py JOIN jobs_programme pr ON pr.id = py.programme_id WHERE true",
    "target": f"SELECT coalesce(sum(ta.places), 0) {TARGETS} ''",
    "jobs_provided": f"SELECT count(DISTINCT pl.seat_id) {STARTED}",
    "refills": f"SELECT count(*) - count(DISTINCT pl.seat_id) {STARTED}",
    "persons": f"SELECT count(DISTINCT pl.candidate_id) {STARTED}",
    "person_places": f"SELECT count(*) {STARTED}",
    "applications": f"SELECT count(*) {APPLIED} WHERE true",
    "applicants": f"SELECT count(DISTINCT ap.candidate_id) {APPLIED} WHERE true",
    "selected": f"""SELECT count(DISTINCT ap.id) {APPLIED} JOIN profiles_event ev
        ON ev.subject_type = 'application' AND ev.subject_id = ap.id AND ev.verb = 'select' WHERE true""",
    "offers": f"SELECT count(*) {OFFERED} WHERE true",
    "accepted": f"SELECT count(*) {OFFERED} WHERE ofr.state = 'accepted'",
    "declined": f"SELECT count(*) {OFFERED} WHERE ofr.state = 'declined'",
    "expired": f"SELECT count(*) {OFFERED} WHERE ofr.state = 'expired'",
    "placed": f"SELECT count(*) {PLACED} WHERE true",
    "active": f"SELECT count(*) {PLACED} WHERE pl.state = 'active'",
    "completed": f"SELECT count(*) {PLACED} WHERE pl.state = 'completed'",
    "ended_early": f"SELECT count(*) {STARTED} AND pl.state = 'ended_early'",
    "ended_for_person": f"SELECT count(*) {STARTED} AND pl.state = 'ended_early' AND pl.ended_for = 'person'",
    "ended_for_site": f"SELECT count(*) {STARTED} AND pl.state = 'ended_early' AND pl.ended_for = 'site'",
    "minutes_confirmed": f"SELECT coalesce(sum(wl.minutes), 0) {LOGGED} WHERE wl.state = 'confirmed'",
    "gross_won": f"SELECT coalesce(sum(li.gross_won), 0) {PAID}",
    "withheld_won": f"SELECT coalesce(sum(li.withheld_won), 0) {PAID}",
    "net_won": f"SELECT coalesce(sum(li.net_won), 0) {PAID}",
    "outcomes_3": f"SELECT count(*) {FOLLOWED} ou.months_after = 3",
    "outcomes_6": f"SELECT count(*) {FOLLOWED} ou.months_after = 6",
    "hired_3": f"SELECT count(*) {FOLLOWED} ou.months_after = 3 AND ou.result IN ('hired', 'self_employed')",
    "hired_6": f"SELECT count(*) {FOLLOWED} ou.months_after = 6 AND ou.result IN ('hired', 'self_employed')",
}
DISTRICTS = ("11410", "11680", "11110")


def count(code, year=2026, **narrowed):
    """Ask the database itself."""
    columns = {"kind": "pr.kind", "district": "si.district", "programme_year_id": "py.id"}
    where = "".join(f" AND {columns[name]} = %s" for name in narrowed)
    if code == "target" and "district" in narrowed:
        where = " AND true"
    with connection.cursor() as cursor:
        cursor.execute(f"{SQL[code]} AND py.year = %s{where}", [year, *narrowed.values()])
        return cursor.fetchone()[0]


@pytest.fixture
def year_lived():
    """Two programmes of 2026 and one of 2025 in three districts, with people at every stage and seats refilled."""
    operator, regular = make.organisation(), make.candidate()
    sites = [make.site(operator, district=code) for code in DISTRICTS]
    years = [
        make.programme_year(make.programme("meaningful_work")),
        make.programme_year(make.programme("internship"), hours_cap_per_month=None),
        make.programme_year(make.programme("meaningful_work"), year=2025),
        make.programme_year(make.programme("other")),  # nothing happened here
    ]
    for number, year in enumerate(years[:3], start=1):
        Target.objects.create(programme_year=year, places=10 * number, definition="시작한 자리", set_at=NOW)
        Target.objects.create(
            programme_year=year, district="11410", places=number, definition="시작한 자리", set_at=NOW
        )
        posting = make.posting(operator, year, seats=9, sites=sites[: 1 + number % 3], results_released_at=NOW)
        live(posting, number, regular)
    return years


def live(posting, number, regular):
    """Some people of every kind; the regular works in every programme, one seat is filled three times."""
    for state in ("received", "interview", "waiting", "not_selected", "withdrawn"):
        make.application(posting, state=state)
    for state in ("declined", "expired", "cancelled"):
        row = make.application(posting, state={"expired": "lapsed", "cancelled": "withdrawn"}.get(state, state))
        make.offer(row, state=state)
        row.holds.update(released_at=NOW)
    seat = begin(posting, "ended_early", ended_for="person", started_on=date(2026, 5, 4), who=regular).seat
    begin(posting, "ended_early", seat, ended_for="site", started_on=date(2026, 7, 1))
    begin(posting, "active", seat, started_on=date(2026, 9, 1))
    never_began(posting)
    make.placement(make.application(posting, state="placed"), state="preparing")
    for extra in range(number):
        done = begin(posting, "completed", started_on=date(2026, 6, 1 + extra))
        pay(done, 3000 + 100 * extra)
        for months, result in ((3, "hired"), (6, "none" if extra else "self_employed")):
            Outcome.objects.create(placement=done, months_after=months, result=result, recorded_at=NOW)


def never_began(posting):
    """Somebody placed who left before the first day; the seat is free again."""
    row = make.placement(make.application(posting, state="placed"), state="preparing")
    Placement.objects.filter(pk=row.pk).update(state="ended_early", ended_for="person", finished_on=NOW.date())
    row.application.holds.update(released_at=NOW)


def begin(posting, state, seat=None, *, who=None, **columns):
    """Somebody selected, asked and placed; who ends early leaves the seat."""
    row = make.application(posting, who, state="placed", documents_seen_at=NOW)
    events.record("select", [row], by=make.actor(make.user()), at=NOW, moves=("interview", "selected"))
    make.hold(row, seat)
    make.offer(row, state="accepted")
    made = make.placement(row, state=state, **columns)
    if state == "ended_early":
        row.holds.update(released_at=NOW)
    return made


def pay(placement, minutes):
    log = make.worklog(placement, state="confirmed", minutes=minutes)
    make.worklog(placement, month=date(2026, 6, 1), minutes=60)
    gross, withheld = 500_000 + minutes, 44_000
    first = make.pay_line(log, gross_won=gross, withheld_won=withheld, net_won=gross - withheld)
    less = {"gross_won": -9_000, "withheld_won": -790, "net_won": -9_000 + 790}
    make.pay_line(log, minutes=-60, **less, corrects=first, reason="착오")


def test_every_figure_has_an_independent_count_and_words():
    assert set(SQL) == set(FIGURES)
    for figure in FIGURES.values():
        assert figure.label
        assert str(figure.definition).endswith("다.")


def test_every_figure_equals_its_count(year_lived):
    for year in (2025, 2026):
        found = reports.values(FIGURES, Scope(year))

        assert found == {code: count(code, year) for code in FIGURES}
        assert not [code for code, number in found.items() if number == 0]


def test_every_figure_of_a_kind_a_district_and_a_programme_equals_its_count(year_lived):
    for kind in Programme.Kind.values:
        assert reports.values(FIGURES, Scope(2026, kind=kind)) == {code: count(code, kind=kind) for code in FIGURES}
    for district in DISTRICTS:
        codes = set(FIGURES) - {"programmes", "target"}
        found = reports.values(codes, Scope(2026, district=district))
        assert found == {code: count(code, district=district) for code in codes}
    for year in year_lived:
        scope = Scope(year.year, programme_year_id=year.pk)
        assert reports.values(FIGURES, scope) == {
            code: count(code, year.year, programme_year_id=year.pk) for code in FIGURES
        }


def test_what_a_refill_adds(year_lived):
    found = reports.values(["jobs_provided", "refills", "persons", "person_places"], Scope(2026))

    # two programmes: a seat filled three times each, one and two seats seen through; one person in both
    assert found == {"jobs_provided": 5, "refills": 4, "persons": 8, "person_places": 9}


def test_every_figure_opens_to_the_rows_it_counts(year_lived):
    scope = Scope(2026)

    assert reports.rows(FIGURES["jobs_provided"], scope).count() == 5
    jobs = reports.rows(FIGURES["jobs_provided"], scope).values_list("seat", flat=True)
    assert len(set(jobs)) == 5
    refills = reports.rows(FIGURES["refills"], scope)
    assert {row.started_on for row in refills} == {date(2026, 7, 1), date(2026, 9, 1)}
    for code in ("applications", "offers", "placed", "completed", "outcomes_3", "hired_6"):
        found = reports.rows(FIGURES[code], scope)
        assert found.count() == len(set(found)) == reports.value(FIGURES[code], scope)


def test_by_programme_names_those_without_rows_and_adds_up(year_lived):
    codes = ["target", "jobs_provided", "persons", "person_places", "applications", "net_won"]

    lines = reports.by_programme(codes, Scope(2026))

    assert {line.key.pk for line in lines} == {year.pk for year in year_lived if year.year == 2026}
    for line in lines:
        assert line.values == {code: count(code, programme_year_id=line.key.pk) for code in codes}


def test_by_kind_equals_the_counts(year_lived):
    codes = ["jobs_provided", "applicants", "gross_won"]

    for line in reports.by_kind(codes, Scope(2026)):
        assert line.values == {code: count(code, kind=line.key) for code in codes}


def test_by_district_lists_all_and_equals_the_counts(year_lived):
    lines = {line.key: line for line in reports.by_district(["jobs_provided", "applications", "target"], Scope(2026))}

    assert set(lines) == {code for code, _name in places.choices()}
    for district in DISTRICTS:
        found = lines[district].values
        assert found["jobs_provided"] == count("jobs_provided", district=district)
        assert found["applications"] == count("applications", district=district)
    assert {key: line.values["target"] for key, line in lines.items() if line.values["target"]} == {"11410": 3}


def test_by_month_counts_when_it_happened(year_lived):
    assert reports.by_month("jobs_provided", Scope(2026)) == {date(2026, 5, 1): 2, date(2026, 6, 1): 3}
    assert reports.by_month("refills", Scope(2026)) == {date(2026, 7, 1): 2, date(2026, 9, 1): 2}
    assert sum(reports.by_month("applications", Scope(2026)).values()) == count("applications")


def test_every_month_stands_there_with_nothing_too():
    found = reports.every_month({date(2026, 3, 1): 2, date(2027, 1, 1): 1}, date(2026, 2, 1), date(2026, 4, 30))

    assert list(found.values()) == [0, 2, *[0] * 9, 1]
    assert (min(found), max(found)) == (date(2026, 2, 1), date(2027, 1, 1))
    assert reports.every_month({}, date(2026, 2, 1), date(2026, 4, 30)) == {}


def test_until_a_day_counts_what_had_happened_by_then(year_lived):
    found = [
        reports.value(FIGURES["jobs_provided"], Scope(2026, until=day)) for day in (date(2026, 5, 3), date(2026, 5, 4))
    ]

    assert found == [0, 2]
    assert reports.value(FIGURES["person_places"], Scope(2026, until=date(2026, 7, 1))) == 7


def test_years_newest_first(year_lived):
    assert reports.years() == [2026, 2025]


def test_a_placement_that_ended_before_it_began_is_no_job():
    never_began(make.posting())

    assert Placement.objects.count() == 1
    assert reports.values(["jobs_provided", "persons", "ended_early"], Scope(2026)) == {
        "jobs_provided": 0,
        "persons": 0,
        "ended_early": 0,
    }


@pytest.mark.parametrize(
    ("cells", "shown"),
    [
        ({"a": 5, "b": 0, "c": 100}, {"a": 5, "b": 0, "c": 100}),
        ({"a": 4, "b": 5, "c": 100}, {"a": None, "b": None, "c": 100}),  # 4 alone could be worked out
        ({"a": 1, "b": 2, "c": 9, "d": 20}, {"a": None, "b": None, "c": None, "d": 20}),  # 1 + 2 is still fewer than 5
        ({"a": 3, "b": 4, "c": 9}, {"a": None, "b": None, "c": 9}),
        ({"a": 1}, {"a": None}),
        ({"a": 3, "b": 0}, {"a": None, "b": 0}),
        ({}, {}),
    ],
)
def test_suppressed_hides_small_cells_so_that_none_can_be_worked_out(cells, shown):
    assert reports.suppressed(cells) == shown
