"""Files on a phone: one that is too large is said so before it is sent, what was typed stays, and the officer reads what was sent."""

import pytest
from playwright.sync_api import Error, expect

from jobs.models import Application
from tests import make
from tests.jobs.attaching import ASKED, PDF
from tests.jobs.sharing import agreed
from tests.journeys import world
from tests.journeys.browsing import open_window
from tests.profiles.cv import hostile, papers

MOTIVE = "어르신을 돕고 싶습니다."


def file(name: str, content: bytes) -> dict:
    return {"name": name, "mimeType": "application/pdf", "buffer": content}


@pytest.fixture
def applying(visit):
    """A candidate before the form of a posting that asks for files, with the motive written."""
    people = world.people()
    posting = make.posting(people.organisation, people.year, sites=[people.site], asked_files=ASKED, **world.open_now())
    agreed(people.candidate.user)
    candidate = visit(people.candidate.user)
    candidate.people, candidate.form = people, f"/jobs/{posting.public_id}/apply/"
    candidate.go(candidate.form)
    candidate.page.fill("[name=motive]", MOTIVE)
    return candidate


def test_file_goes_along_to_the_receipt_and_to_the_officer(applying, visit) -> None:
    page, status = applying.page, applying.page.locator(".form-group", has=applying.page.locator("[name=file_1]"))
    page.set_input_files("[name=file_1]", file("소개.pdf", PDF + bytes(6 * 1024 * 1024)))
    expect(status).to_contain_text("한 파일은 5MB까지")
    expect(status.locator(".form-error")).to_contain_text("파일이 너무 큽니다")
    page.get_by_role("button", name="다음: 확인하기").click()
    expect(page.locator("[name=file_1]")).to_be_focused()  # nothing was sent
    applying.look()

    page.set_input_files("[name=file_1]", file("소개.pdf", hostile.ole("FileHeader", "DocInfo")))
    applying.press("다음: 확인하기")
    applying.sees("한글(HWP) 파일입니다")
    expect(page.locator("[name=motive]")).to_have_value(MOTIVE)

    page.set_input_files("[name=file_1]", file("소개.pdf", papers.WORDS))
    page.set_input_files("[name=file_2]", file("사본.pdf", papers.WORDS))
    page.fill("[name=motive]", "")
    applying.press("다음: 확인하기")
    applying.sees("올려 두었습니다")
    page.fill("[name=motive]", MOTIVE)
    applying.press("빼기 사본.pdf")
    expect(page.locator("[name=motive]")).to_have_value(MOTIVE)
    applying.press("다음: 확인하기")
    applying.sees("소개.pdf")
    applying.press("지원서 내기")
    applying.sees("지원을 접수했습니다")

    sent = Application.objects.get()
    officer = visit(applying.people.operator, width=1280)
    officer.go(f"/operator/applications/{sent.public_id}/")
    with officer.page.expect_download() as saved:
        officer.page.get_by_role("link", name="파일 내려받기").click()
    assert saved.value.suggested_filename == f"{sent.receipt_number} 자기소개 자료.pdf"
    assert saved.value.path().read_bytes() == sent.attachments.get().content != papers.WORDS


@pytest.mark.parametrize("way", ["", "?mend=1", "back"])
def test_typed_words_and_kept_files_outlive_a_lost_line(applying, way) -> None:
    page = applying.page
    page.set_input_files("[name=file_1]", file("소개.pdf", papers.WORDS))
    page.fill("[name=motive]", "")
    applying.press("다음: 확인하기")
    page.fill("[name=motive]", MOTIVE)
    page.set_input_files("[name=file_2]", file("사본.pdf", papers.WORDS))
    page.route("**/apply/*", lambda route: route.abort("internetdisconnected"))
    with pytest.raises(Error, match="ERR_INTERNET_DISCONNECTED"), page.expect_navigation():
        page.get_by_role("button", name="다음: 확인하기").click()
    page.unroute("**/apply/*")
    applying.complaints.clear()

    if way == "back":
        page.go_back()
    else:
        page.goto(applying.base + applying.form + way)

    expect(page.locator("[name=motive]")).to_have_value(MOTIVE)
    applying.sees("소개.pdf")


def test_without_a_script_a_huge_file_takes_no_words_along(applying, browser) -> None:
    plain = open_window(browser, 390, java_script_enabled=False)
    plain.context.add_cookies(applying.page.context.cookies())
    plain.goto(applying.base + applying.form)
    plain.fill("[name=motive]", MOTIVE)
    plain.set_input_files("[name=file_1]", file("소개.pdf", bytes(20 * 1024 * 1024)))
    with plain.expect_navigation():
        plain.get_by_role("button", name="다음: 확인하기").click()
    expect(plain.locator("main")).to_contain_text("쓰시던 글은 그대로 있습니다")

    with plain.expect_navigation():
        plain.get_by_role("button", name="쓰던 화면으로 돌아가기").click()

    expect(plain.locator("[name=motive]")).to_have_value(MOTIVE)
    expect(plain.locator(".form-group", has=plain.locator("[name=file_1]"))).to_contain_text("한 파일은 5MB까지")
    plain.context.close()
