"""Candidates tell what they wish, in checked fields; the history names fields and never values."""

import json
from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from jobs import eligibility
from profiles import candidates, events, places
from profiles.declarations import Status
from profiles.models import Candidate, Event, Identity, Proof, StaleMark
from tests import make
from tests.profiles import proxying

pytestmark = pytest.mark.django_db
LATER = make.NOW + timedelta(days=1)


def codes(refused: ValidationError) -> dict[str, list[str]]:
    return {field: [error.code for error in errors] for field, errors in refused.error_dict.items()}


def test_join_writes_event():
    user = make.user()

    candidate = candidates.join(user, by=make.actor(user), at=make.NOW)

    assert (candidate.user, candidate.created_at) == (user, make.NOW)
    assert [event.verb for event in events.of(candidate)] == ["join"]


def test_join_twice_is_refused():
    candidate = make.candidate()

    with pytest.raises(ValidationError) as refused:
        candidates.join(candidate.user, by=make.actor(candidate.user), at=make.NOW)

    assert refused.value.code == "already_joined"


def test_join_for_somebody_else_is_refused():
    with pytest.raises(PermissionDenied):
        candidates.join(make.user(), by=make.actor(make.user()), at=make.NOW)


def test_tell_keeps_fields_marks_stale_and_names_fields_only():
    candidate = make.candidate(skills="")

    told = candidates.tell(
        candidate, {"skills": "텃밭 가꾸기", "half_km": 3}, by=make.actor(candidate.user), at=make.NOW
    )

    assert (told.skills, told.half_km, told.changed_at) == ("텃밭 가꾸기", 3, make.NOW)
    event = events.of(candidate).get()
    assert event.params == {"fields": ["skills", "half_km"]}
    assert "텃밭" not in json.dumps(event.params, ensure_ascii=False) + event.reason
    assert list(StaleMark.objects.values_list("subject_type", "subject_id", "marked_at")) == [
        ("candidate", candidate.pk, make.NOW)
    ]


def test_tell_same_again_changes_nothing():
    candidate = make.candidate()
    same = {"district": candidate.district, "hours_mask": tuple(candidate.hours_mask)}

    candidates.tell(candidate, same, by=make.actor(candidate.user), at=make.NOW)

    assert not Event.objects.exists()
    assert not StaleMark.objects.exists()


def test_tell_bookmark_is_no_fact():
    candidate = make.candidate()

    told = candidates.tell(
        candidate, {"profile_step": "work"}, by=make.actor(candidate.user), at=make.NOW + timedelta(days=1)
    )

    assert (told.profile_step, told.changed_at) == ("work", make.NOW)
    assert not Event.objects.exists()
    assert not StaleMark.objects.exists()


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"birth_on": make.TODAY + timedelta(days=1)}, {"birth_on": ["future_birth"]}),
        ({"birth_on": date(1899, 1, 1)}, {"birth_on": ["implausible_birth"]}),
        ({"birth_on": date(2024, 1, 1)}, {"birth_on": ["implausible_birth"]}),
        ({"district": "12345"}, {"district": ["unknown_district"]}),
        ({"business_district": "99999"}, {"business_district": ["unknown_district"]}),
        ({"business_district": "00000"}, {"business_district": ["unknown_district"]}),
        ({"districts_wished": ["11410", "1"]}, {"districts_wished": ["unknown_district"]}),
        ({"dong": "1141099999"}, {"dong": ["unknown_dong"]}),
        ({"dong": "1168051000"}, {"dong": ["dong_elsewhere"]}),
        ({"employment": "rich"}, {"employment": ["invalid_choice"]}),
        ({"statuses": {"tall": True}}, {"statuses": ["unknown_status"]}),
        ({"statuses": ["near_poor"]}, {"statuses": ["unknown_status"]}),
        ({"statuses": {"near_poor": "yes"}}, {"statuses": ["unknown_status"]}),
        ({"hours_mask": [1 << 24] + [0] * 6}, {"hours_mask": ["week_mask"]}),
        ({"hours_mask": [1]}, {"hours_mask": ["week_mask"]}),
        ({"half_km": 0}, {"half_km": ["min_value"]}),
        ({"hours_per_month": 210}, {"hours_per_month": ["max_value"]}),
        ({"skills": "제 번호는 620307-1234567 입니다"}, {"skills": ["resident_number"]}),
        (
            {"birth_on": date(2090, 1, 1), "district": "1"},
            {"birth_on": ["future_birth"], "district": ["unknown_district"]},
        ),
    ],
)
def test_tell_refuses_by_field_and_changes_nothing(fields, expected):
    candidate = make.candidate()
    before = Candidate.objects.values().get()

    with pytest.raises(ValidationError) as refused:
        candidates.tell(candidate, fields, by=make.actor(candidate.user), at=make.NOW)

    assert codes(refused.value) == expected
    assert Candidate.objects.values().get() == before
    assert not Event.objects.exists()


def test_tell_future_birth_says_it_in_korean():
    candidate = make.candidate()

    with pytest.raises(ValidationError) as refused:
        candidates.tell(candidate, {"birth_on": date(2999, 1, 1)}, by=make.actor(candidate.user), at=make.NOW)

    assert refused.value.message_dict == {"birth_on": ["생년월일이 오늘보다 뒤입니다. 태어난 해를 확인해 주세요."]}


def test_tell_born_today_in_seoul_is_not_future():
    candidate = make.candidate()
    late_evening_utc = make.NOW.replace(hour=0, minute=30)  # 15:30 UTC of the day before

    with pytest.raises(ValidationError) as refused:
        candidates.tell(candidate, {"birth_on": make.TODAY}, by=make.actor(candidate.user), at=late_evening_utc)

    assert codes(refused.value) == {"birth_on": ["implausible_birth"]}


def test_tell_unknown_field_is_a_fault():
    candidate = make.candidate()
    with pytest.raises(ValueError, match="user_id"):
        candidates.tell(candidate, {"user_id": 1}, by=make.actor(candidate.user), at=make.NOW)


def test_tell_takes_that_somebody_lives_outside_of_the_city():
    candidate = make.candidate(dong="1141061500")

    told = candidates.tell(candidate, {"district": places.OUTSIDE}, by=make.actor(candidate.user), at=make.NOW)

    assert (told.district, told.dong, told.place) == (places.OUTSIDE, "", places.OUTSIDE)
    assert {"district", "dong"}.isdisjoint(candidates.missing(told))


def test_tell_other_district_forgets_the_dong():
    candidate = make.candidate(dong="1141061500")

    told = candidates.tell(candidate, {"district": "11680"}, by=make.actor(candidate.user), at=make.NOW)

    assert (told.district, told.dong) == ("11680", "")
    assert events.of(candidate).get().params == {"fields": ["district", "dong"]}


def test_tell_changed_fact_loses_its_proof_and_no_other():
    candidate = make.candidate()
    for fact in ("district", "near_poor", "birth_on"):
        Proof.objects.create(candidate=candidate, fact=fact, basis="proof", seen_at=make.NOW)

    candidates.tell(
        candidate,
        {"district": "11680", "statuses": {"near_poor": False}},
        by=make.actor(candidate.user),
        at=make.NOW,
    )

    assert list(candidate.proofs.values_list("fact", flat=True)) == ["birth_on"]


def test_tell_by_another_candidate_is_refused():
    candidate = make.candidate()
    with pytest.raises(PermissionDenied):
        candidates.tell(candidate, {"half_km": 1}, by=make.actor(make.candidate().user), at=make.NOW)


def test_tell_on_behalf_of_the_person():
    candidate, at = make.candidate(), timezone.now()
    proxy = proxying.entrusted(candidate, given_at=at)

    told = candidates.tell(candidate, {"half_km": 1}, by=proxying.acting(proxy, at), at=at)

    assert told.half_km == 1
    event = events.of(candidate).get()
    assert (event.user, event.on_behalf_of) == (proxy.taken_by, candidate.user)


def test_statuses_are_those_of_the_rules():
    assert tuple(Status.values) == eligibility.STATUSES


def test_set_identity_seals_and_names_fields_only():
    user = make.user()

    candidates.set_identity(
        user, name=" 김영수 ", phone="010-1234-5678", account="110-222-333", by=make.actor(user), at=make.NOW
    )

    identity = Identity.objects.get(user=user)
    assert (identity.name, identity.phone, identity.account, identity.address) == (
        "김영수",
        "01012345678",
        "110-222-333",
        "",
    )
    stored = [bytes(value) for value in (identity.name_sealed, identity.phone_sealed, identity.account_sealed)]
    assert not any(clear.encode() in sealed for sealed in stored for clear in ("김영수", "01012345678", "110-222"))
    event = events.of(identity).get()
    assert event.params == {"fields": ["name", "phone", "account"]}


def test_set_identity_leaves_what_is_not_told():
    user = make.user()
    by = make.actor(user)
    candidates.set_identity(user, name="김영수", phone="01012345678", account="110-222-333", by=by, at=make.NOW)

    candidates.set_identity(user, name="김영수", phone="01099998888", by=by, at=make.NOW)

    identity = Identity.objects.get(user=user)
    assert (identity.phone, identity.account) == ("01099998888", "110-222-333")
    assert events.of(identity).first().params == {"fields": ["phone"]}


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        ({"name": " ", "phone": "01012345678"}, {"name": ["name_missing"]}),
        ({"name": "가" * 41, "phone": "01012345678"}, {"name": ["name_long"]}),
        ({"name": "김영수", "phone": "1234"}, {"phone": ["bad_phone"]}),
        ({"name": "김영수", "phone": "620307-1234567"}, {"phone": ["resident_number"]}),
        ({"name": "김영수", "phone": "01012345678", "address": "620307-1234567"}, {"address": ["resident_number"]}),
    ],
)
def test_set_identity_refuses_by_field(told, expected):
    user = make.user()

    with pytest.raises(ValidationError) as refused:
        candidates.set_identity(user, **told, by=make.actor(user), at=make.NOW)

    assert codes(refused.value) == expected
    assert not Identity.objects.exists()


def test_missing_names_what_is_still_to_be_told():
    user = make.user()
    candidate = candidates.join(user, by=make.actor(user), at=make.NOW)
    assert candidates.missing(candidate) == [
        "birth_on",
        "district",
        "hours_mask",
        "employment",
        "careers",
        "public_jobs",
        "kinds_wished",
        "skills",
        "hours_per_month",
        "has_benefit",
        "dong",
    ]
