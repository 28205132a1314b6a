"""Packed people are the people of the rows: the same columns, the same facts, so the same points and gates."""

from datetime import date, timedelta

import numpy as np
import pytest

from jobs import facts
from jobs.eligibility import RULES
from jobs.stints import own_stints
from matching import inputs, packed
from matching.core import sparse
from matching.core.columns import CandidateColumns
from matching.core.sparse import Sparse
from tests import make

pytestmark = pytest.mark.django_db
TODAY = make.TODAY


@pytest.fixture
def crowd() -> list[int]:
    """People who said nothing, little and much."""
    people = [
        make.candidate(birth_on=None, district="", dong="", hours_mask=None, hours_per_month=None),
        make.candidate(skills="급식 조리 조리", kinds_wished=["internship"], districts_wished=["11110", "11680"]),
        make.candidate(
            trainings=["안전 교육"], statuses={"near_poor": True}, business_district="", pay_wished_won=12_000
        ),
        make.candidate(employment="part_time", work_mask=make.WEEKDAY_MORNINGS, has_benefit=True, half_km=40),
        make.candidate(benefit_ends_on=date(2026, 1, 31), business_district="11110", profile_step="finished"),
    ]
    make.career(people[1], keco="5501", title="조리원", months=30)
    make.career(people[1], keco="5501", title="급식 조리원", months=5)
    make.certificate(people[1], name="요양 보호사")
    make.public_job(people[2], starts_on=date(2024, 3, 1), ends_on=date(2025, 2, 28))
    make.public_job(people[3], kind="", starts_on=date(2026, 1, 1), ends_on=None)
    return sorted(row.pk for row in people)


def test_columns_are_those_of_the_rows(crowd):
    offer = inputs.offered([make.posting(title="급식 조리", required_certificates=["요양보호사"])], [], on=TODAY)

    found = packed.candidates(packed.of_payloads(list(packed.payloads(crowd))), offer)

    _same(found, inputs.candidates(crowd, offer))
    assert found.terms.codes.size
    assert found.certificates.codes.size


def test_facts_are_those_of_the_rows(crowd):
    posting = make.posting(required_certificates=["요양보호사"])
    offer = inputs.offered([posting], [], on=TODAY)
    asked = packed.asked_by(offer.demands)
    own = list(own_stints(crowd[0], crowd[-1]))

    found = packed.fact_columns(packed.of_payloads(list(packed.payloads(crowd))), asked, own, on=TODAY)

    ids, known = facts.fact_columns(crowd, on=TODAY)
    assert ids.tolist() == crowd
    for name in known._fields:
        if not name.endswith(("_names", "certificates", "trainings", "_kind")):
            assert np.array_equal(getattr(found, name), getattr(known, name)), name
    for kind in ("public_job", "participation"):
        assert _kinds(found, kind) == _kinds(known, kind)
    for demand in offer.demands:
        for spec in demand.specs:
            ours, theirs = (RULES[spec.kind].mask(spec.params, one, demand.posting, TODAY) for one in (found, known))
            assert ours.tolist() == theirs.tolist(), spec.kind


def test_own_placements_and_promises_are_read_beside(crowd):
    placed = make.placement(state="active")
    people = sorted([*crowd, placed.candidate_id])
    own = list(own_stints(people[0], people[-1]))
    asked = packed.Asked((), (), ("internship", "meaningful_work", "other"))

    found = packed.fact_columns(
        packed.of_payloads(list(packed.payloads(people))), asked, own, on=TODAY + timedelta(400)
    )

    ids, known = facts.fact_columns(people, on=TODAY + timedelta(400))
    assert people.index(placed.candidate_id) in found.public_job_row.tolist()
    for name in (
        "public_job_row",
        "public_job_starts_day",
        "participation_row",
        "participation_year",
        "participation_months",
    ):
        assert getattr(found, name).tolist() == getattr(known, name).tolist(), name


def test_same_person_packs_to_the_same_bytes(crowd):
    assert list(packed.payloads(crowd)) == list(packed.payloads(reversed(crowd)))


def test_queries_do_not_grow_with_people(crowd, django_assert_num_queries):
    with django_assert_num_queries(4):
        list(packed.payloads(crowd[:1]))
    with django_assert_num_queries(4):
        list(packed.payloads(crowd))


def _same(found: CandidateColumns, expected: CandidateColumns) -> None:
    for name, column in expected._asdict().items():
        ours = getattr(found, name)
        if isinstance(column, Sparse):
            assert list(map(sorted, sparse.entries_by_row(ours))) == list(map(sorted, sparse.entries_by_row(column))), (
                name
            )
        else:
            assert ours.tolist() == column.tolist(), name
            assert ours.dtype == column.dtype, name


def _kinds(columns, noun: str) -> list[str | None]:
    names = [*columns.kind_names.tolist(), None]
    return [names[number] for number in getattr(columns, f"{noun}_kind").tolist()]
