"""What a person sends twice at the same moment is kept once, and the second is answered, not broken."""

from functools import partial

import pytest

from profiles import candidates, consents, cv_readings
from profiles.models import Consent, CvReading, Event, Identity
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
