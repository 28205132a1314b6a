"""An officer chooses among many: board, keys, a batch put back, the list of a day; and a document asked of one, on a phone and on a desk."""

import os
from datetime import timedelta
from pathlib import Path

from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from jobs import judging
from jobs.models import Application
from tests import make
from tests.jobs import attaching, choosing, interviewing
from tests.journeys.browsing import Visitor

NAMES = ("박하나", "이둘셋", "최세네", "강다섯", "조여섯")


def _applicants(posting):
    rows = [
        make.application(posting, make.candidate(name=name), state=state)
        for name, state in zip(NAMES, ["received", "received", "received", "paper_review", "interview"], strict=True)
    ]
    judging.judge_stage(rows, stage="apply", at=timezone.now())
    for number, row in enumerate(rows):
        make.assessment(row, 700 - number)
    return rows


def _shoot(visitor: Visitor, name: str) -> None:
    folder = os.environ.get("DASI_SHOTS")
    if folder:
        for width in (390, 1280):
            visitor.page.set_viewport_size({"width": width, "height": 900})
            visitor.page.screenshot(path=Path(folder) / f"{name}-{width}.png", full_page=True)
        visitor.page.set_viewport_size({"width": 1280, "height": 900})


def test_officer_moves_by_keys_and_puts_all_back(visit) -> None:
    posting = make.posting()
    rows = _applicants(posting)
    officer = visit(make.member(posting.organisation), width=1280, also=390)
    page = officer.page
    officer.go(f"{reverse('jobs:operator_applicants', args=[posting.public_id])}?state=received")
    _shoot(officer, "table")

    page.locator("[data-row] a").first.focus()
    page.keyboard.press("x")
    page.keyboard.press("j")
    page.keyboard.press("x")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("k")
    expect(page.locator("[data-row] a").nth(1)).to_be_focused()
    expect(page.locator("input[name=application]:checked")).to_have_count(2)
    page.keyboard.press("?")
    expect(page.locator("dialog[data-keys]")).to_be_visible()
    page.keyboard.press("Escape")
    officer.press("적격으로 확인하기")
    officer.sees("자격 확인을 통과했습니다.")
    _shoot(officer, "preview")
    officer.press("적격으로 확인하기")
    officer.sees("되돌릴 수 있고, 그때까지 아무에게도 알리지 않습니다.")
    _shoot(officer, "held")
    officer.follow("누구인지 보기")
    _shoot(officer, "moved")
    officer.press("되돌리기")
    expect(page.locator("body")).to_contain_text("2명을 되돌렸습니다.")

    assert {Application.objects.get(pk=row.pk).state for row in rows[:3]} == {"received"}


def test_officer_looks_at_the_board_and_keeps_it(visit) -> None:
    posting = make.posting()
    _applicants(posting)
    officer = visit(make.member(posting.organisation), width=1280, also=390)

    officer.go(f"{reverse('jobs:operator_applicants', args=[posting.public_id])}?layout=board")
    _shoot(officer, "board")
    officer.page.get_by_text("지금 보는 방식 저장하기").click()
    officer.page.fill("#view-name", "보드로 보기")
    officer.press("저장하기")

    expect(officer.page.locator("body")).to_contain_text("‘보드로 보기’ 보기를 저장했습니다.")
    _shoot(officer, "board-kept")


def test_day_of_interviews_and_a_document_asked_of_one(visit) -> None:
    posting = make.posting(results_at=timezone.now() + timedelta(days=20))
    rows = _applicants(posting)
    slot = interviewing.slot(
        posting,
        room="1면접실",
        starts_at=timezone.now() + timedelta(days=2),
        closes_at=timezone.now() + timedelta(days=1),
    )
    interviewing.pick(rows[4], slot)
    lost = make.application(posting, make.candidate(name="윤일곱"), state="interview")
    interviewing.pick(lost, interviewing.slot(posting, cancelled_at=timezone.now()), state="cancelled")
    asked = choosing.asked(rows[0], asked_at=timezone.now())
    officer = visit(make.member(posting.organisation), width=1280, also=390)

    officer.go(reverse("jobs:operator_interviews", args=[posting.public_id]))
    _shoot(officer, "interviews")
    officer.go(reverse("jobs:operator_interview_day", args=[posting.public_id]))
    officer.page.select_option("select[name=reason]", "interview")
    officer.press("이름과 전화번호 보기")
    officer.sees("조여섯")
    _shoot(officer, "day")
    officer.go(reverse("jobs:operator_application", args=[rows[0].public_id]))
    officer.sees("기다리는 동안 답해야 하는 기한이 멈춥니다.")
    _shoot(officer, "asked")
    person = visit(rows[0].candidate.user, width=390, also=1280)
    person.go(reverse("jobs:application", args=[rows[0].public_id]))
    _shoot(person, "person")
    person.follow("서류 내기")
    _shoot(person, "info")
    person.page.set_input_files(
        "input[type=file]", {"name": "경력.pdf", "mimeType": "application/pdf", "buffer": attaching.PDF}
    )
    person.press("서류 내기")
    expect(person.page.locator("body")).to_contain_text("서류를 냈습니다.")

    asked.refresh_from_db()
    assert asked.state == "answered"
