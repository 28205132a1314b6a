"""Files on the way to the receipt: nobody chooses one twice, nothing typed is lost, and what isn't taken says why beside its box."""

import html
import re
import unicodedata
from uuid import UUID

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from jobs import attachments, event_details
from jobs.models import Application, Attachment
from profiles import uploads
from profiles.models import Event
from tests import make
from tests.jobs.attaching import ASKED, PDF, attachment, upload
from tests.jobs.stories import PNG
from tests.jobs.web.open_postings import open_posting, text
from tests.jobs.web.test_candidate import form, page
from tests.profiles.cv import hostile, papers
from tests.profiles.test_uploads import wide_png

pytestmark = pytest.mark.django_db
HIDDEN = re.compile(r'<input type="hidden" name="([^"]+)" value="([^"]*)">')
MOTIVE = "어르신을 돕고 싶습니다."


@pytest.fixture
def posting():
    return open_posting(asked_files=ASKED)


def pdf(content: bytes = PDF, name: str = "소개.pdf") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content, "application/pdf")


def errors_beside(response, name: str) -> list[str]:
    """What stands beside the box of a file; nothing else is wrong."""
    found = response.context["form"].errors
    assert set(found) <= {name}, found
    return found.get(name, [])


def carried(response) -> dict[str, list[str]]:
    """What goes along hidden from the page that is read over."""
    sent: dict[str, list[str]] = {}
    for name, value in re.findall(r'name="(motive|form_token|shown|consent_[\w-]+)" value="([^"]*)"', text(response)):
        sent.setdefault(name, []).append(value)
    return sent


def slots(posting, person) -> dict[int, str]:
    return {slot: row.name for slot, row in attachments.by_slot(posting, person).items()}


def test_apply_asks_for_each_file_in_its_words(client, person, posting) -> None:
    shown = text(client.get(page("apply", posting)))

    assert 'enctype="multipart/form-data"' in shown
    assert "자기소개 자료" in shown
    assert "한두 쪽이면 됩니다. PDF, JPG, PNG 파일 하나, 5MB까지." in shown
    assert shown.count("주민등록번호는 지우거나 가리고") == 1
    assert shown.count("기관의 담당자와 심사위원이 파일을 올리신 그대로 봅니다. 이름이나 사진도 보입니다.") == 1
    assert f'data-most-bytes="{uploads.MOST_BYTES}"' in shown
    assert "upload.js" in shown


def test_apply_without_files_stays_as_it_was(client, person) -> None:
    shown = text(client.get(page("apply", open_posting())))

    assert "multipart" not in shown
    assert "upload.js" not in shown


def test_apply_with_files_takes_no_more_than_four_screens(client, person, posting) -> None:
    screens = [client.get(reverse("jobs:public_posting", args=[posting.public_id])), client.get(page("apply", posting))]
    assert "지원할 때 내는 파일" in text(screens[0])
    files = {"file_1": pdf(name="김영희 소개.pdf"), "file_2": SimpleUploadedFile("사본.png", PNG)}
    screens.append(client.post(page("apply", posting), form(posting, check="1", **files)))
    for told in ("아직 내지 않았습니다", "김영희 소개.pdf", "PDF, 1쪽", "자격증 사본", "사본.png"):
        assert told in text(screens[-1])
    assert 'name="file_1"' not in text(screens[-1])
    sent = carried(screens[-1])
    screens.append(client.post(page("apply", posting), {**sent, "send": "1"}, follow=True))

    made = Application.objects.get()
    assert len(screens) == 4
    assert "지원을 접수했습니다" in text(screens[-1])
    assert [line.file.name for line in attachments.of(made)] == ["김영희 소개.pdf", "사본.png"]
    for name in ("application_receipt", "application"):
        shown = text(client.get(page(name, made)))
        assert "김영희 소개.pdf" in shown
        assert reverse("jobs:attachment", args=[made.attachments.get(slot=1).public_id]) in shown


def test_file_is_kept_whatever_else_is_wrong(client, person, posting) -> None:
    response = client.post(page("apply", posting), form(posting, motive="", check="1", file_1=pdf()))

    assert set(response.context["form"].errors) == {"motive"}
    assert "올려 두었습니다" in text(response)
    assert slots(posting, person) == {1: "소개.pdf"}
    assert "소개.pdf" in text(client.get(page("apply", posting)))
    assert "아직 내지 않았습니다" in text(client.post(page("apply", posting), form(posting, check="1")))


def test_missing_file_says_so_beside_its_box_and_keeps_the_others(client, person, posting) -> None:
    for button in ("check", "send"):
        response = client.post(page("apply", posting), form(posting, file_2=pdf(name="사본.pdf"), **{button: "1"}))

        assert errors_beside(response, "file_1") == ["‘자기소개 자료’ 파일을 골라 주세요."]
        assert 'href="#id_file_1"' in text(response)
        assert MOTIVE in text(response)
        assert slots(posting, person) == {2: "사본.pdf"}
    assert not Application.objects.exists()


REFUSED = {
    "HWP renamed .pdf": (lambda: hostile.ole("FileHeader", "DocInfo"), "한글(HWP) 파일입니다"),
    "zip bomb renamed .pdf": (hostile.flat_bomb, "파일이 너무 복잡해"),
    "pdf bomb": (hostile.inflating_pdf, ""),
    "polyglot": (papers.with_zip_behind, "PDF 파일에 다른 것이 덧붙어"),
    "script": (papers.script, "저절로 움직이는 것"),
    "resident number": (lambda: papers.telling("620307-2345678"), "파일 안에 주민등록번호가 있어"),
    "PNG of 30000 by 30000": (lambda: wide_png(30_000, 30_000), "가로와 세로가 너무 깁니다"),
    "empty": (lambda: b"", "파일에 내용이 없습니다"),
    "6 MB": (lambda: PDF + bytes(6 * 1024 * 1024), "한 파일은 5MB까지"),
    "HTML": (lambda: b"<script>alert(1)</script>", "PDF, JPG, PNG 파일이 아닙니다"),
}


@pytest.mark.parametrize("name", [name for name in REFUSED if name != "pdf bomb"])
def test_refused_file_says_why_and_loses_nothing(client, person, posting, name: str) -> None:
    make_, words = REFUSED[name]
    kept = attachment(posting, person, slot=2, name="사본.pdf")

    response = client.post(page("apply", posting), form(posting, check="1", file_1=pdf(make_())))

    (said,) = errors_beside(response, "file_1")
    assert words in said
    ((_label, why),) = event_details.in_words(list(Event.objects.get(verb="refuse_file").params.items()), "refuse_file")
    later = {"PNG of 30000 by 30000": "너무 큰 그림"}  # a code that pictures share with pictures in a PDF
    assert later.get(name, words) in str(why)  # the sentence that the person read
    assert MOTIVE in text(response)
    assert list(Attachment.objects.all()) == [kept]


def test_pdf_bomb_ends_in_an_answer(client, person, posting) -> None:
    response = client.post(page("apply", posting), form(posting, check="1", file_1=pdf(hostile.inflating_pdf())))

    assert response.status_code == 200
    assert MOTIVE in text(response)


def test_refused_file_leaves_what_stood_there(client, person, posting) -> None:
    attachment(posting, person, name="먼저.pdf")

    response = client.post(page("apply", posting), form(posting, check="1", file_1=pdf(papers.script())))

    assert len(errors_beside(response, "file_1")) == 1
    assert "먼저.pdf" in text(response)
    assert slots(posting, person) == {1: "먼저.pdf"}
    assert Event.objects.get(verb="refuse_file").params == {"refused": "active"}


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        (unicodedata.normalize("NFD", "김영희 소개.pdf"), "김영희 소개.pdf"),
        ("소개😀.pdf", "소개😀.pdf"),
        ("../../../etc/passwd", "passwd.pdf"),
        ("gpj.\u202efdp.exe", "gpj.fdp.pdf"),
        ("<b>소개</b>.pdf", "b.pdf"),
    ],
)
def test_odd_name_is_made_plain(client, person, posting, name: str, shown: str) -> None:
    client.post(page("apply", posting), form(posting, check="1", file_1=pdf(name=name)))

    assert slots(posting, person) == {1: shown}


def test_take_out_and_put_in_another_lose_nothing_typed(client, person, posting) -> None:
    attachment(posting, person)
    typed = form(posting)

    response = client.post(page("apply", posting), {**typed, "detach": "1", "file_2": pdf(name="사본.pdf")})

    assert not response.context["form"].errors
    assert MOTIVE in text(response)
    assert slots(posting, person) == {2: "사본.pdf"}
    for odd in ("1", "9", "x", ""):  # another tab took it out, or somebody plays
        assert client.post(page("apply", posting), {**typed, "detach": odd}).status_code == 200
    client.post(page("apply", posting), {**typed, "check": "1", "file_2": pdf(name="다시.pdf")})
    assert slots(posting, person) == {2: "다시.pdf"}


def test_wishes_move_without_touching_files(client, person) -> None:
    operator = make.organisation()
    posting = open_posting(operator, asked_files=ASKED, sites=[make.site(operator), make.site(operator)])
    kept = attachment(posting, person)
    wish = posting.posting_sites.first().pk
    typed = form(posting, arrange=f"in {wish}", file_1="[object File]")  # as the script sends it

    shown = text(client.post(page("apply", posting), typed))
    response = client.post(page("apply", posting), form(posting, arrange=f"in {wish}", file_2=pdf(b"")))

    assert kept.name in shown
    assert errors_beside(response, "file_2") == [str(uploads.SENTENCES["empty"])]
    assert list(Attachment.objects.all()) == [kept]


def test_send_twice_gives_one_application_with_its_files(client, person, posting) -> None:
    kept = attachment(posting, person)
    sent = form(posting, send="1", shown=[str(kept.public_id)])

    first, again = (client.post(page("apply", posting), sent, follow=True) for _ in range(2))

    made = Application.objects.get()
    assert [first.redirect_chain, again.redirect_chain] == [[(page("application_receipt", made), 302)]] * 2
    assert made.attachments.count() == 1


CHANGES = {
    "another in its place": lambda posting, person: attachments.attach(
        posting, person, 1, upload("다른.pdf"), by=make.actor(person.user), at=timezone.now()
    ),
    "one more": lambda posting, person: attachment(posting, person, slot=2, name="다른.pdf"),
    "one less": lambda posting, person: attachments.remove(
        attachments.by_slot(posting, person)[2], by=make.actor(person.user), at=timezone.now()
    ),
}


@pytest.mark.parametrize("name", CHANGES)
def test_files_that_changed_since_they_were_read_over_are_read_over_again(client, person, name: str) -> None:
    posting = open_posting(asked_files=ASKED)
    attachment(posting, person)
    if name == "one less":
        attachment(posting, person, slot=2)
    first = client.post(page("apply", posting), form(posting, check="1"))
    CHANGES[name](posting, person)

    again = client.post(page("apply", posting), {**carried(first), "send": "1"})

    assert not Application.objects.exists()
    assert "읽어 보시는 동안 파일이 바뀌어 아직 내지 않았습니다" in text(again)
    assert "지원 내용 확인하기" in text(again)
    assert MOTIVE in text(again)
    assert ("다른.pdf" in text(again)) == (name != "one less")
    client.post(page("apply", posting), {**carried(again), "send": "1"})
    assert Application.objects.get().attachments.count() == (2 if name == "one more" else 1)


def test_files_that_were_never_read_over_are_not_sent(client, person, posting) -> None:
    attachment(posting, person)

    for shown in ([], ["x"], [str(UUID(int=0))]):
        response = client.post(page("apply", posting), form(posting, send="1", shown=shown))
        assert "파일이 바뀌어" in text(response)

    assert not Application.objects.exists()


def test_file_after_sending_is_not_taken(client, person, posting) -> None:
    sent = make.application(posting, person)
    kept = attachment(application=sent)

    response = client.post(page("apply", posting), form(posting, send="1", file_1=pdf(name="나중.pdf")))

    assert "이미 지원해서 파일을 바꿀 수 없습니다" in text(response)
    assert list(Attachment.objects.all()) == [kept]


def test_too_many_tries_within_the_hour_ask_to_wait(client, person, posting, settings) -> None:
    settings.FILES_PER_HOUR = 1
    client.post(page("apply", posting), form(posting, file_1=pdf()))

    response = client.post(page("apply", posting), form(posting, file_1=pdf(name="다시.pdf")))

    assert "한 시간에 1번까지" in errors_beside(response, "file_1")[0]
    assert slots(posting, person) == {1: "소개.pdf"}


def test_too_many_unsent_files_ask_to_take_one_out_before_anything_is_read(client, person, posting, settings) -> None:
    settings.FILES_UNSENT = 1
    attachment(open_posting(asked_files=ASKED), person)

    with uploads.PLACES, uploads.PLACES:
        response = client.post(page("apply", posting), form(posting, file_1=pdf()))

    assert "올려 두신 파일이 1개입니다" in errors_beside(response, "file_1")[0]
    assert slots(posting, person) == {}


def test_when_all_places_are_taken_the_person_is_asked_to_wait(client, person, posting) -> None:
    with uploads.PLACES, uploads.PLACES:
        response = client.post(page("apply", posting), form(posting, file_1=pdf()))

    assert errors_beside(response, "file_1") == ["지금 많은 분이 올리고 있습니다. 잠시 뒤 다시 해 주세요."]
    assert not Event.objects.filter(verb="refuse_file").exists()


def test_request_of_200_mb_leads_back_to_what_was_typed(client, person, posting, settings) -> None:
    """Without a script nothing stops it before it is sent: the page that answers gives the words back to the form."""
    settings.UPLOAD_MAX_MB = 1  # stands for the 16 of the site
    kept = attachment(posting, person, slot=2, name="사본.pdf")
    typed = form(posting, words_kept="1", motive='"두 줄"\n<b>썼습니다</b>', check="1")

    answer = client.post(page("apply", posting), {**typed, "file_1": pdf(bytes(2 * 1024 * 1024))})

    assert answer.status_code == 413
    assert "쓰시던 글은 그대로 있습니다" in text(answer)
    again = {name: html.unescape(value) for name, value in HIDDEN.findall(answer.content.decode())}
    assert typed.items() - {("words_kept", "1")} <= again.items()
    assert "words_kept" not in again
    response = client.post(page("apply", posting), {**again, "too_large": "1"})
    assert errors_beside(response, "file_1") == uploads.too_large().messages
    assert response.context["form"]["motive"].value() == typed["motive"]
    assert typed["form_token"] in text(response)
    assert list(Attachment.objects.all()) == [kept]
    assert not Application.objects.exists()


# The file itself ------------------------------------------------------------------------------------------------------
def test_own_file_comes_as_a_download_that_does_nothing(client, person, posting) -> None:
    row = attachment(posting, person, name="김영희 소개.pdf")

    answer = client.get(page("attachment", row))

    assert answer.content == PDF
    assert answer["Content-Type"] == "application/pdf"
    assert answer["Content-Disposition"].startswith("attachment; filename*=utf-8''%EA%B9%80")
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert answer["Cache-Control"] == "no-store"


def test_file_of_another_and_a_missing_one_answer_alike(client, person, posting) -> None:
    rows = [attachment(posting), attachment(application=make.application(posting))]
    missing = reverse("jobs:attachment", args=[UUID(int=0)])

    answers = {client.get(address).status_code for address in (missing, *(page("attachment", row) for row in rows))}

    assert answers == {404}
