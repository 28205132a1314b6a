"""The one style sheet: what pages use of KRDS stays, ours comes after it."""

import pytest

from config.local.style_sheet import OWN, lean, refresh, words


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
    page, krds, own = tmp_path / "config" / "page.html", tmp_path / "krds", tmp_path / "dasi"
    for folder in (page.parent, krds / "css", own):
        folder.mkdir(parents=True)
    page.write_text('<p class="one">')
    (krds / "css" / "krds_tokens.css").write_text(":root { --a: 0 }")
    (krds / "css" / "output.css").write_text(".one { top: 0 } .two { top: 0 }")
    for name in OWN:
        (own / name).write_text("")
    (own / OWN[0]).write_text('@font-face { src: url("../krds/fonts/a.woff2") }')
    (own / OWN[1]).write_text('.mark { background: url("favicon.svg") center }')

    assert refresh(krds, own, root=tmp_path)
    page.write_text('<p class="one">some other text')
    assert not refresh(krds, own, root=tmp_path)
    page.write_text('<p class="one two">')
    assert refresh(krds, own, root=tmp_path)

    assert (krds / "css" / "site.css").read_text().splitlines()[1:] == [
        ":root { --a: 0 }",
        ".one{top: 0}",
        ".two{top: 0}",
        '@font-face { src: url("../fonts/a.woff2") }',
        '.mark { background: url("../../dasi/favicon.svg") center }',
        "",
    ]
