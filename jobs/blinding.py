"""Blind paper review (블라인드 심사): what of an application tells who its person is, and stays away from the pages of those who choose.

No name, age, sex, photo, address, and the receipt number in the name's place. What people wrote themselves can still tell: only their own
name is taken out of it, and the pages say so. Source: 채용절차법 art. 4-3; 공정채용 (fair hiring) guide.
"""

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _

from jobs.eligibility import MET
from jobs.models import Application
from jobs.sentences import Line

RULES = ("birth_range", "residence")  # their sentences tell the age and the district
SIGNALS = ("distance", "districts")  # so do the matcher's
TAKEN_OUT = "○○○"


def text(application: Application, written: str) -> str:
    """Return what somebody wrote, without their own name while they are reviewed blind."""
    if not application.is_blind or not written:
        return written
    identity = getattr(application.candidate.user, "identity", None)
    name = (identity.name or "").strip() if identity else ""
    return written.replace(name, TAKEN_OUT) if len(name) > 1 else written


def verdict(line: Line, application: Application) -> Line:
    """Return what a rule said, without the age or the place; while eligibility is checked, what stands in the way is told."""
    is_checked = application.state == Application.State.RECEIVED and line.outcome != MET
    if not application.is_blind or line.kind not in RULES or is_checked:
        return line
    return line._replace(text=_("블라인드 심사 중이라 내용을 보여 드리지 않습니다."), remedy="", basis="")


def reasons(rows: Iterable[dict[str, Any]], application: Application) -> list[dict[str, Any]]:
    """Return the matcher's reasons, without those that tell where somebody lives."""
    return [row for row in rows if not application.is_blind or row["signal"] not in SIGNALS]
