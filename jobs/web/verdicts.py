"""The verdicts of one application on an officer's table, with the form that sets one aside where that page may."""

from collections.abc import Mapping
from typing import Any

from jobs import judging, sentences
from jobs.eligibility import CITY, NOT_MET
from jobs.models import Application
from jobs.web.operator_forms import ReasonForm

Refused = Mapping[str, ReasonForm]


def of(application: Application, *, who: str | None, refused: Refused | None = None) -> list[dict[str, Any]]:
    """Return each verdict of the last check as a line; `who` may set aside what is theirs, None nothing.

    `refused` holds, by kind of rule, a form that was sent and not taken.
    """
    check = judging.latest(application)
    aside = [(verdict, row.reason) for row in application.overrides.all() for verdict in row.verdicts]
    rows, offered = [], set()
    for verdict in check.verdicts if check else []:
        kind = verdict["kind"]
        why = next((reason for given, reason in aside if given == judging.essence(verdict)), None)
        stands = verdict["outcome"] == NOT_MET and why is None
        may = stands and verdict["overridable_by"] == who and kind not in offered
        rows.append(
            {
                "line": sentences.verdict_line(verdict, masked=True),
                "aside": why,
                "form": ((refused or {}).get(kind) or ReasonForm(auto_id=f"{kind}_%s")) if may else None,
                "needs_city": stands and verdict["overridable_by"] == CITY and who != CITY,
            }
        )
        offered |= {kind} if may else set()
    return rows
