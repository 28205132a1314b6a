"""A site without an account confirms a month's logs by a link: sent, opened by a code, used, ended."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied

from jobs import site_links, sites
from jobs.models import SiteLink
from profiles import contact_people, organisations, outside_letters
from profiles.models import Event, Identity, OutsideLetter
from tests import make
from tests.jobs import linking
from tests.jobs.expect import happened, refusal
from tests.make import NOW

pytestmark = pytest.mark.django_db
MAY = date(2026, 5, 1)
JUNE = NOW + timedelta(days=50)  # 2026-06-04


@pytest.fixture
def site(operator):
    return make.site(operator)


@pytest.fixture
def log(site):
    return linking.log(site, submitted_at=JUNE - timedelta(days=2))


def opened(link, at=JUNE):
    return site_links.open_with(link, site_links.new_code(link, at=at), at=at)


def test_make_writes_a_letter_to_the_longest_standing_contact(site, log, officer):
    linking.contact(site, email="new@example.com", started_on=date(2026, 1, 1))
    first = linking.contact(site, email="old@example.com")

    made = site_links.make(site, MAY, by=officer, at=JUNE)

    assert (made.contact, made.letter.channel, made.letter.address) == (first, "email", "old@example.com")
    assert made.letter.expires_at == JUNE + timedelta(days=14)
    assert happened(site) == [("send_site_link", "", "")]


def test_make_ends_the_link_before(site, log, officer):
    linking.contact(site)
    before = site_links.make(site, MAY, by=officer, at=JUNE)

    site_links.make(site, MAY, by=officer, at=JUNE + timedelta(days=1))

    before.refresh_from_db()
    assert before.ended_at == before.letter.__class__.objects.get(pk=before.letter_id).ended_at
    assert before.ended_at == JUNE + timedelta(days=1)
    assert SiteLink.objects.filter(ended_at=None).count() == 1


def test_make_refuses(site, log, officer, stranger):
    with refusal("no_contact"):
        site_links.make(site, MAY, by=officer, at=JUNE)
    linking.contact(site, ended_on=JUNE.date())
    with refusal("no_contact"):
        site_links.make(site, MAY, by=officer, at=JUNE)
    linking.contact(site, email="", phone="01098765432")
    with refusal("no_way"):  # texts are off here
        site_links.make(site, MAY, by=officer, at=JUNE)
    with refusal("nothing_waits"):
        site_links.make(site, date(2026, 4, 1), by=officer, at=JUNE)
    with pytest.raises(PermissionDenied):
        site_links.make(site, MAY, by=stranger, at=JUNE)


def test_make_due_asks_once_where_no_account_is(site, log, system, operator):
    linking.contact(site)
    host = make.organisation("host")
    make.member(host)
    linking.log(make.site(operator, host=host))

    made = site_links.make_due(by=system, at=JUNE)

    assert [(link.site, link.month) for link in made] == [(site, MAY)]
    assert site_links.make_due(by=system, at=JUNE + timedelta(days=1)) == []


def test_make_due_waits_for_the_end_of_the_month(site, log, system):
    linking.contact(site)

    assert site_links.make_due(by=system, at=JUNE - timedelta(days=10)) == []


def test_make_due_asks_again_for_a_log_that_came_after(site, log, system):
    linking.contact(site)
    site_links.make_due(by=system, at=JUNE)
    log.submitted_at = JUNE + timedelta(days=20)
    log.save()

    assert len(site_links.make_due(by=system, at=JUNE + timedelta(days=21))) == 1


def test_letter_leaves_with_a_token_that_is_kept_as_a_hash(site, log, officer, mailoutbox):
    linking.contact(site)
    link = site_links.make(site, MAY, by=officer, at=JUNE)

    assert outside_letters.send_due(at=JUNE) == 1

    (mail,) = mailoutbox
    url = next(line for line in mail.body.splitlines() if "/site/link/" in line)
    token = url.rstrip("/").rpartition("/")[2]
    letter = OutsideLetter.objects.get()
    assert mail.to == ["site@example.com"]
    assert site.name in mail.subject
    assert "박하나" not in mail.body
    assert (letter.sent_at, letter.address, letter.token_hash) == (JUNE, "", outside_letters.hash_of(token))
    assert token not in str(OutsideLetter.objects.values().get())
    assert site_links.find(token, at=JUNE) == link
    assert outside_letters.send_due(at=JUNE) == 0


def test_letter_waits_in_the_quiet_hours(site, log, officer):
    linking.contact(site)
    site_links.make(site, MAY, by=officer, at=JUNE)

    assert outside_letters.send_due(at=JUNE.replace(hour=22)) == 0


def test_find_needs_the_token_in_its_time(site, log):
    link = linking.link(site, month=MAY, made_at=JUNE)

    assert site_links.find(linking.TOKEN, at=JUNE) == link
    assert site_links.find(linking.TOKEN, at=JUNE + timedelta(days=14)) is None
    assert site_links.find("another", at=JUNE) is None


def test_open_with_the_code_once(site, log):
    link = linking.link(site, month=MAY, made_at=JUNE)
    code = site_links.new_code(link, at=JUNE)

    secret = site_links.open_with(link, f" {code[:3]} {code[3:]}", at=JUNE)

    link.refresh_from_db()
    assert (site_links.is_open(link, secret, JUNE), link.opened_at) == (True, JUNE)
    assert not site_links.is_open(link, "another", JUNE)
    assert not site_links.is_open(link, secret, JUNE + timedelta(minutes=30))
    with refusal("no_code"):
        site_links.open_with(link, code, at=JUNE)


def test_three_wrong_codes_end_the_code(site, log):
    link = linking.link(site, month=MAY, made_at=JUNE)
    code = site_links.new_code(link, at=JUNE)
    wrong = "000000" if code != "000000" else "111111"

    for _ in range(3):
        with refusal("wrong_code"):
            site_links.open_with(link, wrong, at=JUNE)

    with refusal("no_code"):
        site_links.open_with(link, code, at=JUNE)


def test_a_code_runs_out(site, log):
    link = linking.link(site, month=MAY, made_at=JUNE)
    code = site_links.new_code(link, at=JUNE)

    with refusal("no_code"):
        site_links.open_with(link, code, at=JUNE + timedelta(minutes=10))


def test_five_codes_a_day(site, log):
    link = linking.link(site, month=MAY, made_at=JUNE)
    for _ in range(5):
        site_links.new_code(link, at=JUNE)

    with refusal("too_many_codes"):
        site_links.new_code(link, at=JUNE)
    assert len(site_links.new_code(link, at=JUNE + timedelta(days=1))) == 6


def test_confirm_names_the_contact(site, log):
    link = linking.link(site, month=MAY, made_at=JUNE)

    site_links.confirm(link, [log], secret=opened(link), shown=[log.submitted_at], at=JUNE)

    log.refresh_from_db()
    link.refresh_from_db()
    event = Event.objects.get(verb="confirm_at_site")
    assert (log.state, log.site_confirmed_at, log.site_confirmed_by) == ("site_confirmed", JUNE, None)
    assert (event.actor_kind, event.user, event.contact) == ("site_link", None, link.contact.person)
    assert link.used_at == JUNE


def test_confirm_refuses_without_the_code_and_what_is_another_s(site, log, operator):
    link = linking.link(site, month=MAY, made_at=JUNE)
    elsewhere = linking.log(make.site(operator))
    april = make.worklog(log.placement, month=date(2026, 4, 1))
    with pytest.raises(PermissionDenied):
        site_links.confirm(link, [log], secret="", at=JUNE)

    secret = opened(link)

    for other in (elsewhere, april):
        with pytest.raises(PermissionDenied):
            site_links.confirm(link, [log, other], secret=secret, at=JUNE)
    with refusal("changed_meanwhile"):
        site_links.confirm(link, [log], secret=secret, shown=[NOW], at=JUNE)
    log.refresh_from_db()
    assert log.state == "submitted"


def test_contact_never_confirms_an_own_log(site, log):
    contact = linking.contact(site, phone="01012345678", email="")
    link = linking.link(site, month=MAY, made_at=JUNE, contact_=contact)
    assert Identity.objects.get(user=log.placement.candidate.user).phone == "01012345678"

    assert list(site_links.logs_of(link)) == []


def test_send_back_with_a_reason(site, log):
    link = linking.link(site, month=MAY, made_at=JUNE)
    secret = opened(link)

    with refusal("reason_missing"):
        site_links.send_back(link, [log], reason=" ", secret=secret, at=JUNE)
    site_links.send_back(link, [log], reason="6일은 쉬었습니다.", secret=secret, at=JUNE)

    log.refresh_from_db()
    assert (log.state, log.return_reason) == ("returned", "6일은 쉬었습니다.")
    with refusal("wrong_state"):
        site_links.send_back(link, [log], reason="다시", secret=secret, at=JUNE)


def test_send_back_leaves_what_the_operator_has_confirmed(site):
    log = linking.log(site, state="confirmed")
    link = linking.link(site, month=MAY, made_at=JUNE)

    with refusal("wrong_state"):
        site_links.send_back(link, [log], reason="다릅니다.", secret=opened(link), at=JUNE)


def test_revoked_link_opens_nothing(site, log, officer, stranger):
    link = linking.link(site, month=MAY, made_at=JUNE)
    secret = opened(link)
    with pytest.raises(PermissionDenied):
        site_links.revoke(link, by=stranger, at=JUNE)

    site_links.revoke(link, by=officer, at=JUNE)

    assert site_links.find(linking.TOKEN, at=JUNE) is None
    with refusal("link_ended"):
        site_links.confirm(link, [log], secret=secret, at=JUNE)
    with refusal("link_ended"):
        site_links.new_code(link, at=JUNE)
    with refusal("already_ended"):
        site_links.revoke(link, by=officer, at=JUNE)


def test_links_end_with_their_contact(site, log, officer):
    link = linking.link(site, month=MAY, made_at=JUNE)

    sites.end_contact(link.contact, by=officer, at=JUNE)

    assert site_links.find(linking.TOKEN, at=JUNE) is None
    link.refresh_from_db()
    assert (link.ended_at, link.ended_by) == (JUNE, officer.user)


def test_member_is_no_contact(site, operator, officer):
    member = make.member(operator)
    make.candidate(member, phone="01055556666")

    for way in ({"phone": "010-5555-6666"}, {"email": member.email.upper()}):
        with refusal("own_member"):
            sites.add_contact(site, name="박담당", by=officer, at=NOW, **way)


def test_contact_becomes_no_member(site, operator, manager):
    linking.contact(site, email="both@example.com")
    person = make.user("both@example.com")

    with refusal("is_contact"):
        organisations.grant(person, operator, "member", started_on=NOW.date(), by=manager, at=NOW)
    assert organisations.grant(
        person, make.organisation(), "member", started_on=NOW.date(), by=make.actor(make.city_user()), at=NOW
    )


def test_contact_who_became_a_member_anyhow_confirms_nothing(site, log, operator):
    link = linking.link(site, month=MAY, made_at=JUNE)
    secret = opened(link)
    make.member(operator, user_=make.user("site@example.com"))

    with refusal("link_ended"):
        site_links.confirm(link, [log], secret=secret, at=JUNE)


def test_add_contact_refuses_what_reaches_nobody(site, officer, stranger):
    with refusal("no_way"):
        sites.add_contact(site, name="박담당", by=officer, at=NOW)
    with refusal("bad_phone"):
        sites.add_contact(site, name="박담당", phone="02-123-4567", by=officer, at=NOW)
    with refusal("invalid"):
        sites.add_contact(site, name="박담당", email="없음", by=officer, at=NOW)
    with refusal("no_name"):
        sites.add_contact(site, name=" ", email="a@example.com", by=officer, at=NOW)
    with pytest.raises(PermissionDenied):
        sites.add_contact(site, name="박담당", email="a@example.com", by=stranger, at=NOW)


def test_contact_is_sealed_and_dated(site, officer):
    made = sites.add_contact(site, name="박담당", phone="010 9876 5432", by=officer, at=NOW)

    person = made.person
    person.refresh_from_db()
    assert (person.name, person.phone, person.started_on) == ("박담당", "01098765432", NOW.date())
    assert "담당" not in str(person.__class__.objects.values().get())
    contact_people.end(person, ended_on=NOW.date(), by=officer, at=NOW)
    with refusal("already_ended"):
        sites.end_contact(made, by=officer, at=NOW)
