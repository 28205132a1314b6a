"""What each person of a batch would read, before it is moved: the very words of the notice, one text for people who would read the same."""

from collections.abc import Sequence
from copy import copy
from datetime import datetime
from typing import NamedTuple

from django.utils.translation import gettext as _

from jobs import applications, letters
from jobs.models import Application
from profiles import notices
from profiles.notices import Rendered


class Text(NamedTuple):
    """One text, with how many people would read it."""

    said: Rendered
    people: int


def of(verb: str, rows: Sequence[Application], *, reason: str, at: datetime) -> list[Text]:
    """Return the texts of a move, those of most people first; none where nobody is told of it."""
    step = next(found for found in applications.STEPS if found.verb == verb)
    if not step.to_state:
        return []
    by_posting: dict[int, list[Application]] = {}
    for row in rows:
        by_posting.setdefault(row.posting_id, []).append(row)
    firsts = [_moved(found[0], step.to_state, reason) for found in by_posting.values()]
    is_stage = step.to_state in applications.STAGES
    tellings = letters.stage_tellings(firsts, at=at) if is_stage else letters.result_tellings(firsts)
    found = [
        Text(notices.before(told), len(people)) for told, people in zip(tellings, by_posting.values(), strict=True)
    ]
    return sorted(found, key=lambda text: -text.people)


def _moved(row: Application, state: str, reason: str) -> Application:
    """The application as it would stand; nothing is written."""
    after = copy(row)
    after.state, after.reason = state, reason.strip() or _("(아래에 적으시는 이유)")
    if state == Application.State.WAITING:
        after.waiting_number = applications.next_number(row.posting)
    return after
