"""표 파일로 여러 건 쓰기: the forms to download, the preview, the report of what is wrong, and nothing before the confirmation."""

import csv
import io
from datetime import date

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from jobs.models import Posting, PostingImport
from tests import make
from tests.jobs import importing

NEW = reverse("jobs:operator_import_new")
pytestmark = pytest.mark.django_db


@pytest.fixture
def operator():
    return make.organisation()


@pytest.fixture
def site(operator):
    return make.site(operator, name="마포도서관")


@pytest.fixture
def year():
    now = timezone.localdate().year
    dates = {"starts_on": date(now, 1, 1), "ends_on": date(now + 2, 12, 31)}
    return make.programme_year(make.programme(name="학교안전지킴이"), year=now, **dates)


@pytest.fixture
def officer(client, operator):
    client.force_login(make.member(operator))
    return client


def upload(client, content, name="공고.csv"):
    return client.post(NEW, {"file": SimpleUploadedFile(name, content)})


def sound(year, site, **changes):
    own = {"활동_시작일": f"{year.year + 1}-03-02", "활동_종료일": f"{year.year + 1}-10-30"}
    return importing.line(year, site, **{**own, **changes})


def test_a_sound_file_is_shown_and_then_written(officer, year, site):
    answer = upload(officer, importing.csv_file([sound(year, site)]))
    kept = PostingImport.objects.get()
    shown = officer.get(answer.url).content.decode()

    assert answer.url == reverse("jobs:operator_import", args=[kept.public_id])
    assert "공고 1건을 가져오시겠습니까?" in shown
    assert "학교안전지원단" in shown
    assert "마포도서관" in shown
    assert "월·화·수·목·금 오전 9시~" in shown
    assert Posting.objects.count() == 0

    done = officer.post(reverse("jobs:operator_import_confirm", args=[kept.public_id]), follow=True)

    assert "공고 1건을 작성 중으로 가져왔습니다." in done.content.decode()
    assert Posting.objects.get().state == "draft"
    again = officer.post(reverse("jobs:operator_import_confirm", args=[kept.public_id]), follow=True)
    assert "이미 가져온 파일입니다." in again.content.decode()
    assert Posting.objects.count() == 1


def test_what_is_wrong_stands_beside_its_cell_and_in_a_file(officer, year, site):
    answer = upload(
        officer, importing.csv_file([sound(year, site, 공고_제목="@SUM(1)", 월_활동_시간="=1", 모집인원="-1")])
    )
    shown = officer.get(answer.url).content.decode()
    file = officer.get(reverse("jobs:operator_import_faults", args=[PostingImport.objects.get().public_id]))

    assert "1줄에서 2곳을 고쳐 주세요." in shown
    assert "수식이 있습니다. 값만 붙여 넣어 주세요." in shown
    rows = list(csv.reader(io.StringIO(file.content.decode("utf-8-sig"))))
    assert rows[1] == ["2", "F2", "모집인원", "'-1", "숫자로 적어 주세요. 예: 14"]
    assert rows[2][:3] == ["2", "K2", "월 활동 시간"]
    assert Posting.objects.count() == 0


def test_the_same_file_again_is_warned_of(officer, year, site):
    content = importing.csv_file([sound(year, site)])
    upload(officer, content)
    officer.post(reverse("jobs:operator_import_confirm", args=[PostingImport.objects.get().public_id]))

    shown = officer.get(upload(officer, content).url).content.decode()

    assert "이미 가져왔습니다. 또 가져오면 같은 공고가 두 번 생깁니다." in shown


@pytest.mark.parametrize(
    ("content", "name", "sentence"),
    [
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "Workbook".encode("utf-16-le") + b"\0\0", "a.xlsx", "예전 엑셀(XLS)"),
        (b"\xd0\xcf\x11\xe0" + b"HwpSummaryInformation", "a.xlsx", "아닙니다"),
        (b"%PDF-1.7\n1 0 obj", "a.csv", "엑셀(XLSX)이나 CSV 파일이 아닙니다."),
        (b"\x89PNG\r\n\x1a\n", "a.xlsx", "사진 파일입니다."),
        (b"PK\x03\x04 broken", "a.xlsx", "망가졌거나"),
        (b"   \n", "a.csv", "파일에 내용이 없습니다."),
        (b"\xff\xfe\xff", "a.csv", "글자를 읽을 수 없는 파일입니다."),
        ("가나다".encode("euc_jis_2004", "ignore") + b"\xfa\xff", "a.csv", "글자를 읽을 수 없는 파일입니다."),
    ],
)
def test_what_is_no_spreadsheet_says_what_it_is(officer, content, name, sentence):
    assert sentence in upload(officer, content, name).content.decode()
    assert PostingImport.objects.count() == 0


@pytest.mark.parametrize("ending", ["xlsx", "csv"])
def test_the_form_filled_in_can_be_read_again(officer, operator, year, site, ending):
    make.site(operator, name="=1+1")
    answer, own = officer.get(reverse("jobs:operator_import_template", args=[ending])), sound(year, site)
    if ending == "xlsx":
        book = openpyxl.load_workbook(io.BytesIO(answer.content))
        sheet = book.worksheets[0]
        headings = [cell.value.rstrip(" *") for cell in sheet[1]]
        assert sheet["F3"].data_type == "s"
        assert sheet["F3"].value == "=1+1"
        assert len(sheet.data_validations.dataValidation) == 2
        for place, heading in enumerate(headings, start=1):
            sheet.cell(4, place).value = own.get(heading)
        held = io.BytesIO()
        book.save(held)
        content = held.getvalue()
    else:
        rows = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))
        assert rows[2][5] == "'=1+1"
        rows.append([own.get(heading.rstrip(" *"), "") for heading in rows[0]])
        content = importing.csv_text(rows).encode()

    page = officer.get(upload(officer, content, f"a.{ending}").url).content.decode()

    assert PostingImport.objects.get().faults == []
    assert "설명과 예시 2줄은 읽지 않았습니다." in page
    assert "첫 시트만 읽었습니다." not in page


def test_another_ending_has_no_form(officer):
    assert officer.get(reverse("jobs:operator_import_template", args=["exe"])).status_code == 404


@pytest.mark.parametrize("count", [1, 3])
def test_the_pages_ask_as_much_for_three_as_for_one(
    officer, operator, year, site, count, django_assert_max_num_queries
):
    for _ in range(count):
        kept = importing.waiting(operator, year, site, count=count)
    with django_assert_max_num_queries(13):
        officer.get(reverse("jobs:operator_import", args=[kept.public_id]))
    with django_assert_max_num_queries(10):
        officer.get(NEW)


def test_discard_throws_it_away(officer, operator, year, site):
    kept = importing.waiting(operator, year, site)
    shown = officer.post(reverse("jobs:operator_import_discard", args=[kept.public_id]), follow=True).content.decode()
    assert "올린 내용을 지웠습니다." in shown
    assert PostingImport.objects.count() == 0
