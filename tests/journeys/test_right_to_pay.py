"""The city lets an officer pay and takes it back; a posting is taken longer by the city; a run with a masked line: each looked at with axe."""

from django.urls import reverse

from jobs import pay_runs
from profiles.models import Membership
from tests import make
from tests.jobs import paying, scoring
from tests.jobs.logs import JUNE
from tests.journeys import world


def test_city_gives_and_takes_back_the_right_to_pay(visit) -> None:
    people = world.people()
    officer = make.member(people.organisation)
    make.identity(officer, name="박담당")
    city = visit(people.city, also=1280)

    city.go(f"/city/organisations/{people.organisation.public_id}/")
    city.page.select_option("select[name=user]", label=f"박담당(담당자) {officer.email}")
    city.press("지급 권한 주기")
    city.sees("정하지 않음")
    assert Membership.objects.current(make.TODAY.replace(year=2100)).filter(user=officer, role="payer").exists()
    city.press("권한 거두기")
    city.sees("아무도 지급을 승인할 수 없습니다")


def test_city_takes_a_posting_longer(visit) -> None:
    people = world.people()
    posting = make.posting(people.organisation, people.year, sites=[people.site], **world.open_now())
    city = visit(people.city, also=1280)

    city.go(f"/city/postings/{posting.public_id}/")
    city.follow("접수 기간 연장하기")
    city.press("연장하기")

    city.sees("왜 더 받는지 적어 주세요")


def test_a_run_with_a_masked_line(visit) -> None:
    operator = make.organisation()
    payer, posting = paying.payer(operator), make.posting(operator, seats=9)
    logs = [paying.confirmed(posting, minutes=minutes) for minutes in (180, 600)]
    run = pay_runs.prepare(logs, by=make.actor(make.member(operator)), at=JUNE)
    scoring.conflict(logs[1].placement.application, payer.user)
    second = visit(payer.user, also=1280)

    second.go(reverse("jobs:operator_pay_run", args=[run.public_id]))

    second.sees("가려서 보여 드리지 않습니다")
