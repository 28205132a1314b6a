"""Every verb that the code records, every subject and every detail kept with it has words on the city's page."""

import ast
from collections.abc import Iterator
from pathlib import Path

from jobs import (
    applications,
    event_details,
    event_log,
    event_words,
    info_requests,
    interviews,
    moves,
    objections,
    pay_runs,
    placements,
    postings,
    questions,
    stories,
    worklogs,
)
from jobs.postings import WRITABLE
from profiles.declarations import BOOKMARK, FIELDS

ROOT = Path(__file__).parent.parent
RECORDERS = {"record", "_record", "_told", "finish", "_finish", "_move", "_close"}
NOUNS = (
    applications,
    info_requests,
    interviews,
    moves,
    objections,
    pay_runs,
    placements,
    postings,
    questions,
    stories,
    worklogs,
)
MOVED = {step.verb for noun in NOUNS for step in noun.STEPS}


def trees() -> list[ast.Module]:
    paths = [path for app in ("profiles", "jobs", "matching") for path in (ROOT / app).glob("*.py")]
    sources = [path.read_text(encoding="utf-8") for path in paths]
    return [ast.parse(source) for source in sources if "events.record(" in source]


def recordings() -> Iterator[ast.Call]:
    for node in (node for tree in trees() for node in ast.walk(tree)):
        if isinstance(node, ast.Call):
            name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            if name in RECORDERS and node.args:
                yield node


def verbs() -> set[str]:
    firsts = [call.args[0] for call in recordings()]
    return {first.value for first in firsts if isinstance(first, ast.Constant)} | MOVED


def details() -> set[str]:
    """The keys of dictionaries given as `params`, or made as `told` for them."""
    given = [word.value for call in recordings() for word in call.keywords if word.arg == "params"]
    for node in (node for tree in trees() for node in ast.walk(tree)):
        if isinstance(node, ast.Assign) and getattr(node.targets[0], "id", "") == "told":
            given += [node.value] if isinstance(node.value, ast.ListComp) else []
    dictionaries = [node for value in given for node in ast.walk(value) if isinstance(node, ast.Dict)]
    return {key.value for found in dictionaries for key in found.keys if isinstance(key, ast.Constant)}


def test_every_verb_has_words() -> None:
    assert verbs() - set(event_words.VERBS) == set()
    assert {"give_up", "override", "submit", "add_career"} <= verbs()


def test_every_detail_has_words() -> None:
    assert details() - set(event_details.LABELS) == set()
    assert set(event_details.LABELS) == set(event_details._VALUES)
    assert {"who", "kind", "channel", "attended", "gross_won"} <= details()


def test_every_field_that_may_change_has_words() -> None:
    names = {*WRITABLE, *FIELDS, "name", "phone", "address", "account"} - {BOOKMARK}

    assert [name for name in sorted(names) if not _is_korean(str(event_details.field_label(name)))] == []


def test_a_dead_letter_is_told_as_a_notice() -> None:
    assert str(event_words.VERBS["give_up"]) == "알림을 보내지 못함"
    assert str(event_words.SUBJECTS["notice"]) == "알림"
    assert set(event_words.SUBJECTS) >= event_log.ABOUT_PEOPLE


def _is_korean(text: str) -> bool:
    return any("가" <= letter <= "힣" for letter in text)
