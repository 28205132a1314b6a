"""What a person sends twice at the same moment is kept once, and the second is answered, not broken."""

from functools import partial

import pytest
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.urls import reverse

from profiles import candidates, consents, cv_readings
from profiles.declarations import STARTED
from profiles.models import Candidate, Consent, CvReading, Event, Identity
from profiles.web.consent_boxes import name_of
from tests import make
from tests.jobs.racing import at_once
from tests.make import NOW

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.xdist_group("race")]


def test_set_identity_the_first_time_twice_at_once():
    user = make.user()
    told = partial(candidates.set_identity, user, name="김영수", phone="01012345678", by=make.actor(user), at=NOW)

    found = at_once([told, told])

    assert [type(one) for one in found] == [Identity, Identity]
    assert Event.objects.filter(verb="set_identity").count() == 1


def test_give_twice_at_once():
    user, city = make.user(), make.actor(make.city_user())
    text = consents.publish(purpose="sms", title="문자", text="문자를 보냅니다.", is_required=False, by=city, at=NOW)
    given = partial(consents.give, user, [text], by=make.actor(user), at=NOW)

    found = at_once([given, given])

    assert "consent_once" in found
    assert Consent.objects.count() == 1


def test_begin_of_a_cv_twice_at_once():
    person = make.candidate()
    begun = partial(cv_readings.begin, person, by=make.actor(person.user), at=NOW)

    found = at_once([begun, begun])

    assert {one if isinstance(one, str) else type(one) for one in found} == {CvReading, "reading_now"}
    assert Event.objects.filter(verb="begin_cv").count() == 1


def test_join_twice_at_once():
    user = make.user()
    texts = [text for text in consents.asked_to_join(user) if text.is_required]
    joined = partial(consents.join, user, texts, by=make.actor(user), at=NOW)

    found = at_once([joined] * 4)

    assert sorted(one if isinstance(one, str) else type(one).__name__ for one in found) == [
        "Candidate",
        *["already_joined"] * 3,
    ]
    assert Event.objects.filter(verb="join").count() == 1


def join_naively(user):
    """What a program without the lock does: look, think, make."""
    with transaction.atomic():
        if Candidate.objects.filter(user=user).exists():
            return "already_joined"
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_sleep(0.2)")
        try:
            return Candidate.objects.create(user=user, profile_step=STARTED, created_at=NOW, changed_at=NOW)
        except IntegrityError:
            return "broken"


def test_the_test_sees_who_joins_without_a_lock():
    found = at_once([partial(join_naively, make.user())] * 4)

    assert "broken" in found


def test_join_pressed_twice_leads_on_both_times(settings):
    user = make.user()
    boxes = {name_of(text): "on" for text in consents.asked_to_join(user) if text.is_required}
    clients = [Client(), Client()]
    for client in clients:
        client.force_login(user)

    found = at_once([partial(client.post, reverse("profiles:candidate_join"), boxes) for client in clients])

    assert {(answer.status_code, answer["Location"]) for answer in found} == {
        (302, reverse("profiles:candidate_profile_begin"))
    }
