"""The city lets an officer of an operator pay, from a day until a day, and takes it back; nobody else does."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from jobs import pay_runs, steps
from profiles.models import Membership, User
from tests import make
from tests.jobs import paying
from tests.jobs.web.test_operator_members import dates

pytestmark = pytest.mark.django_db


@pytest.fixture
def operator():
    return make.organisation()


@pytest.fixture
def officer(operator):
    user = make.member(operator)
    make.identity(user, name="김담당")
    return user


@pytest.fixture
def page(client, operator):
    client.force_login(make.city_user("editor"))
    return reverse("jobs:staff_organisation", args=[operator.public_id])


def give(client, operator, user, from_=0, until=None):
    today = timezone.localdate()
    typed = {"user": user.public_id, **dates("started_on", today + timedelta(days=from_))}
    if until is not None:
        typed |= dates("ended_on", today + timedelta(days=until))
    return client.post(reverse("jobs:staff_payer_grant", args=[operator.public_id]), typed)


def may_pay(user, operator):
    by = make.actor(User.objects.get(pk=user.pk))
    return steps.is_party("payer", steps.Parties(operator_id=operator.pk), by)


def test_given_until_a_day_and_taken_back(client, page, operator, officer):
    assert "아무도 지급을 승인할 수 없습니다" in client.get(page).content.decode()

    assert give(client, operator, officer, until=30)["Location"] == page

    row = Membership.objects.get(role="payer")
    assert (row.user, row.ended_on, row.granted_by.organisation_ids(kinds={"city"}, roles={"editor"}) != []) == (
        officer,
        timezone.localdate() + timedelta(days=30),
        True,
    )
    assert may_pay(officer, operator)
    assert "김담당(담당자)" in client.get(page).content.decode()
    client.post(reverse("jobs:staff_payer_end", args=[row.public_id]))
    assert not may_pay(officer, operator)
    assert client.get(page).context["payers"] == []


def test_one_that_begins_later_is_shown_and_can_be_taken_back(client, page, operator, officer):
    give(client, operator, officer, from_=7)

    (payer,) = client.get(page).context["payers"]
    assert (payer["is_coming"], may_pay(officer, operator)) == (True, False)
    client.post(reverse("jobs:staff_payer_end", args=[payer["row"].public_id]))
    payer["row"].refresh_from_db()
    assert payer["row"].ended_on == payer["row"].started_on


def test_odd_days_and_people_are_refused_beside_their_boxes(client, page, operator, officer):
    stranger, reviewer = make.member(make.organisation()), make.member(operator, "reviewer")

    assert "오늘이나 그 뒤여야 합니다" in give(client, operator, officer, from_=-1).content.decode()
    assert "시작하는 날보다 뒤여야 합니다" in give(client, operator, officer, from_=3, until=3).content.decode()
    for user in (stranger, reviewer):
        answer = give(client, operator, user)
        assert (answer.status_code, "지금 일하는 분 가운데" in answer.content.decode()) == (400, True)
    assert not Membership.objects.filter(role="payer").exists()


def test_given_twice_is_not_offered_and_refused(client, page, operator, officer):
    give(client, operator, officer)

    assert list(client.get(page).context["payer_form"].fields["user"].queryset) == []
    assert give(client, operator, officer).status_code == 400
    assert Membership.objects.filter(role="payer").count() == 1


def test_readers_see_and_change_nothing(client, operator, officer):
    paying.may_pay(officer, operator)
    client.force_login(make.city_user("viewer"))

    shown = client.get(reverse("jobs:staff_organisation", args=[operator.public_id])).content.decode()

    assert "김담당(담당자)" in shown
    assert "권한 거두기" not in shown
    assert "지급 권한 주기" not in shown
    client.force_login(make.member(operator, "manager"))
    assert give(client, operator, officer).status_code == 404


def test_a_right_without_an_officers_role_is_marked(client, page, operator, officer):
    paying.may_pay(officer, operator)
    Membership.objects.filter(user=officer, role="member").update(ended_on=timezone.localdate())

    assert "관리자가 아니어서 쓸 수 없음" in client.get(page).content.decode()
    assert not may_pay(officer, operator)


def test_what_waits_is_named_where_nobody_may_approve_it(client, page, operator, officer):
    pay_runs.prepare([paying.confirmed(make.posting(operator))], by=make.actor(officer), at=timezone.now())

    assert "승인을 기다리는 지급이 1건 있습니다" in client.get(page).content.decode()


@pytest.mark.parametrize("items", [1, 3])
def test_the_same_queries_for_any_number(client, page, operator, items, django_assert_max_num_queries):
    for _ in range(items):
        paying.payer(operator, "member")
        make.member(operator)

    with django_assert_max_num_queries(20):
        assert len(client.get(page).context["payers"]) == items
