"""An application is passed on with its person's consent alone: asked with the first, standing for the next, asked again once withdrawn."""

import pytest

from jobs import applications, sharing
from jobs.models import Application
from profiles import consents
from profiles.models import Consent
from tests import make
from tests.jobs.applying import form, send
from tests.jobs.expect import refusal
from tests.jobs.sharing import agreed
from tests.make import NOW
from tests.profiles import proxying

pytestmark = pytest.mark.django_db


@pytest.fixture
def person():
    return make.candidate()


def test_without_consent_nothing_is_taken_in(operator, person):
    with refusal("consent_missing"):
        send(make.posting(operator), person, agrees_to=None)

    assert not Application.objects.exists()
    assert not Consent.objects.exists()


def test_consent_given_with_the_first_application_stands_for_the_next(operator, person):
    send(make.posting(operator), person)

    send(make.posting(operator), person, agrees_to=None)

    (given,) = Consent.objects.all()
    assert (given.user, given.given_by, given.given_at, given.channel) == (person.user, person.user, NOW, "web")
    assert (given.text, given.text.is_required) == (sharing.text(), False)


def test_consent_of_when_people_joined_stands(operator, person):
    old = sharing.text()
    Consent.objects.create(user=person.user, text=old, given_at=NOW, given_by=person.user)
    editor = make.actor(make.city_user())
    consents.publish(purpose="sharing", title=old.title, text=f"{old.text} 새 판", is_required=False, by=editor, at=NOW)

    assert send(make.posting(operator), person, agrees_to=None).state == "received"


def test_consent_taken_back_is_asked_again(operator, person):
    send(make.posting(operator), person)
    consents.withdraw(Consent.objects.get(), by=make.actor(person.user), at=NOW)

    with refusal("consent_missing"):
        send(make.posting(operator), person, agrees_to=None)
    send(make.posting(operator), person)

    assert [row.withdrawn_at for row in Consent.objects.order_by("pk")] == [NOW, None]


def test_a_form_sent_twice_asks_no_consent_the_second_time(operator, person):
    posting = make.posting(operator)
    sent = form(posting, person)
    by = make.actor(person.user)
    first = applications.submit([sent], by=by, at=NOW)
    consents.withdraw(Consent.objects.get(), by=by, at=NOW)

    assert applications.submit([sent], by=by, at=NOW) == first


def test_each_of_many_agrees_for_themselves(operator):
    posting = make.posting(operator)
    people = [make.candidate() for _ in range(3)]

    applications.submit([form(posting, one) for one in people], by=[make.actor(one.user) for one in people], at=NOW)

    assert {(row.user, row.given_by) for row in Consent.objects.all()} == {(one.user, one.user) for one in people}


def test_a_counsellor_agrees_for_nobody(operator, person):
    acts = proxying.acting(proxying.entrusted(person, given_at=NOW))
    posting = make.posting(operator)
    with refusal("consent_missing"):
        applications.submit([form(posting, person)], by=acts, at=NOW)
    agreed(person.user)

    assert applications.submit([form(posting, person, agrees_to=None)], by=acts, at=NOW)


def test_consent_to_something_else_is_none_to_pass_on(operator, person):
    fairness = consents.current_text("fairness")
    with refusal("consent_missing"):
        send(make.posting(operator), person, agrees_to=fairness)

    assert not Consent.objects.exists()
