"""From the agreement to the follow-up, at a phone's and a desk's width: signed by both, the code on the wall, insurance, an accident, the end."""

from datetime import timedelta

from django.utils import timezone
from playwright.sync_api import expect

from jobs.models import Accident, Agreement, Attendance
from tests import make
from tests.jobs.certificates import finished
from tests.jobs.training import session
from tests.journeys import world

READ = "처음부터 끝까지 모두 읽었습니다"


def posting_now(people, **columns):
    today, now = timezone.localdate(), timezone.now()
    dates = {
        "apply_from": now - timedelta(days=60),
        "apply_until": now - timedelta(days=40),
        "results_at": now - timedelta(days=30),
        "results_released_at": now - timedelta(days=30),
        "starts_on": today,
        "ends_on": today + timedelta(days=150),
    }
    return make.posting(people.organisation, people.year, sites=[people.site], seats=6, **{**dates, **columns})


def is_told(visitor, text: str) -> None:
    """What was done is said above the page."""
    expect(visitor.page.locator("body")).to_contain_text(text)


def placed_now(people, person, posting, **columns):
    row = make.application(posting, person, state="placed", documents_seen_at=make.NOW)
    return make.placement(row, **{"state": "preparing", "placed_at": timezone.now() - timedelta(days=2), **columns})


def test_the_agreement_is_signed_by_both(visit) -> None:
    people = world.people()
    posting = posting_now(people)
    placement = placed_now(people, people.candidate, posting, agreed_at=None)
    placed_now(people, make.candidate(name="박순자"), posting, agreed_at=None)
    officer, person = visit(people.operator, also=1280), visit(people.candidate.user, also=1280)

    officer.go("/operator/")
    officer.sees("약정을 마치지 않은 참여자")
    officer.go("/operator/agreements/")
    officer.press("고른 분의 약정서 쓰기")
    is_told(officer, "약정서 2건을 쓰고 참여자에게 알렸습니다.")
    person.go("/")
    person.follow("활동 약정 확인하기")
    person.follow("약정서 읽고 서명하기")
    person.sees("활동 약정서")
    person.page.get_by_label(READ).check(force=True)
    person.page.locator("#id_name").fill("김영수")
    person.press("서명하기")
    is_told(person, "서명했습니다.")
    made = Agreement.objects.get(placement=placement)
    officer.go(f"/operator/agreements/{made.public_id}/")
    officer.sees("김*수 님")
    officer.page.locator("#look_reason").fill("서명하려고")
    officer.press("약정서 열어 읽기")
    officer.sees("접속기록에 남겼습니다: 서명하려고")
    officer.page.get_by_label(READ).check(force=True)
    officer.page.locator("#id_name").fill("박담당")
    officer.press("서명하기")
    officer.sees("두 쪽이 모두 서명했습니다.")

    placement.refresh_from_db()
    assert placement.agreed_at is not None
    officer.go(f"/operator/placements/{placement.public_id}/agreement/")
    officer.page.locator("#id_special_terms").fill("금요일은 쉽니다.")
    officer.press("약정서 쓰기")
    officer.sees("제2판")
    person.go(f"/me/agreements/{made.public_id}/")
    person.sees("지금은 쓰지 않는 약정서입니다")
    person.follow("지금 약정서 보기")
    person.sees("금요일은 쉽니다.")


def test_the_city_sets_the_words(visit) -> None:
    people = world.people()
    editor = visit(people.city, also=1280)

    editor.go("/city/programmes/")
    editor.follow("약정서 틀 정하기")
    editor.follow("50+인턴십")
    editor.page.locator("#id_pay_day").fill("15")
    editor.press("새 판으로 저장하기")
    editor.sees("제2판")


def test_people_come_to_the_training_by_the_code_on_the_wall(visit) -> None:
    people = world.people()
    posting = posting_now(people)
    placement = placed_now(people, people.candidate, posting)
    now = timezone.localtime() - timedelta(minutes=2)
    begins = now.time().replace(second=0, microsecond=0)
    day = session(posting, 4, held_on=now.date(), begins_at=begins)
    officer, person = visit(people.operator, also=1280), visit(people.candidate.user, also=1280)

    officer.go(f"/operator/postings/{posting.public_id}/training/")
    officer.follow("기초소양교육")
    officer.follow("출석 코드 띄우기")
    code = officer.page.locator("#wall-code .number").inner_text()
    person.go(f"/me/placements/{placement.public_id}/")
    person.follow("출석하기")
    person.page.locator("#code").fill("AAAA-AAAA")
    with person.page.expect_navigation():
        person.page.get_by_role("button", name="출석하기").click()
    person.sees("코드가 바뀌었습니다")
    person.complaints.clear()  # the refusal is a page of its own: 400
    person.go(f"/t/{day.public_id}/{code.replace('-', '')}/")
    person.press("출석하기")
    is_told(person, "출석했습니다.")

    assert Attendance.objects.get().hours == 4
    officer.go(f"/operator/training/{day.public_id}/")
    officer.sees("출석")


def test_insurance_and_an_accident(visit) -> None:
    people = world.people()
    posting = posting_now(people)
    placement = placed_now(people, people.candidate, posting, state="active")
    officer = visit(people.operator, also=1280)

    officer.go(f"/operator/postings/{posting.public_id}/cover/")
    officer.sees("보험이 빠진 날이 있는 분이 1명")
    officer.page.locator("#id_insurer").fill("한빛손해보험")
    officer.page.locator("#id_policy_number").fill("A-2026-1")
    officer.press("보험 적기")
    officer.sees("빠진 날 없음")
    officer.go(f"/operator/placements/{placement.public_id}/accident/")
    local = timezone.localtime() - timedelta(hours=1)
    for name, value in (("year", local.year), ("month", local.month), ("day", local.day)):
        officer.page.locator(f"[name=happened_at_day_{name}]").fill(str(value))
    officer.page.locator("[name=happened_at_time]").fill(f"{local:%H:%M}")
    officer.page.locator("#id_place").fill("복지관 계단")
    officer.page.locator("#id_what").fill("계단에서 발목을 삐었습니다.")
    officer.press("사고 적기")
    is_told(officer, "사고를 적었습니다.")
    officer.page.locator("#look_reason").fill("보험사가 물어서")
    officer.press("내용 보기")
    officer.sees("발목을 삐었습니다.")
    officer.go("/operator/accidents/")

    assert "발목" not in officer.page.content()
    assert Accident.objects.count() == 1


def test_the_end_and_after(visit) -> None:
    people = world.people()
    done = posting_now(people, starts_on=timezone.localdate() - timedelta(days=200), ends_on=timezone.localdate())
    row = finished(done, people.candidate)
    last = timezone.localdate() - timedelta(days=100)
    make.changed(row, started_on=last - timedelta(days=90), finished_on=last)
    make.worklog(row, state="confirmed", month=last.replace(day=1), minutes=3420)
    placed_now(people, make.candidate(name="박순자"), done, state="active")
    officer = visit(people.operator, also=1280)

    officer.go(f"/operator/postings/{done.public_id}/certificates/")
    officer.press("1명의 수료증 발급하기")
    is_told(officer, "수료증 1장을 발급하고 알렸습니다.")
    officer.go("/operator/after/")
    officer.follow("김*수")
    officer.page.locator("#look_reason").fill("전화하려고")
    officer.press("이름과 연락처 보기")
    officer.sees("010-1234-5678")
    officer.page.locator("#note_call_is_reached_1").check(force=True)
    officer.page.locator("#note_call_note").fill("내일 다시 전화")
    officer.press("통화 적기")
    officer.sees("받지 않음")


def test_an_early_end_leads_to_the_next_person(visit) -> None:
    people = world.people()
    posting = posting_now(people, starts_on=timezone.localdate() - timedelta(days=30))
    placement = placed_now(people, people.candidate, posting, state="active")
    make.application(posting, make.candidate(name="박순자"), state="waiting")
    officer = visit(people.operator, also=1280)

    officer.go(f"/operator/placements/{placement.public_id}/")
    step = officer.page.locator("details", has=officer.page.locator("summary", has_text="중도종료로 하기")).first
    step.evaluate("details => { details.open = true }")
    step.locator("[name=ended_for]").first.check(force=True)
    step.locator("[name=reason]").fill("이사")
    officer.press("중도종료로 하기", within=step)
    officer.sees("중도종료한 자리")
    officer.press("다음 분께 참여 의사 묻기")
    is_told(officer, "1명에게 물었습니다.")
