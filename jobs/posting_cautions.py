"""What an officer should see before a posting is published: a period that is over, and words that a law is against.

Cautions stop nothing; what may not be is refused by the verb itself. The words stand in wordings.py.
"""

from datetime import datetime
from typing import NamedTuple

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from jobs.models import Posting
from jobs.wordings import WORDINGS

LOOKED_AT = (Posting.State.IN_REVIEW, Posting.State.PUBLISHED)


class Caution(NamedTuple):
    """A word beside the title, the sentence behind it, the words of the posting that it is about, and the law."""

    label: str | Promise
    why: str | Promise
    words: tuple[str, ...] = ()
    law: str | Promise = ""


def of(posting: Posting, *, at: datetime) -> list[Caution]:
    """Return what to look at in a posting that waits for approval or is published."""
    if posting.state not in LOOKED_AT:
        return []
    text = "\n".join((posting.title, posting.duties, posting.question))
    found = [(wording, tuple(dict.fromkeys(wording.find(text)))) for wording in WORDINGS]
    said = [Caution(wording.label, wording.why, words, wording.law) for wording, words in found if words]
    return [*_period(posting, at), *said]


def _period(posting: Posting, at: datetime) -> list[Caution]:
    if posting.state != Posting.State.IN_REVIEW or not posting.is_over(at):
        return []
    return [
        Caution(_("지원 기간 지남"), _("지원 마감이 이미 지났습니다. 승인할 수 없으니 기간을 고쳐 달라고 해 주세요."))
    ]
