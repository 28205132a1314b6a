"""What a mail brings beside its words: a button, nothing from elsewhere, and a way to stop it where that is lawful."""

import re
from html.parser import HTMLParser

import pytest

from profiles import contacts, sender
from profiles.models import User
from tests.make import NOW
from tests.profiles.mailing import reader, tell, words
from tests.profiles.test_sender import DELIVERY_MOMENT

pytestmark = pytest.mark.django_db
SUGGESTION = {"kind": "matching.new_suggestion", "params": {"count": 1, "titles": ["<b>학교안전</b>"]}}


class Links(HTMLParser):
    """The tags and the addresses of a page."""

    def __init__(self, page):
        super().__init__()
        self.tags, self.addresses = [], []
        self.feed(page)

    def handle_starttag(self, tag, attributes):
        self.tags.append(tag)
        self.addresses += [value for name, value in attributes if name in ("href", "src", "background")]


@pytest.fixture(autouse=True)
def address(settings):
    settings.PUBLIC_URL = "https://dasi.example"


def sent(mail_server, person, *tellings, at=NOW):
    for number, told in enumerate(tellings, 1):
        tell(person, key=str(number), **told)
    while sender.send_due(at=at):
        continue
    (mail,) = mail_server.mails
    return mail


def test_mail_has_plain_words_and_a_button(mail_server):
    mail = sent(mail_server, reader(), {})

    assert [part.get_content_type() for part in mail.iter_parts()] == ["text/plain", "text/html"]
    page = words(mail, "html")
    assert "자리가 다음 분에게 돌아갔습니다." in page
    assert '<a class="button" href="https://dasi.example/me/offers/1/">자세히 보기</a>' in page


def test_mail_brings_nothing_from_elsewhere(mail_server):
    page = words(sent(mail_server, reader(), SUGGESTION), "html")
    found = Links(page)

    assert {"img", "script", "link", "iframe"}.isdisjoint(found.tags)
    assert found.addresses
    assert all(address.startswith("https://dasi.example/") for address in found.addresses)
    assert "&lt;b&gt;학교안전&lt;/b&gt;" in page


@pytest.mark.parametrize("kind", ["jobs.offer_expired", "jobs.log_due"])
def test_mail_of_what_follows_from_an_application_cannot_be_stopped(mail_server, kind):
    params = {"posting": "공고", "month": NOW.date(), "due_on": NOW.date()}
    mail = sent(mail_server, reader(), {"kind": kind, "params": params})

    assert (mail["List-Unsubscribe"], mail["List-Unsubscribe-Post"]) == (None, None)
    assert "/unsubscribe/" not in words(mail) + words(mail, "html")


def test_suggestions_can_be_stopped_with_one_click(mail_server, client):
    person = reader()
    mail = sent(mail_server, person, SUGGESTION)

    assert mail["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    address = re.fullmatch(
        r"<https://dasi\.example(/unsubscribe/\S+/one-click/)>", mail["List-Unsubscribe"].strip()
    ).group(1)
    page = address.removesuffix("one-click/")
    assert f"이런 메일 그만 받기: https://dasi.example{page}" in words(mail)
    assert f'href="https://dasi.example{page}"' in words(mail, "html")
    client.handler.enforce_csrf_checks = True
    assert client.post(address, {"List-Unsubscribe": "One-Click"}).status_code == 200
    assert contacts.ways_of([person.pk])[person.pk].for_group("suggestions") == []


def test_digest_can_be_stopped(mail_server):
    person = reader(rhythm="daily")
    mail = sent(mail_server, person, {}, SUGGESTION, at=DELIVERY_MOMENT)

    token = re.search(r"/unsubscribe/([^/]+)/one-click/", mail["List-Unsubscribe"]).group(1)
    assert contacts.read_stop_token(token) == (User.objects.get(pk=person.pk), contacts.DIGEST)
    assert words(mail, "html").count("자세히 보기:") == 2
