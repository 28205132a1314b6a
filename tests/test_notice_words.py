"""Every kind of notice that the code tells has words, and no words are left over from a kind that nobody tells."""

import ast
import re
from pathlib import Path

import pytest

from jobs.models import Application
from profiles import notice_groups, notices
from profiles.models import Notice

ROOT = Path(__file__).parent.parent
KIND = re.compile(r"(profiles|jobs|matching)\.[a-z_]+[a-z]")
RESULTS = {f"jobs.result_{state}" for state in (*Application.DECIDED, "selection_withdrawn")}  # told by an f-string


def told_kinds():
    """The kinds in noun modules that write notices: strings like "jobs.offer_made"."""
    found = set(RESULTS)
    for path in (*ROOT.glob("profiles/*.py"), *ROOT.glob("jobs/*.py"), *ROOT.glob("matching/*.py")):
        source = path.read_text(encoding="utf-8")
        if ("Telling(" in source or "to_candidate(" in source) and path.name != "notices.py":
            strings = (node.value for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Constant))
            found |= {text for text in strings if isinstance(text, str) and KIND.fullmatch(text)}
    return found


def worded_kinds():
    paths = [
        path for app in ("profiles", "jobs", "matching") for path in ROOT.glob(f"{app}/templates/{app}/notices/*.txt")
    ]
    frames = {"profiles.mail", "profiles.digest"}
    return {f"{path.parts[-3]}.{path.stem}" for path in paths} - frames


def test_every_kind_that_is_told_has_words():
    assert told_kinds() - worded_kinds() == set()
    assert "jobs.offer_made" in told_kinds()


def test_every_kind_stands_in_exactly_one_group():
    listed = [kind for group in notice_groups.GROUPS.values() for kind in group.kinds]

    assert sorted(listed) == sorted(told_kinds())
    assert len(listed) == len(set(listed))


@pytest.mark.parametrize("path", sorted(ROOT.glob("*/templates/*/notices/*.txt")), ids=lambda path: path.stem)
def test_words_are_plain_text_and_translatable(path):
    text = path.read_text(encoding="utf-8")
    bare = re.sub(r"{% blocktranslate.*?{% endblocktranslate %}|{%.*?%}|{{.*?}}", "", text, flags=re.DOTALL)

    assert re.search("[가-힣<>]", bare) is None


def test_words_of_new_suggestions_name_the_postings():
    params = {"count": 2, "titles": ["어르신돌봄지원단", "학교안전 <3동>"]}

    title, body = notices.render(Notice(kind="matching.new_suggestion", params=params), "ko")

    assert title == "새 맞춤 일자리 2건이 있습니다"
    assert body.startswith("- 어르신돌봄지원단\n- 학교안전 <3동>\n\n왜 추천하는지")
