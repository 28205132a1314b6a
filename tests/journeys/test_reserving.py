"""An officer meets a reserved seat on the way: the waiting list says for whom it is, the page shows whom it waits for, and it is released."""

import os
from datetime import timedelta
from decimal import Decimal
from pathlib import Path

from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from jobs.models import Application, Seat
from tests import make
from tests.journeys.browsing import Visitor


def _shoot(visitor: Visitor, name: str) -> None:
    folder = os.environ.get("DASI_SHOTS")
    if folder:
        for width in (390, 1280):
            visitor.page.set_viewport_size({"width": width, "height": 900})
            visitor.page.screenshot(path=Path(folder) / f"{name}-{width}.png", full_page=True)
        visitor.page.set_viewport_size({"width": 1280, "height": 900})


def _posting():
    """Twelve seats at two sites, two of the first reserved and free; somebody whom they are for waits, second in line."""
    now = timezone.now()
    operator = make.organisation()
    posting = make.posting(
        operator,
        make.programme_year(priority_share=Decimal("0.100")),
        seats=6,
        sites=[make.site(operator, name="서대문구 종합사회복지관"), make.site(operator, name="홍제 어린이집")],
        apply_from=now - timedelta(days=30),
        apply_until=now - timedelta(days=9),
        results_at=now - timedelta(days=2),
        results_released_at=now - timedelta(days=2),
    )
    first = Seat.objects.filter(posting_site__posting=posting, posting_site__site__name__startswith="서대문구")
    first.filter(number__lte=2).update(reserve="near_poor")
    for number in range(10):
        make.hold(
            make.application(posting, make.candidate(name=f"강다{number}섯"), state="offered"),
            Seat.objects.filter(posting_site__posting=posting, reserve="").order_by("pk")[number],
        )
    poor = make.candidate(name="이둘셋", statuses={"near_poor": True})
    return posting, make.application(posting, poor, state="waiting", waiting_number=2)


def test_officer_releases_the_reserved_seat_that_nobody_needs(visit) -> None:
    posting, favoured = _posting()
    plain = make.application(posting, make.candidate(name="박하나"), state="waiting", waiting_number=1)
    officer = visit(make.member(posting.organisation), width=1280, also=390)
    body = officer.page.locator("body")

    officer.go(reverse("jobs:operator_waiting", args=[posting.public_id]))
    expect(body).to_contain_text("다음 차례는 이*셋")
    _shoot(officer, "waiting-favoured")
    officer.press("다음 분께 참여 의사 묻기")
    expect(body).to_contain_text("우선 선발 1자리는 차상위계층인 분을 위한 자리입니다.")
    _shoot(officer, "waiting-kept")
    officer.follow("우선 선발 자리 보기")
    expect(body).to_contain_text("12자리의 10%는 1.2자리이며, 올림하여 2자리입니다.")
    _shoot(officer, "reserves")
    officer.press("고른 자리 풀기")
    expect(body).to_contain_text("풀 자리를 하나 이상 골라 주세요.")
    _shoot(officer, "reserves-missing")
    officer.page.get_by_label("서대문구 종합사회복지관 2번 자리").check()
    officer.page.get_by_label("푸는 이유").fill(
        "차상위계층인 지원자는 모두 자리가 정해졌고, 이 자리를 쓸 분이 더 없습니다."
    )
    officer.press("고른 자리 풀기")
    expect(body).to_contain_text("우선 선발 1자리를 풀었습니다.")
    _shoot(officer, "reserves-released")
    officer.follow("발표와 자리")
    officer.press("다음 분께 참여 의사 묻기")

    assert {Application.objects.get(pk=row.pk).state for row in (favoured, plain)} == {"offered"}


def test_officer_sees_whom_a_release_would_pass_over(visit) -> None:
    posting, _favoured = _posting()
    poor = make.candidate(name="최세네", statuses={"near_poor": True})
    make.application(posting, poor, state="interview")
    officer = visit(make.member(posting.organisation), width=1280, also=390)

    officer.go(reverse("jobs:operator_reserved_seats", args=[posting.public_id]))

    expect(officer.page.locator("body")).to_contain_text("이 자리를 쓸 분이 아직 2명 있어 풀 수 없습니다.")
    _shoot(officer, "reserves-refused")
