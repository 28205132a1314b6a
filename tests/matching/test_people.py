"""Packed people come back as the facts that rules read one by one, and as columns in the numbers of what is offered."""

import numpy as np
import pytest

from jobs import eligibility, facts
from jobs.eligibility import OUTCOME_OF_BIT, FactColumns, RuleSpec
from jobs.models import Posting
from jobs.stints import own_stints
from matching import inputs, packed, people, rules
from matching.core import sparse
from matching.rules import Demand
from tests import make
from tests.jobs.test_facts import POSTING, city_of_people

pytestmark = pytest.mark.django_db
TODAY = make.TODAY
JUDGED_BY = (
    RuleSpec(
        "birth_range", {"birth_to": "1986-12-31", "by_status": [{"status": "near_poor", "birth_to": "1990-12-31"}]}
    ),
    RuleSpec("residence", {"districts": ["11410", "11440"], "business_in_seoul": True}),
    RuleSpec("employment", {"allow": "outside_working_hours"}),
    RuleSpec("double_participation", {"policy": "no_time_overlap"}),
    RuleSpec("double_participation", {"policy": "forbid_same_kind"}),
    RuleSpec("repeat_participation", {"years": 2, "window_years": 3, "least_months": 2}),
    RuleSpec("benefit_wait", {"days": 90}),
    RuleSpec("credential", {"certificates": ["요양 보호사", "운전면허"], "need": "any"}),
    RuleSpec("credential", {"trainings": ["안전교육"]}),
    RuleSpec("hours_share", {"percent": 70, "of_hours": 57}),
    RuleSpec("schedule", {"percent": 80}),
    RuleSpec("status_exclusion", {"statuses": ["long_term_care"]}),
)


def facts_columns(candidate_ids: list[int]) -> FactColumns:
    found = people.of_payloads(packed.payloads(candidate_ids))
    asked = rules.questions([Demand(JUDGED_BY, POSTING)]).names
    return people.fact_columns(found, asked, list(own_stints(candidate_ids)), on=TODAY)


def test_facts_give_the_verdicts_of_one_by_one():
    crowd = sorted(city_of_people(), key=lambda person: person.pk)
    columns = facts_columns([person.pk for person in crowd])
    one_by_one = facts.person_facts(crowd, on=TODAY)

    for spec in JUDGED_BY:
        bulk = [OUTCOME_OF_BIT[int(bit)] for bit in eligibility.mask_all([spec], columns, POSTING, TODAY)]
        single = [eligibility.outcome(eligibility.judge_all([spec], person, POSTING, TODAY)) for person in one_by_one]
        assert bulk == single, spec
        assert spec.kind == "credential" or len(set(bulk)) > 1


def test_facts_equal_those_of_one_by_one():
    crowd = sorted(city_of_people(), key=lambda person: person.pk)
    columns = facts_columns([person.pk for person in crowd])
    plain = FactColumns.from_facts(facts.person_facts(crowd, on=TODAY))

    for name in columns._fields:
        if name in ("certificates", "trainings") or name.endswith("_names"):
            continue  # the vocabularies differ; the verdicts above compare them
        ours, theirs = (
            _by_name(one, name) if name.endswith("_kind") else getattr(one, name) for one in (columns, plain)
        )
        assert np.array_equal(ours, theirs), name
    for name in ("birth_day", "work_mask", "statuses", "public_job_week"):
        assert getattr(columns, name).dtype.kind == getattr(plain, name).dtype.kind, name


def test_facts_of_some_people_are_theirs_alone():
    crowd = city_of_people()
    wanted = sorted([crowd[6].pk, crowd[2].pk])

    columns = facts_columns(wanted)

    assert list(columns.public_job_row) == [1]
    assert columns.certificates_known.sum() == 0


def test_facts_of_nobody_are_empty():
    assert list(eligibility.mask_all(JUDGED_BY, facts_columns([]), POSTING, TODAY)) == []


def test_kind_that_no_rule_names_is_told_and_is_no_other():
    person = make.candidate(public_jobs_told_at=make.NOW)
    make.public_job(person, kind="internship")
    found = people.of_payloads(packed.payloads([person.pk]))

    columns = people.fact_columns(found, people.Asked((), (), ("meaningful_work",)), [], on=TODAY)

    assert columns.public_job_kind.tolist() == [1]
    assert columns.kind_names[1] != "meaningful_work"


def test_terms_and_certificates_have_the_numbers_of_the_offer():
    person = make.candidate(skills="조리 조리 세탁")
    make.certificate(person, "요양 보호사")
    make.certificate(person, "아무도 묻지 않는 자격증")
    make.posting(title="급식 조리", duties="", required_certificates=["요양보호사"])
    offer = inputs.offered(Posting.objects.all(), [], on=TODAY)

    columns = people.candidates(people.of_payloads(packed.payloads([person.pk])), offer)

    words = dict(sparse.entries_by_row(columns.terms)[0])
    assert words[offer.vocabulary["조리"]] == 200
    assert [offer.certificates[code] for code in sparse.codes_by_row(columns.certificates)[0]] == ["요양보호사"]


def _by_name(columns: FactColumns, name: str) -> list[str | None]:
    names = [*columns.kind_names.tolist(), None]
    return [names[number] for number in getattr(columns, name).tolist()]
