"""쉬운 화면: one main thing and one button first, the rest folded or left out."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from lxml import html

from tests import make
from tests.jobs.web.open_postings import open_posting

pytestmark = pytest.mark.django_db
URL = reverse("viewing")


def test_easy_home_leaves_out_what_is_not_needed_to_go_on(client):
    extra, needed = (
        ("이렇게 진행됩니다", "새로 올라온 일자리", "어떤 일을 찾으세요?"),
        ("가까운 일자리", "일자리 찾기", "회원가입"),
    )
    before = client.get("/").content.decode()

    client.post(URL, {"easy": "yes"})

    after = client.get("/").content.decode()
    assert all(words in before for words in (*extra, *needed))
    assert all(words in after for words in needed)
    assert not any(words in after for words in extra)
    assert len(after) < len(before)


def test_easy_home_shows_what_waits_first_and_one_button(client):
    person = make.candidate()
    for number in range(3):
        row = make.application(make.posting(title=f"공고 가{number}"), state="offered", candidate_=person)
        make.offer(row, expires_at=timezone.now() + timedelta(days=1 + number))
    client.force_login(person.user)
    client.post(URL, {"easy": "yes"})

    page = client.get("/").content.decode()

    seen, _fold, folded = page.partition("<main")[2].partition("<details")
    assert seen.count("참여하실지 답하기") == 1
    assert folded.count("참여하실지 답하기") == 2
    assert page.count('class="krds-btn primary"') == 1
    assert reverse("matching:candidate_suggestion_list") in page


@pytest.mark.parametrize(
    "url_name", ["jobs:public_posting_list", "jobs:candidate_application_list", "profiles:candidate_inbox"]
)
def test_easy_lists_show_three_and_fold_the_rest(client, url_name):
    person = make.candidate()
    for number in range(5):
        posting = open_posting(title=f"공고 가{number}")
        make.application(posting, candidate_=person)
        make.notice(person.user)
    client.force_login(person.user)
    client.post(URL, {"easy": "yes"})

    seen, fold, folded = client.get(reverse(url_name)).content.decode().partition("<main")[2].partition("<details")

    assert (seen.count('<li class="card">'), folded.count('<li class="card">')) == (3, 2)
    assert "2건 더 보기" in folded
    assert fold


def test_easy_posting_shows_the_button_first_and_folds_the_rest(client):
    posting, person = open_posting(), make.candidate()
    client.force_login(person.user)
    url = reverse("jobs:public_posting", args=[posting.public_id])
    whole = html.document_fromstring(client.get(url).content.decode())
    client.post(URL, {"easy": "yes"})

    page = html.document_fromstring(client.get(url).content.decode())

    assert page.xpath(f'//main//a[@href="{reverse("jobs:apply", args=[posting.public_id])}"][not(ancestor::details)]')
    assert page.xpath('//main//h2[.="하는 일"][not(ancestor::details)]')
    folded = (
        '//h2[.="지원할 수 있는 분"]',
        '//dt[.="모집인원"]',
        '//dt[.="지원한 분"]',
        f'//form[@action="{reverse("jobs:posting_keep", args=[posting.public_id])}"]',
        f'//a[@href="{reverse("jobs:posting_deadline", args=[posting.public_id])}"]',
        '//h2[.="나누기와 인쇄"]',
    )
    assert {path: len(whole.xpath(f"//main{path}")) for path in folded} == dict.fromkeys(folded, 1)
    assert {path: len(page.xpath(f"//main//details{path}")) for path in folded} == dict.fromkeys(folded, 1)
