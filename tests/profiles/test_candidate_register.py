"""People whom the city's counsellors register, many at once: whole or not at all."""

from dataclasses import replace
from datetime import date
from uuid import UUID

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from profiles import actors, events, registrations
from profiles.declarations import CareerLine, PublicJobLine
from profiles.models import ContactChoice, Identity, StaleMark, User
from profiles.registrations import Draft
from tests import make

pytestmark = pytest.mark.django_db
DRAFT = Draft(
    email="Kim@Example.com",
    name="김영수",
    phone="010-1234-5678",
    fields={"birth_on": date(1964, 3, 7), "district": "11410", "dong": "1141061500"},
    careers=[CareerLine(title="요양보호사", months=72, keco="5501")],
    certificates=["요양보호사", "요양 보호사"],
)


def codes(refused: ValidationError) -> dict[str, list[str]]:
    return {field: [error.code for error in errors] for field, errors in refused.error_dict.items()}


def test_register_many_writes_whole_people():
    drafts = [
        DRAFT,
        replace(
            DRAFT,
            email="lee@example.com",
            name="이정희",
            public_jobs=[PublicJobLine("공공근로", "other", date(2025, 1, 1))],
            channels=[],
        ),
    ]

    kim, lee = registrations.register_many(drafts, by=actors.system(), at=make.NOW)

    assert kim.user.email == "kim@example.com"
    assert not kim.user.has_usable_password()
    assert [Identity.objects.get(user=row.user).name for row in (kim, lee)] == ["김영수", "이정희"]
    assert [one.title for one in kim.careers.all()] == ["요양보호사"]
    assert [one.name for one in kim.certificates.all()] == ["요양보호사"]
    assert (kim.public_jobs_told_at, lee.public_jobs_told_at) == (None, make.NOW)
    assert list(lee.public_jobs.values_list("name", flat=True)) == ["공공근로"]
    assert ContactChoice.objects.get().user == lee.user
    assert [events.of(row).get().verb for row in (kim, lee)] == ["register", "register"]
    assert StaleMark.objects.count() == 2
    assert isinstance(kim.public_id, UUID)


def test_register_many_takes_people_without_an_address():
    people = registrations.register_many(
        [replace(DRAFT, email=""), replace(DRAFT, email="")], by=actors.system(), at=make.NOW
    )

    assert [person.user.email for person in people] == [None, None]


def test_register_many_takes_the_same_queries_for_one_and_three(django_assert_num_queries):
    with django_assert_num_queries(10):
        registrations.register_many([DRAFT], by=actors.system(), at=make.NOW)
    three = [replace(DRAFT, email=f"p{n}@example.org") for n in range(3)]
    with django_assert_num_queries(10):
        registrations.register_many(three, by=actors.system(), at=make.NOW)


def test_register_many_refuses_known_address_and_writes_nobody():
    make.user("kim@example.com")

    with pytest.raises(ValidationError) as refused:
        registrations.register_many([replace(DRAFT, email="new@example.com"), DRAFT], by=actors.system(), at=make.NOW)

    assert refused.value.code == "email_taken"
    assert User.objects.count() == 1


def test_register_many_checks_each_person():
    with pytest.raises(ValidationError) as refused:
        registrations.register_many(
            [replace(DRAFT, fields={"birth_on": date(2999, 1, 1)})], by=actors.system(), at=make.NOW
        )

    assert codes(refused.value) == {"birth_on": ["future_birth"]}
    assert not User.objects.exists()


def test_register_many_takes_nothing_that_needs_a_consent_of_its_own():
    draft = replace(DRAFT, fields={**DRAFT.fields, "statuses": {"long_term_care": False}})

    with pytest.raises(ValidationError) as refused:
        registrations.register_many([draft], by=actors.system(), at=make.NOW)

    assert codes(refused.value) == {"statuses": ["consent_missing"]}
    assert not User.objects.exists()


def test_register_many_by_candidate_is_refused():
    with pytest.raises(PermissionDenied):
        registrations.register_many([DRAFT], by=make.actor(make.candidate().user), at=make.NOW)
