"""The lean style sheet: what pages use stays, nothing else does."""

import pytest

from config.local.lean_css import lean, refresh, words


@pytest.mark.parametrize(
    ("sheet", "kept"),
    [
        (".used { top: 0 } .other { top: 0 }", ".used{top: 0}"),
        (".used, .other { top: 0 }", ".used{top: 0}"),
        (".used .other { top: 0 }", ""),
        (".used:not(.other) > p::before { top: 0 }", ".used:not(.other) > p::before{top: 0}"),
        ("#main { top: 0 } html, #other { top: 0 }", "#main{top: 0}\nhtml{top: 0}"),
        ("@media print { .used { top: 0 } .other { top: 0 } }", "@media print {.used{top: 0}}"),
        ("@media print { .other { top: 0 } }", ""),
        ("@font-face { src: url(a.woff2) }", "@font-face { src: url(a.woff2) }"),
    ],
)
def test_lean_keeps_what_names_nothing_else(sheet, kept):
    assert lean(sheet, frozenset({"used", "main"})) == kept


def test_words_are_of_our_sources_and_not_of_what_was_fetched(tmp_path):
    for name, text in {
        "config/templates/page.html": '<p class="of-template">',
        "jobs/web/tones.py": 'TONE = "of-python"',
        "config/static/dasi/dasi.js": 'add("of-script")',
        "config/static/krds/css/a.html": "of-krds",
        "tests/page.html": "of-tests",
    }.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text)

    found = words(tmp_path)

    assert {"of-template", "of-python", "of-script"} <= found
    assert not {"of-krds", "of-tests"} & found


def test_refresh_writes_again_only_what_would_differ(tmp_path):
    page = tmp_path / "config" / "page.html"
    page.parent.mkdir()
    page.write_text('<p class="one">')
    whole, target = tmp_path / "whole.css", tmp_path / "lean.css"
    whole.write_text(".one { top: 0 } .two { top: 0 }")

    assert refresh(whole, target, root=tmp_path)
    page.write_text('<p class="one">some other text')
    assert not refresh(whole, target, root=tmp_path)
    page.write_text('<p class="one two">')
    assert refresh(whole, target, root=tmp_path)

    assert target.read_text().splitlines()[1:] == [".one{top: 0}", ".two{top: 0}"]
