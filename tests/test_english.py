"""English is complete: every text of the source has words in the catalog of its app, and the compiled one says the same.

The source is Korean. The catalogs are read with a small reader of our own, so that the tests need no gettext tools.
"""

import ast
import gettext
import html
import re
from functools import cache
from pathlib import Path
from typing import NamedTuple

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.translation.template import templatize

from tests.access_world import build

ROOT = Path(__file__).parent.parent
CATALOGS = sorted(ROOT.glob("*/locale/en/LC_MESSAGES/django.po"))
NAMES_IN_KOREAN = {"한국어"}  # the language's own name
# What stands in the form of a spreadsheet, or in a list, as it is to be typed or seen, whatever the language around it.
AS_TYPED = re.compile(
    "‘사업’|‘공고 제목’|‘구분’|‘설명’|‘예시’|‘?예’?(?= \\(yes\\))|‘?아니요’?(?= \\(no\\))|월~금|월·수·금|월, 수, 금|평일|매일|마포구"
    "|오후 2시( 30분)?|김[*]수"
)
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%%|\{\w*\}|</?\w[^>]*>")
# How a text is marked: the number of literals it takes, and whether the first of them is a context.
MARKS = {
    **dict.fromkeys(("_", "gettext", "gettext_lazy", "gettext_noop"), (1, False)),
    **dict.fromkeys(("pgettext", "pgettext_lazy"), (2, True)),
    **dict.fromkeys(("ngettext", "ngettext_lazy"), (2, False)),
    **dict.fromkeys(("npgettext", "npgettext_lazy"), (3, True)),
}
LITERAL = r"""(?:'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*")"""
MARKED = re.compile(rf"\b(n?p?gettext|_)\(u?({LITERAL}(?:, u?{LITERAL})*)")


class Entry(NamedTuple):
    """One text of a catalog: what the source says, and its English forms."""

    context: str | None
    singular: str
    plural: str | None
    forms: tuple[str, ...]
    is_fuzzy: bool


def _entry(block: str) -> Entry:
    texts: dict[str, str] = {}
    name = ""
    for line in block.splitlines():
        if line.startswith("#"):
            continue
        keyword, _space, literal = line.partition(" ") if line.startswith("msg") else (name, "", line)
        name = keyword
        texts[name] = texts.get(name, "") + ast.literal_eval(literal)
    forms = tuple(text for keyword, text in texts.items() if keyword.startswith("msgstr"))
    fuzzy = re.search(r"^#,.*\bfuzzy\b", block, re.MULTILINE) is not None
    return Entry(texts.get("msgctxt"), texts["msgid"], texts.get("msgid_plural"), forms, fuzzy)


@cache
def entries(path: Path) -> list[Entry]:
    """The texts of a catalog, without its header."""
    blocks = path.read_text(encoding="utf-8").split("\n\n")
    found = [_entry(block) for block in blocks if re.search(r"^msgid", block, re.MULTILINE)]
    return [entry for entry in found if entry.singular]


def _key(mark: str, literals: list[str]) -> tuple[str | None, str]:
    has_context = MARKS[mark][1]
    return (literals[0], literals[1]) if has_context else (None, literals[0])


def _marked_in_python(path: Path) -> set[tuple[str | None, str]]:
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in MARKS:
            literals = [arg.value for arg in node.args[: MARKS[node.func.id][0]] if isinstance(arg, ast.Constant)]
            if len(literals) == MARKS[node.func.id][0]:
                found.add(_key(node.func.id, literals))
    return found


def _marked_in_template(path: Path) -> set[tuple[str | None, str]]:
    found = set()
    for mark, written in MARKED.findall(templatize(path.read_text(encoding="utf-8"))):
        literals = [ast.literal_eval(literal) for literal in re.findall(LITERAL, written)]
        found.add(_key(mark, literals))
    return found


def marked(app: Path) -> set[tuple[str | None, str]]:
    """Every Korean text that an app marks for translation, with its context."""
    sources = [path for path in app.rglob("*.py") if "migrations" not in path.parts]
    templates = [path for path in app.glob("templates/**/*") if path.suffix in {".html", ".txt"}]
    found = set().union(*map(_marked_in_python, sources), *map(_marked_in_template, templates))
    return {(context, text) for context, text in found if re.search("[가-힣]", text)}


def _app(path: Path) -> str:
    return path.relative_to(ROOT).parts[0]


def test_an_application_is_never_called_by_another_word():
    """The glossary's word is 지원: 지원자, 지원서, 나의 지원현황. What the rules ask of people is called 신청 자격 everywhere."""
    texts = [entry.singular for path in CATALOGS for entry in entries(path)]

    assert [text for text in texts if "신청" in text.replace("신청 자격", "")] == []
    assert [text for text in texts if "지원 자격" in text] == []


@pytest.mark.parametrize("path", CATALOGS, ids=_app)
def test_texts_are_marked_by_names_that_are_read(path):
    """A gettext function under a name of its own would leave its texts out of the catalog."""
    trees = [(file.name, ast.parse(file.read_text(encoding="utf-8"))) for file in (ROOT / _app(path)).rglob("*.py")]
    imports = [(name, node) for name, tree in trees for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)]

    unread = [
        f"{name}: {alias.name} as {alias.asname}"
        for name, node in imports
        if node.module == "django.utils.translation"
        for alias in node.names
        if "gettext" in alias.name and (alias.asname or alias.name) not in MARKS
    ]

    assert unread == []


def test_each_app_has_a_catalog():
    assert [_app(path) for path in CATALOGS] == ["config", "jobs", "matching", "profiles"]


@pytest.mark.parametrize("path", CATALOGS, ids=_app)
def test_every_text_of_an_app_stands_in_its_catalog(path):
    kept = {(entry.context, entry.singular) for entry in entries(path)}

    assert marked(ROOT / _app(path)) - kept == set()


@pytest.mark.parametrize("path", CATALOGS, ids=_app)
def test_no_text_is_empty_or_fuzzy(path):
    found = entries(path)

    assert [entry.singular for entry in found if entry.is_fuzzy or "" in entry.forms] == []
    assert len(found) > 10


@pytest.mark.parametrize("path", CATALOGS, ids=_app)
def test_placeholders_and_tags_are_kept(path):
    changed = [
        (entry.singular, form)
        for entry in entries(path)
        for form in entry.forms
        if sorted(PLACEHOLDER.findall(form)) != sorted(PLACEHOLDER.findall(entry.singular))
    ]

    assert changed == []


@pytest.mark.parametrize("path", CATALOGS, ids=_app)
def test_no_korean_is_left_in_english(path):
    forms = {form for entry in entries(path) for form in entry.forms}

    assert {form for form in forms if re.search("[가-힣]", AS_TYPED.sub("", form))} - NAMES_IN_KOREAN == set()


@pytest.mark.parametrize("path", CATALOGS, ids=_app)
def test_compiled_catalog_says_the_same(path):
    with path.with_suffix(".mo").open("rb") as file:
        compiled = gettext.GNUTranslations(file)

    stale = [entry.singular for entry in entries(path) if _compiled_forms(compiled, entry) != entry.forms]

    assert stale == []


def test_apps_agree_on_the_english_of_a_text():
    said: dict[tuple[str | None, str], set[tuple[str, ...]]] = {}
    for path in CATALOGS:
        for entry in entries(path):
            said.setdefault((entry.context, entry.singular), set()).add(entry.forms)

    assert {key: forms for key, forms in said.items() if len(forms) > 1} == {}


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("kind", "name"),
    [
        ("visitor", "jobs:public_posting"),
        ("owner", "jobs:home"),
        ("owner", "jobs:application"),
        ("owner", "jobs:worklog"),
        ("owner", "profiles:candidate_profile"),
        ("manager", "jobs:operator_application"),
        ("editor", "jobs:staff_programme_year"),
    ],
)
def test_pages_in_english_say_nothing_of_ours_in_korean(kind, name):
    """Names, places and what people wrote stay as they are; a text of the catalogs must not."""
    world = build()
    client = Client(headers={"accept-language": "en"})
    if world.users[kind]:
        client.force_login(world.users[kind])

    page = client.get(reverse(name, kwargs=world.kwargs_of(name)))

    ours = {entry.singular for path in CATALOGS for entry in entries(path)}
    printed = {html.unescape(" ".join(text.split())) for text in re.findall(r"[>\"]([^<>\"]+)", page.text)}
    assert page.status_code == 200
    assert 'lang="en"' in page.text
    assert (printed & ours) - NAMES_IN_KOREAN == set()


def _compiled_forms(compiled: gettext.GNUTranslations, entry: Entry) -> tuple[str, ...]:
    if entry.plural is None:
        return (
            compiled.pgettext(entry.context, entry.singular) if entry.context else compiled.gettext(entry.singular),
        )
    told = (entry.context,) if entry.context else ()
    ask = compiled.npgettext if entry.context else compiled.ngettext
    return tuple(ask(*told, entry.singular, entry.plural, number) for number in (1, 2))
