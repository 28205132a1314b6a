"""The page of reserved seats: how many by which rounding, who holds them, what was released, and what can't be yet."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import timezone

from jobs.models import Posting, Seat
from profiles.models import AccessEntry
from tests import make

POOR = {"statuses": {"near_poor": True}}
WHY = "차상위계층인 지원자가 없었습니다."


def page(name: str, posting: Posting) -> str:
    return reverse(f"jobs:operator_{name}", args=[posting.public_id])


def over(**columns) -> Posting:
    now = timezone.now()
    times = {"apply_from": now - timedelta(days=20), "apply_until": now - timedelta(days=9)}
    year = make.programme_year(priority_share=Decimal("0.100"))
    return make.posting(
        programme_year_=year, **{**times, "results_at": now - timedelta(days=1), "seats": 12, "reserved": 2, **columns}
    )


@pytest.fixture
def posting(db) -> Posting:
    return over()


@pytest.fixture(autouse=True)
def officer(client, posting):
    user = make.member(posting.organisation)
    client.force_login(user)
    return user


def kept(posting: Posting) -> list[Seat]:
    return list(Seat.objects.filter(posting_site__posting=posting).exclude(reserve="").order_by("number"))


def test_the_rounding_stands_in_words_with_figures(client, posting) -> None:
    shown = client.get(page("reserved_seats", posting)).content.decode()

    assert "12자리의 10%는 1.2자리이며, 올림하여 2자리입니다." in shown
    assert "공고를 쓴 뒤에 사업의 비율이 바뀌었기" not in shown


def test_a_share_that_comes_out_even_needs_no_rounding(client, posting) -> None:
    even = over(seats=8, reserved=1, organisation_=posting.organisation)
    make.changed(even.programme_year, priority_share=Decimal("0.125"))

    shown = client.get(page("reserved_seats", even)).content.decode()

    assert "8자리의 12.5%는 1자리입니다." in shown


def test_who_holds_a_reserved_seat_is_masked_and_logged(client, posting) -> None:
    row = make.application(posting, make.candidate(name="박하나", **POOR), state="offered")
    make.hold(row, kept(posting)[0])

    shown = client.get(page("reserved_seats", posting)).content.decode()

    assert "박*나" in shown
    assert "박하나" not in shown
    assert "모두 1명: 아직 자리를 기다리는 분 0명, 자리가 있는 분 1명, 끝난 분 0명" in shown
    assert AccessEntry.objects.filter(page="jobs:operator_reserved_seats").exists()


def test_whom_a_release_would_pass_over_is_said(client, posting) -> None:
    for name in ("박하나", "이둘셋"):
        make.application(posting, make.candidate(name=name, **POOR), state="interview")

    shown = client.get(page("reserved_seats", posting)).content.decode()
    assert "이 자리를 쓸 분이 아직 2명 있어 풀 수 없습니다." in shown
    assert "이*셋" in shown
    assert "고른 자리 풀기" not in shown

    told = {"seats": [str(kept(posting)[0].public_id)], "reason": WHY}
    answer = client.post(page("reserved_seats", posting), told).content.decode()
    assert "면접심사 중 2명" in answer
    assert not Seat.objects.exclude(reserve_released_at=None).exists()


def test_blind_applicants_are_counted_and_not_named(client, posting) -> None:
    make.changed(posting, is_blind=True)
    row = make.application(posting, make.candidate(name="박하나", **POOR), state="paper_review")

    shown = client.get(page("reserved_seats", posting)).content.decode()

    assert "그 밖에 1명은 블라인드 심사 중이거나" in shown
    assert row.receipt_number not in shown


def test_a_seat_is_released_with_its_reason(client, posting, officer) -> None:
    first, second = kept(posting)

    answer = client.post(
        page("reserved_seats", posting), {"seats": [str(second.public_id)], "reason": WHY}, follow=True
    )
    shown = answer.content.decode()

    assert "우선 선발 1자리를 풀었습니다." in shown
    assert WHY in shown
    assert officer.email in shown
    assert {seat.pk: seat.is_kept for seat in kept(posting)} == {first.pk: True, second.pk: False}


def test_what_is_missing_is_said_beside_its_field_and_nothing_is_lost(client, posting) -> None:
    first, _second = kept(posting)

    without_seat = client.post(page("reserved_seats", posting), {"reason": WHY}).content.decode()
    without_why = client.post(page("reserved_seats", posting), {"seats": [str(first.public_id)]}).content.decode()

    assert "풀 자리를 하나 이상 골라 주세요." in without_seat
    assert WHY in without_seat
    assert "푸는 이유를 적어 주세요." in without_why
    assert "checked" in without_why


def test_a_seat_that_somebody_released_meanwhile_is_said(client, posting) -> None:
    told = {"seats": [str(kept(posting)[0].public_id)], "reason": WHY}
    client.post(page("reserved_seats", posting), told)

    shown = client.post(page("reserved_seats", posting), told).content.decode()

    assert "이미 풀린 자리가 있습니다." in shown


def test_while_people_may_apply_nothing_is_released(client, posting) -> None:
    make.changed(posting, apply_until=timezone.now() + timedelta(days=1), results_at=timezone.now() + timedelta(days=2))

    shown = client.get(page("reserved_seats", posting)).content.decode()

    assert "접수를 마감한 뒤에 풀어 주세요." in shown
    assert "고른 자리 풀기" not in shown


def test_a_posting_without_a_reserve_says_so(client, posting) -> None:
    plain = make.posting(posting.organisation)

    shown = client.get(page("reserved_seats", plain)).content.decode()

    assert "이 사업에는 우선 선발 비율이 없어" in shown


def test_the_waiting_list_says_why_a_free_seat_is_nobodys_turn(client, posting) -> None:
    short = over(seats=1, reserved=1, organisation_=posting.organisation, results_released_at=timezone.now())
    make.application(short, state="waiting")

    shown = client.get(page("waiting", short)).content.decode()
    assert "우선 선발 1자리는 차상위계층인 분을 위한 자리입니다." in shown
    assert page("reserved_seats", short) in shown
    assert "다음 분께 참여 의사 묻기" not in shown

    answer = client.post(page("offer", short), {"whom": "next"}, follow=True).content.decode()
    assert "지금 물을 분이 없습니다." in answer


def test_a_selection_beyond_the_open_seats_leads_to_the_page(client, posting) -> None:
    short = over(seats=1, reserved=1, organisation_=posting.organisation)
    row = make.application(short, state="interview")
    told = {"verb": "select", "application": str(row.public_id)}

    preview = client.post(reverse("jobs:operator_application_move"), told).content.decode()
    refused = client.post(reverse("jobs:operator_application_move"), {**told, "confirmed": "yes"}).content.decode()

    for shown in (preview, refused):
        assert "우선 선발 1자리는 차상위계층인 분을 위한 자리입니다." in shown
        assert page("reserved_seats", short) in shown
    row.refresh_from_db()
    assert row.state == "interview"


@pytest.mark.parametrize("people", [1, 3])
def test_the_page_asks_as_much_for_three_as_for_one(client, posting, people, django_assert_max_num_queries) -> None:
    for seat, _number in zip(kept(posting), range(people), strict=False):
        make.hold(make.application(posting, make.candidate(**POOR), state="offered"), seat)
    for _ in range(people):
        make.application(posting, make.candidate(**POOR), state="interview")

    with django_assert_max_num_queries(33):
        client.get(page("reserved_seats", posting))
