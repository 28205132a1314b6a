"""Postings kept and seen lately: with their deadlines, one's own, and of what was seen nothing but ids on the device."""

from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.core import signing
from django.urls import reverse
from django.utils import timezone

from jobs.models import Bookmark
from jobs.web import recent
from tests import make
from tests.jobs.expect import queries
from tests.jobs.keeping import bookmark
from tests.jobs.web.open_postings import open_posting, text

pytestmark = pytest.mark.django_db
KEPT = reverse("jobs:kept_list")


def page(name, posting):
    return reverse(f"jobs:{name}", args=[posting.public_id])


def test_the_button_keeps_and_drops(client, person) -> None:
    posting = open_posting(title="학교안전지원단")
    assert page("posting_keep", posting) in text(client.get(page("public_posting", posting)))

    assert client.post(page("posting_keep", posting)).url == page("public_posting", posting)
    assert page("posting_drop", posting) in text(client.get(page("public_posting", posting)))
    assert "학교안전지원단" in text(client.get(KEPT))

    assert client.post(page("posting_drop", posting), {"next": KEPT}).url == KEPT
    assert not Bookmark.objects.exists()


@pytest.mark.parametrize("elsewhere", ["https://evil.example/", "//evil.example", "javascript:alert(1)"])
def test_the_button_leads_to_no_other_site(client, person, elsewhere) -> None:
    posting = open_posting()

    assert client.post(page("posting_keep", posting), {"next": elsewhere}).url == page("public_posting", posting)


def test_a_visitor_is_led_to_sign_in(client) -> None:
    posting = open_posting()

    assert f"{reverse('account_login')}?next={page('public_posting', posting)}" in text(
        client.get(page("public_posting", posting))
    )


def test_what_is_not_public_cannot_be_kept(client, person) -> None:
    assert client.post(page("posting_keep", open_posting(state="draft"))).status_code == 404


def test_list_shows_deadlines_and_what_is_over_last(client, person) -> None:
    over = make.posting(title="지난 공고")
    soon = open_posting(title="곧 마감", apply_until=timezone.now() + timedelta(days=2))
    for posting in (over, soon):
        bookmark(person.user, posting)
    bookmark(make.candidate().user, open_posting(title="남의 공고"))

    response = client.get(KEPT)

    assert [card.posting.title for card in response.context["page_obj"]] == ["곧 마감", "지난 공고"]
    assert "남의 공고" not in text(response)
    assert page("posting_deadline", soon) in text(response)
    assert page("posting_deadline", over) not in text(response)


@pytest.mark.parametrize("items", [1, 3])
def test_list_asks_the_same_of_any_number(client, person, items) -> None:
    for _ in range(items):
        bookmark(person.user, open_posting())

    assert queries(lambda: client.get(KEPT)) == 14


# Seen lately ----------------------------------------------------------------------------------------------------------
def test_no_row_tells_who_looked_at_what(client) -> None:
    first, second = open_posting(title="처음 본 공고"), open_posting(title="다음에 본 공고")
    client.get(page("public_posting", first))
    shown = client.get(page("public_posting", second))

    assert shown.context["seen"] == [first]
    cookie = client.cookies[recent.COOKIE]
    assert (cookie["httponly"], cookie["samesite"], cookie["max-age"]) == (True, "Lax", 2_592_000)
    assert not Session.objects.exists()
    client.force_login(make.candidate().user)
    client.get(page("public_posting", first))
    assert str(first.public_id) not in str(Session.objects.get().get_decoded())


@pytest.mark.parametrize("url_name", ["jobs:home", "jobs:public_posting_list"])
def test_seen_lately_is_found_from_the_first_page_and_the_list(client, url_name) -> None:
    posting = open_posting(title="본 공고")
    assert "최근 본 공고" not in text(client.get(reverse(url_name)))
    client.get(page("public_posting", posting))

    folded = text(client.get(reverse(url_name))).partition("최근 본 공고 1건 보기")[2].partition("</details>")[0]

    assert page("public_posting", posting) in folded


def test_seen_lately_goes_with_signing_out(client, person) -> None:
    client.get(page("public_posting", open_posting()))

    client.post(reverse("account_logout"))

    assert client.cookies[recent.COOKIE]["max-age"] == 0


def test_seen_lately_is_of_one_person(client, person, settings) -> None:
    mine, other = open_posting(), open_posting()
    client.get(page("public_posting", mine))
    del client.cookies[settings.SESSION_COOKIE_NAME]  # idle for too long: nobody signed out

    assert client.get(page("public_posting", other)).context["seen"] == []

    client.force_login(make.candidate().user)
    assert [card.posting for card in client.get(KEPT).context["seen"]] == [other]  # looked at before signing in


def test_seen_lately_are_ten_the_newest_first_each_once(client, person) -> None:
    postings = [open_posting() for _ in range(12)]
    for posting in [*postings, postings[5]]:
        client.get(page("public_posting", posting))

    seen = [card.posting for card in client.get(KEPT).context["seen"]]

    assert seen == [postings[5], *reversed(postings[6:12]), *reversed(postings[2:5])]
    assert len(seen) == recent.MOST


def test_seen_lately_leaves_out_what_is_gone_and_odd(client, person) -> None:
    kept = [open_posting() for _ in range(3)]
    for posting in kept:
        client.get(page("public_posting", posting))
    make.changed(kept[0], state="archived")

    assert [card.posting for card in client.get(KEPT).context["seen"]] == [kept[2], kept[1]]
    ids = f".{kept[2].public_id}.not-an-id"
    client.cookies[recent.COOKIE] = signing.get_cookie_signer(salt=recent.COOKIE * 2).sign(ids)
    assert [card.posting for card in client.get(KEPT).context["seen"]] == [kept[2]]
    client.cookies[recent.COOKIE] = ids
    assert client.get(KEPT).context["seen"] == []


def test_a_draft_looked_at_by_its_officer_is_not_noted(client) -> None:
    draft = open_posting(state="draft")
    client.force_login(make.member(draft.organisation))

    client.get(page("public_posting", draft))

    assert recent.COOKIE not in client.cookies
