"""Papers for an audit: all of a posting in one file, the same bytes each time, sealed, for who answers for it, and for a while."""

import hashlib
import io
import json
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test.utils import CaptureQueriesContext

from jobs import bundle_manifests, bundles, destructions, exports, minutes, score_sheets, transfers
from jobs.bundle_files import READ_FIRST
from jobs.models import AuditBundle, AuditBundlePiece, Minutes, ScoreSheet
from profiles.models import AccessEntry, Destruction, Event, Identity
from tests import make
from tests.jobs import papering, paying, scoring, training, transferring
from tests.jobs.expect import refusal
from tests.jobs.logs import JUNE
from tests.jobs.papering import LATER
from tests.make import NOW

pytestmark = pytest.mark.django_db
LOOK = {"page": "jobs:operator_bundle", "address": "10.0.0.7"}
MAY = JUNE.date().replace(month=5, day=1)


@pytest.fixture
def posting(operator):
    return make.posting(operator, seats=9, title="어르신돌봄지원단")


@pytest.fixture
def lived(posting, officer, operator):
    return papering.lived(posting, by=officer, second=paying.payer(operator))


def test_all_of_a_posting_is_in_it(posting, lived, manager):
    found = papering.files(papering.built(posting, by=manager))

    worker, refused, _on_paper = lived
    people = papering.rows_of(found["06_지원자.csv"])
    assert [row["접수번호"] for row in people] == [row.receipt_number for row in lived]
    assert {row["이름(가림)"] for row in people} == {"김*수"}
    assert "이름(전체)" not in people[0]
    assert [row["합계"] for row in papering.rows_of(found["12_심사표.csv"])] == ["70", "70"]
    (paid,) = papering.rows_of(found["22_지급.csv"])
    assert (paid["접수번호"], paid["실지급액(원)"], paid["활동 시간"]) == (worker.receipt_number, "536480", "57.00")
    (declared,) = papering.rows_of(found["11_이해충돌_신고.csv"])
    assert declared["접수번호"] == refused.receipt_number
    assert len({row["규칙 판"] for row in papering.rows_of(found["07_자격_확인_결과.csv"])}) == 1
    told = [(row["접수번호"], row["알린 내용"]) for row in papering.rows_of(found["17_보낸_알림.csv"])]
    assert (refused.receipt_number, "이번에는 함께하지 못하게 되었습니다: 어르신돌봄지원단") in told
    assert {receipt for receipt, _title in told} == {refused.receipt_number, worker.receipt_number}
    (day,) = papering.rows_of(found["21_활동일지_하루하루.csv"])
    assert (day["활동한 날"], day["한 일"]) == ("2026-05-06", "말벗과 식사 도움")
    assert found["심사_회의록/심사_회의록_제1호.pdf"].startswith(b"%PDF")
    assert {"지급을 준비함", "지급을 승인함", "지급함"} <= {
        row["한 일"] for row in papering.rows_of(found["24_처리_기록.csv"])
    }


def test_each_file_is_told_of_and_hashed(posting, lived, manager):
    made = papering.built(posting, by=manager)
    found = papering.files(made)

    manifest = json.loads(found["manifest.json"])
    assert {one["name"] for one in manifest["files"]} == found.keys() - {"manifest.json"}
    assert all(hashlib.sha256(found[one["name"]]).hexdigest() == one["sha256"] for one in manifest["files"])
    read_first = found["00_읽어주세요.txt"].decode("utf-8-sig")
    assert all(one["name"] in read_first for one in manifest["files"] if one["name"] != "00_읽어주세요.txt")
    event = Event.objects.get(verb="make_bundle")
    assert event.params["manifest_hash"] == hashlib.sha256(found["manifest.json"]).hexdigest() == made.manifest_hash
    assert event.params["file_hash"] == hashlib.sha256(papering.content(made)).hexdigest() == made.file_hash
    assert made.size == len(papering.content(made))


def test_the_same_rows_give_the_same_bytes_but_for_the_time(posting, lived, manager):
    first, second, later = (
        papering.built(posting, by=manager, at=at) for at in (LATER, LATER, LATER + timedelta(hours=1))
    )

    assert papering.content(first) == papering.content(second)
    one, other = papering.files(first), papering.files(later)
    assert {name for name in one if one[name] != other[name]} == {"manifest.json"}
    told, again = (json.loads(found["manifest.json"]) for found in (one, other))
    assert told.pop("made_at") != again.pop("made_at")
    assert told == again


def test_nothing_of_it_lies_open(posting, lived, manager):
    made = papering.built(posting, by=manager)

    sealed = bytes(AuditBundlePiece.objects.get(bundle=made).content_sealed)
    assert b"PK" not in sealed[:64]
    assert b"manifest.json" not in sealed


def test_names_are_whole_where_they_were_asked_for(posting, lived, manager):
    make.changed(posting, is_blind=True)

    found = papering.files(papering.built(posting, by=manager, shows_names=True))

    names = [(row["이름(가림)"], row["이름(전체)"]) for row in papering.rows_of(found["06_지원자.csv"])]
    # Who is still on paper, and who was turned down before anybody was told, stay unseen.
    assert names == [("김*수", "김영수"), ("", ""), ("", "")]


def test_a_name_that_would_run_does_not(posting, lived, manager):
    identity = Identity.objects.get(user=lived[0].candidate.user)
    identity.name = papering.HOSTILE
    identity.save()
    make.changed(posting, title="=1+1\x07\n../돌봄")

    found = papering.files(papering.built(posting, by=manager, shows_names=True))

    cells = [
        cell
        for name in found
        if name.endswith(".csv")
        for row in papering.rows_of(found[name])
        for cell in row.values()
    ]
    assert f"'{papering.HOSTILE}" in cells
    assert not [cell for cell in cells if cell.startswith(("=", "+", "@", "\t", "\r", "＝"))]


def test_it_is_taken_for_a_reason_that_is_kept(posting, lived, manager):
    made = papering.built(posting, by=manager)

    pieces = bundles.take(made, cause="audit", words="2027년 종합감사", by=manager, at=LATER, **LOOK)

    assert b"".join(pieces) == papering.content(made)
    event = Event.objects.get(verb="take_bundle")
    assert (event.reason, event.params["file_hash"]) == ("감사·지도점검에 내려고: 2027년 종합감사", made.file_hash)
    entry = AccessEntry.objects.get()
    assert entry.purpose == event.reason
    assert entry.subject_ids == sorted(row.candidate.user_id for row in lived)
    assert Event.objects.filter(subject_type="auditbundle").exclude(user=None).count() == 2


def test_without_a_reason_it_stays(posting, lived, manager):
    made, whole = papering.built(posting, by=manager), papering.built(posting, by=manager, shows_names=True)

    for cause, words, code in (
        ("", "", "cause_unknown"),
        ("other", " ", "reason_missing"),
        ("other", "900101-1234568", "resident_number"),
        ("audit", "가" * (exports.MOST_WORDS + 1), "max_length"),
    ):
        with refusal(code):
            bundles.take(made, cause=cause, words=words, by=manager, at=LATER, **LOOK)
    with refusal("shows_too_much"):
        bundles.take(whole, cause="report", by=manager, at=LATER, **LOOK)
    assert not AccessEntry.objects.exists()
    assert not Event.objects.filter(verb="take_bundle").exists()


def test_managers_and_the_city_take_it_and_nobody_else(posting, lived, manager, officer, stranger, city, operator):
    made = papering.built(posting, by=manager)
    auditor, viewer = make.actor(make.city_user("auditor")), make.actor(make.city_user("viewer"))
    other_manager = make.actor(make.member(make.organisation(), "manager"))

    for by in (manager, city, auditor):
        assert b"".join(bundles.take(made, cause="audit", by=by, at=LATER, **LOOK)) == papering.content(made)
    for by in (
        officer,
        stranger,
        viewer,
        other_manager,
        make.actor(lived[0].candidate.user),
        paying.payer(operator, "member"),
    ):
        with pytest.raises(PermissionDenied):
            bundles.take(made, cause="audit", by=by, at=LATER, **LOOK)
        with pytest.raises(PermissionDenied):
            bundles.ask_of_posting(posting, by=by, at=LATER)


def test_who_declared_a_conflict_keeps_away(posting, lived, manager, operator):
    made = papering.built(posting, by=manager)
    declared = scoring.conflict(lived[2], manager.user)

    with refusal("has_conflict"):
        bundles.take(made, cause="audit", by=manager, at=LATER, **LOOK)
    with refusal("has_conflict"):
        bundles.ask_of_posting(posting, by=manager, at=LATER)
    make.changed(declared, withdrawn_at=LATER)
    assert bundles.take(made, cause="audit", by=manager, at=LATER, **LOOK)


def test_papers_pass_on_with_their_posting(posting, lived, manager, city):
    made = papering.built(posting, by=manager)
    taker = make.organisation()
    transfers.consent(transferring.transfer(posting, taker, state="accepted"), by=city, at=LATER)

    with pytest.raises(PermissionDenied):
        bundles.take(made, cause="audit", by=manager, at=LATER, **LOOK)
    assert not AuditBundle.objects.visible_to(manager.user).exists()
    assert bundles.take(made, cause="audit", by=make.actor(make.member(taker, "manager")), at=LATER, **LOOK)


def test_who_applied_there_keeps_away(posting, lived, operator):
    lived[1].candidate.user.memberships.create(
        organisation=operator, role="manager", started_on=MAY.replace(year=2015), granted_at=LATER
    )

    with refusal("has_conflict"):
        bundles.ask_of_posting(posting, by=make.actor(lived[1].candidate.user), at=LATER)


def test_one_is_built_at_a_time(posting, lived, manager):
    bundles.ask_of_posting(posting, by=manager, at=LATER)

    with refusal("under_way"):
        bundles.ask_of_posting(posting, by=manager, at=LATER)


def test_one_that_can_not_be_built_holds_up_no_other_and_is_given_up(posting, lived, manager, operator):
    broken = bundles.ask_of_posting(posting, by=manager, at=LATER)
    whole = bundles.ask_of_posting(make.posting(operator), by=manager, at=LATER)
    make.changed(Identity.objects.get(user=lived[0].candidate.user), name_sealed=b"not what was sealed")

    ready = [bundles.build_due(at=LATER + timedelta(minutes=number)) for number in range(bundles.MOST_TRIES + 1)]

    assert ready == [1, 0, 0, 0]
    broken.refresh_from_db()
    whole.refresh_from_db()
    assert (broken.state, whole.state) == ("failed", "ready")
    assert not AuditBundlePiece.objects.filter(bundle=broken).exists()
    assert Event.objects.filter(verb="fail_bundle", subject_id=broken.pk).count() == 1
    assert bundles.ask_of_posting(posting, by=manager, at=LATER).state == "asked"


def test_one_that_a_dead_worker_left_is_built_again(posting, lived, manager):
    left = bundles.ask_of_posting(posting, by=manager, at=LATER)
    make.changed(left, state="building", begun_at=LATER, tries=1)

    assert bundles.build_due(at=LATER + bundles.LEASE) == 0
    assert bundles.build_due(at=LATER + bundles.LEASE + timedelta(seconds=1)) == 1


def test_it_goes_when_its_time_is_over_and_its_hashes_stay(posting, lived, manager):
    made = papering.built(posting, by=manager)
    until = bundles.kept_until(made, at=LATER)
    assert until == LATER + timedelta(days=30)

    assert destructions.destroy_overdue(at=until)["audit bundle"] == 0
    assert destructions.destroy_overdue(at=until + timedelta(seconds=1))["audit bundle"] == 1

    made.refresh_from_db()
    assert (made.state, made.pieces.count(), made.application_ids) == ("gone", 0, None)
    assert Destruction.objects.get(rows_of="jobs.AuditBundlePiece").period.days == 30
    assert Event.objects.filter(verb="make_bundle", params__manifest_hash=made.manifest_hash).exists()
    with refusal("wrong_state"):
        bundles.take(made, cause="audit", by=manager, at=LATER, **LOOK)


def test_the_papers_of_a_month_add_up_to_the_run(posting, lived, manager, operator):
    worker = lived[0]
    bundle = bundles.ask_of_month(posting.programme_year, operator, MAY, by=manager, at=LATER)
    bundles.build_due(at=LATER)
    bundle.refresh_from_db()

    found = papering.files(bundle)

    (run,) = papering.rows_of(found["01_지급_회차.csv"])
    lines = papering.rows_of(found["02_지급_회차의_내역.csv"])
    assert (
        run["실지급액(원)"] == run["이 자료에 든 실지급액(원)"] == str(sum(int(row["실지급액(원)"]) for row in lines))
    )
    assert [row["접수번호"] for row in papering.rows_of(found["04_활동일지.csv"])] == [worker.receipt_number]
    assert {"지급을 준비함", "지급을 승인함", "지급함"} <= {
        row["한 일"] for row in papering.rows_of(found["06_처리_기록.csv"])
    }
    assert bundle.people == 1
    with refusal("nobody_worked"):
        bundles.ask_of_month(posting.programme_year, operator, MAY.replace(month=9), by=manager, at=LATER)
    assert AuditBundle.objects.visible_to(manager.user).count() == 1


def test_three_hundred_people_take_the_memory_of_a_batch(posting, lived, manager):
    papering.crowd(posting, 300)
    bundles.ask_of_posting(posting, by=manager, at=LATER)

    with papering.memory() as used:
        assert bundles.build_due(at=LATER) == 1

    made = AuditBundle.objects.get()
    assert (made.people, len(papering.rows_of(papering.files(made)["06_지원자.csv"]))) == (303, 303)
    assert used() < 40 << 20


def test_more_of_every_kind_asks_the_database_nothing_more(posting, lived, manager, officer, operator):
    """Applicants, and participants with sheets, notices, attendance, logs, pay and papers."""

    def asked() -> int:
        with CaptureQueriesContext(connection) as found:
            papering.built(posting, by=manager)
        return len(found)

    def worked() -> None:
        papering.worked(posting, held, reviewer, by=officer, second=second)

    reviewer, held, second = scoring.reviewer(posting), training.session(posting), paying.payer(operator)
    worked()
    few = asked()
    papering.crowd(posting, 60)
    for _ in range(4):
        worked()

    assert asked() == few


def test_of_whom_it_tells_is_what_it_was_built_of(posting, lived, manager):
    """The moment of making is told before the snapshot is taken: somebody who applied in between is in the papers."""
    between = make.application(posting, received_at=LATER + timedelta(seconds=2))
    made = papering.built(posting, by=manager, at=LATER)
    after = make.application(posting, received_at=LATER + timedelta(hours=1))
    scoring.conflict(after, manager.user)

    bundles.take(made, cause="audit", by=manager, at=LATER + timedelta(hours=2), **LOOK)

    people = {row.candidate.user_id for row in (*lived, between)}
    assert set(AccessEntry.objects.get().subject_ids) == people
    assert made.people == len(people)
    scoring.conflict(between, manager.user)
    with refusal("has_conflict"):
        bundles.take(made, cause="audit", by=manager, at=LATER + timedelta(hours=2), **LOOK)


def test_a_sign_that_the_font_lacks_keeps_no_papers_back(posting, officer, manager):
    row = make.application(posting, state="paper_review")
    reviewer = make.actor(scoring.reviewer(posting))
    score_sheets.score(
        row, stage="paper_review", points=80, comment="\x00가족 👨\u200d👩\u200d👧\r\n좋음\x0b ", by=reviewer, at=NOW
    )
    minutes.make(posting, by=manager, at=LATER)

    found = papering.files(papering.built(posting, by=manager))

    assert ScoreSheet.objects.get().comment == "가족 👨\u200d👩\u200d👧\n좋음"
    assert found["심사_회의록/심사_회의록_제1호.pdf"].startswith(b"%PDF")


def test_minutes_that_cannot_be_set_leave_the_other_papers_whole(posting, lived, manager):
    Minutes.objects.create(posting=posting, number=2, facts={"made_on": "no day"}, made_at=NOW)

    made = papering.built(posting, by=manager)

    found = papering.files(made)
    assert found["심사_회의록/심사_회의록_제1호.pdf"].startswith(b"%PDF")
    told = found["심사_회의록/심사_회의록_제2호_만들지_못함.txt"].decode("utf-8-sig")
    assert told.startswith("심사 회의록 제2호\r\n")
    assert "PDF로 만들지 못했습니다" in told
    assert "심사_회의록_제2호_만들지_못함.txt: PDF로 만들지 못했음" in found[READ_FIRST].decode()
    assert bundle_manifests.check(io.BytesIO(papering.content(made))).is_whole
