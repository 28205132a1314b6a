"""Rows become facts: what a person told, what their placements say, and nothing more."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from jobs import eligibility, facts
from jobs.eligibility import Participation, PersonFacts, PostingFacts, PublicJob, RuleSpec
from profiles.models import Proof
from tests import make

MORNINGS = tuple(make.WEEKDAY_MORNINGS)
POSTING = PostingFacts(
    kind="meaningful_work",
    starts_on=date(2026, 5, 4),
    ends_on=date(2026, 10, 31),
    hours_per_month=57,
    week_mask=MORNINGS,
)


def declared(candidate, **columns):
    return make.public_job(candidate, **{"starts_on": date(2024, 3, 2), "ends_on": date(2024, 5, 1), **columns})


def facts_of(candidate) -> PersonFacts:
    candidate.refresh_from_db()
    (found,) = facts.person_facts([candidate], on=make.TODAY)
    return found


def city_of_people():
    """People of whom different things are known, in an order that is not that of their ids."""
    bare = make.candidate(birth_on=None, district="", employment="unknown", hours_mask=None, hours_per_month=None)
    carer = make.candidate(public_jobs_told_at=make.NOW, statuses={"near_poor": False, "long_term_care": False})
    make.certificate(carer, "요양보호사")
    worker = make.candidate(
        birth_on=date(1988, 1, 1), employment="part_time", work_mask=list(MORNINGS), statuses={"near_poor": True}
    )
    busy = make.candidate(public_jobs_told_at=make.NOW, district="11680", business_district="11680", has_benefit=True)
    declared(busy, kind="meaningful_work", starts_on=date(2026, 1, 1), ends_on=None, week_mask=list(MORNINGS))
    often = make.candidate(
        public_jobs_told_at=make.NOW, has_benefit=False, trainings=["안전 교육"], profile_step="finished"
    )
    declared(often)
    declared(often, starts_on=date(2023, 11, 30), ends_on=date(2024, 1, 1))
    free = make.candidate(benefit_ends_on=make.TODAY - timedelta(days=91), statuses={"long_term_care": True})
    make.certificate(free, "한식조리기능사")
    placed = make.candidate(public_jobs_told_at=make.NOW)
    make.placement(make.application(candidate_=placed, state="placed"), started_on=date(2026, 4, 1))
    silent = make.candidate(district="41130", business_district="")
    declared(silent)
    make.placement(make.application(candidate_=silent, state="placed"), started_on=date(2026, 4, 1))
    promised = make.candidate(public_jobs_told_at=make.NOW)
    make.application(candidate_=promised, state="accepted")
    return [silent, promised, placed, free, often, busy, worker, carer, bare]


@pytest.mark.django_db
def test_person_facts_know_only_what_was_told() -> None:
    bare = make.candidate(birth_on=None, district="", employment="unknown", hours_mask=None, hours_per_month=None)

    assert facts_of(bare) == PersonFacts(statuses=dict.fromkeys(eligibility.STATUSES))


@pytest.mark.django_db
def test_person_facts_take_each_column() -> None:
    told = make.candidate(
        dong="1141061500",
        business_district="11680",
        employment="part_time",
        work_mask=[0b11 << 18, 0, 0, 0, 0, 0, 0],
        has_benefit=False,
        benefit_ends_on=date(2025, 12, 31),
        statuses={"near_poor": True},
        trainings=["안전교육"],
    )
    make.certificate(told, "요양보호사")

    assert facts_of(told) == PersonFacts(
        birth_on=date(1964, 3, 7),
        district="11410",
        dong="1141061500",
        business_district="11680",
        employment="part_time",
        work_mask=(0b11 << 18, 0, 0, 0, 0, 0, 0),
        has_benefit=False,
        benefit_ends_on=date(2025, 12, 31),
        statuses={"near_poor": True, "basic_livelihood": None, "employee_insured": None, "long_term_care": None},
        certificates=frozenset({"요양보호사"}),
        trainings=frozenset({"안전교육"}),
        hours_per_month=57,
        hours_mask=MORNINGS,
    )


@pytest.mark.django_db
@pytest.mark.parametrize(("told", "outcome"), [(None, "unknown"), ("", "not_met"), ("11680", "met")])
def test_no_business_is_told_apart_from_nothing_said(told, outcome) -> None:
    person = facts_of(make.candidate(district="41130", business_district=told))
    spec = RuleSpec("residence", {"seoul": True, "business_in_seoul": True})

    assert person.business_district == told
    assert eligibility.outcome(eligibility.judge_all([spec], person, POSTING, make.TODAY)) == outcome


@pytest.mark.django_db
def test_a_profile_gone_through_to_the_end_says_that_there_is_no_certificate_and_no_training() -> None:
    finished = facts_of(make.candidate(profile_step="finished"))

    assert (finished.certificates, finished.trainings) == (frozenset(), frozenset())
    assert facts_of(make.candidate(profile_step="careers")).certificates is None


@pytest.mark.django_db
def test_public_jobs_are_unknown_until_the_person_answered() -> None:
    silent = make.candidate()
    declared(silent)

    assert facts_of(silent).public_jobs is None
    assert facts_of(silent).participations is None
    assert facts_of(make.candidate(public_jobs_told_at=make.NOW)).public_jobs == ()


@pytest.mark.django_db
def test_participations_count_the_months_begun_in_each_calendar_year() -> None:
    person = make.candidate(public_jobs_told_at=make.NOW)
    declared(person, starts_on=date(2024, 11, 30), ends_on=date(2025, 2, 1))
    declared(person, starts_on=date(2026, 3, 1), ends_on=None)
    declared(person, starts_on=make.TODAY + timedelta(days=1), ends_on=None)

    assert facts_of(person).participations == (
        Participation(2024, "other", 2),
        Participation(2025, "other", 2),
        Participation(2026, "other", 2),
    )


@pytest.mark.django_db
@pytest.mark.parametrize("told_at", [None, make.NOW])
def test_own_placements_are_known_whatever_the_person_told(told_at) -> None:
    person = make.candidate(public_jobs_told_at=told_at)
    make.placement(make.application(candidate_=person, state="placed"), started_on=date(2026, 2, 2))

    found = facts_of(person)

    assert found.own_jobs == (PublicJob("meaningful_work", MORNINGS, date(2026, 2, 2), date(2026, 10, 31)),)
    assert found.own_participations == (Participation(2026, "meaningful_work", 3),)
    assert found.public_jobs == found.participations == (() if told_at else None)


@pytest.mark.django_db
def test_an_accepted_offer_is_a_job_to_come_for_every_application_but_its_own() -> None:
    person = make.candidate(public_jobs_told_at=make.NOW)
    accepted = make.application(candidate_=person, state="accepted")
    make.application(candidate_=person, state="offered")

    found, own = facts_of(person), facts.person_facts([person], on=make.TODAY, but_for=[accepted.pk])[0]

    posting = accepted.posting
    assert found.own_jobs == (PublicJob("meaningful_work", MORNINGS, posting.starts_on, posting.ends_on),)
    assert found.own_participations == ()
    assert own.own_jobs == ()


@pytest.mark.django_db
def test_a_placement_that_never_began_is_no_participation() -> None:
    person = make.candidate(public_jobs_told_at=make.NOW)
    make.placement(make.application(candidate_=person, state="placed"), state="preparing", starts_on=date(2026, 4, 1))
    never = {"started_on": None, "started_at": None}
    ended = make.placement(make.application(candidate_=person, state="placed"), state="ended_early")
    type(ended).objects.filter(pk=ended.pk).update(**never)

    found = facts_of(person)

    assert [job.starts_on for job in found.own_jobs] == [date(2026, 4, 1)]
    assert found.own_participations == ()


@pytest.mark.django_db
def test_basis_is_what_an_officer_saw() -> None:
    person = make.candidate()
    Proof.objects.create(candidate=person, fact="district", basis="proof", seen_at=make.NOW)

    assert facts_of(person).basis == {"district": "proof"}


@pytest.mark.django_db
def test_posting_facts_leave_open_what_the_posting_leaves_open() -> None:
    posting = make.posting(districts=["11410"], required_certificates=["요양보호사"])

    assert facts.posting_facts(posting) == POSTING._replace(districts=("11410",), certificates=("요양보호사",))
    assert facts.posting_facts(make.posting(hours_mask=[0] * 7)).week_mask is None


@pytest.mark.django_db
def test_specs_for_a_posting_put_its_own_demands_behind_the_year_s_rules() -> None:
    year = make.programme_year(rules=False)
    rule_set = make.rule_set(year, [("residence", {"seoul": True}, "apply", True), ("birth_range", {}, "apply")])
    posting = make.posting(programme_year_=year, districts=["11410"])

    assert facts.specs_for(posting, rule_set) == [
        RuleSpec("birth_range", {}),
        RuleSpec("residence", {"seoul": True}, overridable=True),
        RuleSpec("residence", {"districts": ["11410"]}),
    ]


@pytest.mark.django_db
def test_person_facts_ask_the_same_of_any_number_of_people() -> None:
    def queries(people) -> int:
        with CaptureQueriesContext(connection) as found:
            facts.person_facts(people, on=make.TODAY)
        return len(found)

    assert queries([make.candidate()]) == queries(city_of_people()) == 5


@pytest.mark.django_db
@pytest.mark.parametrize("stored", [{"near_poor": "yes", "basic_livelihood": True}, ["near_poor"], "near_poor"])
def test_answers_of_a_wrong_type_are_no_answers_are_logged_and_stop_nobody(stored, caplog):
    broken, other = make.candidate(statuses=stored), make.candidate(statuses={"near_poor": True})

    one_by_one = facts.person_facts([broken, other], on=make.TODAY)
    together = facts.person_columns([broken, other])["statuses"]

    place = eligibility.STATUSES.index("near_poor")
    assert [found.statuses["near_poor"] for found in one_by_one] == [None, True]
    assert together[:, place].tolist() == [-1, 1]
    assert f"statuses of candidate {broken.pk} can't be read" in caplog.text
