"""How a posting stood after each change, and what differs between two of its versions, word by word.

A posting written before versions were kept gets the one it stands at when it is next changed.
"""

import re
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime
from difflib import SequenceMatcher
from typing import Any, NamedTuple

from jobs.models import Posting, PostingVersion
from profiles.actors import Actor

SITES = "sites"
_TOKENS = re.compile(r"\s+|[^\s]+")


class Part(NamedTuple):
    """A stretch of text: how it came about is "same", "gone" or "new"."""

    how: str
    text: str


class Change(NamedTuple):
    """One field that differs: its values before and after, as they are kept."""

    name: str
    before: Any
    after: Any


def content_of(posting: Posting, names: Sequence[str]) -> dict[str, Any]:
    """Return what a version keeps: the fields as JSON has them, and the sites with their seats."""
    rows = posting.posting_sites.select_related("site").prefetch_related("seats").order_by("pk")
    kept = {name: _plain(getattr(posting, name)) for name in names}
    return kept | {SITES: [[row.site.name, len(row.seats.all())] for row in rows]}


def keep(posting: Posting, names: Sequence[str], *, by: Actor | None, at: datetime) -> PostingVersion:
    """Keep the posting as it stands, unless this version of it is kept already."""
    found = PostingVersion.objects.filter(posting=posting, version=posting.version).first()
    return found or PostingVersion.objects.create(
        posting=posting,
        version=posting.version,
        content=content_of(posting, names),
        saved_at=at,
        saved_by=by.user if by else None,
    )


def changes(before: Mapping[str, Any], after: Mapping[str, Any]) -> list[Change]:
    """Return the fields that differ, in the order of the later version; a field that wasn't kept then doesn't differ."""
    return [
        Change(name, before[name], value) for name, value in after.items() if name in before and before[name] != value
    ]


def words(before: str, after: str) -> list[Part]:
    """Return a text with what went and what came, word by word."""
    old, new = _TOKENS.findall(before), _TOKENS.findall(after)
    parts: list[Part] = []
    gone = came = ""
    for tag, old_from, old_to, new_from, new_to in SequenceMatcher(a=old, b=new, autojunk=False).get_opcodes():
        here = "".join(new[new_from:new_to])
        is_gap = tag == "equal" and (gone or came) and here.isspace() and "\n" not in here and new_to < len(new)
        if tag != "equal" or is_gap:  # a blank between two changes goes and comes with them
            gone, came = gone + "".join(old[old_from:old_to]), came + here
            continue
        parts += _changed(gone, came)
        gone = came = ""
        parts.append(Part("same", here))
    return [*parts, *_changed(gone, came)]


def _changed(gone: str, came: str) -> list[Part]:
    return [Part(how, text) for how, text in (("gone", gone), ("new", came)) if text]


def _plain(value: Any) -> Any:
    """A value as JSON has it; a moment in UTC, wherever it was typed."""
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()
    return value.isoformat() if isinstance(value, date) else value
