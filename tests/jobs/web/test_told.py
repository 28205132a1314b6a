"""What an applicant wrote is read on the application's own page, by those who choose for its posting, and by nobody else."""

import pytest
from django.urls import reverse

from jobs.models import Application
from profiles.models import AccessEntry
from tests import make

MOTIVE, ANSWER = "손주를 돌본 경험을 살리고 싶습니다.", "일주일에 사흘 올 수 있습니다."
LISTS = ("operator_application_list", "operator_placement_list", "operator_worklog_list", "operator_home")


@pytest.fixture
def row(db) -> Application:
    posting = make.posting(question="며칠 올 수 있나요?")
    return make.application(posting, state="placed", motive=MOTIVE, answer=ANSWER)


def address(row: Application, of: str = "operator") -> str:
    return reverse(f"jobs:{of}_application", args=[row.public_id])


def reviewer_of(posting):
    user = make.member(posting.organisation, "reviewer")
    make.reviewer_assignment(posting, user)
    return user


@pytest.mark.parametrize("who", [lambda posting: make.member(posting.organisation), reviewer_of])
def test_who_chooses_reads_it_and_the_access_log_says_so(client, row, who) -> None:
    user = who(row.posting)
    client.force_login(user)

    shown = client.get(address(row)).content.decode()

    assert MOTIVE in shown
    assert ANSWER in shown
    entry = AccessEntry.objects.get()
    assert (entry.user, entry.subject_ids) == (user, [row.candidate.user_id])


@pytest.mark.parametrize("who", [lambda posting: make.member(), lambda posting: reviewer_of(make.posting())])
def test_who_works_on_another_posting_finds_nothing(client, row, who) -> None:
    client.force_login(who(row.posting))

    assert client.get(address(row)).status_code == 404


def test_the_city_judges_an_exception_without_it(client, row) -> None:
    client.force_login(make.city_user())

    shown = client.get(address(row, "staff")).content.decode()

    assert row.receipt_number in shown
    assert MOTIVE not in shown
    assert ANSWER not in shown


def test_no_list_nor_later_page_shows_it(client, row) -> None:
    placement = make.placement(row)
    log = make.worklog(placement)
    waiting = make.application(row.posting, state="waiting", waiting_number=1, motive=MOTIVE, answer=ANSWER)
    client.force_login(make.member(row.posting.organisation, "manager"))
    moved = {"verb": "withdraw_selection", "application": waiting.public_id}
    pages = [client.get(reverse(f"jobs:{name}")) for name in LISTS]
    pages += [
        client.get(reverse(f"jobs:operator_{name}", args=[of.public_id]))
        for name, of in (
            ("applicants", row.posting), ("waiting", row.posting), ("placement", placement), ("worklog", log),
        )
    ]  # fmt: skip
    pages += [client.post(reverse("jobs:operator_application_move"), moved)]

    assert [page.status_code for page in pages] == [200] * 9
    assert [page for page in pages if MOTIVE in page.content.decode() or ANSWER in page.content.decode()] == []
