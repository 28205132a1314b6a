"""The month's log with a script: saved as it is typed, and what may not be kept is said in its row."""

from playwright.sync_api import expect

from jobs.models import WorklogDraft
from tests import make
from tests.jobs.web.working import day, first_of, log_page, working


def test_box_that_may_not_be_kept_is_named_in_its_row(visit) -> None:
    candidate, month = make.candidate(), first_of(1)
    placement = working(candidate)
    visitor = visit(candidate.user)
    visitor.go(log_page(placement, month))
    visitor.page.locator(f'a[data-day="{day(month, 1)}"]').click()
    row = visitor.page.locator("[data-log-rows] > li:visible")
    row.locator('[name$="-hours"]').fill("3")
    row.locator('[name$="-what"]').fill("620307-1234567")
    visitor.page.locator("h1").click()

    expect(row).to_contain_text("주민등록번호는 받지 않습니다.")
    expect(visitor.page.locator("[data-autosave-status]")).to_contain_text("한 일. 그 줄의 글을 보고 고쳐 주세요.")
    assert row.locator('[name$="-what"]').get_attribute("aria-invalid") == "true"
    assert row.locator('[name$="-hours"]').get_attribute("aria-invalid") is None
    visitor.complaints.clear()  # the browser logs the answer 422
    visitor.look()
    row.locator('[name$="-what"]').fill("말벗")
    expect(visitor.page.locator("[data-autosave-status]")).to_contain_text("여기까지 저장했습니다.")
    expect(row).not_to_contain_text("주민등록번호는 받지 않습니다.")
    (kept,) = [told for told in WorklogDraft.objects.get().typed["rows"] if told["hours"]]
    assert (kept["hours"], kept["what"]) == ("3", "말벗")
