"""The end of a month at a phone's and a desk's width: what stands in the way, one prepares, another approves, the file, the payment."""

from datetime import date, timedelta

from django.utils import timezone

from jobs.models import PayAccount, PayRun
from tests import make
from tests.jobs import paying
from tests.journeys import world


def last_month() -> date:
    return (timezone.localdate().replace(day=1) - timedelta(days=1)).replace(day=1)


def test_a_month_is_paid_by_two_people(visit) -> None:
    people, month = world.people(), last_month()
    dates = {"starts_on": month, "ends_on": timezone.localdate() + timedelta(days=40)}
    posting = make.posting(people.organisation, people.year, sites=[people.site], seats=6, **dates)
    entry = [{"on": month.isoformat(), "minutes": 3_420, "what": "말벗"}]
    for state, name in (("confirmed", "박순자"), ("confirmed", "이정숙"), ("submitted", "최영자"), (None, "정미경")):
        row = make.application(posting, make.candidate(name=name), state="placed", documents_seen_at=make.NOW)
        placement = make.placement(row)
        if state:
            make.worklog(placement, state=state, month=month, minutes=3_420, entries=entry, site_confirmed_at=make.NOW)
    PayAccount.objects.filter(candidate=placement.candidate).delete()
    second = paying.payer(people.organisation, "member").user

    first = visit(people.operator, also=1280)
    first.go("/operator/month-end/")
    for words in ("먼저 할 일", "활동일지를 내지 않음", "활동처 확인 기다림", "계좌 없음", "1,072,960원"):
        first.sees(words)
    assert "박순자" not in first.page.content()
    first.press("고른 분의 지급 준비하기")
    first.sees("지급 담당인 다른 분이 승인해야 합니다")

    run = PayRun.objects.get()
    other = visit(second, also=1280)
    other.go("/operator/")
    other.follow(f"{people.year.programme.name}")
    other.press("승인하기")
    other.sees("은행 파일")
    other.press("지급했다고 적기")
    other.sees("지급함")
    other.go("/operator/month-end/")

    run.refresh_from_db()
    assert (run.state, run.prepared_by, run.approved_by) == ("paid", people.operator, second)


def test_a_person_tells_their_account(visit) -> None:
    people = world.people()
    make.placement(
        make.application(make.posting(people.organisation, people.year), people.candidate, state="placed"),
        state="preparing",
        agreed_at=make.NOW,
    )
    PayAccount.objects.all().delete()
    person = visit(people.candidate.user, also=1280)

    person.go("/")
    person.follow("활동비 받을 계좌 적기")
    person.page.select_option("select[name=bank]", "088")
    person.page.fill("input[name=number]", "123")
    person.press("계좌 저장하기")
    person.sees("11~14자리")
    person.page.fill("input[name=number]", "110-123-456789")
    person.press("계좌 저장하기")

    person.sees("신한은행 ****6789")
