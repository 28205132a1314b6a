"""Size, contrast and 쉬운 화면: chosen without a script, kept for a year, and only what is offered."""

import re

import pytest
from django.urls import reverse

from config.viewing import ZOOMS, Viewing, read

pytestmark = pytest.mark.django_db
URL = reverse("viewing")


def head(client) -> str:
    """The opening tag of the page."""
    page = client.get("/accounts/login/").content.decode()
    return page[page.index("<html") : page.index(">", page.index("<html")) + 1]


@pytest.mark.parametrize(
    ("name", "value", "attribute"),
    [
        ("zoom", "130", 'data-zoom="130"'),
        ("contrast", "high", 'data-krds-mode="high-contrast"'),
        ("easy", "yes", "data-easy"),
    ],
)
def test_what_was_chosen_is_on_every_page_from_then_on(client, name, value, attribute):
    assert attribute not in head(client)

    answer = client.post(URL, {name: value, "next": "/jobs/?q=1"})

    assert answer["Location"] == "/jobs/?q=1"
    assert client.cookies[f"dasi_{name}"]["max-age"] == 31_536_000
    assert attribute in head(client)


def test_a_choice_is_taken_back(client):
    client.post(URL, {"easy": "yes"})
    client.post(URL, {"easy": "no"})

    assert "data-easy" not in head(client)


@pytest.mark.parametrize(
    ("theme", "linked"),
    [
        (None, 'media="screen and (prefers-color-scheme: dark)"'),
        ("device", 'media="screen and (prefers-color-scheme: dark)"'),
        ("dark", 'media="screen"'),
        ("light", ""),
    ],
)
def test_the_dark_sheet_is_linked_by_choice_or_by_what_the_device_says(client, theme, linked):
    if theme:
        client.post(URL, {"theme": theme})

    page = client.get("/accounts/login/").content.decode()

    sheet = re.search(r'<link rel="stylesheet" href="[^"]*dasi/dark[^"]*\.css" ([^>]*)>', page)
    assert (sheet[1] if sheet else "") == linked
    assert f'value="{theme or "device"}" aria-pressed="true"' in page
    assert page.count('name="theme"') == 3


@pytest.mark.parametrize(
    ("presses", "holds"),
    [
        ([{"theme": "dark"}, {"contrast": "high"}], "선명하게"),
        ([{"contrast": "high"}, {"theme": "dark"}], "어둡게"),
        ([{"contrast": "high"}, {"theme": "device"}], "기기 설정대로"),
    ],
)
def test_one_choice_of_colours_holds_and_it_is_the_last(client, presses, holds):
    for press in presses:
        client.post(URL, press)

    page = client.get("/accounts/login/").content.decode()

    colours = page.partition("화면 색")[2].partition("</fieldset>")[0]
    assert re.findall(r'aria-pressed="true">([^<]+)<', colours) == [holds]
    assert ('data-krds-mode="high-contrast"' in head(client)) is (holds == "선명하게")


@pytest.mark.parametrize("fields", [{}, {"zoom": "400"}, {"contrast": "<script>"}, {"easy": ""}, {"theme": "blue"}])
def test_what_is_not_offered_is_not_kept(client, fields):
    assert client.post(URL, fields).status_code == 302

    assert not client.cookies


@pytest.mark.parametrize("back", ["https://elsewhere.example/", "//elsewhere.example", "javascript:alert(1)", ""])
def test_a_choice_leads_nowhere_else(client, back):
    assert client.post(URL, {"zoom": "110", "next": back})["Location"] == "/"


def test_buttons_hold_the_next_step_and_stop_at_the_ends(client):
    steps = [Viewing(zoom) for zoom in ZOOMS]

    assert [one.larger for one in steps] == ["110", "130", "150", "150"]
    assert [one.smaller for one in steps] == ["100", "100", "110", "130"]
    client.post(URL, {"zoom": "130"})
    page = client.get("/accounts/login/").content.decode()
    assert 'name="zoom" value="110"' in page
    assert 'name="zoom" value="150"' in page


def test_forged_cookies_count_as_none():
    assert read({"dasi_zoom": "13", "dasi_contrast": "yes", "dasi_easy": "high"}) == Viewing()
