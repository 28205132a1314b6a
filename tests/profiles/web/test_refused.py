"""A step that is refused is led back to by GET, so that Back finds a page and not a form to send again; what was typed is there."""

import pytest
from django.test import Client
from django.urls import reverse

from profiles import drafts

pytestmark = pytest.mark.django_db
NUMBER = "제 번호는 620307-1234567"
NAMED = ["주민등록번호는 받지 않습니다. 번호만 지우시면 됩니다."]
DROP = "이 글은 버리고 건너뛰기"
BORN = {"birth_on_year": "2999", "birth_on_month": "3", "birth_on_day": "7"}
BASICS = {"name": "김영수", "phone": "1234", **BORN}
CAREER = {"title": "버스 기사", "duties": "", "offered": "1", "starts_on_year": "2010", "starts_on_month": "13"}
JOB = {"name": "공공근로", "kind": "other", "starts_on_year": "2010", "starts_on_month": "13", "starts_on_day": "1"}
FULL = {**JOB, "starts_on_month": "3", "ends_on_year": "2009", "ends_on_month": "3", "ends_on_day": "1"}


def step(key: str) -> str:
    return reverse("profiles:candidate_profile_step", args=[key])


def plainly(client):
    """The same browser, which stops at each redirect."""
    found = Client()
    found.cookies = client.cookies
    return found


@pytest.mark.parametrize(
    ("key", "told", "wrong"),
    [
        ("basics", BASICS, {"phone", "birth_on"}),
        ("home", {"district": "11680", "dong": "1141061500"}, {"dong"}),
        ("time", {"hours_per_month": "999"}, {"hours_per_month"}),
        ("careers", {**CAREER, "action": "add"}, {"keco", "starts_on", "ends_on"}),
        ("careers", {**CAREER, "action": "next"}, {"title"}),
        ("careers", {**CAREER, "title": "", "action": "search"}, {"title"}),
        ("history", {**JOB, "action": "add"}, {"starts_on"}),
        ("history", {**FULL, "action": "add"}, {"ends_on"}),
        ("history", {**JOB, "action": "none"}, {"name"}),
    ],
    ids=["basics", "home", "time", "add", "next", "search", "job", "job_of_the_verb", "none"],
)
def test_refused_step_is_shown_by_get_with_its_faults_and_what_was_typed(client, newcomer, key, told, wrong):
    refused = plainly(client).post(step(key), told)

    assert (refused.status_code, refused["Location"]) == (303, step(key))
    for _again in range(2):  # as Back asks for it
        shown = client.get(step(key))
        assert set(shown.context["form"].errors) == wrong
        for box, text in told.items():
            if box not in ("action", "offered") and text:
                assert f'value="{text}"' in shown.content.decode(), box


def test_refused_step_that_was_mended_is_come_back_to_without_a_fault(client, newcomer):
    client.post(step("basics"), BASICS)

    on = client.post(step("basics"), {**BASICS, "phone": "010-1234-5678", "birth_on_year": "1964"})

    assert on["Location"] == step("home")
    back = client.get(step("basics"))
    assert not back.context["form"].errors
    assert back.context["form"]["name"].value() == "김영수"
    assert not newcomer.drafts.exists()


def test_saving_on_the_way_ends_what_was_refused(client, newcomer):
    client.post(step("time"), {"hours_per_month": "999"})

    client.post(step("time"), {"hours_per_month": "57"}, headers={"X-Autosave": "1"})

    shown = client.get(step("time")).context["form"]
    assert (shown.errors, shown["hours_per_month"].value()) == ({}, 57)


@pytest.mark.parametrize(("key", "box"), [("careers", "duties"), ("history", "name"), ("skills", "skills")])
def test_number_in_what_is_skipped_is_named_alone_and_may_be_dropped(client, newcomer, key, box):
    page = client.post(step(key), {box: NUMBER, "offered": "1", "skip": "1"})

    assert page.context["form"].errors == {box: NAMED}
    assert DROP in page.content.decode()
    assert NUMBER in page.content.decode()
    assert DROP not in client.get(step(key)).content.decode()
    on = client.post(step(key), {box: NUMBER, "offered": "1", "skip": "drop"})
    assert on["Location"] == step(page.context["after"].key)
    assert box not in drafts.of(newcomer, key).values


def test_year_of_birth_in_two_figures_is_read_and_shown_whole(client, newcomer):
    page = client.post(step("basics"), {**BASICS, "birth_on_year": "64"})

    assert 'name="birth_on_year" value="1964"' in page.content.decode()
    assert list(page.context["form"].errors) == ["phone"]


def test_overview_of_who_has_not_begun_says_so(client, newcomer):
    fresh = client.get(reverse("profiles:candidate_profile")).content.decode()
    assert "아직 시작 전입니다." in fresh
    assert "까지 오셨습니다" not in fresh
    assert "0가지" not in fresh

    client.post(step("basics"), {**BASICS, "phone": "010-1234-5678", "birth_on_year": "1964"})

    begun = client.get(reverse("profiles:candidate_profile")).content.decode()
    assert "아직 시작 전입니다." not in begun
    assert "‘사는 곳’까지 오셨습니다" in begun
