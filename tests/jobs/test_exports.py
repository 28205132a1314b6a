"""Files of a posting's people: for a reason that is kept, with no more of people than it needs, and never of whom one keeps away from."""

import csv
import gc
import io
import tracemalloc

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from jobs import exports, sheets
from jobs.exports import CAUSES
from jobs.tables import OFFERED
from profiles.models import AccessEntry, Event, Identity
from tests import make
from tests.jobs import papering, paying, scoring, spreadsheet
from tests.jobs.expect import refusal
from tests.jobs.papering import LATER
from tests.make import NOW

pytestmark = pytest.mark.django_db
LOOK = {"page": "jobs:operator_download", "address": "10.0.0.7"}
PLAIN = ["receipt", "masked_name", "state"]


@pytest.fixture
def posting(operator):
    return make.posting(operator, seats=9)


@pytest.fixture
def payer(operator):
    return paying.payer(operator)


@pytest.fixture
def lived(posting, officer, payer):
    return papering.lived(posting, by=officer, second=payer)


def taken(posting, table="applicants", columns=PLAIN, *, by, cause="review", **more):
    options = {"columns": columns, "file_kind": "csv", "cause": cause, **LOOK, **more}
    return exports.take(posting, OFFERED[table], by=by, at=LATER, **options)


def as_csv(made):
    return list(csv.reader(io.StringIO(b"".join(sheets.csv_lines(made.heads, made.lines())).decode("utf-8-sig"))))


def test_who_took_what_and_why_is_kept(posting, lived, officer):
    made = taken(posting, by=officer, words="선정위원회 회의 자료")

    assert as_csv(made) == [
        ["접수번호", "이름(가림)", "상태"],
        *(
            [row.receipt_number, "김*수", state]
            for row, state in zip(lived, ("배치", "불합격", "접수 완료"), strict=True)
        ),
    ]
    event, entry = Event.objects.get(verb="take_export"), AccessEntry.objects.get()
    assert (event.subject_type, event.subject_id, event.user) == ("posting", posting.pk, officer.user)
    assert event.reason == entry.purpose == "심사·운영 회의에 쓰려고: 선정위원회 회의 자료"
    assert event.params == {
        "table": "applicants",
        "rows": 3,
        "columns": PLAIN,
        "file_kind": "csv",
        "cause": "review",
    }
    assert entry.subject_ids == sorted(row.candidate.user_id for row in lived)


@pytest.mark.parametrize("table", OFFERED)
def test_every_table_has_a_row_for_each_and_all_its_columns(posting, lived, payer, table):
    scope = exports.scope_of(posting, payer.user)
    keys = [column.key for column in OFFERED[table].columns(scope) if not column.shows]

    made = taken(posting, table, keys, by=payer)

    heads, *rows = as_csv(made)
    assert len(heads) == len(set(heads)) == len(keys)
    assert len(rows) == len(made.keys) > 0
    assert {one.table.key: one.rows for one in exports.offered(posting, payer)}[table] == len(rows)


def test_whole_names_and_contacts_leave_for_reasons_that_need_them(posting, lived, officer):
    whole = ["receipt", "full_name", "phone"]
    for cause in CAUSES:
        shows = CAUSES[cause].shows
        if shows == {"name", "contact"}:
            heads, first, *_rest = as_csv(taken(posting, columns=whole, by=officer, cause=cause))
            assert (heads[1:], first[1:]) == (["이름(전체)", "전화번호"], ["김영수", "010-1234-5678"])
        else:
            with refusal("shows_too_much"):
                taken(posting, columns=whole, by=officer, cause=cause, words="그 밖에 쓸 일")
    assert Event.objects.filter(verb="take_export").count() == 2


def test_nobody_who_is_reviewed_blind_is_named(posting, lived, officer):
    make.changed(posting, is_blind=True)
    columns = ["masked_name", "full_name", "phone", "email", "age", "district"]

    made = taken(posting, columns=columns, by=officer, cause="contact")

    _heads, placed, refused, on_paper = as_csv(made)
    assert placed[:3] == ["김*수", "김영수", "010-1234-5678"]
    assert refused == on_paper == [""] * 6


def test_what_a_reviewer_wrote_of_somebody_unseen_is_without_the_name(posting, lived, officer):
    make.changed(posting, is_blind=True)
    sheet = lived[1].score_sheets.get()
    make.changed(sheet, comment="김영수 님은 경력이 깁니다.")

    rows = as_csv(taken(posting, "scores", ["receipt", "points", "comment"], by=officer))

    assert [lived[1].receipt_number, "70", "○○○ 님은 경력이 깁니다."] in rows


def test_rows_of_whom_one_keeps_away_from_stay(posting, lived, officer):
    scoring.conflict(lived[0], officer.user)

    assert [row[0] for row in as_csv(taken(posting, by=officer))[1:]] == [row.receipt_number for row in lived[1:]]
    assert [row[0] for row in as_csv(taken(posting, "scores", ["receipt"], by=officer))[1:]] == [
        lived[1].receipt_number
    ]
    assert lived[0].candidate.user_id not in AccessEntry.objects.first().subject_ids
    for table in ("worklogs", "attendance"):
        with refusal("no_rows"):
            taken(posting, table, ["receipt"], by=officer)


def test_who_came_by_the_code_is_not_named_by_their_address(posting, lived, officer):
    """A participant's address is no officer's: it leaves in no file, whatever the reason."""
    columns = ["begins", "receipt", "arrived", "left", "attended", "recorded_by"]

    _heads, row = as_csv(taken(posting, "attendance", columns, by=officer))

    came = f"{timezone.localtime(NOW):%Y-%m-%d %H:%M}"
    assert row == ["09:00", lived[0].receipt_number, came, "", "6", "참여자 본인(출석 코드)"]


def test_pay_leaves_with_who_may_pay(posting, lived, officer, manager, payer):
    assert [one.table.key for one in exports.offered(posting, officer)] == list(OFFERED)[:-1]
    for by in (officer, manager):
        with pytest.raises(PermissionDenied):
            taken(posting, "payments", ["receipt"], by=by)

    assert len(as_csv(taken(posting, "payments", ["receipt", "net"], by=payer))) == 2


def test_nobody_else_takes_anything(posting, lived, stranger, city):
    reviewer = make.actor(scoring.reviewer(posting))
    applied = lived[2].candidate.user
    applied.memberships.create(
        organisation=posting.organisation, role="member", started_on=LATER.date().replace(year=2015), granted_at=LATER
    )

    for by in (stranger, city, reviewer, make.actor(lived[1].candidate.user), make.actor(applied)):
        assert exports.offered(posting, by) == []
        with pytest.raises(PermissionDenied):
            taken(posting, by=by)
    assert not AccessEntry.objects.exists()


@pytest.mark.parametrize(
    ("options", "code"),
    [
        ({"cause": ""}, "cause_unknown"),
        ({"cause": "other"}, "reason_missing"),
        ({"words": "가" * 121}, "max_length"),
        ({"words": "900101-1234568"}, "resident_number"),
        ({"file_kind": "exe"}, "file_kind_unknown"),
        ({"columns": []}, "columns_missing"),
        ({"columns": ["receipt", "account"]}, "columns_unknown"),
    ],
    ids=["cause", "words", "long", "resident", "file", "none", "unknown"],
)
def test_what_is_asked_for_oddly_is_refused_and_leaves_no_trace(posting, lived, officer, options, code):
    with refusal(code):
        taken(posting, by=officer, **options)
    assert not Event.objects.filter(verb="take_export").exists()


def test_no_cell_runs_in_either_file(posting, lived, officer):
    for row, name in zip(lived, (papering.HOSTILE, "＋82", "@SUM(A1)\n\t=2"), strict=True):
        identity = Identity.objects.get(user=row.candidate.user)
        identity.name = name
        identity.save()
    columns = ["full_name"]

    cells = [row[0] for row in as_csv(taken(posting, columns=columns, by=officer, cause="audit"))[1:]]
    assert cells == [f"'{papering.HOSTILE}", "'＋82", "'@SUM(A1)\n\t=2"]

    made, file = taken(posting, columns=columns, by=officer, cause="audit"), io.BytesIO()
    sheets.write_xlsx(file, "지원자", made.heads, made.lines())
    assert spreadsheet.formulas(file.getvalue()) == 0
    assert spreadsheet.cells(file.getvalue())[1] == [papering.HOSTILE]


def test_numbers_are_numbers_and_days_are_days(posting, lived, payer):
    made, file = taken(posting, "payments", ["month", "hours", "net", "paid_on"], by=payer), io.BytesIO()
    sheets.write_xlsx(file, "지급", made.heads, made.lines())

    assert spreadsheet.cells(file.getvalue())[1] == ["2026-05", 57, 536_480, 46_177]  # 2026-06-04, as Excel counts days
    assert as_csv(made)[1] == ["2026-05", "57.00", "536480", "2026-06-04"]


def test_a_longer_list_asks_for_a_batch_at_a_time(posting, officer):
    keys = [column.key for column in OFFERED["applicants"].columns(exports.scope_of(posting, officer.user))]

    def asked() -> int:
        with CaptureQueriesContext(connection) as found:
            made = taken(posting, columns=keys, by=officer, cause="contact")
            assert sum(1 for _line in made.lines()) == len(made.keys) == posting.applications.count()
        return len(found)

    papering.crowd(posting, 1)
    few = asked()
    papering.crowd(posting, 1_999)
    many = asked()

    assert posting.applications.count() == 2_000
    assert many - few <= 3 * 2  # three more batches of 500, each with its wishes


def test_a_longer_list_is_held_a_batch_at_a_time(posting, officer):
    papering.crowd(posting, 1_300)
    made, held = taken(posting, columns=["receipt", "full_name", "phone"], by=officer, cause="contact"), []

    tracemalloc.start()
    for number, _line in enumerate(made.lines()):
        if number % 500 == 250:
            gc.collect()  # rows and their people name each other
            held.append(tracemalloc.get_traced_memory()[0])
    tracemalloc.stop()

    assert len(held) == 3
    assert max(held) < 1.2 * held[0]
