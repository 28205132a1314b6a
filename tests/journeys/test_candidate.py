"""The candidate's journey on a phone: look around as a visitor, sign up, tell of oneself, find work, ask what fits."""

import re

from profiles.models import Candidate, User
from tests import make
from tests.journeys import world
from tests.journeys.browsing import Visitor


def test_visitor_looks_around_and_checks_eligibility(visit) -> None:
    people = world.people()
    posting = make.posting(people.organisation, people.year, sites=[people.site], **world.open_now())
    visitor = visit()

    for path in ("/", "/jobs/?q=돌봄", "/jobs/?q=없는일", f"/jobs/{posting.public_id}/", "/programmes/", "/results/"):
        visitor.go(path)
    visitor.go(f"/jobs/{posting.public_id}/check/")
    visitor.page.fill("[name=birth_on_year]", "1964-03-07")
    visitor.page.select_option("[name=district]", "11410")
    assert visitor.page.locator("[name=employment]").count() == 0  # the rules don't ask after it
    visitor.press(re.compile("확인하기"))
    visitor.sees("충족")

    assert Candidate.objects.count() == 1  # nothing of the visitor is kept


def test_newcomer_signs_up_and_tells_of_themselves(visit) -> None:
    newcomer: Visitor = visit()
    newcomer.go("/accounts/signup/")
    page = newcomer.page
    page.fill("[name=email]", "newcomer@example.com")
    page.fill("[name=password1]", world.PASSWORD)
    page.fill("[name=password2]", world.PASSWORD)
    for box in page.locator("main form input[type=checkbox][required]").all():
        box.check(force=True)
    newcomer.press(re.compile("가입"))

    assert User.objects.filter(email="newcomer@example.com").exists()
    newcomer.go("/me/profile/")
    newcomer.follow(re.compile("시작|이어|고치기|적기"))
    newcomer.sees(re.compile("단계 중"))
    newcomer.go("/me/suggestions/")
    newcomer.go("/me/inbox/")
    newcomer.go("/me/contact/")
    newcomer.go("/me/consents/")


def test_candidate_is_offered_the_dongs_of_their_district(visit) -> None:
    people = world.people()
    candidate = visit(people.candidate.user)
    candidate.go("/me/profile/home/")
    groups = candidate.page.locator("[name=dong] optgroup")

    candidate.page.select_option("[name=district]", "11440")
    assert [group.get_attribute("label") for group in groups.all()] == ["마포구"]
    candidate.page.select_option("[name=district]", "99999")
    assert groups.count() == 0
    candidate.page.select_option("[name=district]", "11410")
    candidate.page.select_option("[name=dong]", label="연희동")
    candidate.press(re.compile("저장하기|다음"))

    people.candidate.refresh_from_db()
    assert people.candidate.dong == "1141061500"


def test_candidate_withdraws_an_application(visit) -> None:
    people = world.people()
    posting = make.posting(people.organisation, people.year, sites=[people.site], **world.open_now())
    application = make.application(posting, people.candidate)
    candidate = visit(people.candidate.user)

    candidate.go("/me/applications/")
    candidate.go(f"/me/applications/{application.public_id}/")
    candidate.go(f"/me/applications/{application.public_id}/withdraw/")
    candidate.press(re.compile("취소하기"))

    application.refresh_from_db()
    assert application.state == "withdrawn"
