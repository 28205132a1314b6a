"""Consents are versioned, given and withdrawn one by one; required ones hold as long as the account."""

import hashlib

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import translation

from profiles import candidates, consents, events, registrations
from profiles.models import Candidate, Consent, ConsentText
from profiles.registrations import Draft
from tests import make

pytestmark = pytest.mark.django_db


def text_of(purpose: str) -> ConsentText:
    (text,) = consents.current_texts(purpose)
    return text


def test_first_texts_stand_after_migrating():
    assert [(text.purpose, text.is_required, text.version) for text in consents.current_texts()] == [
        ("service", True, 1),
        ("fairness", False, 1),
        ("proxy", False, 1),
        ("sensitive", False, 1),
        ("story", False, 1),
        ("sharing", False, 2),
        ("found", False, 1),
    ]
    for text in consents.current_texts():
        assert text.sha256 == hashlib.sha256(text.text.encode()).hexdigest()


def test_publish_makes_the_next_version_and_keeps_the_old():
    editor = make.city_user()
    old = text_of("service")

    new = consents.publish(
        purpose="service", title=old.title, text="새 내용", is_required=True, by=make.actor(editor), at=make.NOW
    )

    assert (new.version, new.published_by, text_of("service")) == (2, editor, new)
    assert ConsentText.objects.get(pk=old.pk).text == old.text


def test_first_texts_are_translated_and_the_korean_one_stays_what_is_agreed_to():
    for text in consents.current_texts():
        assert text.english_title.isascii()
        assert text.english_text.count("\n") == text.text.count("\n")
        assert consents.title_of(text) == text.title
        with translation.override("en"):
            assert consents.title_of(text) == text.english_title


def test_publish_brings_the_translation_along_or_has_none():
    by, at = make.actor(make.city_user()), make.NOW
    new = consents.publish(
        purpose="sms", title="문자", text="보냅니다.", english=("Texts", " We send. "), is_required=False, by=by, at=at
    )
    bare = consents.publish(purpose="push", title="알림", text="보냅니다.", is_required=False, by=by, at=at)

    assert (new.english_title, new.english_text) == ("Texts", "We send.")
    with translation.override("en"):
        assert (consents.title_of(new), consents.title_of(bare)) == ("Texts", "알림")


def test_publish_the_same_again_is_refused():
    old = text_of("service")
    with pytest.raises(ValidationError) as refused:
        consents.publish(
            purpose="service",
            title=old.title,
            text=old.text,
            is_required=True,
            by=make.actor(make.city_user()),
            at=make.NOW,
        )
    assert refused.value.code == "consent_text_same"


@pytest.mark.parametrize("purpose", ["fairness", "story", "proxy", "found"])
def test_publish_what_may_never_be_required(purpose):
    with pytest.raises(ValidationError) as refused:
        consents.publish(
            purpose=purpose, title="제목", text="글", is_required=True, by=make.actor(make.city_user()), at=make.NOW
        )
    assert refused.value.code == "never_required"


def test_publish_another_translation_of_the_same():
    old = text_of("service")
    told = {"purpose": "service", "title": old.title, "text": old.text, "is_required": True}

    new = consents.publish(**told, english=("Title", "Text"), by=make.actor(make.city_user()), at=make.NOW)

    assert (new.version, new.english_title) == (2, "Title")


def test_publish_by_operator_is_refused():
    with pytest.raises(PermissionDenied):
        consents.publish(
            purpose="service", title="t", text="t", is_required=True, by=make.actor(make.member()), at=make.NOW
        )


def test_give_keeps_who_when_and_how():
    user = make.user()

    (given,) = consents.give(user, [text_of("sensitive")], by=make.actor(user), at=make.NOW)

    assert (given.user, given.given_at, given.given_by, given.channel) == (user, make.NOW, user, "web")
    assert [event.verb for event in events.of(given)] == ["give"]
    assert consents.has_given(user, "sensitive")
    assert [text.purpose for text in consents.not_given(user)] == ["service", "fairness", "story", "sharing", "found"]


def test_give_twice_is_refused():
    user = make.user()
    consents.give(user, [text_of("sensitive")], by=make.actor(user), at=make.NOW)
    with pytest.raises(ValidationError) as refused:
        consents.give(user, [text_of("sensitive")], by=make.actor(user), at=make.NOW)
    assert refused.value.code == "consent_once"


def test_give_to_an_old_version_is_refused():
    user, old = make.user(), text_of("sensitive")
    consents.publish(
        purpose="sensitive",
        title=old.title,
        text="새 내용",
        is_required=False,
        by=make.actor(make.city_user()),
        at=make.NOW,
    )
    with pytest.raises(ValidationError) as refused:
        consents.give(user, [old], by=make.actor(user), at=make.NOW)
    assert refused.value.code == "not_current"


def test_give_for_somebody_else_is_refused():
    with pytest.raises(PermissionDenied):
        consents.give(make.user(), [text_of("sensitive")], by=make.actor(make.user()), at=make.NOW)


def test_give_many_on_paper_by_a_counsellor():
    counsellor = make.member(make.organisation("centre"))
    drafts = [Draft("", name, phone, {}) for name, phone in (("김영자", "0212345678"), ("박순자", "0212345679"))]
    users = [row.user for row in registrations.register_many(drafts, by=make.actor(counsellor), at=make.NOW)]

    given = consents.give_many(users, consents.current_texts(), by=make.actor(counsellor), at=make.NOW, channel="paper")

    assert {(row.user_id, row.given_by, row.channel) for row in given} == {
        (user.pk, counsellor, "paper") for user in users
    }
    assert len(given) == 2 * len(consents.current_texts())


def test_withdraw_and_give_again():
    user = make.user()
    (given,) = consents.give(user, [text_of("sensitive")], by=make.actor(user), at=make.NOW)

    withdrawn = consents.withdraw(given, by=make.actor(user), at=make.NOW)
    assert (withdrawn.withdrawn_at, withdrawn.withdrawn_by) == (make.NOW, user)
    assert not consents.has_given(user, "sensitive")
    consents.give(user, [text_of("sensitive")], by=make.actor(user), at=make.NOW)

    assert Consent.objects.filter(user=user).count() == 2
    assert consents.has_given(user, "sensitive")


def test_withdraw_twice_is_refused():
    user = make.user()
    (given,) = consents.give(user, [text_of("sensitive")], by=make.actor(user), at=make.NOW)
    consents.withdraw(given, by=make.actor(user), at=make.NOW)
    with pytest.raises(ValidationError) as refused:
        consents.withdraw(given, by=make.actor(user), at=make.NOW)
    assert refused.value.code == "already_withdrawn"


def test_withdraw_takes_earlier_versions_back_too():
    user, old = make.user(), text_of("sharing")
    (first,) = consents.give(user, [old], by=make.actor(user), at=make.NOW)
    editor = make.actor(make.city_user())
    new = consents.publish(purpose="sharing", title="새 판", text="새 판", is_required=False, by=editor, at=make.NOW)
    consents.give(user, [new], by=make.actor(user), at=make.NOW)

    consents.withdraw(first, by=make.actor(user), at=make.NOW)

    assert not consents.has_given(user, "sharing")


def test_withdraw_goes_by_whether_the_text_in_use_is_required():
    user, old = make.user(), ConsentText.objects.get(purpose="sharing", version=1)
    given = Consent.objects.create(user=user, text=old, given_at=make.NOW, given_by=user)
    assert old.is_required

    assert consents.withdraw(given, by=make.actor(user), at=make.NOW).withdrawn_at == make.NOW


def test_withdraw_required_is_refused():
    user = make.user()
    (given,) = consents.give(user, [text_of("service")], by=make.actor(user), at=make.NOW)
    with pytest.raises(ValidationError) as refused:
        consents.withdraw(given, by=make.actor(user), at=make.NOW)
    assert refused.value.code == "required_consent"


def test_withdraw_by_another_is_refused():
    user = make.user()
    (given,) = consents.give(user, [text_of("sensitive")], by=make.actor(user), at=make.NOW)
    with pytest.raises(PermissionDenied):
        consents.withdraw(given, by=make.actor(make.user()), at=make.NOW)


def test_long_term_care_needs_its_consent_and_goes_with_it():
    candidate = make.candidate()
    by = make.actor(candidate.user)
    told = {"statuses": {"long_term_care": False, "near_poor": True}}
    with pytest.raises(ValidationError) as refused:
        candidates.tell(candidate, told, by=by, at=make.NOW)
    assert refused.value.error_dict["statuses"][0].code == "consent_missing"

    (given,) = consents.give(candidate.user, [text_of("sensitive")], by=by, at=make.NOW)
    candidates.tell(candidate, told, by=by, at=make.NOW)
    consents.withdraw(given, by=by, at=make.NOW)

    candidate.refresh_from_db()
    assert candidate.statuses == {"near_poor": True}


def test_join_makes_a_member_with_what_was_agreed_to():
    user, required = make.user(), text_of("service")

    candidate = consents.join(user, [required], by=make.actor(user), at=make.NOW)

    assert candidate.user == user
    assert [row.text for row in consents.standing(user)] == [required]
    assert required not in consents.asked_to_join(user)


def test_join_without_what_is_required_is_refused():
    user = make.user()

    with pytest.raises(ValidationError) as refused:
        consents.join(user, [], by=make.actor(user), at=make.NOW)

    assert refused.value.code == "consent_required"
    assert not Candidate.objects.exists()
