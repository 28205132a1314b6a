"""The code on the wall of a training: it changes every minute and is taken for two, so that a photo of it sent home is worth nothing.

It is reckoned from the session and the minute under the secret of the installation; nothing is stored. Eight of 32 signs (40 bits) that
live two minutes, typed by somebody who is signed in and placed there, can't be guessed. Source: RFC 6238 (time steps, one step of grace).
"""

import hmac
import unicodedata
from datetime import datetime, timedelta

from django.utils import timezone
from django.utils.crypto import salted_hmac

from jobs.certificates import SIGNS
from jobs.models import TrainingSession

STEP = timedelta(seconds=60)
LENGTH = 8
BEFORE, AFTER = timedelta(minutes=60), timedelta(minutes=30)  # around the session, in which the code is shown and taken


def code_of(session: TrainingSession, *, at: datetime) -> str:
    """Return the code that hangs on the wall at this moment."""
    return _of_step(session, _step(at))


def is_shown(session: TrainingSession, code: str, *, at: datetime) -> bool:
    """Whether this code hung there at this moment, or a minute before: people take a while."""
    typed = read(code)
    found = [hmac.compare_digest(typed, _of_step(session, _step(at) - back)) for back in (0, 1)]
    return is_open(session, at=at) and any(found)


def is_open(session: TrainingSession, *, at: datetime) -> bool:
    """Whether the code is shown now: from an hour before the session until half an hour after."""
    span = span_of(session)
    return span is not None and span[0] - BEFORE <= at <= span[1] + AFTER


def span_of(session: TrainingSession) -> tuple[datetime, datetime] | None:
    """Return when a session begins and ends; None where no time of day is set."""
    if session.begins_at is None:
        return None
    begins = timezone.make_aware(datetime.combine(session.held_on, session.begins_at))
    return begins, begins + timedelta(hours=session.hours)


def read(typed: str) -> str:
    """Return a code as it is compared, whatever dashes, blanks, small or wide letters it was typed with."""
    signs = unicodedata.normalize("NFKC", typed[:40]).upper()
    return "".join(sign for sign in signs if sign in SIGNS)


def shown(code: str) -> str:
    """Return a code as it is printed: ABCD-EFGH."""
    return f"{code[:4]}-{code[4:]}"


def _step(at: datetime) -> int:
    return int(at.timestamp() // STEP.total_seconds())


def _of_step(session: TrainingSession, step: int) -> str:
    digest = salted_hmac("jobs.wall_codes", f"{session.public_id}:{step}", algorithm="sha256").digest()
    return "".join(SIGNS[byte % len(SIGNS)] for byte in digest[:LENGTH])
