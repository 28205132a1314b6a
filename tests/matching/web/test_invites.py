"""The pages of proposals: the officer's list without names, the person's answer, the city's limit."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from matching.models import InviteLimit, PostingInvite
from profiles import consents
from profiles.models import AccessEntry
from tests import make
from tests.matching.agreed import packed
from tests.matching.proposing import findable, invite_row

pytestmark = pytest.mark.django_db


@pytest.fixture
def posting():
    now = timezone.now()
    dates = {"apply_from": now - timedelta(days=2), "apply_until": now + timedelta(days=5)}
    days = {"starts_on": now.date() + timedelta(days=20), "ends_on": now.date() + timedelta(days=60)}
    return make.posting(required_certificates=["요양보호사"], results_at=now + timedelta(days=9), **dates, **days)


@pytest.fixture
def officer(client, posting):
    user = make.member(posting.organisation)
    client.force_login(user)
    return user


def page_of(posting) -> str:
    return reverse("matching:operator_invites", args=[posting.public_id])


def main_of(client, posting) -> str:
    shown = client.get(page_of(posting)).content.decode()
    return shown.partition("<main")[2].partition("</main>")[0]


# The officer ------------------------------------------------------------------------------------------------------------
def test_list_shows_no_name_and_is_logged(client, officer, posting):
    person = findable(name="홍길순", phone="01087654321")
    others = [findable() for _ in range(4)]
    packed()

    shown = client.get(page_of(posting)).content.decode()

    assert "1번 · 60~64세 · 서대문구" in shown
    assert "잘 맞는 분이 5명입니다" in shown
    assert "아직 제안을 받은 적이 없는 분" in shown
    hidden = ("홍길순", "홍*순", "01087654321", "8765", str(person.public_id), person.user.email, "1964")
    assert not [text for text in hidden if text in shown]
    entry = AccessEntry.objects.get(page="matching:operator_invites")
    assert set(entry.subject_ids) == {person.user_id, *(other.user_id for other in others)}
    assert entry.purpose == "공고를 제안할 분 고르기"


def test_ticked_people_are_asked_and_nobody_else(client, officer, posting):
    people = [findable() for _ in range(5)]
    packed()
    shown = client.get(page_of(posting))
    rows = shown.context["prospects"].rows

    answer = client.post(page_of(posting), {"who": [rows[0].token, rows[2].token, "made-up"]}, follow=True)

    asked = set(PostingInvite.objects.values_list("candidate", flat=True))
    assert asked == {rows[0].candidate.pk, rows[2].candidate.pk} < {person.pk for person in people}
    assert "2분께 공고를 제안했습니다" in answer.content.decode()
    invite = PostingInvite.objects.first()
    assert invite.points == sum(reason["points"] for reason in invite.reasons)


def test_nobody_ticked_is_said_and_nothing_is_lost(client, officer, posting):
    findable()
    packed()

    answer = client.post(page_of(posting), {})

    assert answer.status_code == 400
    assert "제안할 분을 골라 주세요" in answer.content.decode()


def test_list_of_nobody_and_of_a_closed_posting_say_why(client, officer, posting):
    of_nobody = main_of(client, posting)
    assert "5명 미만이어서 보여 드리지 않습니다" in of_nobody
    findable(name="홍길순")
    packed()
    assert main_of(client, posting) == of_nobody  # one or nobody reads the same
    assert not AccessEntry.objects.filter(page="matching:operator_invites").exists()
    posting.state = "closed"
    posting.save()
    assert "접수 중인 공고만 제안할 수 있습니다" in client.get(page_of(posting)).content.decode()


def test_posting_page_asks_to_propose_where_few_apply(client, officer, posting):
    page = reverse("jobs:operator_posting", args=[posting.public_id])
    short = "지원자가 모집인원보다 적습니다. 제안을 받겠다고"

    assert short in client.get(page).content.decode()
    for _ in range(2):
        make.application(posting)
    shown = client.get(page).content.decode()
    assert short not in shown
    assert page_of(posting) in shown


@pytest.mark.parametrize("items", [5, 8])
def test_list_asks_the_same_of_any_number(client, officer, posting, items, django_assert_max_num_queries):
    for _ in range(items):
        findable()
    packed()
    client.get(page_of(posting))

    with django_assert_max_num_queries(43):
        assert len(client.get(page_of(posting)).context["prospects"].rows) == items


# The person -------------------------------------------------------------------------------------------------------------
@pytest.fixture
def invite(client, posting):
    row = invite_row(posting, findable(), reasons=[], invited_at=timezone.now())
    client.force_login(row.candidate.user)
    return row


def answer_to(client, invite, verb):
    return client.post(reverse("matching:candidate_invite_answer", args=[invite.public_id]), {"verb": verb})


def read(client, invite) -> str:
    return client.get(reverse("matching:candidate_invite", args=[invite.public_id])).content.decode()


def test_page_says_who_asks_and_that_nobody_knows_who_is_asked(client, invite):
    shown = read(client, invite)

    assert f"{invite.posting.organisation.name}에서 공고를 제안했습니다" in shown
    assert "지원하시기 전에는 누구신지 알 수 없습니다" in shown
    assert all(words in shown for words in ("공고 보고 지원하기", "이번에는 괜찮습니다", "앞으로 제안을 받지 않기"))
    invite.refresh_from_db()
    assert invite.state == "sent"  # looking answers nothing


def test_interest_leads_to_the_posting(client, invite):
    answer = answer_to(client, invite, "follow")

    assert answer["Location"] == reverse("jobs:public_posting", args=[invite.posting.public_id])
    assert PostingInvite.objects.get().state == "followed"


def test_no_thanks_and_no_more(client, invite):
    answer_to(client, invite, "decline")
    assert "마음이 바뀌면 지금도 지원하실 수 있습니다" in read(client, invite)

    answer_to(client, invite, "stop")

    assert "더 받지" not in read(client, invite)
    assert "다시 받으려면 동의 화면으로 가기" in read(client, invite)
    assert not consents.has_given(invite.candidate.user, "found")


def test_page_of_a_closed_posting_offers_no_answer_but_to_stop(client, invite):
    invite.posting.state = "archived"
    invite.posting.save()

    shown = read(client, invite)

    assert "이 공고는 접수가 끝났습니다" in shown
    assert 'value="follow"' not in shown
    assert 'value="stop"' in shown
    assert answer_to(client, invite, "follow").status_code == 400


def test_who_applied_is_led_to_the_application(client, invite):
    row = make.application(invite.posting, invite.candidate)

    assert reverse("jobs:application", args=[row.public_id]) in read(client, invite)


def test_suggestions_show_what_is_proposed_until_it_is_answered(client, invite):
    page, there = reverse("matching:candidate_suggestion_list"), f"/me/invites/{invite.public_id}/"
    assert there in client.get(page).content.decode()

    answer_to(client, invite, "decline")

    assert there not in client.get(page).content.decode()


def test_an_unknown_answer_is_a_bad_request(client, invite):
    assert answer_to(client, invite, "accept").status_code == 400


def test_consent_page_has_the_consent_to_be_found(client, invite):
    other = make.candidate()
    client.force_login(other.user)

    shown = client.get(reverse("profiles:consents")).content.decode()

    assert "공고 제안을 받는 데 대한 동의" in shown


# The city ---------------------------------------------------------------------------------------------------------------
def test_editor_sets_the_limit_and_a_viewer_reads_it(client):
    page, today = reverse("matching:staff_invite_limit"), timezone.localdate()
    client.force_login(make.city_user())
    shown = client.post(page, {"most": "2", "days": "14", "valid_from": f"{today}"}, follow=True).content.decode()
    assert "지금은 한 분이 14일 동안 공고 제안을 2건까지 받습니다" in shown
    assert InviteLimit.objects.count() == 2

    client.force_login(make.city_user("viewer"))
    shown = client.get(page).content.decode()
    assert "14일에 2건" in shown
    assert '<form method="post" novalidate>' not in shown


def test_wrong_limit_is_said_beside_its_box(client):
    client.force_login(make.city_user())
    page = reverse("matching:staff_invite_limit")

    shown = client.post(page, {"most": "0", "days": "400", "valid_from": "2020-01-01"}).content.decode()

    assert InviteLimit.objects.count() == 1
    assert shown.count("form-error") >= 2
