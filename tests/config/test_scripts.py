"""What our scripts may listen to: no gesture, no movement of the device, no single key, nothing that begins with a press.

Source: KWCAG 2.2, 6.1.4 (single keys), 6.5.1 (gestures), 6.5.2 (let go), 6.5.4 (motion). Wishes are dragged, too, beside their buttons.
"""

import re
from pathlib import Path

FOLDER = Path(__file__).parents[2] / "config" / "static" / "dasi"
HEARD = re.compile(r"addEventListener\(\s*[\"'](\w+)[\"']|\.on(\w+)\s*=[^=]")
BEGINNING = re.compile(r"touch|gesture|wheel|mouse|pointer|device|orientation|drag|key")
DRAGGING = {"pointerdown", "pointermove", "pointerup", "pointercancel"}
ALLOWED = {
    "wishes.js": DRAGGING,
    "dasi.js": {"keydown"},  # Escape, which closes the menu
    "applicants.js": {"keydown"},  # single keys while the focus is on a row alone, as 6.1.4 allows
}


def heard(path: Path) -> set[str]:
    return {one or other for one, other in HEARD.findall(path.read_text(encoding="utf-8"))}


def test_nothing_is_done_by_gesture_motion_or_a_press_alone() -> None:
    scripts = sorted(FOLDER.glob("*.js"))

    found = {path.name: {event for event in heard(path) if BEGINNING.search(event)} for path in scripts}

    assert len(scripts) > 5
    assert {name: events for name, events in found.items() if events} == ALLOWED


def test_wishes_are_moved_by_buttons_too() -> None:
    page = (FOLDER.parents[2] / "jobs/templates/jobs/widgets/wishes.html").read_text(encoding="utf-8")

    assert all(f'value="{way} {{{{ wish.pk }}}}"' in page for way in ("up", "down", "out"))
