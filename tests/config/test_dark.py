"""The dark theme: every pair of colours that our pages put on each other stands out by 4.5 to 1, a line by 3 (WCAG 1.4.3 and 1.4.11)."""

import re
from pathlib import Path

import pytest

STATIC = Path(__file__).resolve().parents[2] / "config" / "static"
_PAIRS = re.compile(r"(--[\w-]+)\s*:\s*([^;]+);")
_NAMED = re.compile(r"var\((--[\w-]+)\)")


def declared(path: str, *, block: str = "") -> dict[str, str]:
    """The custom properties of a sheet, or of one of its blocks."""
    sheet = (STATIC / path).read_text(encoding="utf-8")
    text = sheet.partition(block)[2].partition("}")[0] if block else sheet
    return dict(_PAIRS.findall(text))


@pytest.fixture(scope="module")
def tokens() -> dict[str, str]:
    """All of them as they stand in the dark."""
    dark = declared("dasi/dark.css")
    assert len(dark) > 80
    return declared("krds/css/krds_tokens.css") | declared("dasi/tokens.css", block=":root {") | dark


def luminance(tokens: dict[str, str], name: str) -> float:
    value = tokens[name]
    while named := _NAMED.fullmatch(value):
        value = tokens[named[1]]
    parts = [int(value[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return sum(weight * part for weight, part in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def contrast(tokens: dict[str, str], one: str, other: str) -> float:
    darker, lighter = sorted(luminance(tokens, name) for name in (one, other))
    return (lighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize("ground", ["--d-page", "--d-surface", "--d-quiet", "--d-quiet-more", "--d-tint"])
@pytest.mark.parametrize("text", ["--d-text", "--d-text-quiet", "--d-strong", "--d-primary", "--d-link", "--d-bad"])
def test_text_stands_out_in_the_dark(tokens, ground, text):
    assert contrast(tokens, text, ground) >= 4.5


@pytest.mark.parametrize("meaning", ["good", "bad", "ask", "info"])
def test_a_meaning_stands_out_on_its_ground_in_the_dark(tokens, meaning):
    for text in (f"--d-{meaning}", "--d-text", "--d-link", "--d-text-quiet"):
        assert contrast(tokens, text, f"--d-{meaning}-bg") >= 4.5


def test_buttons_stand_out_in_the_dark(tokens):
    assert contrast(tokens, "--d-on-primary", "--d-primary-fill") >= 4.5
    assert contrast(tokens, "--d-on-primary", "--d-focus") >= 4.5
    assert contrast(tokens, "--d-page", "--d-bad") >= 4.5  # the count beside the bell


@pytest.mark.parametrize("line", ["--d-line-strong", "--d-focus", "--d-primary-fill"])
def test_lines_of_boxes_stand_out_in_the_dark(tokens, line):
    assert contrast(tokens, line, "--d-surface") >= 3


def test_the_dark_is_dark(tokens):
    assert luminance(tokens, "--d-page") < 0.02 < 0.6 < luminance(tokens, "--d-text")
