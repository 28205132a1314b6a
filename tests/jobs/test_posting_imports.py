"""Many postings from one file: all or nothing, what was shown and nothing else, once however often it is confirmed."""

import unicodedata
from datetime import date, datetime, time, timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from jobs import posting_imports, posting_sheets
from jobs.models import Posting, PostingImport, Seat
from profiles.models import Event
from tests import make
from tests.jobs import importing
from tests.make import NOW, SEOUL

pytestmark = pytest.mark.django_db


@pytest.fixture
def operator():
    return make.organisation()


@pytest.fixture
def site(operator):
    return make.site(operator, name="마포도서관")


@pytest.fixture
def year():
    return make.programme_year(make.programme(name="학교안전지킴이"))


@pytest.fixture
def by(operator):
    return make.actor(make.member(operator))


def keep(content, operator, by, at=NOW):
    sheet = posting_sheets.looked_at(content)
    return posting_imports.keep(operator, sheet, file_name="공고.xlsx", file_hash="1" * 64, by=by, at=at)


def reasons(kept):
    return [(fault.address, fault.reason) for fault in posting_imports.faults_of(kept)]


def test_keep_and_confirm_write_drafts_with_seats_and_events(operator, site, year, by):
    other = make.site(operator, name="서교복지관")
    rows = [
        importing.line(
            year, site, 꼭_있어야_하는_자격증="요양보호사, 운전면허", 사는_곳_제한="마포구", 면접심사="아니요"
        ),
        importing.line(year, site, 활동처="마포도서관; 서교복지관", 모집인원="2; 1", 공고_제목="방과 후 돌봄"),
    ]

    kept = keep(importing.xlsx_file(rows), operator, by)
    assert (kept.state, kept.postings, Posting.objects.count()) == ("waiting", 2, 0)
    done = posting_imports.confirm(kept, by=by, at=NOW)

    assert (done.state, done.imported_at, done.imported_by, done.rows) == ("imported", NOW, by.user, [])
    first, second = Posting.objects.order_by("pk")
    assert (first.state, first.title, first.programme_year, first.organisation) == (
        "draft",
        "학교안전지원단",
        year,
        operator,
    )
    assert (first.hours_mask, first.weekly_hours, first.hours_per_month) == ([0b111 << 9] * 5 + [0, 0], 14, 57)
    assert (first.required_certificates, first.districts) == (["요양보호사", "운전면허"], ["11440"])
    assert (first.has_interview, first.has_training, first.shares_scores, first.offer_days) == (False, True, False, 3)
    assert first.apply_until == datetime(2026, 5, 15, 18, 0, tzinfo=SEOUL)
    assert (first.starts_on, first.ends_on) == (date(2026, 6, 1), date(2026, 11, 30))
    assert sorted(second.posting_sites.values_list("site__name", "seats__number")) == [
        ("마포도서관", 1),
        ("마포도서관", 2),
        ("서교복지관", 1),
    ]
    assert other.posting_sites.count() == 1
    assert Event.objects.filter(subject_type="posting", verb="write").count() == 2
    assert list(Event.objects.filter(subject_type="postingimport").order_by("pk").values_list("verb", "params")) == [
        ("read_postings", {"postings": 2, "faults": 0}),
        ("import_postings", {"postings": 2, "file_hash": "1" * 64}),
    ]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp949", "utf-16"])
def test_a_csv_reads_alike_in_every_encoding(encoding, operator, site, year, by):
    kept = keep(importing.csv_file([importing.line(year, site)], encoding), operator, by)

    assert reasons(kept) == []
    assert posting_imports.rows_of(kept)[0].fields["duties"] == "아이들의 등하교를 돕습니다."


def test_decomposed_hangul_is_composed(operator, site, year, by):
    text = unicodedata.normalize("NFD", importing.csv_text(importing.table([importing.line(year, site)])))

    kept = keep(text.encode(), operator, by)

    assert reasons(kept) == []
    assert posting_imports.rows_of(kept)[0].fields["title"] == "학교안전지원단"


def test_cells_of_excel_read_as_what_they_mean(operator, site, year, by):
    cells = importing.line(
        year,
        site,
        모집인원=3,
        주_활동_시간=14.0,
        월_활동_시간="５７시간",
        시작_시각=time(9, 30),
        종료_시각=0.5,
        지원_시작일=datetime(2026, 5, 4, 9, 0),
        지원_시작_시각=None,
        지원_마감일=46157.75,
        지원_마감_시각=None,
        발표일="26-05-25",
        활동_시작일="2026. 6. 1.(월)",
        활동_종료일="２０２６년 11월 30일",
    )

    kept = keep(importing.xlsx_file([cells]), operator, by)

    assert reasons(kept) == []
    found = posting_imports.fields_of(posting_imports.rows_of(kept)[0])
    assert found["apply_from"] == datetime(2026, 5, 4, 9, 0, tzinfo=SEOUL)
    assert found["apply_until"] == datetime(2026, 5, 15, 18, 0, tzinfo=SEOUL)
    assert (found["starts_on"], found["ends_on"]) == (date(2026, 6, 1), date(2026, 11, 30))
    assert (found["hours_mask"][0], found["hours_per_month"]) == (0b111 << 9, 57)


def test_one_bad_row_of_500_keeps_all_out(operator, site, year, by):
    rows = [importing.line(year, site, 공고_제목=f"공고 {number}") for number in range(500)]
    rows[316]["월 활동 시간"] = "육십"

    kept = keep(importing.csv_file(rows), operator, by)

    assert (kept.state, kept.postings) == ("faulty", 500)
    assert posting_imports.faults_of(kept) == [(318, "K318", "월 활동 시간", "육십", "숫자로 적어 주세요. 예: 14")]
    with pytest.raises(ValidationError) as refused:
        posting_imports.confirm(kept, by=by, at=NOW)
    assert refused.value.code == "has_faults"
    assert Posting.objects.count() == 0


def test_500_sound_rows_become_500_drafts(operator, site, year, by):
    rows = [importing.line(year, site, 공고_제목=f"공고 {number}") for number in range(500)]

    posting_imports.confirm(keep(importing.csv_file(rows), operator, by), by=by, at=NOW)

    assert (Posting.objects.filter(state="draft").count(), Seat.objects.count()) == (500, 1500)


def test_each_fault_names_its_cell_and_how_to_mend_it(operator, site, year, by):
    rows = [
        importing.line(year, site, 사업="없는 사업", 공고_제목="", 시작_시각="아침"),
        importing.line(year, site, 활동처="모르는 곳", 모집인원="0"),
        importing.line(year, site, 모집인원="3; 2", 사는_곳_제한="수원시", 면접심사="글쎄"),
        importing.line(year, site, 지원_마감일="2026-02-30", 활동_요일="놀토"),
        importing.line(year, site, 하는_일="홍길동 640307-1234567에게"),
        importing.line(year, site, 직업_분류="요양"),
    ]

    faults = posting_imports.faults_of(keep(importing.xlsx_file(rows), operator, by))

    assert [(fault.address, fault.heading, fault.value) for fault in faults] == [
        ("A2", "사업", "없는 사업"),
        ("B2", "공고 제목", ""),
        ("H2", "시작 시각", "아침"),
        ("E3", "활동처", "모르는 곳"),
        ("F3", "모집인원", "0"),
        ("F4", "모집인원", "3; 2"),
        ("L4", "사는 곳 제한", "수원시"),
        ("P4", "면접심사", "글쎄"),
        ("G5", "활동 요일", "놀토"),
        ("U5", "지원 마감일", "2026-02-30"),
        ("C6", "하는 일", ""),
        ("D7", "직업 분류", "요양"),
    ]
    assert all(fault.reason for fault in faults)


def test_rules_of_postings_are_told_beside_their_cells(operator, site, year, by):
    rows = [
        importing.line(year, site, 월_활동_시간="80"),
        importing.line(year, site, 지원_마감일="2026-05-01"),
        importing.line(year, site, 활동_종료일="2027-06-30"),
        importing.line(year, site, 공고_제목="가" * 101),
    ]

    kept = keep(importing.csv_file(rows), operator, by)

    assert reasons(kept) == [
        ("K2", "이 사업은 한 달에 57시간까지 활동할 수 있습니다."),
        ("U3", "지원 마감은 지원 시작보다 뒤여야 합니다."),
        ("Z4", "활동 기간은 사업 기간 안이어야 합니다: 2026년 1월 1일부터 2026년 12월 31일까지"),
        ("B5", "100자까지 적을 수 있습니다. 지금은 101자입니다."),
    ]


def test_a_formula_is_refused_with_its_address(operator, site, year, by):
    made = importing.book(importing.table([importing.line(year, site)]))
    made.active["F2"] = "=1+2"

    kept = keep(importing.saved(made), operator, by)

    assert reasons(kept) == [("F2", "수식이 있습니다. 값만 붙여 넣어 주세요.")]
    assert posting_imports.faults_of(kept)[0].heading == "모집인원"


def test_blank_merged_and_template_rows(operator, site, year, by):
    rows = [importing.line(year, site), importing.line(year, site, 사업="", 공고_제목="두 번째")]
    cells = [["공고 목록"], [], *importing.table(rows)]
    cells.insert(4, [""] * 3)
    made = importing.book(cells)
    made.active.merge_cells("A4:A6")
    made.active.merge_cells("A1:D1")

    kept = keep(importing.saved(made), operator, by)

    assert reasons(kept) == []
    assert [(row.row, row.fields["title"]) for row in posting_imports.rows_of(kept)] == [
        (4, "학교안전지원단"),
        (6, "두 번째"),
    ]


def test_unknown_missing_and_double_headings(operator, site, year, by):
    row = importing.line(year, site)
    cells = importing.table([row])
    cells[0] = ["제목" if heading == "면접심사" else heading for heading in cells[0]]
    cells[0][cells[0].index("배치 전 교육")] = "점수 보여 주기"
    cells[0][cells[0].index("모집인원")] = ""

    kept = keep(importing.csv_text(cells).encode(), operator, by)

    assert [(fault.address, fault.heading) for fault in posting_imports.faults_of(kept)] == [
        ("", "모집인원"),
        ("P1", ""),
        ("R1", "점수 보여 주기"),
    ]


def test_a_row_that_stands_twice_is_told(operator, site, year, by):
    kept = keep(importing.csv_file([importing.line(year, site)] * 2), operator, by)

    assert [(fault.row, fault.reason) for fault in posting_imports.faults_of(kept)] == [
        (3, "2행과 똑같은 공고입니다. 하나를 지워 주세요.")
    ]


@pytest.mark.parametrize(
    ("content", "code"),
    [
        ("이름,나이\n가,1\n".encode(), "no_headings"),
        (importing.csv_text([importing.HEADINGS]).encode(), "no_postings"),
    ],
)
def test_a_file_without_postings_says_so(content, code, operator, by):
    with pytest.raises(ValidationError) as refused:
        keep(content, operator, by)
    assert refused.value.code == code


def test_more_than_500_are_too_many(operator, site, year, by):
    rows = [importing.line(year, site, 공고_제목=f"공고 {number}") for number in range(501)]
    with pytest.raises(ValidationError) as refused:
        keep(importing.csv_file(rows), operator, by)
    assert refused.value.code == "too_many_rows"


def test_confirm_writes_nothing_when_a_site_went_meanwhile(operator, site, year, by):
    gone = make.site(operator, name="문 닫는 곳")
    rows = [importing.line(year, site), importing.line(year, gone)]
    kept = keep(importing.csv_file(rows), operator, by)
    gone.delete()

    told = posting_imports.confirm(kept, by=by, at=NOW)

    assert (told.state, Posting.objects.count()) == ("faulty", 0)
    assert [fault.row for fault in posting_imports.faults_of(told)] == [3]


def test_confirm_again_imports_nothing(operator, site, year, by):
    kept = importing.waiting(operator, year, site)
    posting_imports.confirm(kept, by=by, at=NOW)

    with pytest.raises(ValidationError) as refused:
        posting_imports.confirm(kept, by=by, at=NOW)

    assert (refused.value.code, Posting.objects.count()) == ("already_imported", 1)


def test_others_may_not_read_confirm_or_discard(operator, site, year):
    kept = importing.waiting(operator, year, site)
    for user in (make.member(make.organisation()), make.member(operator, "reviewer"), make.city_user("editor")):
        stranger = make.actor(user)
        with pytest.raises(PermissionDenied):
            keep(importing.csv_file([importing.line(year, site)]), operator, stranger)
        with pytest.raises(PermissionDenied):
            posting_imports.confirm(kept, by=stranger, at=NOW)
        with pytest.raises(PermissionDenied):
            posting_imports.discard(kept, by=stranger, at=NOW)
    assert PostingImport.objects.count() == 1


def test_sites_of_others_have_no_name_here(operator, site, year, by):
    foreign = make.site(make.organisation(), name="남의 도서관")
    kept = keep(importing.csv_file([importing.line(year, foreign)]), operator, by)
    assert [fault.heading for fault in posting_imports.faults_of(kept)] == ["활동처"]


def test_discard_and_forget_leave_no_rows(operator, site, year, by):
    posting_imports.discard(importing.waiting(operator, year, site), by=by, at=NOW)
    importing.waiting(operator, year, site, read_at=NOW - timedelta(days=8))
    young = importing.waiting(operator, year, site, read_at=NOW - timedelta(days=6))

    assert posting_imports.forget(at=NOW) == 1
    assert list(PostingImport.objects.all()) == [young]


def test_the_oldest_make_room(operator, site, year, by):
    for hours in range(posting_imports.MOST_WAITING):
        importing.waiting(operator, year, site, read_at=NOW - timedelta(hours=hours + 1))
    kept = keep(importing.csv_file([importing.line(year, site)]), operator, by)
    assert PostingImport.objects.count() == posting_imports.MOST_WAITING
    assert PostingImport.objects.order_by("read_at").first().read_at == NOW - timedelta(hours=19)
    assert PostingImport.objects.filter(pk=kept.pk).exists()


def test_an_ended_site_is_refused_beside_its_cell_before_anything_is_confirmed(operator, site, year, by):
    make.changed(site, ended_at=NOW)

    kept = keep(importing.xlsx_file([importing.line(year, site)]), operator, by)

    assert kept.state == "faulty"
    ((address, reason),) = reasons(kept)
    assert (address[-1], reason) == ("2", "끝난 활동처입니다: 마포도서관. 지금 사람을 받는 활동처를 적어 주세요.")


def test_a_site_that_ends_before_the_confirmation_is_refused_at_its_row(operator, site, year, by):
    kept = keep(importing.xlsx_file([importing.line(year, site)]), operator, by)
    make.changed(site, ended_at=NOW)

    done = posting_imports.confirm(kept, by=by, at=NOW)

    assert (done.state, [fault.row for fault in posting_imports.faults_of(done)]) == ("faulty", [2])
    assert not Posting.objects.exists()


def test_a_row_of_blanks_says_nothing(operator, site, year, by):
    blank = dict.fromkeys(importing.HEADINGS, "  ")

    kept = keep(importing.csv_file([importing.line(year, site), blank]), operator, by)

    assert (kept.state, kept.postings, kept.faults) == ("waiting", 1, [])


@pytest.mark.parametrize(("cell", "people"), [("1,000명", None), ("1,4", None), ("１2", 12), ("0012", 12)])
def test_a_number_with_a_comma_that_parts_no_thousands_is_refused(cell, people, operator, site, year, by):
    kept = keep(importing.csv_file([importing.line(year, site, 모집인원=cell)]), operator, by)

    assert (kept.state == "waiting") is (people is not None)
    if people:
        posting_imports.confirm(kept, by=by, at=NOW)
        assert Seat.objects.count() == people


def test_the_same_file_that_a_colleague_imported_meanwhile_is_not_written_again_unseen(operator, site, year, by):
    content = importing.csv_file([importing.line(year, site)])
    mine, theirs = keep(content, operator, by), keep(content, operator, by)
    posting_imports.confirm(theirs, by=by, at=NOW)

    with pytest.raises(ValidationError) as refused:
        posting_imports.confirm(mine, by=by, at=NOW)
    assert (refused.value.code, Posting.objects.count()) == ("imported_meanwhile", 1)

    posting_imports.confirm(mine, before=theirs.public_id, by=by, at=NOW)
    assert Posting.objects.count() == 2
