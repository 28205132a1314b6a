"""A posting passes on to another operator: asked, accepted, consented to; then all of it is the taker's."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied

from jobs import pay_runs, transfers
from jobs.models import Application, PayLine, Placement, Posting, PostingTransfer, ReviewerAssignment, Site, Worklog
from profiles.models import Notice, User
from tests import make
from tests.jobs import linking, paying, transferring
from tests.jobs.expect import happened, refusal, told
from tests.jobs.logs import JUNE
from tests.make import NOW

pytestmark = pytest.mark.django_db
WHY = "조직을 합칩니다."


@pytest.fixture
def taker():
    return make.organisation()


@pytest.fixture
def heir(taker):
    """The manager of the operator that takes over."""
    return make.actor(make.member(taker, "manager"))


@pytest.fixture
def posting(operator):
    return make.posting(operator, sites=[make.site(operator, name="복지관")])


def consented(posting, taker, city):
    return transfers.consent(transferring.transfer(posting, taker, state="accepted"), by=city, at=NOW)


def anew(actor):
    return User.objects.get(pk=actor.user.pk)


def test_three_steps_and_their_people(posting, taker, manager, heir, city, officer, stranger):
    with pytest.raises(PermissionDenied):
        transfers.ask(posting, taker, reason=WHY, by=officer, at=NOW)
    row = transfers.ask(posting, taker, reason=WHY, by=manager, at=NOW)
    for other in (manager, officer, stranger, city):
        with pytest.raises(PermissionDenied):
            transfers.accept(row, by=other, at=NOW)
    with refusal("wrong_state"):
        transfers.consent(row, by=city, at=NOW)
    transfers.accept(row, by=heir, at=NOW)
    for other in (manager, heir, make.actor(make.city_user("viewer"))):
        with pytest.raises(PermissionDenied):
            transfers.consent(row, by=other, at=NOW)

    done = transfers.consent(row, by=city, at=NOW)

    posting.refresh_from_db()
    assert (posting.organisation, done.state, done.withdraw_until) == (taker, "done", NOW + timedelta(days=7))
    assert [verb for verb, *_ in happened(posting)] == ["ask_transfer", "accept_transfer", "consent_transfer"]
    assert told(heir.user) == ["jobs.transfer_done"]
    assert told(manager.user) == ["jobs.transfer_done"]


def test_ask_refuses(posting, operator, taker, manager):
    with refusal("not_an_operator"):
        transfers.ask(posting, operator, reason=WHY, by=manager, at=NOW)
    with refusal("not_an_operator"):
        transfers.ask(posting, make.organisation("host"), reason=WHY, by=manager, at=NOW)
    with refusal("reason_missing"):
        transfers.ask(posting, taker, reason=" ", by=manager, at=NOW)
    with refusal("not_movable"):
        transfers.ask(make.posting(operator, state="draft"), taker, reason=WHY, by=manager, at=NOW)
    transfers.ask(posting, taker, reason=WHY, by=manager, at=NOW)
    with refusal("posting_transfer_once"):
        transfers.ask(posting, make.organisation(), reason=WHY, by=manager, at=NOW)


def test_refused_by_the_taker_or_the_city_and_withdrawn_by_the_giver(posting, taker, manager, heir, city):
    for verb, by, more in (
        (transfers.refuse, heir, {"reason": "사람이 없습니다."}),
        (transfers.refuse, city, {"reason": "안 됩니다."}),
        (transfers.withdraw, manager, {}),
    ):
        row = transferring.transfer(posting, taker)
        verb(row, by=by, at=NOW, **more)
        with refusal("wrong_state"):
            transfers.accept(row, by=heir, at=NOW)
    with refusal("reason_missing"):
        transfers.refuse(transferring.transfer(posting, taker), reason="", by=heir, at=NOW)
    posting.refresh_from_db()
    assert (posting.organisation == taker, PostingTransfer.objects.filter(state="refused").count()) == (False, 2)


def test_all_moves_and_old_members_lose_sight(posting, operator, taker, officer, manager, heir, city):
    placement = make.placement(make.application(posting, state="placed"))
    worklog = make.worklog(placement)
    make.pay_line(worklog, gross_won=30_960, withheld_won=0, net_won=30_960)
    reviewer = make.member(operator, "reviewer")
    make.reviewer_assignment(posting, reviewer)
    models = (Posting, Application, Placement, Worklog, PayLine, Site)
    before = [model.objects.visible_to(anew(officer)).count() for model in models]

    consented(posting, taker, city)

    after = [model.objects.visible_to(anew(officer)).count() for model in models if model is not Posting]
    assert (before, after) == ([1] * 6, [0] * 5)
    assert not Posting.objects.managed_by(anew(officer)).exists()
    assert not Application.objects.visible_to(User.objects.get(pk=reviewer.pk)).exists()
    assert [model.objects.visible_to(anew(heir)).count() for model in models] == [1] * 6
    assert ReviewerAssignment.objects.get().ended_by == city.user


def test_no_row_of_the_operator_stays_behind(posting, operator, taker, city):
    """Every row that names an operator beside the posting: its sites, their contacts and links."""
    site = posting.posting_sites.get().site
    link = linking.link(site, month=date(2026, 5, 1))

    consented(posting, taker, city)

    for row in (site, link, link.contact.person):
        row.refresh_from_db()
        assert row.organisation == taker
    assert link.ended_at == NOW


def test_site_of_other_postings_stays_and_is_copied(posting, operator, taker, city):
    site = posting.posting_sites.get().site
    make.posting(operator, sites=[site])

    consented(posting, taker, city)

    site.refresh_from_db()
    moved = posting.posting_sites.get().site
    assert (site.organisation, moved.organisation, moved.name) == (operator, taker, "복지관")
    assert moved.district == site.district


def test_site_that_the_taker_has_is_used(posting, taker, city):
    same = make.site(taker, name="복지관")

    consented(posting, taker, city)

    assert posting.posting_sites.get().site == same


def test_site_of_the_same_name_elsewhere_gets_another_name(posting, taker, city):
    make.site(taker, name="복지관", district="11440")

    consented(posting, taker, city)

    assert posting.posting_sites.get().site.name == "복지관 (2)"


@pytest.mark.parametrize("differs", ["host", "address"])
def test_site_of_the_same_name_and_place_but_another_host_is_not_used(posting, taker, city, differs):
    given = posting.posting_sites.get().site
    given.host, given.address = make.organisation("host"), "마포대로 1"
    given.save()
    same = {"host": given.host, "address": given.address}
    theirs = make.site(
        taker, name="복지관", **{**same, differs: make.organisation("host") if differs == "host" else "마포대로 9"}
    )

    consented(posting, taker, city)

    moved = posting.posting_sites.get().site
    assert (moved != theirs, moved.host, moved.address, moved.name) == (True, given.host, given.address, "복지관 (2)")


def test_contact_who_works_for_the_taker_answers_no_more(posting, taker, city):
    site = posting.posting_sites.get().site
    contact = linking.contact(site, email="both@example.com")
    make.member(taker, user_=make.user("both@example.com"))

    consented(posting, taker, city)

    contact.person.refresh_from_db()
    assert contact.person.ended_on == NOW.date()


def test_those_who_stand_are_told_by_when_they_may_withdraw(posting, taker, city):
    standing, gone = make.application(posting), make.application(posting, state="withdrawn")
    placed = make.placement(make.application(posting, state="placed"))

    consented(posting, taker, city)

    assert told(gone.candidate.user) == []
    assert told(standing.candidate.user) == ["jobs.posting_transferred"]
    params = Notice.objects.get(recipient=placed.candidate.user).params
    assert (params["taker"], params["is_placed"]) == (taker.name, True)


def test_paid_lines_stay_with_who_paid(posting, operator, taker, city):
    placement = make.placement(make.application(posting, state="placed"))
    money = {"gross_won": 30_960, "withheld_won": 0, "net_won": 30_960}
    before = make.pay_line(make.worklog(placement), paid_at=NOW - timedelta(days=1), **money)
    consented(posting, taker, city)
    after = make.pay_line(make.worklog(placement, month=date(2026, 6, 1)), paid_at=NOW + timedelta(days=1), **money)

    lines = PayLine.objects.select_related("placement__application__posting")

    assert transfers.payer_of(lines) == {before.pk: operator.pk, after.pk: taker.pk}


def test_steps_for_each(posting, taker, manager, heir, city, officer):
    row = transferring.transfer(posting, taker)
    assert [transfers.steps_for(row, by) for by in (manager, heir, city, officer)] == [
        ["withdraw"],
        ["accept", "refuse"],
        ["refuse"],
        [],
    ]
    transfers.accept(row, by=heir, at=NOW)
    row.refresh_from_db()
    assert transfers.steps_for(row, city) == ["consent", "refuse"]


def test_consent_waits_until_what_was_prepared_is_paid_or_taken_back(posting, operator, taker, officer, city):
    run = pay_runs.prepare([paying.confirmed(posting)], by=officer, at=JUNE)
    with refusal("run_open"):
        consented(posting, taker, city)

    pay_runs.withdraw(run, reason="기관이 바뀝니다.", by=officer, at=JUNE)

    row = PostingTransfer.objects.get()
    assert transfers.consent(row, by=city, at=JUNE).state == "done"
