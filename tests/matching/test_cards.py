"""What stands on a card of a suggestion: reasons alone, and the way from home once."""

from types import SimpleNamespace

from matching.cards import Card, ReasonLine


def card(*rows: tuple[str, str]) -> Card:
    lines = [ReasonLine(signal, signal, 90, 100, code, code) for signal, code in rows]
    told = SimpleNamespace(reasons=[{"params": {"km": 2.1}}])
    return Card(told, None, None, lines, [])


def test_what_was_not_told_is_no_reason() -> None:
    assert [row.code for row in card(("hours", "hours.unsaid"), ("duties", "duties.shared")).top] == ["duties.shared"]


def test_kilometres_stand_once_on_a_card() -> None:
    assert card(("distance", "distance.near")).km_beside is None
    assert card(("duties", "duties.shared")).km_beside == 2.1
