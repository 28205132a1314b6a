"""What the child process says of a file: its lines without what nobody may ask for, or the code of why it isn't read.

No Django.
"""

from typing import Any

from profiles.cv import dropping, kinds, reading
from profiles.cv.refusals import Unreadable


def answer(content: bytes) -> dict[str, Any]:
    """Return {"kind", "lines", "pictures", "dropped"}, or {"refused": code} whatever goes wrong."""
    try:
        kind = kinds.kind_of(content)
        found = reading.read(content, kind)
        lines, dropped = dropping.drop(found.lines)
    except Unreadable as refused:
        return {"refused": refused.code}
    except MemoryError:
        return {"refused": "too_heavy"}
    except Exception:  # noqa: BLE001 - whatever a library raises on a hostile file says the same to the person
        return {"refused": "broken"}
    return {"kind": kind, "lines": lines, "pictures": found.pictures, "dropped": dropped}
