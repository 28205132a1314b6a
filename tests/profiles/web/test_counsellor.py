"""A counsellor's pages, and what a person sees of whom they let act."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from profiles import candidates, consents, proxies
from profiles.models import AccessEntry, Candidate, Consent, Proxy
from profiles.web.consent_boxes import name_of
from profiles.web.counsellor import A_PAGE
from tests import make
from tests.profiles import proxying

pytestmark = pytest.mark.django_db
PEOPLE, MINE = reverse("profiles:counsellor_people"), reverse("profiles:proxy")


def named(person, name):
    candidates.set_identity(person.user, name=name, phone="01012345678", by=make.actor(person.user), at=make.NOW)
    return person


@pytest.fixture
def proxy():
    return proxying.entrusted(named(make.candidate(), "김영자"), given_at=timezone.now())


@pytest.fixture
def counsellor(client, proxy):
    client.force_login(proxy.taken_by)
    return proxy.taken_by


def page(client, url):
    return client.get(url, follow=True).content.decode()


# The list -------------------------------------------------------------------------------------------------------------
def test_people_shows_one_s_own_by_name_and_the_others_masked(client, proxy, counsellor):
    proxying.entrusted(named(make.candidate(), "박순자"), proxying.counsellor(proxy.centre), given_at=timezone.now())
    proxying.entrusted(named(make.candidate(), "최말숙"), given_at=timezone.now())

    shown = page(client, PEOPLE)

    assert "김영자" in shown
    assert "박순자" not in shown
    assert "박*자" in shown
    assert "최" not in shown.split("<main")[1].replace("최대", "")
    entry = AccessEntry.objects.get()
    assert (entry.user, len(entry.subject_ids)) == (counsellor, 2)


def test_people_who_wait_beyond_the_page_are_in_the_log_too(client, proxy, counsellor):
    for _ in range(A_PAGE):
        proxying.entrusted(make.candidate(), counsellor, given_at=timezone.now() + timedelta(seconds=1))
    row = make.application(make.posting(title="면접 볼 일"), proxy.person.candidate, state="offered")
    make.offer(row, expires_at=timezone.now() + timedelta(days=1))

    assert "면접 볼 일" in page(client, PEOPLE)
    assert proxy.person_id in AccessEntry.objects.get().subject_ids


def test_people_names_who_told_no_name_yet(client, counsellor):
    nameless = proxying.entrusted(by=counsellor, given_at=timezone.now())
    make.destroyed(nameless.person.identity)

    assert page(client, PEOPLE).count("이름을 아직 적지 않은 분") >= 2


def test_people_shows_each_person_once_with_all_that_waits(client, proxy, counsellor):
    soon = {"expires_at": timezone.now() + timedelta(days=1)}
    for title in ("면접 볼 일", "또 다른 일"):
        row = make.application(make.posting(title=title), proxy.person.candidate, state="offered")
        make.offer(row, **soon)
    idle = make.candidate(district="11410")
    proxying.entrusted(named(idle, "박순자"), counsellor, given_at=timezone.now())

    shown = page(client, PEOPLE)

    cards = [card.partition("</li>")[0] for card in shown.split('<li class="card">')[1:]]
    (waiting,) = [card for card in cards if "<h3>김영자</h3>" in card]
    assert "면접 볼 일" in waiting
    assert "또 다른 일" in waiting
    assert "그만 맡기" in waiting
    assert len([card for card in cards if "<h3>박순자</h3>" in card]) == 1


@pytest.mark.parametrize("number", [1, 3])
def test_people_takes_the_same_queries_for_one_and_three(
    client, proxy, counsellor, number, django_assert_max_num_queries
):
    for name in ("박순자", "최말숙")[: number - 1]:
        proxying.entrusted(named(make.candidate(), name), counsellor, given_at=timezone.now())
    client.get(PEOPLE)
    with django_assert_max_num_queries(24):
        client.get(PEOPLE)


def test_a_counsellor_begins_at_their_people(client, counsellor):
    assert client.get("/").url == PEOPLE
    assert client.get(reverse("landing")).url == PEOPLE


# Registering ----------------------------------------------------------------------------------------------------------
def filled(**changed):
    today = timezone.localdate()
    told = {
        "name": "이말순",
        "phone": "010-9876-5432",
        "signed_on": today.isoformat(),
        "scopes": ["apply"],
        "months": "6",
    }
    told["signed_proxy"] = "on"
    told |= {
        f"consent_{text.public_id}": "on" for text in consents.current_texts() if text.purpose in ("service", "sharing")
    }
    return told | changed


def test_person_new_registers_and_goes_on_to_the_first_questions(client, counsellor):
    response = client.post(reverse("profiles:counsellor_person_new"), filled())

    assert response.url == reverse("profiles:candidate_profile_step", args=["basics"])
    made = Proxy.objects.get(person__identity__phone_index__gt="", person__email=None)
    assert (made.scopes, made.taken_by) == (["fill", "apply"], counsellor)
    shown = page(client, response.url)
    assert "이말순" in shown
    assert "님을 대신하고 있습니다" in shown


def test_person_new_says_beside_the_field_what_is_wrong(client, counsellor):
    tomorrow = timezone.localdate() + timedelta(days=1)
    before = Candidate.objects.count()

    for changed, sentence in (
        ({"name": ""}, "이름"),
        ({"signed_on": tomorrow.isoformat()}, "서명한 날이 오늘보다 늦습니다"),
        ({"phone": "010-1234-5678"}, "이 번호로 가입한 분이 이미 있습니다"),
        ({"phone": "12"}, "전화번호를 확인해 주세요"),
        ({"name": "홍 640307-1234567"}, "주민등록번호"),
    ):
        response = client.post(reverse("profiles:counsellor_person_new"), filled(**changed))
        assert response.status_code == 200
        assert sentence in response.content.decode()
    assert Candidate.objects.count() == before


def test_person_new_says_all_that_is_wrong_at_once(client, counsellor):
    tomorrow = timezone.localdate() + timedelta(days=1)
    wrong = filled(name="", phone="12", signed_on=tomorrow.isoformat())
    page = client.post(reverse("profiles:counsellor_person_new"), wrong).content.decode()
    assert "서명한 날이 오늘보다 늦습니다" in page
    assert "전화번호를 확인해 주세요" in page


def test_person_new_without_a_signature_is_refused(client, counsellor):
    without = {name: value for name, value in filled().items() if not name.startswith("consent_")}
    response = client.post(reverse("profiles:counsellor_person_new"), without)
    assert "종이에 서명을 받은 뒤 표시해 주세요" in response.content.decode()


# Taking on and giving up ----------------------------------------------------------------------------------------------
def test_person_take_and_give_up(client, proxy, counsellor):
    mine = proxying.entrusted(by=counsellor, is_taken=False, given_at=timezone.now())
    client.post(reverse("profiles:counsellor_person_take", args=[mine.public_id]))
    mine.refresh_from_db()
    assert mine.taken_by == counsellor

    asked = page(client, reverse("profiles:counsellor_person_give_up", args=[mine.public_id]))
    assert "그만 맡으시겠습니까?" in asked
    client.post(reverse("profiles:counsellor_person_give_up", args=[mine.public_id]))

    assert proxies.of(mine.person, at=timezone.now()) is None


def test_act_before_taking_on_says_how(client, proxy, counsellor):
    untaken = proxying.entrusted(by=counsellor, is_taken=False, given_at=timezone.now())
    response = client.post(reverse("profiles:counsellor_person_act", args=[untaken.public_id]), follow=True)
    assert "먼저 ‘제가 맡기’를 눌러 주세요" in response.content.decode()


# The person's own page ------------------------------------------------------------------------------------------------
def test_proxy_lets_a_centre_and_takes_it_back(client):
    person, centre = make.candidate(), make.organisation("centre")
    proxying.counsellor(centre)
    client.force_login(person.user)
    asked = page(client, MINE)
    assert proxies.text_of_consent().text.splitlines()[0] in asked
    assert centre.name in asked

    refused = client.post(MINE, {"centre": centre.public_id, "months": "6"}).content.decode()
    assert "동의하셔야 맡길 수 있습니다" in refused
    assert not Proxy.objects.exists()

    told = {"centre": centre.public_id, "months": "6", "scopes": ["apply", "answer"], "has_read": "on"}
    refused = client.post(MINE, told).content.decode()
    assert "대신 지원하게 하시려면 지원서를 전하는 데도 동의해 주세요" in refused
    assert not Consent.objects.exists()
    shown = client.post(MINE, {**told, name_of(consents.current_text("sharing")): "on"}, follow=True).content.decode()
    assert "의 상담사가 회원님을 대신할 수 있습니다" in shown

    over = client.post(reverse("profiles:proxy_end"), follow=True).content.decode()
    assert "맡김을 끝내셨습니다" in over
    assert Consent.objects.get(user=person.user, text__purpose="proxy").withdrawn_at
    assert consents.has_given(person.user, "sharing")


def test_proxy_offers_no_centre_that_nobody_works_for(client):
    empty = make.organisation("centre", name="빈 센터")
    client.force_login(make.candidate().user)
    assert empty.name not in page(client, MINE)


def test_people_says_where_those_stand_for_whom_nothing_waits(client, proxy, counsellor):
    candidates_row = proxy.person.candidate
    make.application(make.posting(title="도서관 도우미"), candidates_row, state="paper_review")

    page = client.get(PEOPLE).content.decode()

    assert "도서관 도우미: <strong>서류심사 중</strong>" in page
    assert "기다리는 일이 없는 분" not in page
