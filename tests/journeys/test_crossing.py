"""One journey through everything, with the real worker running: publish, suggest, apply, select, offer, accept, place, log, confirm,
pay; and the city's count rises by one.
"""

import re
from datetime import timedelta

from django.utils import timezone

from jobs.models import Posting
from profiles.models import Notice
from tests.jobs import paying
from tests.journeys import world
from tests.journeys.browsing import Visitor
from tests.journeys.world import PASSWORD, People

TITLE = "어르신 곁을 지키는 돌봄지원단"


def test_one_job_from_posting_to_the_citys_count(visit, worker, eventually) -> None:
    people = world.people()
    operator, city, candidate = visit(width=1280), visit(people.city, width=1280), visit(width=390)
    operator.sign_in(people.operator.email, PASSWORD)
    candidate.sign_in(people.candidate.user.email, PASSWORD)
    before = jobs_shown(city)

    operator_writes(operator, people)
    city_approves(city)
    posting = Posting.objects.get(title=TITLE)

    eventually(lambda: Notice.objects.filter(recipient=people.candidate.user, kind="matching.new_suggestion").exists())
    candidate_applies(candidate)

    world.deadline_and_announcement_pass(posting)
    operator_selects(operator, posting)
    operator_offers(operator, posting)
    candidate_accepts(candidate, people)

    operator_places(operator, posting)
    operator_draws_up(operator)
    candidate_agrees(candidate)
    operator_signs(operator)
    operator_starts(operator)
    assert jobs_shown(city) == before + 1

    candidate_logs(candidate)
    candidate_tells_account(candidate)
    host_confirms(visit(people.host, width=390))
    operator_confirms(operator)
    operator_prepares_pay(operator)
    another_pays(visit(paying.payer(people.organisation).user, width=1280), people)
    candidate.go("/me/placements/")
    candidate.follow(TITLE)
    candidate.sees("30,960원")  # 3 hours at 10,320 won: below the floor, nothing withheld


def jobs_shown(city: Visitor) -> int:
    """The count on the city's page."""
    city.go("/city/target/")
    words = city.page.locator(".headline").first.inner_text()
    return int(re.search(r"일자리 ([\d,]+)개", words).group(1).replace(",", ""))


def operator_writes(operator: Visitor, people: People) -> None:
    page, today = operator.page, timezone.localdate()
    operator.go("/operator/postings/new/")
    page.select_option("[name=programme_year]", str(people.year.pk))
    page.fill("[name=title]", TITLE)
    page.fill("[name=duties]", "어르신의 말벗이 되어 드리고 식사와 이동을 돕습니다. 요양보호사 경험이 도움이 됩니다.")
    page.fill("[name=occupation]", "요양보호사")
    for weekday in range(5):
        page.check(f"[name=hours_mask][value='{weekday}:morning']", force=True)
    page.fill("[name=weekly_hours]", "15")
    page.fill("[name=hours_per_month]", "57")
    page.fill(f"[name=site_{people.site.pk}]", "2")
    for name, day in (("apply_from", -1), ("apply_until", 7), ("results_at", 8)):
        page.fill(f"[name={name}_day_year]", (today + timedelta(days=day)).isoformat())
        page.fill(f"[name={name}_time]", "10:00")
    page.uncheck("[name=has_interview]", force=True)
    page.uncheck("[name=has_training]", force=True)
    page.fill("[name=starts_on_year]", (today - timedelta(days=3)).isoformat())
    page.fill("[name=ends_on_year]", (today + timedelta(days=120)).isoformat())
    operator.press("저장하기")
    nearest = page.locator("[name=keco]")
    if nearest.count():  # the words name no occupation exactly: choose the nearest
        nearest.first.check(force=True)
        operator.press("저장하기")
    operator.press("검토 요청하기")
    operator.sees("검토 중")


def city_approves(city: Visitor) -> None:
    city.go("/city/postings/")
    city.follow(TITLE)
    city.press("게시 승인하기")


def candidate_applies(candidate: Visitor) -> None:
    candidate.go("/me/inbox/")
    candidate.go("/me/suggestions/")
    candidate.follow(TITLE)
    candidate.follow("지원하기")
    candidate.sees("신청 자격에 모두 맞습니다")
    candidate.page.fill("[name=motive]", "어르신 돌보는 일을 여섯 해 했습니다. 이웃을 돕고 싶습니다.")
    candidate.page.check("[name^=consent_]", force=True)
    candidate.press("다음: 확인하기")
    candidate.press("지원서 내기")
    candidate.sees("접수 번호")


def operator_selects(operator: Visitor, posting: Posting) -> None:
    open_application(operator, posting)
    operator.sees("김*수")
    for step in ("적격으로 확인하기", "합격으로 하기"):
        open_application(operator, posting)
        operator.press(step)  # a preview: who is moved, who is told
        operator.press(step)


def open_application(operator: Visitor, posting: Posting) -> None:
    operator.go(f"/operator/applications/{posting.applications.get().public_id}/")


def operator_offers(operator: Visitor, posting: Posting) -> None:
    operator.go(f"/operator/postings/{posting.public_id}/release/")
    operator.press("모든 분에게 결과 발표하기")
    operator.go(f"/operator/postings/{posting.public_id}/waiting/")
    operator.press(re.compile("참여 의사 묻기"))
    operator.sees("참여 의사를 물은 분")


def candidate_accepts(candidate: Visitor, people: People) -> None:
    notice = Notice.objects.get(recipient=people.candidate.user, kind="jobs.offer_made")
    candidate.go(f"/me/inbox/{notice.public_id}/")
    candidate.go(notice.url)
    candidate.go(f"{notice.url}accept/")
    candidate.press("네, 참여하겠습니다")


def operator_places(operator: Visitor, posting: Posting) -> None:
    open_application(operator, posting)
    for box in operator.page.locator("[name=rule]").all():
        box.check(force=True)
    operator.press("표시한 것을 모두 확인했습니다")
    open_application(operator, posting)
    operator.press("배치하기")


def operator_draws_up(operator: Visitor) -> None:
    operator.go("/operator/agreements/")
    operator.press("고른 분의 약정서 쓰기")


def candidate_agrees(candidate: Visitor) -> None:
    candidate.go("/me/placements/")
    candidate.follow(TITLE)
    candidate.follow("약정서 읽고 서명하기")
    candidate.page.get_by_label("처음부터 끝까지 모두 읽었습니다").check(force=True)
    candidate.page.get_by_label("이름").fill("김영수")
    candidate.press("서명하기")


def operator_signs(operator: Visitor) -> None:
    operator.go("/operator/agreements/")
    operator.follow("읽고 서명하기")
    operator.page.locator("#look_reason").fill("서명하려고")
    operator.press("약정서 열어 읽기")
    operator.page.get_by_label("처음부터 끝까지 모두 읽었습니다").check(force=True)
    operator.page.get_by_label("이름").fill("박담당")
    operator.press("서명하기")


def operator_starts(operator: Visitor) -> None:
    operator.go("/operator/placements/")
    operator.follow("김*수")
    press_step(operator, "활동 시작하기")
    operator.sees("활동 중")


def press_step(operator: Visitor, label: str) -> None:
    """Unfold a step and press its button."""
    step = operator.page.locator("details", has=operator.page.locator("summary", has_text=label)).first
    step.evaluate("details => { details.open = true }")
    operator.press(label, within=step)


def candidate_logs(candidate: Visitor) -> None:
    today = timezone.localdate()
    candidate.go("/me/placements/")
    candidate.follow(TITLE)
    candidate.go(f"{candidate.page.url}logs/{today:%Y-%m}/")
    candidate.page.locator(f"a[data-day='{today.isoformat()}']").click()
    row = candidate.page.locator(".log-row:visible")
    assert row.locator("[name$='-on']").input_value() == today.isoformat()
    row.locator("[name$='-hours']").fill("3")
    row.locator("[name$='-what']").fill("말벗, 식사 도움")
    candidate.press("활동일지 내기")


def host_confirms(host: Visitor) -> None:
    host.go("/site/")
    host.page.locator("[name=worklog]").first.check(force=True)
    host.press("고른 활동일지 확인하기")


def candidate_tells_account(candidate: Visitor) -> None:
    candidate.go("/")
    candidate.follow("활동비 받을 계좌 적기")
    candidate.page.select_option("select[name=bank]", "088")
    candidate.page.fill("input[name=number]", "110-123-456789")
    candidate.press("계좌 저장하기")


def operator_confirms(operator: Visitor) -> None:
    operator.go("/operator/logs/")
    operator.follow(re.compile("김"))
    operator.press("확인하기")


def operator_prepares_pay(operator: Visitor) -> None:
    operator.go(f"/operator/month-end/?month={timezone.localdate():%Y-%m}")
    operator.press("고른 분의 지급 준비하기")
    operator.sees("지급 담당인 다른 분이 승인해야 합니다")


def another_pays(second: Visitor, people: People) -> None:
    second.go("/operator/")
    second.follow(people.year.programme.name)
    second.press("승인하기")
    second.press("지급했다고 적기")
    second.sees("지급함")
