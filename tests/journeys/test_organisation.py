"""An operator's own pages, the link of a site's contact, an invitation, and a posting that passes on: on a phone and on a desk."""

import re
from datetime import timedelta

from django.core import mail
from django.utils import timezone

from jobs.models import SiteContact, SiteLink
from profiles import outside_letters
from profiles.models import Membership
from tests import make
from tests.jobs import linking
from tests.journeys import world
from tests.journeys.browsing import Visitor, open_window


def _last_month():
    return (timezone.localdate().replace(day=1) - timedelta(days=1)).replace(day=1)


def _day():
    """A moment at which letters leave."""
    return (timezone.now() + timedelta(days=1)).replace(hour=3)  # noon in Seoul


def test_site_confirms_by_the_link_without_javascript(browser, live_server, mailoutbox) -> None:
    month, organisation = _last_month(), make.organisation(name="다시센터", phone="02-123-4567")
    site = make.site(organisation, name="증가복지관")
    logs = [
        linking.log(site, name=name, month=month, entries=[{"on": month.isoformat(), "minutes": 180, "what": "말벗"}])
        for name in ("박하나", "이두리")
    ]
    linking.link(site, month=month, made_at=timezone.now())
    person = Visitor(open_window(browser, 390, java_script_enabled=False), live_server.url)
    page = person.page

    page.goto(f"{person.base}/site/link/{linking.TOKEN}/")
    assert "박*나" not in page.content()
    page.get_by_role("button", name="확인 번호 받기").click()
    page.fill("input[name=code]", re.search(r"\d{6}", mail.outbox[-1].subject).group())
    page.get_by_role("button", name="활동일지 열기").click()
    page.get_by_label(re.compile("박\\*나")).check(force=True)
    page.get_by_role("button", name="고른 활동일지 확인하기").click()
    page.get_by_role("button", name="활동일지 1건 확인하기").click()

    for log in logs:
        log.refresh_from_db()
    assert sorted(log.state for log in logs) == ["site_confirmed", "submitted"]
    assert "박하나" not in page.content()


def test_operator_registers_a_contact_and_sends_the_link(visit, mailoutbox) -> None:
    people, month = world.people(), _last_month()
    log = linking.log(
        make.site(people.organisation, name="증가복지관"),
        month=month,
        entries=[{"on": month.isoformat(), "minutes": 180, "what": "말벗"}],
    )
    operator = visit(make.member(people.organisation, "manager"), also=1280)

    operator.go("/operator/sites/")
    operator.follow("증가복지관")
    operator.page.fill("input[name=name]", "박담당")
    operator.page.fill("input[name=email]", "site@example.com")
    operator.press("등록하기")
    operator.page.get_by_text("확인 링크 보내기", exact=True).click()
    operator.press("링크 보내기")
    operator.sees("보내는 중")
    outside_letters.send_due(at=_day())
    operator.go(operator.page.url)
    url = next(line for line in mail.outbox[-1].body.splitlines() if "/site/link/" in line)
    contact = visit(also=1280)
    contact.go("/site/link/" + url.partition("/site/link/")[2])
    contact.press("확인 번호 받기")
    contact.page.fill("input[name=code]", re.search(r"\d{6}", mail.outbox[-1].subject).group())
    contact.press("활동일지 열기")
    contact.page.get_by_role("checkbox").first.check(force=True)
    contact.press("고른 활동일지 확인하기")
    contact.press("활동일지 1건 확인하기")
    contact.sees("모두 보셨습니다")

    operator.go(operator.page.url)
    log.refresh_from_db()
    assert (log.state, SiteContact.objects.count(), SiteLink.objects.count()) == ("site_confirmed", 1, 1)


def test_manager_invites_a_member_who_accepts(visit, mailoutbox) -> None:
    people = world.people()
    manager = visit(make.member(people.organisation, "manager"), also=1280)

    manager.go("/operator/members/")
    manager.page.fill("input[name=email]", "new@example.com")
    manager.press("초대 메일 보내기")
    outside_letters.send_due(at=_day())
    url = next(line for line in mail.outbox[-1].body.splitlines() if "/invitations/" in line)
    path = "/invitations/" + url.partition("/invitations/")[2]
    visit(also=1280).go(path)
    invited = visit(make.user("new@example.com"), also=1280)
    invited.go(path)
    invited.press("초대 받아들이기")

    member = Membership.objects.get(user__email="new@example.com")
    manager.go("/operator/members/")
    manager.go(f"/operator/members/{member.public_id}/")
    city = visit(people.city, also=1280)
    city.go("/city/organisations/")
    city.go(f"/city/organisations/{people.organisation.public_id}/")
    assert member.role == "member"


def test_posting_passes_on_with_the_city_s_consent(visit) -> None:
    people, taker = world.people(), make.organisation(name="이어받는센터")
    posting = make.posting(people.organisation, people.year, sites=[people.site], **world.open_now())
    make.application(posting, people.candidate)
    giver = visit(make.member(people.organisation, "manager"), also=1280)

    giver.go(f"/operator/postings/{posting.public_id}/transfer/")
    giver.page.select_option("select[name=taker]", label="이어받는센터")
    giver.page.fill("[name=reason]", "조직을 합칩니다.")
    giver.press("이관 요청하기")
    heir = visit(make.member(taker, "manager"), also=1280)
    heir.go("/operator/transfers/")
    heir.press("받기로 하기")
    city = visit(people.city, also=1280)
    city.go("/city/transfers/")
    city.press("동의하고 옮기기")

    posting.refresh_from_db()
    assert posting.organisation == taker
    heir.go(f"/operator/postings/{posting.public_id}/")
    heir.go("/operator/sites/")
    heir.go(f"/operator/sites/{posting.posting_sites.get().site.public_id}/")
    applicant = visit(people.candidate.user, also=1280)
    applicant.go("/me/inbox/")
