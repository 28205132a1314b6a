"""Files of outside postings: taken in whole, again and again, with a word on every row that was left out."""

import json
from datetime import timedelta
from io import StringIO
from pathlib import Path

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.management import CommandError, call_command

from jobs import outside_postings
from jobs.intake import base
from jobs.models import OutsidePosting
from profiles import actors, places
from profiles.models import Event, StaleMark
from tests import make
from tests.make import NOW

pytestmark = pytest.mark.django_db
SHARED = Path(__file__).resolve().parents[3] / "shared" / "data"
LATER = NOW + timedelta(days=1)


def row(number, **columns):
    defaults = {
        "id": f"S-{number}",
        "title": f"아파트 경비 {number}",
        "company": "한빛관리",
        "workType": "시간제",
        "location": "서울 마포구",
        "startDate": "20260401",
        "endDate": "20261231",
    }
    return {**defaults, **columns}


def take_in(rows, *, at=NOW, by=None, format_name="senuri", **options):
    content = rows if isinstance(rows, bytes) else json.dumps(rows, ensure_ascii=False).encode()
    return outside_postings.take_in(content, format_name=format_name, by=by or actors.system(), at=at, **options)


def shared(name):
    path = SHARED / name
    if not path.exists():
        pytest.skip(f"the real postings are not here: {path}")
    return path


def test_take_in_writes_shows_and_marks():
    report = take_in([row(1), row(2)])

    assert report == (2, 2, 0, 0, [])
    posting = OutsidePosting.objects.get(source_key="S-1")
    assert (posting.source, posting.title, posting.district, posting.keco) == (
        "senuri",
        "아파트 경비 1",
        "11440",
        "5413",
    )
    assert (posting.first_seen_at, posting.last_seen_at, posting.changed_at) == (NOW, NOW, NOW)
    ids = set(OutsidePosting.objects.values_list("pk", flat=True))
    assert set(StaleMark.objects.filter(subject_type="outside").values_list("subject_id", flat=True)) == ids
    assert set(Event.objects.filter(verb="take_in").values_list("subject_id", flat=True)) == ids


def test_take_in_again_changes_nothing_but_when_it_was_seen():
    take_in([row(1), row(2)])
    StaleMark.objects.all().delete()

    report = take_in([row(2), row(1)], at=LATER)

    assert report == (2, 0, 0, 2, [])
    assert set(OutsidePosting.objects.values_list("first_seen_at", "last_seen_at", "changed_at")) == {(NOW, LATER, NOW)}
    assert not StaleMark.objects.exists()
    assert Event.objects.count() == 2


def test_take_in_overwrites_what_changed():
    take_in([row(1), row(2)])
    StaleMark.objects.all().delete()
    before = OutsidePosting.objects.get(source_key="S-2")

    report = take_in([row(1), row(2, title="학교 보안관"), row(3)], at=LATER)

    assert report == (3, 1, 1, 1, [])
    after = OutsidePosting.objects.get(source_key="S-2")
    assert (after.title, after.first_seen_at, after.changed_at) == ("학교 보안관", NOW, LATER)
    assert (after.pk, after.public_id) == (before.pk, before.public_id)
    assert StaleMark.objects.filter(subject_type="outside", subject_id=after.pk).exists()
    assert StaleMark.objects.count() == 2


def test_take_in_says_which_rows_it_left_out_and_why():
    report = take_in([row(1), row(2, title=""), "글자", row(1), row(5, company="가" * 20_001), row(6)])

    assert (report.read, report.new) == (6, 2)
    assert report.refused == [
        (2, "제목이 없습니다."),
        (3, "공고의 모양이 아닙니다."),
        (4, "1번째와 같은 공고입니다."),
        (5, "‘company’ 값이 너무 깁니다."),
    ]


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "not_json"),
        (b"id,title\n1,2\n", "not_json"),
        ("[]".encode("utf-16"), "not_json"),
        ("공고".encode("cp949"), "not_json"),
        (b"[" * 100_000, "not_json"),
        (b"[1" + b"0" * 5_000 + b"]", "not_json"),
        (b'{"a": 1}', "wrong_shape"),
        (b'"text"', "wrong_shape"),
        (b"null", "wrong_shape"),
    ],
)
def test_take_in_refuses_what_is_no_list_of_postings(content, code):
    with pytest.raises(ValidationError, match="아무것도 바뀌지 않았습니다") as refused:
        take_in(content)

    assert refused.value.code == code
    assert not OutsidePosting.objects.exists()


def test_take_in_refuses_hostile_sizes(monkeypatch):
    monkeypatch.setattr(base, "MAX_ROWS", 2)
    with pytest.raises(ValidationError) as refused:
        take_in([row(1), row(2), row(3)])
    assert refused.value.code == "too_many_rows"

    monkeypatch.setattr(base, "MAX_BYTES", 10)
    with pytest.raises(ValidationError) as refused:
        take_in([row(1)])
    assert refused.value.code == "file_too_large"
    assert not OutsidePosting.objects.exists()


def test_take_in_keeps_recmnt_shut_until_its_licence_is_clear(settings):
    document = {"recMntList": {"row": [{"TITLE": "요양보호사", "COMPANY": "한빛"}]}}

    with pytest.raises(ValidationError, match="--licence-cleared") as refused:
        take_in(document, format_name="recmnt")
    assert refused.value.code == "licence_unclear"
    assert not OutsidePosting.objects.exists()

    assert take_in(document, format_name="recmnt", is_licence_cleared=True).new == 1
    settings.LICENCES_CLEARED = ["recmnt"]
    assert take_in(document, format_name="recmnt").unchanged == 1


def test_take_in_knows_its_formats_and_who_may():
    with pytest.raises(ValidationError) as refused:
        take_in([], format_name="xlsx")
    assert refused.value.code == "format_unknown"

    assert take_in([row(1)], by=make.actor(make.city_user())).new == 1
    for person in (make.user(), make.member(), make.city_user("viewer")):
        with pytest.raises(PermissionDenied):
            take_in([row(2)], by=make.actor(person))


def test_take_in_asks_as_often_for_many_rows_as_for_few(django_assert_max_num_queries):
    take_in([row(0)])
    with django_assert_max_num_queries(9):
        take_in([row(number) for number in range(300)])


def test_take_in_the_real_senuri_list():
    content = shared("postings/senuri_jobs_union.json").read_bytes()

    report = take_in(content)

    assert (report.read, report.new, list(report.refused)) == (2322, 2322, [])
    assert OutsidePosting.objects.exclude(district="").count() >= 150
    assert not OutsidePosting.objects.filter(title__contains="&amp;").exists()
    assert not OutsidePosting.objects.filter(title__regex=r"01\d-?\d{3,4}-?\d{4}").exists()
    assert take_in(content, at=LATER).unchanged == 2322


def test_take_in_the_real_recmnt_rows():
    content = shared("api_fixtures/recMntList_sample.json").read_bytes()

    report = take_in(content, format_name="recmnt", is_licence_cleared=True)

    assert (report.read, report.new, list(report.refused)) == (8, 8, [])
    rows = OutsidePosting.objects.order_by("pk")
    assert {places.name(found.district) for found in rows if found.district} == {"강서구", "성동구", "금천구"}
    assert all(found.keco and found.hourly_won and found.closes_on and found.contact for found in rows)
    assert sum(found.hours_mask is not None for found in rows) == 3
    assert take_in(content, format_name="recmnt", is_licence_cleared=True).unchanged == 8


def test_command_reports_in_korean(tmp_path):
    path, said = tmp_path / "postings.json", StringIO()
    path.write_text(json.dumps([row(1), row(2, title="")]), encoding="utf-8")

    call_command("import_postings", str(path), "--format", "senuri", stdout=said)

    assert said.getvalue().splitlines() == [
        "읽은 공고 2건: 새 공고 1, 바뀐 공고 0, 그대로 0, 받지 않은 공고 1",
        "  2번째 공고: 제목이 없습니다.",
    ]


@pytest.mark.parametrize(
    ("content", "format_name", "complaint"),
    [
        (None, "senuri", "파일을 열 수 없습니다"),
        ("not json", "senuri", "JSON 파일이 아닙니다"),
        ("{}", "recmnt", "이용 조건이"),
    ],
)
def test_command_fails_with_a_sentence(tmp_path, content, format_name, complaint):
    path = tmp_path / "postings.json"
    if content is not None:
        path.write_text(content)

    with pytest.raises(CommandError, match=complaint):
        call_command("import_postings", str(path), "--format", format_name)
