"""Certificates of completion: issued once, frozen, checked by their code, withdrawn with a reason."""

import re
from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, transaction

from jobs import certificates
from jobs.models import Certificate
from profiles.models import Identity
from tests import make
from tests.jobs.certificates import certificate, finished
from tests.jobs.expect import happened, refusal, told
from tests.make import NOW

LATER = NOW + timedelta(days=210)


@pytest.fixture
def done(operator):
    """Somebody who finished at the operator's, all hours confirmed."""
    return finished(make.posting(operator))


@pytest.mark.django_db
def test_issue_freezes_what_the_paper_says(done, officer) -> None:
    make.pay_line(done.worklogs.get(), gross_won=588_240, withheld_won=51_760, net_won=536_480)
    (made,) = certificates.issue([done], by=officer, at=LATER)

    posting = done.application.posting
    assert made.name == "김영수"
    assert b"\xea\xb9\x80" not in bytes(made.name_sealed)  # 김 in UTF-8
    assert made.facts | {"page": "", "address": ""} == {
        "programme": f"2026년 {posting.programme_year.programme.name}",
        "role": posting.title,
        "site": done.seat.posting_site.site.name,
        "birth_on": "1964-03-07",
        "started_on": "2026-05-04",
        "finished_on": "2026-10-31",
        "minutes": 3420,
        "issuer": posting.organisation.name,
        "issued_on": "2026-11-11",
        "is_demo": False,
        "page": "",
        "address": "",
    }
    assert made.facts["address"].endswith(f"/verify/{made.code}/")
    assert happened(made) == [("issue_certificate", "", "")]
    assert told(done.candidate.user) == ["jobs.certificate_issued"]


@pytest.mark.django_db
def test_issue_counts_what_was_corrected(done, officer) -> None:
    log = done.worklogs.get()
    line = make.pay_line(log, gross_won=588_240, withheld_won=51_760, net_won=536_480)
    make.pay_line(log, minutes=-60, gross_won=-10_320, withheld_won=-900, net_won=-9_420, corrects=line, reason="하루")

    (made,) = certificates.issue([done], by=officer, at=LATER)

    assert made.facts["minutes"] == 3360


@pytest.mark.django_db
def test_issue_is_the_operators(done, stranger) -> None:
    for by in (stranger, make.actor(done.candidate.user)):
        with pytest.raises(PermissionDenied):
            certificates.issue([done], by=by, at=LATER)
    assert not Certificate.objects.exists()


@pytest.mark.django_db
def test_issue_waits_for_the_end_and_for_the_hours(operator, officer) -> None:
    active = make.placement(make.application(make.posting(operator), state="placed"))
    with refusal("wrong_state"):
        certificates.issue([active], by=officer, at=LATER)
    for state in ("submitted", "site_confirmed", "returned"):
        with refusal("logs_open"):
            certificates.issue([finished(make.posting(operator), log=state)], by=officer, at=LATER)


@pytest.mark.django_db
def test_issue_needs_a_name(done, officer) -> None:
    identity = Identity.objects.get(user=done.candidate.user)
    identity.name = ""
    identity.save()

    with refusal("name_missing"):
        certificates.issue([done], by=officer, at=LATER)
    assert certificates.issue_due(by=make.actors.system(), at=LATER) == []


@pytest.mark.django_db
def test_issue_happens_once(done, officer) -> None:
    certificates.issue([done], by=officer, at=LATER)

    with refusal("certificate_once"):
        certificates.issue([done], by=officer, at=LATER)


@pytest.mark.django_db
def test_issue_due_takes_those_whose_last_month_is_confirmed(done, operator, system) -> None:
    finished(make.posting(operator), log="submitted")
    without_last = make.placement(make.application(make.posting(operator), state="placed"), state="completed")
    make.worklog(without_last, state="confirmed", month=date(2026, 9, 1))
    other = finished()

    assert {row.placement for row in certificates.issue_due(by=system, at=LATER)} == {done, other}
    assert certificates.issue_due(by=system, at=LATER) == []


@pytest.mark.django_db
def test_issue_due_of_a_posting_that_fails_holds_no_other_up(done, system, caplog) -> None:
    broken = finished()
    Identity.objects.filter(user=broken.candidate.user).update(name_sealed=b"not sealed")

    assert [row.placement for row in certificates.issue_due(by=system, at=LATER)] == [done]
    assert f"posting {broken.application.posting_id} is left for the next sweep" in caplog.text


@pytest.mark.django_db
def test_issue_due_leaves_what_was_withdrawn_to_the_operator(done, officer, system) -> None:
    (made,) = certificates.issue_due(operators=[done.application.posting.organisation_id], by=system, at=LATER)
    certificates.withdraw(made, reason="이름이 다릅니다.", by=officer, at=LATER)

    assert certificates.issue_due(by=system, at=LATER) == []
    (again,) = certificates.issue([done], by=officer, at=LATER)
    assert again.code != made.code


@pytest.mark.django_db
def test_issue_due_is_the_systems(officer) -> None:
    with pytest.raises(PermissionDenied):
        certificates.issue_due(by=officer, at=LATER)


@pytest.mark.django_db
def test_withdraw_says_why_and_takes_the_news_back(done, officer, stranger) -> None:
    (made,) = certificates.issue([done], by=officer, at=LATER)
    with pytest.raises(PermissionDenied):
        certificates.withdraw(made, reason="틀림", by=stranger, at=LATER)
    with refusal("reason_missing"):
        certificates.withdraw(made, reason=" ", by=officer, at=LATER)
    with refusal("max_length"):
        certificates.withdraw(made, reason="가" * 301, by=officer, at=LATER)
    with refusal("resident_number"):
        certificates.withdraw(made, reason="번호가 620307-1234567입니다", by=officer, at=LATER)

    gone = certificates.withdraw(made, reason="이름이 다릅니다.", by=officer, at=LATER)

    assert (gone.withdrawn_at, gone.withdrawn_by, gone.withdrawn_for) == (LATER, officer.user, "이름이 다릅니다.")
    assert certificates.valid_of(done) is None
    assert told(done.candidate.user) == ["jobs.certificate_withdrawn"]
    with refusal("already_withdrawn"):
        certificates.withdraw(made, reason="틀림", by=officer, at=LATER)


@pytest.mark.django_db
def test_facts_are_frozen_in_the_database() -> None:
    made = certificate()
    for change in ({"facts": {}}, {"name_sealed": b"x"}, {"code": "A" * 12}):
        with pytest.raises(DatabaseError), transaction.atomic():
            make.changed(made, **change)


@pytest.mark.django_db
def test_code_is_found_however_it_was_typed() -> None:
    made = certificate(code="ABCDEFGH2345")

    for typed in ("ABCDEFGH2345", " abcd-efgh-2345 ", "ＡＢＣＤ ＥＦＧＨ ２３４５", made.shown_code):
        assert certificates.by_code(typed) == made
    for typed in ("", "ABCD", "ABCDEFGH2346", "ABCDEFGH23450", "ABCDEFGH234O", "한" * 12, "A" * 5000):
        assert certificates.by_code(typed) is None


def test_codes_have_signs_that_nobody_mixes_up() -> None:
    codes = {certificates._new_code() for _ in range(500)}

    assert len(codes) == 500
    assert len(certificates.SIGNS) == 32
    assert all(re.fullmatch("[2-9A-HJ-NP-Z]{12}", code) for code in codes)
