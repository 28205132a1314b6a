"""An officer reads how many people there are while the posting is typed, proposes it to those whom it suits, and one of them goes to look."""

import re
from datetime import date

import pytest
from playwright.sync_api import expect

from matching import packed_profiles, prospects
from matching.models import PostingInvite
from tests import make
from tests.journeys import world
from tests.journeys.browsing import Visitor, open_window
from tests.journeys.world import People
from tests.matching.proposing import findable


@pytest.fixture
def people(transactional_db) -> People:
    """The people of the journeys, and twenty who agreed to be found, three of them with another certificate."""
    found = world.people()
    for number in range(20):
        person = findable(birth_on=date(1964, 3, 1 + number), profile_step="finished")
        if number < 3:
            make.certificate(person, "사회복지사 2급")
    packed_profiles.keep_up(at=make.NOW)
    prospects.forget()
    return found


def test_count_follows_what_is_typed(visit, people) -> None:
    officer = visit(people.operator, width=1280, also=390)
    box = officer.page.locator("[data-people]")
    officer.go("/operator/postings/new/?step=all")
    expect(box).to_contain_text("사업을 고르면 셀 수 있습니다")

    officer.page.select_option("[name=programme_year]", str(people.year.pk))
    expect(box).to_contain_text(re.compile(r"지원할 수 있는 분\s*(1[6-9]|2[0-4])명"))
    officer.page.fill("[name=required_certificates]", "사회복지사 2급")

    expect(box).to_contain_text("필수에서 우대로 바꾸면 지원할 수 있는 분이 10명 미만에서")
    officer.look()


def test_count_comes_as_a_page_without_a_script(browser, live_server, people) -> None:
    officer = Visitor(open_window(browser, 390, java_script_enabled=False), live_server.url)
    officer.carry_session(people.operator)
    page = officer.page
    page.goto(f"{officer.base}/operator/postings/new/?step=all")
    page.select_option("[name=programme_year]", str(people.year.pk))

    with page.context.expect_page() as opened:
        page.get_by_role("button", name="대상자 세어 보기").click()

    expect(opened.value.locator("main")).to_contain_text(re.compile(r"지원할 수 있는 분\s*(1[6-9]|2[0-4])명"))


def test_a_posting_is_proposed_and_somebody_goes_to_look(visit, people) -> None:
    posting = make.posting(people.organisation, people.year, title="돌봄지원단", **world.open_now())
    officer = visit(people.operator, width=1280, also=390)
    officer.go(f"/operator/postings/{posting.public_id}/")
    officer.follow("맞는 분께 공고 제안하기")
    officer.page.get_by_label(re.compile("^1번")).check(force=True)
    officer.press("고른 분께 제안하기")
    officer.sees(re.compile(r"제안한 분\s*1명"))

    invite = PostingInvite.objects.get()
    person = visit(invite.candidate.user, also=1280)
    person.go("/me/suggestions/")
    person.follow("돌봄지원단", within=person.page.locator("section", has_text="제안받은 공고"))
    person.sees("지원하시기 전에는 누구신지 알 수 없습니다")
    person.press("공고 보고 지원하기")
    person.sees("돌봄지원단")

    officer.go(f"/operator/postings/{posting.public_id}/invites/")
    officer.sees(re.compile(r"공고를 보러 온 분\s*1명"))
