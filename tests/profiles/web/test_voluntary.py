"""The page of the answer for statistics: the text stands on it, sending agrees to it, and it is taken back there."""

import pytest
from django.urls import reverse

from profiles import consents, voluntary_statements
from tests import make

pytestmark = pytest.mark.django_db
PAGE = "profiles:candidate_statistics"


def sent(sex: str) -> dict:
    """An answer under the text that is shown now."""
    (text,) = consents.current_texts("fairness")
    return {"sex": sex, "text_version": text.version}


def test_page_shows_the_whole_text_before_it_asks(client):
    person = make.candidate()
    client.force_login(person.user)

    page = client.get(reverse(PAGE)).content.decode()

    (text,) = consents.current_texts("fairness")
    assert all(line in page for line in text.text.splitlines())
    assert "checked" not in page
    assert not consents.has_given(person.user, "fairness")


def test_sending_agrees_and_tells(client):
    person = make.candidate()
    client.force_login(person.user)

    client.post(reverse(PAGE), sent("female"))
    client.post(reverse(PAGE), sent("male"))

    assert voluntary_statements.of(person).sex == "male"
    assert consents.standing(person.user).filter(text__purpose="fairness").count() == 1


def test_agreeing_to_a_text_that_was_not_shown_is_refused(client):
    person = make.candidate()
    client.force_login(person.user)
    shown = sent("female")
    by, at = make.actor(make.city_user()), make.NOW
    consents.publish(purpose="fairness", title="새 동의서", text="새 내용", is_required=False, by=by, at=at)

    page = client.post(reverse(PAGE), shown).content.decode()

    assert "그사이 동의서가 바뀌었습니다." in page
    assert "새 내용" in page
    assert not consents.has_given(person.user, "fairness")
    client.post(reverse(PAGE), sent("female"))
    assert consents.has_given(person.user, "fairness")


def test_sending_nothing_agrees_to_nothing(client):
    person = make.candidate()
    client.force_login(person.user)

    page = client.post(reverse(PAGE), {}).content.decode()

    assert "하나를 골라 주세요." in page
    assert not consents.has_given(person.user, "fairness")


def test_withdrawing_on_the_page_deletes_the_answer(client):
    person = make.candidate()
    client.force_login(person.user)
    client.post(reverse(PAGE), sent("female"))
    consent = consents.standing(person.user).get(text__purpose="fairness")

    assert reverse("profiles:consent_withdraw", args=[consent.public_id]) in client.get(reverse(PAGE)).content.decode()
    client.post(reverse("profiles:consent_withdraw", args=[consent.public_id]))

    assert voluntary_statements.of(person) is None


def test_operator_reads_no_sex_of_an_applicant(client):
    operator = make.organisation()
    application = make.application(make.posting(operator))
    make.voluntary_statement(application.candidate, "female")
    client.force_login(make.member(operator, "manager"))

    page = client.get(reverse("jobs:operator_application", args=[application.public_id])).content.decode()

    assert application.receipt_number in page
    assert "여성" not in page
