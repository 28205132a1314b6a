"""Objections as they stand, past the verbs, and results that were told."""

from datetime import timedelta

from jobs.models import Objection
from profiles import events
from tests import make
from tests.make import NOW


def refused(operator, officer, *, stage="interview", **columns):
    """Somebody who was turned down by an officer a day ago and told so at NOW; with who acts as them."""
    released = {"results_at": NOW, "results_released_at": NOW, "apply_until": NOW - timedelta(days=3)}
    posting = make.posting(operator, columns.pop("programme_year_", None), **{**released, **columns})
    decided_at = NOW - timedelta(days=1)
    row = make.application(
        posting,
        state="not_selected",
        reason="면접 점수가 높은 분부터 모셨습니다.",
        moved_at=decided_at,
        moved_by=officer.user,
    )
    events.record("reject", [row], by=officer, at=decided_at, moves=(stage, "not_selected"))
    return row, make.actor(row.candidate.user)


def objection(application, **columns):
    """What its person asked a day after NOW."""
    told = {
        "text": "면접 점수를 다시 봐 주세요.",
        "asked_at": NOW + timedelta(days=1),
        "asked_by": application.candidate.user,
    }
    return Objection.objects.create(application=application, **{**told, **columns})
