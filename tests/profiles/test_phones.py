"""A mobile number to sign in with is confirmed by one account, whoever else claimed it."""

import threading
from contextlib import ExitStack
from functools import partial

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, connection, transaction

from profiles import candidates, events, notices, phones
from profiles.models import Identity, Notice, User
from tests import make
from tests.jobs import racing
from tests.jobs.expect import refusal
from tests.make import NOW

pytestmark = pytest.mark.django_db
NUMBER = "01012345678"


def without_mail(**columns):
    user = make.user(**columns)
    make.changed(user, email=None)
    user.refresh_from_db()
    return user


def confirm(user, phone=NUMBER):
    return phones.confirm(user, phone, by=make.actor(user), at=NOW)


def claim(user, phone=NUMBER):
    return phones.claim(user, phone, by=make.actor(user), at=NOW)


@pytest.mark.parametrize(
    "typed",
    [
        "01012345678",
        "010-1234-5678",
        "010 1234 5678",
        "+82 10-1234-5678",
        "+821012345678",
        "82 010 1234 5678",
        "+82(0)10-1234-5678",
    ],
)
def test_normal_reads_a_number_however_it_is_typed(typed):
    assert phones.normal(typed) == NUMBER


@pytest.mark.parametrize("typed", ["", "0212345678", "010-1234-567", "+1 650 253 0000", "hana@example.com", "８２０"])
def test_normal_is_nothing_for_what_is_no_mobile_number(typed):
    assert phones.normal(typed) == ""


def test_claim_keeps_the_number_sealed_and_signs_nobody_in():
    user = without_mail()

    identity = claim(user, "+82 10-1234-5678")

    assert (identity.phone, identity.phone_verified_at) == (NUMBER, None)
    assert NUMBER.encode() not in bytes(identity.phone_sealed)
    assert phones.of(user) == (NUMBER, False)
    assert phones.owner_of(NUMBER) is None
    assert events.of(identity).get().params == {}


def test_confirm_makes_the_number_the_persons_own():
    user = without_mail()
    claim(user)

    identity = confirm(user)

    assert identity.phone_verified_at == NOW
    assert phones.owner_of("+82 10 1234 5678") == user
    assert phones.of(user) == (NUMBER, True)


def test_a_declared_number_of_who_signs_in_by_mail_is_none_to_sign_in_with():
    assert phones.of(make.candidate(phone=NUMBER).user) is None


def test_confirm_what_another_confirmed_is_refused():
    confirm(make.user())
    late = make.user()

    with refusal("phone_taken"):
        confirm(late)

    assert not Identity.objects.filter(user=late).exists()


def test_confirm_ends_accounts_that_only_claimed_the_number():
    stale, member, confirmer = without_mail(password="again"), make.candidate(phone=NUMBER).user, without_mail()
    on_paper = make.candidate(without_mail(), phone=NUMBER).user
    claim(stale)
    claim(confirmer)

    confirm(confirmer)

    in_use = User.objects.filter(is_active=True)
    assert set(in_use) == {member, on_paper, confirmer}  # who only declared it stays
    assert events.of(stale).get().verb == "end_claim"


def test_who_confirms_another_number_is_told():
    user = make.user()
    confirm(user)
    assert not Notice.objects.exists()

    confirm(user, "01099998888")
    confirm(user, "01099998888")

    notice = Notice.objects.get(recipient=user)
    assert (notice.kind, notice.is_urgent) == ("profiles.phone_changed", True)
    assert "9999" not in str(notices.render(notice, "ko"))


def test_claim_and_confirm_for_another_are_refused():
    for verb in (phones.claim, phones.confirm):
        with pytest.raises(PermissionDenied):
            verb(make.user(), NUMBER, by=make.actor(make.user()), at=NOW)


@pytest.mark.parametrize("verb", [claim, confirm])
def test_what_is_no_mobile_number_is_refused(verb):
    with refusal("bad_phone"):
        verb(make.user(), "02-1234-5678")


def test_number_to_sign_in_with_is_not_changed_by_the_profile():
    user = make.candidate(phone=NUMBER).user
    confirm(user)

    with refusal("phone_signs_in"):
        candidates.set_identity(user, name="김영수", phone="01099998888", by=make.actor(user), at=NOW)
    identity = candidates.set_identity(user, name="김영희", phone="010-1234-5678", by=make.actor(user), at=NOW)

    assert (identity.name, identity.phone, identity.phone_verified_at) == ("김영희", NUMBER, NOW)


def test_database_holds_one_confirmed_account_a_number():
    confirm(make.user())
    other = make.candidate(phone=NUMBER)
    with pytest.raises(IntegrityError), transaction.atomic():
        Identity.objects.filter(user=other.user).update(phone_verified_at=NOW)


@pytest.mark.django_db(transaction=True)
def test_two_who_confirm_at_once_leave_one_owner():
    people = [without_mail(password="again") for _ in range(4)]
    for person in people:
        claim(person)
    barrier, outcomes = threading.Barrier(len(people)), []

    def work(person):
        try:
            barrier.wait()
            confirm(person)
            outcomes.append("confirmed")
        except Exception as refused:  # noqa: BLE001
            outcomes.append(getattr(refused, "code", str(refused)))
        finally:
            connection.close()

    threads = [threading.Thread(target=work, args=[person]) for person in people]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(outcomes) == ["confirmed", "phone_taken", "phone_taken", "phone_taken"]
    assert Identity.objects.exclude(phone_verified_at=None).count() == 1


@pytest.mark.django_db(transaction=True)
def test_confirm_leaves_who_claims_another_number_meanwhile():
    turned, confirmer = without_mail(password="again"), without_mail(password="again")
    claim(turned)
    with ExitStack() as threads, transaction.atomic():
        claim(turned, "01099998888")
        threads.enter_context(racing.waiting([partial(confirm, confirmer)]))

    assert set(User.objects.filter(is_active=True)) == {turned, confirmer}


@pytest.mark.django_db(transaction=True)
def test_confirm_ends_no_account_without_its_lock():
    rival, confirmer = make.user(), without_mail()
    stale, late = without_mail(password="again"), without_mail(password="again")
    claim(stale)
    with ExitStack() as threads, transaction.atomic():
        confirm(rival)
        threads.enter_context(racing.waiting([partial(confirm, confirmer)]))  # for whether the rival has it
        racing.at_once([partial(claim, late)])
        transaction.set_rollback(True)

    assert set(User.objects.filter(is_active=True)) == {rival, confirmer, late}
    assert [events.of(row).filter(verb="end_claim").count() for row in (stale, late)] == [1, 0]
