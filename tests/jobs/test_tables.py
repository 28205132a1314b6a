"""What the tables of a posting say: changes between versions, who confirmed at a site, what was set aside, paid, corrected, told."""

import pytest

from jobs import bank_files, bank_layouts, exports, pay_runs
from jobs.models import Override, PostingVersion
from jobs.postings import WRITABLE
from jobs.tables import OFFERED, head_of, histories, payments, placements, postings, reviews, rules, worklogs
from jobs.tables.base import all_lines, heads
from profiles import actors, events
from profiles.models import Delivery
from tests import make
from tests.jobs import interviewing, linking, papering, paying, transferring
from tests.jobs.logs import JUNE
from tests.jobs.papering import LATER
from tests.make import NOW

pytestmark = pytest.mark.django_db


@pytest.fixture
def posting(operator):
    return make.posting(operator, seats=9)


@pytest.fixture
def payer(operator):
    return paying.payer(operator)


@pytest.fixture
def scope(posting, officer):
    return exports.scope_of(posting, officer.user)


def told(table, scope):
    """The lines of a table, each by its headings."""
    columns = table.shown(scope)
    return [dict(zip(heads(columns), line, strict=True)) for line in all_lines(table, scope, columns)]


def version(posting, number, **content):
    base = {
        "title": "돌봄지원단",
        "apply_until": "2026-04-22T09:00:00+00:00",
        "sites": [["연희복지관", 2]],
        "districts": [],
    }
    return PostingVersion.objects.create(
        posting=posting, version=number, content={**base, **content}, saved_at=NOW, saved_by=None
    )


def test_versions_tell_what_changed_from_what_to_what(posting, scope):
    version(posting, 1)
    version(posting, 2, title="어르신돌봄지원단", districts=["11410"])
    version(posting, 3, title="어르신돌봄지원단", districts=["11410"], sites=[["연희복지관", 4]])

    found = [(row["판"], row["칸"], row["앞 판의 내용"], row["이 판의 내용"]) for row in told(postings.VERSIONS, scope)]

    assert [row for row in found if row[0] == 1 and row[1] == "공고 제목"] == [(1, "공고 제목", "", "돌봄지원단")]
    assert (1, "지원 마감", "", "2026-04-22 18:00") in found
    assert sorted(row for row in found if row[0] > 1) == [
        (2, "공고 제목", "돌봄지원단", "어르신돌봄지원단"),
        (2, "사는 곳 제한", "", "서대문구"),
        (3, "활동처와 모집인원", "연희복지관 2명", "연희복지관 4명"),
    ]


def test_every_field_of_a_posting_has_words():
    labels = [str(postings.label_of(name)) for name in [*WRITABLE, "sites"]]

    assert [label for label in labels if label.isascii()] == []
    assert len(set(labels)) == len(labels)
    assert postings.in_words("intake_limit", 3) == "모집인원의 3배"
    assert postings.in_words("hours_mask", [0b11 << 9, 0, 0, 0, 0, 0, 0]) == "월 9 10"
    assert postings.in_words("has_interview", value=False) == "아니요"


def test_a_log_says_how_its_site_confirmed_it(posting, scope):
    by_link, by_member = (paying.confirmed(posting) for _ in range(2))
    host = make.member(make.organisation("host"))
    make.changed(by_member, site_confirmed_by=host)
    contact = linking.contact(by_link.placement.seat.posting_site.site)
    events.record("confirm_at_site", [by_link], by=actors.site_link(contact.person, contact.site_id), at=NOW)

    assert [row["활동처에서 확인한 사람"] for row in told(worklogs.TABLE, scope)] == [
        "활동처 담당자(확인 링크)",
        host.email,
    ]


def test_what_was_set_aside_says_why_and_by_whom(posting, scope, officer):
    row = make.application(posting)
    Override.objects.create(
        application=row, kind="employment", reason="퇴직 확인서를 봄", overridden_at=NOW, overridden_by=officer.user
    )

    (found,) = told(rules.OVERRIDES, scope)

    assert (found["접수번호"], found["예외로 한 이유"], found["예외로 한 사람"]) == (
        row.receipt_number,
        "퇴직 확인서를 봄",
        officer.user.email,
    )


def test_a_run_knows_its_bank_files_and_what_of_it_is_here(posting, scope, officer, payer, operator):
    own = paying.confirmed(posting, minutes=600)
    other = paying.confirmed(make.posting(operator, posting.programme_year), minutes=180)
    run = paying.approved([own, other], by=officer, second=payer)
    layout = bank_layouts.of(0)[0]
    look = {"page": "jobs:operator_pay_file", "address": None, "reason": "대량이체"}
    first = bank_files.take(run, layout, kind="csv", by=payer, at=JUNE, **look)
    bank_files.take(run, layout, kind="csv", by=payer, at=JUNE, **look)
    bank_files.take(run, layout, kind="xlsx", by=payer, at=JUNE, **look)

    (found,) = told(payments.RUNS, scope)

    sums = pay_runs.totals(run)
    assert (found["받는 분(명)"], found["실지급액(원)"]) == (2, sums["net_won"])
    assert found["이 자료에 든 실지급액(원)"] == sums["net_won"] - 30_960
    hashes = found["은행 파일의 SHA-256"].split("\n")
    assert len(hashes) == 2  # the CSV twice is one file
    assert len(first.content) > 0
    assert {row["접수번호"] for row in told(payments.RUN_LINES, scope)} == {own.placement.application.receipt_number}


def test_a_correction_stands_beside_what_it_corrects(posting, scope, officer, payer, manager):
    (line,) = paying.paid([paying.confirmed(posting, minutes=600)], by=officer, second=payer)
    paying.corrected(line, minutes=660, reason="한 시간 더", by=manager, second=payer)

    first, second = told(payments.TABLE, scope)

    assert (first["바로잡기"], second["바로잡기"], second["바로잡은 이유"]) == ("아니요", "예", "한 시간 더")
    assert first["실지급액(원)"] + second["실지급액(원)"] == 113_520 - 9_980
    assert (second["준비한 사람"], second["승인한 사람"]) == (manager.user.email, payer.user.email)


def test_notices_say_how_they_went(posting, scope):
    row = make.application(posting)
    sent = make.notice(
        row.candidate.user, kind="jobs.offer_expired", subject_type="application", subject_id=row.pk, read_at=LATER
    )
    Delivery.objects.create(notice=sent, channel="sms", state="sent", due_at=NOW)
    make.notice(row.candidate.user, subject_type="application", subject_id=row.pk + 1)  # of another application
    make.notice(row.candidate.user, kind="profiles.phone_changed")

    (found,) = told(histories.NOTICES, scope)

    assert (found["접수번호"], found["보낸 길과 결과"]) == (row.receipt_number, "알림함, 문자: 보냄")
    assert found["읽은 때"] == LATER


def test_decisions_say_who_when_and_why_and_nothing_of_other_postings(posting, scope, officer, operator):
    row, other = make.application(posting), make.application(make.posting(operator))
    for one in (row, other):
        moves = ("interview", "not_selected")
        events.record("reject", [one], by=officer, at=JUNE, moves=moves, reason="자리가 모자랍니다.")

    (found,) = told(histories.DECISIONS, scope)

    assert (found["한 일"], found["바뀌기 전"], found["바뀐 뒤"], found["이유"]) == (
        "불합격으로 함",
        "면접심사 중",
        "불합격",
        "자리가 모자랍니다.",
    )
    assert (found["때"], found["접수번호"]) == (JUNE, row.receipt_number)
    assert found["한 사람"] == f"{operator.name} {officer.user.email}"


def test_ends_offers_interviews_and_transfers_are_told(posting, scope):
    gone = make.placement(make.application(posting, state="placed"), state="ended_early")
    offer = make.offer(make.application(posting, state="offered"))
    slot = interviewing.slot(posting)
    interviewing.pick(make.application(posting, state="interview"), slot)
    transferring.transfer(posting, asked_at=NOW)

    (end,) = told(placements.PLACEMENTS, scope)
    assert (end["중도종료 이유"], end["중도종료 구분"], end["끝난 날"]) == ("이사", "본인 사정", gone.finished_on)
    assert [row["답변 기한"] for row in told(placements.OFFERS, scope)] == [offer.expires_at]
    assert [row["면접 시각"] for row in told(reviews.INTERVIEWS, scope)] == [slot.starts_at]
    assert len(told(postings.TRANSFERS, scope)) == 1


def test_every_column_has_one_name_wherever_it_is_told(posting, scope):
    papering.crowd(posting, 1)

    for table in OFFERED.values():
        for column in table.columns(scope):
            assert str(head_of(column.key)) != column.key
    assert str(head_of("criterion_7")) == "평가 항목"
    assert head_of("unknown") == "unknown"
