"""이력서 올리기, on its pages: nothing is kept unseen, nothing is lost, and a file that can't be read says why."""

import re
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from profiles import cv_readings
from profiles.models import CvReading, Event
from profiles.web import cv
from tests import make
from tests.profiles.cv import hostile, readings
from tests.profiles.cv.people import PEOPLE

pytestmark = pytest.mark.django_db
PAGE, FOUND, FORGET = (reverse(f"profiles:candidate_cv{end}") for end in ("", "_found", "_forget"))


def upload(client, content: bytes = hostile.DOCX, name: str = "이력서.docx"):
    return client.post(PAGE, {"file": SimpleUploadedFile(name, content)}, follow=True)


def text(response) -> str:
    return response.content.decode()


def filled(page: str) -> dict[str, str]:
    """What the browser would send of the page as it stands, with an answer to each occupation that is asked for."""
    sent = {}
    for tag in re.findall(r"<input[^>]*>", page):
        told = dict(re.findall(r'([\w-]+)="([^"]*)"', tag))
        if "name" in told and (told.get("type") != "checkbox" or " checked" in tag):
            sent[told["name"]] = told.get("value", "on" if told.get("type") == "checkbox" else "")
    for name, inner in re.findall(r'<select name="([^"]+)".*?>(.*?)</select>', page, re.S):
        chosen = re.search(r'<option value="([^"]*)" selected', inner)
        sent[name] = (chosen and chosen[1]) or ("none" if name.endswith(".keco") else "")
    for name, inner in re.findall(r'<textarea name="([^"]+)".*?>(.*?)</textarea>', page, re.S):
        sent[name] = inner.strip()
    return sent


def test_upload_shows_what_was_found_and_keeps_nothing(client, newcomer) -> None:
    client.force_login(newcomer.user)

    page = text(upload(client))

    assert "이력서에서 찾은 내용" in page
    assert all(word in page for word in ("김영희", "010-2345-6789", "한빛초등학교 조리원", "요양보호사", "연희동"))
    assert all(word in page for word in ("주민등록번호·외국인등록번호", "가족 사항", "종교", "본적·출신지"))
    newcomer.refresh_from_db()
    assert (newcomer.birth_on, newcomer.district, newcomer.careers.count()) == (None, "", 0)
    assert newcomer.certificates.count() == 0


def test_confirm_puts_in_all_that_is_ticked(client, newcomer) -> None:
    sent = filled(text(upload(client)))

    page = text(client.post(FOUND, sent, follow=True))

    newcomer.refresh_from_db()
    person = PEOPLE[0]
    assert "가지를 넣었습니다" in page
    assert (newcomer.birth_on, newcomer.district, newcomer.dong) == (person.birth_on, "11410", person.place)
    assert [(one.title, one.months) for one in newcomer.careers.order_by("pk")] == [
        (f"{job.employer} {job.role}", job.months) for job in person.jobs
    ]
    assert [(one.starts_on, one.ends_on) for one in newcomer.careers.order_by("pk")] == [
        (date(2005, 3, 1), date(2012, 2, 1)),
        (date(2013, 5, 1), date(2021, 12, 1)),
    ]
    assert [one.name for one in newcomer.certificates.order_by("pk")] == list(person.held)
    assert newcomer.skills == person.skills
    assert "김영희" in page
    assert not CvReading.objects.exists()


def test_confirm_puts_in_only_what_is_ticked_as_it_was_mended(client, newcomer) -> None:
    sent = filled(text(upload(client)))
    boxes = [name for name in sent if name.startswith("use_")]
    sent = {name: value for name, value in sent.items() if name not in boxes} | {
        "use_career_1": "on",
        "career_1.title": "푸른요양원 주임 요양보호사",
    }

    client.post(FOUND, sent)

    newcomer.refresh_from_db()
    assert [one.title for one in newcomer.careers.all()] == ["푸른요양원 주임 요양보호사"]
    assert (newcomer.birth_on, newcomer.skills, newcomer.certificates.count()) == (None, "", 0)


def test_an_occupation_that_the_file_does_not_name_is_asked_for(client, newcomer) -> None:
    sent = filled(text(upload(client)))
    asked = next(name for name, value in sent.items() if name.endswith(".keco") and value == "none")

    page = text(client.post(FOUND, sent | {asked: ""}))

    assert "가장 가까운 직업을 하나 골라 주세요." in page
    assert not newcomer.careers.exists()


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"ends_on_year": "", "ends_on_month": ""}, "지금까지 하고 있다고 눌러 주세요."),
        ({"starts_on_year": "", "starts_on_month": ""}, "년과 월을 넣어 주세요."),
        ({"ends_on_year": "1999"}, "끝난 달은 시작한 달보다 빠를 수 없습니다."),
    ],
)
def test_months_of_a_career_are_checked(client, newcomer, typed, said) -> None:
    sent = filled(text(upload(client))) | {f"career_0.{box}": value for box, value in typed.items()}

    assert said in text(client.post(FOUND, sent))
    assert not newcomer.careers.exists()


def test_a_career_that_goes_on_has_no_end(client, newcomer) -> None:
    sent = filled(text(upload(client))) | {"career_1.is_going_on": "on"}

    client.post(FOUND, sent)

    going_on = newcomer.careers.order_by("pk").last()
    assert (going_on.starts_on, going_on.ends_on) == (date(2013, 5, 1), None)


def test_present_answers_stand_beside_and_stay(client) -> None:
    person = make.candidate(name="김순희", phone="01011112222", skills="노래")
    client.force_login(person.user)

    page = text(upload(client))
    client.post(FOUND, filled(page))

    assert all(word in page for word in ("지금 적혀 있는 것:", "김순희", "010-1111-2222", "노래"))
    person.refresh_from_db()
    assert (person.skills, person.birth_on) == ("노래", person.birth_on)
    assert person.user.identity.name == "김순희"
    assert person.careers.filter(title="한빛초등학교 조리원").exists()


def test_refused_answers_are_told_beside_their_fields_and_nothing_is_lost(client, newcomer) -> None:
    sent = filled(text(upload(client))) | {
        "phone": "123",
        "career_0.title": "조리원 620307-2345678",
        "birth_on_year": "1850",
        "skills": "고친 특기",
    }

    page = text(client.post(FOUND, sent))

    newcomer.refresh_from_db()
    assert "전화번호를 확인해 주세요" in page
    assert "주민등록번호는 받지 않습니다" in page
    assert "태어난 해를 확인해 주세요" in page
    assert all(word in page for word in ('value="123"', 'value="1850"', "고친 특기"))
    assert (newcomer.skills, newcomer.careers.count(), newcomer.certificates.count()) == ("", 0, 0)
    assert not Event.objects.filter(verb__in=["take_cv", "add_career", "tell"]).exists()
    assert CvReading.objects.count() == 1


def test_confirm_of_nothing_says_what_to_do(client, newcomer) -> None:
    upload(client)

    assert "넣을 내용을 하나 이상 골라 주세요" in text(client.post(FOUND, {}))


def test_forget_destroys_what_was_found(client, newcomer) -> None:
    upload(client)

    page = text(client.post(FORGET, follow=True))

    assert "모두 지웠습니다" in page
    assert not CvReading.objects.exists()
    assert text(client.get(FOUND, follow=True)).count("파일을 다시 올려 주세요") == 1


@pytest.mark.parametrize(
    ("content", "name", "said"),
    [
        (b"", "이력서.pdf", "파일에 글이 없습니다"),
        (hostile.ole("FileHeader", "DocInfo"), "이력서.pdf", "예전 한글(HWP) 파일입니다"),
        (hostile.scanned_pdf(), "이력서.docx", "스캔한 파일"),
        (hostile.DOCX[:-2000], "이력서.docx", "망가졌거나"),
        (hostile.locked_pdf(opens_with="1962"), "이력서.pdf", "암호가 걸린 파일"),
        ("이력서".encode("euc-kr"), "이력서.txt", "파일이 아닙니다"),
    ],
    ids=["empty", "old_hwp", "scanned", "truncated", "locked", "text"],
)
def test_file_that_cannot_be_read_says_why(client, newcomer, content: bytes, name: str, said: str) -> None:
    page = text(upload(client, content, name))

    assert said in page
    assert "고칠 점:" in page
    assert not CvReading.objects.exists()


@pytest.mark.parametrize(
    "name", ["이\x00력서.docx", "gpj.\u202excod.exe", "../../../etc/passwd", "가" * 90 + ".hwp", "CON"]
)
def test_name_of_a_file_says_nothing(client, newcomer, name: str) -> None:
    """A NUL, a name that reads backwards, a path: the bytes alone count, and no name is shown."""
    page = text(upload(client, hostile.PDF, name))

    assert "김영희" in page
    assert "\x00" not in page
    assert "\u202e" not in page


def test_file_above_the_bound_is_refused(client, newcomer, settings) -> None:
    settings.CV_MAX_MB = 1

    page = text(upload(client, hostile.DOCX + bytes(1_048_576)))

    assert "1MB까지 올릴 수 있습니다" in page


def test_file_never_reaches_a_disk(client, newcomer, settings, tmp_path) -> None:
    settings.FILE_UPLOAD_TEMP_DIR = str(tmp_path)

    page = text(upload(client, hostile.DOCX + bytes(4 * 1_048_576)))

    assert "고칠 점:" in page or "김영희" in page
    assert list(tmp_path.iterdir()) == []


def test_when_all_places_are_taken_the_person_is_asked_to_wait(client, newcomer) -> None:
    with cv.PLACES, cv.PLACES:
        page = text(upload(client))

    assert "지금 많은 분이 올리고 있습니다" in page
    assert not Event.objects.filter(verb="begin_cv").exists()
    assert "김영희" in text(upload(client))


def test_waiting_reading_is_offered_again(client, newcomer) -> None:
    readings.waiting(newcomer, at=timezone.now())

    page = text(client.get(PAGE))

    assert FOUND in page
    assert cv_readings.waiting(newcomer.user, at=timezone.now())


def test_events_name_counts_and_no_contents(client, newcomer) -> None:
    client.post(FOUND, filled(text(upload(client))))

    kept = [(one.verb, one.params) for one in Event.objects.filter(verb__endswith="_cv").order_by("pk")]
    assert kept == [("begin_cv", {}), ("propose_cv", {"proposed": 9, "dropped": 6}), ("take_cv", {"taken": 9})]


def test_pages_lead_to_it(client, newcomer) -> None:
    for name in ("profiles:candidate_profile", "profiles:candidate_profile_careers"):
        assert PAGE in text(client.get(reverse(name)))


def test_another_person_sees_nothing_of_it(client, newcomer) -> None:
    upload(client)
    client.force_login(make.candidate().user)

    assert "김영희" not in text(client.get(FOUND, follow=True))
    client.post(FORGET)
    assert CvReading.objects.count() == 1


def test_upload_without_a_file_says_so(client, newcomer) -> None:
    assert "이력서 파일을 골라 주세요" in text(client.post(PAGE, {}))
