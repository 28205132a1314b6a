"""Pages of interviews: a person picks a time on a phone, the operator opens times, sees who comes, and takes one back."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from jobs.models import InterviewPick, InterviewSlot, Posting
from profiles.models import AccessEntry, Notice
from profiles.templatetags.dasi import moment, tel
from tests import make
from tests.jobs import interviewing
from tests.jobs.expect import queries
from tests.jobs.web.open_postings import text

pytestmark = pytest.mark.django_db


def page(name: str, row) -> str:
    return reverse(f"jobs:{name}", args=[row.public_id])


@pytest.fixture
def posting() -> Posting:
    now = timezone.now()
    return make.posting(
        apply_from=now - timedelta(days=20), apply_until=now - timedelta(days=3), results_at=now + timedelta(days=9)
    )


def slot(posting: Posting, days: int = 3, **columns) -> InterviewSlot:
    at = timezone.now() + timedelta(days=days)
    return interviewing.slot(posting, **{"starts_at": at, "closes_at": at - timedelta(days=1), **columns})


# The person -----------------------------------------------------------------------------------------------------------
def test_person_is_asked_to_pick_then_picks(client, person, posting) -> None:
    row = make.application(posting, person, state="interview")
    offered = slot(posting)
    shown = text(client.get(page("application", row)))
    assert "면접 시간 고르기" in shown
    assert f"<strong>{moment(offered.closes_at)}</strong>까지 골라 주세요." in shown

    shown = text(client.get(page("interview", row)))
    assert moment(offered.starts_at) in shown
    assert "서부캠퍼스 3층 회의실" in shown
    assert "서대문구 통일로 684" in shown
    assert ">같은 자치구<" in shown
    assert "0.0km" not in shown

    shown = text(client.post(page("interview", row), {"slot": offered.public_id}, follow=True))
    assert "면접 시간을 정했습니다." in shown
    assert "다른 시간으로 바꾸기" not in shown  # there is no other
    assert InterviewPick.objects.get().slot == offered
    assert moment(offered.starts_at) in text(client.get(reverse("jobs:candidate_application_list")))


def test_person_who_picks_reads_until_when_and_whom_to_call_where_no_time_fits(client, person) -> None:
    now = timezone.now()
    operator = make.organisation(phone="0231234567")
    posting = make.posting(operator, apply_until=now - timedelta(days=3), results_at=now + timedelta(days=9))
    row = make.application(posting, person, state="interview")
    slot(posting, days=3)
    last = slot(posting, days=5)

    shown = text(client.get(page("interview", row)))

    assert f"<strong>{moment(last.closes_at)}</strong>까지 골라 주세요." in shown
    called = shown.partition("맞는 시간이 없거나")[2].partition("</p>")[0]
    assert posting.organisation.name in called
    assert f"tel:{tel(posting.organisation.phone)}" in called


def test_person_whose_operator_has_no_phone_is_led_to_the_helpline(client, person, posting, settings) -> None:
    settings.HELPLINE = "02-120-0000"
    slot(posting)

    shown = text(client.get(page("interview", make.application(posting, person, state="interview"))))

    assert "도움 전화로 알려 주세요" in shown
    assert "tel:02-120-0000" in shown.partition("도움 전화로")[2].partition("</p>")[0]


def test_the_place_is_drawn_beside_home_with_the_same_in_words(client, person, posting) -> None:
    row = make.application(posting, person, state="interview")
    slot(posting)

    shown = (
        text(client.get(page("interview", row))).partition('<figure class="place-map">')[2].partition("</figure>")[0]
    )

    assert "<circle" in shown
    assert "<rect" in shown
    assert "면접 장소가 있는 곳: 서대문구" in shown
    assert "사는 곳: 서대문구" in shown
    assert "style=" not in shown


def test_home_asks_to_pick_until_it_is_done(client, person, posting) -> None:
    row = make.application(posting, person, state="interview")
    offered = slot(posting)
    assert f"{moment(offered.closes_at)}까지 골라 주세요." in text(client.get(reverse("jobs:home")))

    client.post(page("interview", row), {"slot": offered.public_id})

    assert "면접 시간 고르기" not in text(client.get(reverse("jobs:home")))


def test_person_changes_once_and_is_told_that_it_was_once(client, person, posting) -> None:
    row = make.application(posting, person, state="interview")
    first, second, third = (slot(posting, days) for days in (3, 4, 5))

    client.post(page("interview", row), {"slot": first.public_id})
    assert "다른 시간으로 바꾸기" in text(client.get(page("interview", row)))
    client.post(page("interview", row), {"slot": second.public_id})
    shown = text(client.get(page("interview", row)))
    refused = client.post(page("interview", row), {"slot": third.public_id})

    assert "더 바꿀 수 없습니다" in shown
    assert refused.status_code == 400
    assert "한 번만 바꿀 수 있고 이미 바꾸셨습니다" in text(refused)


def test_person_who_picks_what_just_filled_reads_what_to_do(client, person, posting) -> None:
    row = make.application(posting, person, state="interview")
    full, free = slot(posting, 3, capacity=1), slot(posting, 4)
    interviewing.pick(make.application(posting, state="interview"), full)

    shown = text(client.post(page("interview", row), {"slot": full.public_id}))

    assert "그사이 찼거나 없어진 시간입니다." in shown
    assert "이미 다 찬 시간 1개는 보이지 않습니다." in shown
    assert moment(free.starts_at) in shown
    assert "하나 골라 주세요" in text(client.post(page("interview", row), {}))


def test_person_reads_why_there_is_nothing_to_pick(client, person, posting) -> None:
    row = make.application(posting, person, state="interview")

    assert "운영기관이 시간을 열면 알려 드립니다." in text(client.get(page("interview", row)))
    interviewing.pick(make.application(posting, state="interview"), slot(posting, capacity=1))
    assert "모두 찼습니다" in text(client.get(page("interview", row)))


def test_person_takes_the_time_into_their_calendar(client, person, posting) -> None:
    row = make.application(posting, person, state="interview")
    assert client.get(page("interview_calendar", row)).status_code == 404
    interviewing.pick(row, slot(posting))

    response = client.get(page("interview_calendar", row))

    assert response["Content-Type"] == "text/calendar; charset=utf-8"
    assert row.receipt_number in response["Content-Disposition"]
    assert b"BEGIN:VEVENT" in response.content


def test_person_sees_nobody_else_s_time(client, person, posting) -> None:
    other = make.application(posting, state="interview")
    interviewing.pick(other, slot(posting))

    assert client.get(page("interview", other)).status_code == 404
    assert client.get(page("interview_calendar", other)).status_code == 404


def test_a_time_of_another_posting_is_none(client, person, posting) -> None:
    row = make.application(posting, person, state="interview")
    slot(posting)

    shown = text(client.post(page("interview", row), {"slot": slot(make.posting()).public_id}))

    assert "그사이 찼거나 없어진 시간입니다." in shown
    assert not InterviewPick.objects.exists()


# The operator ---------------------------------------------------------------------------------------------------------
@pytest.fixture
def officer(client, posting):
    user = make.member(posting.organisation)
    client.force_login(user)
    return user


def typed(**changed) -> dict[str, str]:
    """Two times in a row, in ten days, to be picked within nine."""
    at = timezone.localtime() + timedelta(days=10)
    until = at - timedelta(days=1)
    return {
        "starts_at_day": f"{at:%Y-%m-%d}",
        "starts_at_time": "10:00",
        "minutes": "20",
        "in_a_row": "2",
        "capacity": "1",
        "place": "3층 회의실",
        "area": "11410",
        "address": "통일로 684",
        "closes_at_day": f"{until:%Y-%m-%d}",
        "closes_at_time": "18:00",
        **changed,
    }


def test_officer_looks_at_the_times_before_they_are_opened(client, posting, officer) -> None:
    invited = make.application(posting, state="interview")
    taken = timezone.localtime() + timedelta(days=10)
    taken = taken.replace(hour=10, minute=30, second=0, microsecond=0)
    other = make.posting(posting.organisation, title="경로당 말벗", has_interview=True)
    interviewing.slot(other, starts_at=taken, closes_at=taken - timedelta(days=1), place="3층 회의실", minutes=30)

    shown = text(client.post(page("operator_interviews", posting), typed()))

    assert "면접 시간 2개를 여시겠습니까?" in shown
    assert "2명이 고를 수 있음 · 아직 고르지 않은 분 1명" in shown
    assert shown.count('<span class="tag bad">겹침</span>') == 1
    assert "경로당 말벗</li>" in shown
    assert not posting.interview_slots.exists()
    assert not Notice.objects.filter(recipient=invited.candidate.user).exists()
    again = text(client.post(page("operator_interviews", posting), {**typed(), "edit": "yes"}))
    assert 'value="통일로 684"' in again
    assert not posting.interview_slots.exists()


def test_officer_reads_before_confirming_that_a_time_is_there_already(client, posting, officer) -> None:
    client.post(page("operator_interviews", posting), typed(confirmed="yes"))

    shown = text(client.post(page("operator_interviews", posting), typed()))

    assert "이미 연 시간이 들어 있어" in shown
    assert "이대로 열기" not in shown
    refused = text(client.post(page("operator_interviews", posting), typed(confirmed="yes")))
    assert "같은 곳에 같은 시각의 면접이 이미 있습니다." in refused
    assert posting.interview_slots.count() == 2


def test_officer_opens_times_in_a_row(client, posting, officer) -> None:
    shown = text(client.post(page("operator_interviews", posting), typed(confirmed="yes"), follow=True))

    assert "면접 시간 2개를 열었습니다." in shown
    times = [timezone.localtime(found.starts_at) for found in posting.interview_slots.order_by("starts_at")]
    assert [f"{at:%H:%M}" for at in times] == ["10:00", "10:20"]
    assert "3층 회의실" in text(client.get(page("operator_interviews", posting)))


def test_officer_reads_what_is_wrong_beside_the_field(client, posting, officer) -> None:
    late = typed(closes_at_day=f"{timezone.localtime() - timedelta(days=1):%Y-%m-%d}", minutes="천")

    shown = text(client.post(page("operator_interviews", posting), late))

    assert "5부터 480까지의 숫자를 적어 주세요." in shown
    shown = text(client.post(page("operator_interviews", posting), {**late, "minutes": "20"}))
    assert "면접 시각과 고르는 기한은 지금보다 뒤여야 합니다." in shown
    assert not InterviewSlot.objects.exists()


def test_officer_sees_who_comes_masked_and_that_is_logged(client, posting, officer) -> None:
    row = make.application(posting, state="interview")
    waiting = make.application(posting, make.candidate(name="박순자"), state="interview")
    interviewing.pick(row, slot(posting))

    shown = text(client.get(page("operator_interviews", posting)))

    assert "김*수" in shown
    assert "김영수" not in shown
    assert "아직 고르지 않은 분 1명" in shown
    assert "박*자" in shown
    assert set(AccessEntry.objects.get().subject_ids) == {row.candidate.user_id, waiting.candidate.user_id}


def test_officer_takes_a_time_back_with_a_reason(client, posting, officer) -> None:
    found = slot(posting)
    interviewing.pick(make.application(posting, state="interview"), found)
    assert "고르신 1명에게 이유와 함께 알리고" in text(client.get(page("operator_interview_cancel", found)))

    assert "이유를 적어 주세요." in text(client.post(page("operator_interview_cancel", found), {"reason": ""}))
    shown = text(client.post(page("operator_interview_cancel", found), {"reason": "회의실 공사"}, follow=True))

    assert "면접 시간을 취소했습니다." in shown
    assert InterviewPick.objects.get().state == "cancelled"


def test_officer_marks_who_came(client, posting, officer) -> None:
    now = timezone.now()
    found = slot(posting, starts_at=now - timedelta(hours=1), closes_at=now - timedelta(days=1))
    came, missed = (interviewing.pick(make.application(posting, state="interview"), found) for _ in range(2))
    url = page("operator_interview_mark", found)

    client.post(url, {"verb": "mark_attended", "pick": [came.public_id]})
    shown = text(client.post(url, {"verb": "mark_absent", "pick": [missed.public_id]}, follow=True))

    assert "면접 참석 여부를 적었습니다." in shown
    assert list(found.picks.order_by("pk").values_list("state", flat=True)) == ["attended", "absent"]
    assert "한 명 이상 골라 주세요" in text(client.post(url, {"verb": "mark_absent"}, follow=True))
    assert client.post(url, {"verb": "hire", "pick": [came.public_id]}).status_code == 400
    stray = interviewing.pick(make.application(posting, state="interview"), slot(posting))
    assert client.post(url, {"verb": "mark_absent", "pick": [stray.public_id]}).status_code == 404


def test_officer_of_another_operator_finds_nothing(client, posting) -> None:
    client.force_login(make.member(make.organisation()))
    found = slot(posting)

    for url in (page("operator_interviews", posting), page("operator_interview_cancel", found)):
        assert client.get(url).status_code == 404


def test_list_asks_the_same_for_more_people(client, posting, officer) -> None:
    def fill() -> None:
        interviewing.pick(make.application(posting, state="interview"), slot(posting))
        make.application(posting, state="interview")

    fill()
    one = queries(lambda: client.get(page("operator_interviews", posting)))
    fill()
    fill()

    assert queries(lambda: client.get(page("operator_interviews", posting))) == one


def test_day_list_asks_the_same_for_more_people(client, posting, officer) -> None:
    times = slot(posting, capacity=9)

    def fill() -> None:
        interviewing.pick(make.application(posting, state="interview"), times)

    fill()
    one = queries(lambda: client.get(page("operator_interview_day", posting)))
    fill()
    fill()

    assert queries(lambda: client.get(page("operator_interview_day", posting))) == one


def test_day_list_is_masked_until_the_officer_says_what_for(client, posting, officer) -> None:
    person = make.candidate(name="박하나")
    row = make.application(posting, person, state="interview")
    mine = slot(posting, room="2면접실")
    interviewing.pick(row, mine)
    address = page("operator_interview_day", posting)

    shown = text(client.get(address))
    assert "박*나" in shown
    assert "서부캠퍼스 3층 회의실 2면접실" in shown
    assert "박하나" not in shown
    assert "010-1234-5678" not in shown
    refused = text(client.post(address, {}))
    assert "연락처를 보는 이유를 골라 주세요." in refused
    assert "박하나" not in refused

    opened = text(client.post(address, {"reason": "interview"}))

    assert "박하나" in opened
    assert "010-1234-5678" in opened
    entry = AccessEntry.objects.latest("pk")
    assert (entry.purpose, entry.subject_ids) == ("면접 날짜와 장소를 알리려고", [person.user_id])
    assert "이 날 면접을 볼 분이 없습니다." in text(
        client.get(page("operator_interview_day", make.posting(posting.organisation)))
    )


def test_time_is_set_for_who_lost_theirs(client, posting, officer) -> None:
    row = make.application(posting, state="interview")
    lost, other = slot(posting), slot(posting, days=4)
    interviewing.pick(row, lost, state="cancelled")
    shown = text(client.get(page("operator_interviews", posting)))
    assert "우리가 취소한 분" in shown
    assert "시간 정해 주기" in shown
    form = {"application": row.public_id}

    unsaid = text(client.post(page("operator_interview_set", posting), form, follow=True))
    done = text(client.post(page("operator_interview_set", posting), {**form, "slot": other.public_id}, follow=True))

    assert "면접 시간을 하나 골라 주세요." in unsaid
    assert "면접 시간을 정했습니다." in done
    assert row.interview_picks.get(state="picked").slot == other
