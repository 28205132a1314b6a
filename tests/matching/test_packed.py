"""People are packed the same way each time, in a few queries for any number."""

from datetime import date

import pytest

from matching import packed
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


def test_same_person_packs_to_the_same_bytes(crowd):
    assert list(packed.payloads(crowd)) == list(packed.payloads(reversed(crowd)))


def test_queries_do_not_grow_with_people(crowd, django_assert_num_queries):
    with django_assert_num_queries(4):
        list(packed.payloads(crowd[:1]))
    with django_assert_num_queries(4):
        list(packed.payloads(crowd))
