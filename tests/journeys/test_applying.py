"""Applying and the interview on a phone: wishes moved without leaving the page, by buttons or by dragging; a time picked and changed."""

import re
from datetime import timedelta

from django.utils import timezone
from playwright.sync_api import Response, expect

from jobs.models import Application
from tests import make
from tests.jobs import interviewing
from tests.journeys import world
from tests.journeys.browsing import Visitor

WISHES = "[data-wish] [data-words]"


def _is_list(got: Response) -> bool:
    """Whether this is the page with the new list, which what was sent leads to."""
    return "/apply/?on=" in got.url


def press(visitor: Visitor, button: str) -> None:
    with visitor.page.expect_response(_is_list):
        visitor.page.locator(f"button[name=arrange][value='{button}']").click()
    visitor.page.wait_for_load_state()


def test_wishes_are_moved_by_buttons_and_by_dragging(visit) -> None:
    people = world.people()
    sites = [make.site(people.organisation, name=name) for name in ("가람", "나래", "다솜")]
    posting = make.posting(people.organisation, people.year, sites=sites, **world.open_now())
    first, second, _third = (str(row.pk) for row in posting.posting_sites.order_by("pk"))
    candidate = visit(people.candidate.user)
    candidate.go(f"/jobs/{posting.public_id}/apply/")
    page = candidate.page
    page.fill("[name=motive]", "어르신을 돕고 싶습니다.")
    page.check("[name^=consent_]", force=True)

    press(candidate, f"in {first}")
    press(candidate, f"in {second}")
    expect(page.locator(WISHES)).to_have_text([re.compile("가람"), re.compile("나래")])
    press(candidate, f"down {first}")
    expect(page.locator(WISHES)).to_have_text([re.compile("나래"), re.compile("가람")])
    assert page.input_value("[name=motive]") == "어르신을 돕고 싶습니다."

    line, other = (page.locator(f"[data-wish='{pk}']").bounding_box() for pk in (first, second))
    page.mouse.move(line["x"] + 30, line["y"] + 12)
    page.mouse.down()
    page.mouse.move(line["x"] + 30, other["y"] + 2, steps=6)
    with page.expect_response(_is_list):
        page.mouse.up()
    expect(page.locator(WISHES)).to_have_text([re.compile("가람"), re.compile("나래")])
    candidate.look()

    candidate.press("다음: 확인하기")
    candidate.sees("1지망 활동처")
    candidate.press("지원서 내기")
    candidate.sees("지원을 접수했습니다")
    wishes = Application.objects.get().wishes.order_by("rank")
    assert [str(wish.posting_site_id) for wish in wishes] == [first, second]


def test_candidate_picks_an_interview_and_changes_it_once(visit) -> None:
    people = world.people()
    posting = make.posting(people.organisation, people.year, sites=[people.site], **world.open_now())
    row = make.application(posting, people.candidate, state="interview")
    at = timezone.now() + timedelta(days=3)
    times = [
        interviewing.slot(posting, starts_at=at + timedelta(hours=hours), closes_at=at - timedelta(days=1))
        for hours in range(2)
    ]
    candidate = visit(people.candidate.user)

    candidate.go(f"/me/applications/{row.public_id}/")
    candidate.follow("면접 시간 고르기")
    candidate.page.check(f"[value='{times[0].public_id}']", force=True)
    candidate.press("이 시간으로 정하기")
    candidate.sees("고르신 면접 시간")
    candidate.page.check(f"[value='{times[1].public_id}']", force=True)
    candidate.press("이 시간으로 바꾸기")
    candidate.sees("더 바꿀 수 없습니다")

    assert list(row.interview_picks.order_by("pk").values_list("slot", "state")) == [
        (times[0].pk, "left"),
        (times[1].pk, "picked"),
    ]
