"""The members' page of an operator: seen by its officers, changed by its managers; the city looks on."""

import pytest
from django.urls import reverse
from django.utils import timezone

from profiles.models import Invitation, Membership
from tests import make
from tests.jobs import inviting, paying

pytestmark = pytest.mark.django_db
LIST = reverse("jobs:operator_member_list")
INVITE = reverse("jobs:operator_member_invite")
LINK = reverse("jobs:invitation_link", args=[inviting.TOKEN])
PAGE = reverse("jobs:invitation")


@pytest.fixture
def operator(client):
    made = make.organisation()
    client.force_login(make.member(made, "manager"))
    return made


def own(user) -> str:
    return reverse("jobs:operator_member", args=[user.memberships.get().public_id])


def dates(name: str, day) -> dict[str, int]:
    return {f"{name}_year": day.year, f"{name}_month": day.month, f"{name}_day": day.day}


def test_list_shows_roles_and_dates(client, operator) -> None:
    member, other = make.member(operator, "reviewer"), make.member()
    ended = make.member(operator)
    Membership.objects.filter(user=ended).update(ended_on=timezone.localdate())

    shown = client.get(LIST).content.decode()

    assert (member.email in shown, ended.email in shown, other.email in shown) == (True, True, False)
    assert shown.index(member.email) < shown.index(ended.email)


@pytest.mark.parametrize("items", [1, 3])
def test_list_asks_the_same_of_any_number(client, operator, items, django_assert_max_num_queries) -> None:
    for number in range(items):
        make.member(operator)
        inviting.invitation(operator, email=f"new{number}@example.com", token=str(number), invited_at=timezone.now())

    with django_assert_max_num_queries(14):
        assert client.get(LIST).content.decode().count("초대 거두기") == items


def test_invite_and_take_back(client, operator) -> None:
    typed = {"email": "new@example.com", "role": "member", "started_on": timezone.localdate().isoformat()}
    refused = client.post(INVITE, {**typed, "email": ""})
    assert (refused.status_code, "이메일 주소를 적어 주세요" in refused.content.decode()) == (400, True)

    client.post(INVITE, {**typed, **dates("started_on", timezone.localdate())})

    row = Invitation.objects.get()
    assert (row.email, row.role, row.started_on) == ("new@example.com", "member", timezone.localdate())
    assert "보내는 중" in client.get(LIST).content.decode()
    client.post(reverse("jobs:operator_invitation_end", args=[row.public_id]))
    row.refresh_from_db()
    assert row.ended_at is not None


def test_members_alone_see_the_list_and_change_nothing(client, operator) -> None:
    member = make.member(operator)
    client.force_login(member)

    assert "구성원 초대하기" not in client.get(LIST).content.decode()
    assert client.get(own(member)).status_code == 404


def test_a_session_loses_the_right_at_once(client, operator) -> None:
    member = make.member(operator)
    session = client.__class__()
    session.force_login(member)
    assert session.get(LIST).status_code == 200

    client.post(own(member), {"verb": "end"})

    assert session.get(LIST).status_code == 404
    assert session.get(reverse("jobs:operator_application_list")).status_code == 404


def test_role_changes_at_once(client, operator) -> None:
    member = make.member(operator)

    client.post(own(member), {"verb": "change", "role": "manager"})

    held = Membership.objects.current(timezone.localdate()).get(user=member)
    assert held.role == "manager"


def test_last_manager_is_told_why_not(client, operator) -> None:
    manager = Membership.objects.get(organisation=operator, role="manager").user

    shown = client.post(own(manager), {"verb": "end"})

    assert (shown.status_code, "마지막 관리자입니다" in shown.content.decode()) == (400, True)


def test_invitation_asks_to_sign_in(client) -> None:
    inviting.invitation(make.organisation(name="다시센터"), invited_at=timezone.now())

    assert client.get(LINK)["Location"] == PAGE
    shown = client.get(PAGE).content.decode()

    assert "다시센터의 초대" in shown
    assert f"{reverse('account_login')}?next={PAGE}" in shown
    assert inviting.TOKEN not in shown  # nor in what the browser tells the next page it came from
    assert inviting.TOKEN not in str(dict(client.session.items()))
    assert client.post(PAGE).status_code == 200
    assert Membership.objects.count() == 0


def test_an_opened_invitation_outlasts_signing_in(client) -> None:
    inviting.invitation(make.organisation(), invited_at=timezone.now())
    user = make.user("new@example.com")
    client.get(LINK)

    client.force_login(user)

    assert "초대 받아들이기" in client.get(PAGE).content.decode()


def test_invitation_whose_inviter_left_says_whom_to_ask(client, operator) -> None:
    inviter = Membership.objects.get(organisation=operator, role="manager").user
    make.changed(operator, name="다시센터", phone="02-460-5050")
    inviting.invitation(operator, invited_at=timezone.now(), invited_by=inviter)
    make.changed(inviter, is_active=False)
    client.force_login(make.user("new@example.com"))

    client.get(LINK)
    shown = client.post(PAGE)

    assert shown.status_code == 400
    assert "다시센터(02-460-5050)의 관리자에게 다시 초대해 달라고" in shown.content.decode()
    assert not Membership.objects.filter(user__email="new@example.com").exists()


def test_managers_are_offered_what_they_may_give(client, operator) -> None:
    paying.may_pay(make.member(operator), operator)
    own_right = reverse("jobs:operator_member", args=[Membership.objects.get(role="payer").public_id])

    assert 'value="payer"' not in client.get(LIST).content.decode()
    shown = client.get(own_right).content.decode()
    assert "시가 주고 거둡니다" in shown
    assert "오늘 끝내기" not in shown


def test_invitation_of_another_address_is_not_taken(client) -> None:
    inviting.invitation(make.organisation(), invited_at=timezone.now())
    client.force_login(make.user("other@example.com"))

    client.get(LINK)

    assert "메일을 받은 주소의 계정으로만" in client.post(PAGE).content.decode()
    assert Membership.objects.count() == 0


def test_invitation_is_taken_once(client) -> None:
    inviting.invitation(make.organisation(), invited_at=timezone.now())
    client.force_login(make.user("new@example.com"))

    client.get(LINK)
    assert client.post(PAGE)["Location"] == reverse("jobs:home")

    assert Membership.objects.get().user.email == "new@example.com"
    assert client.get(LINK).status_code == 404
    assert client.get(LIST).status_code == 200


def test_city_sees_members(client) -> None:
    operator = make.organisation()
    member = make.member(operator)
    client.force_login(make.city_user("viewer"))

    assert operator.name in client.get(reverse("jobs:staff_organisation_list")).content.decode()
    assert member.email in client.get(reverse("jobs:staff_organisation", args=[operator.public_id])).content.decode()


@pytest.mark.parametrize("items", [1, 3])
def test_city_asks_the_same_of_any_number(client, items, django_assert_max_num_queries) -> None:
    operators = [make.organisation() for _ in range(items)]
    for _ in range(items):
        make.member(operators[0])
    client.force_login(make.city_user("viewer"))

    with django_assert_max_num_queries(11):
        client.get(reverse("jobs:staff_organisation_list"))
    with django_assert_max_num_queries(15):
        client.get(reverse("jobs:staff_organisation", args=[operators[0].public_id]))
