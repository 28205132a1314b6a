"""The check of a posting's words on the page that is being written: what it finds in the boxes, and better words put in by a press."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from django.http import QueryDict

from jobs import posting_checks
from jobs.models import Posting, ProgrammeYear
from jobs.posting_checks import FIELDS, TAKEN, Finding
from jobs.web.operator_forms import PostingForm
from profiles.models import Organisation
from profiles.web.fields import whole


def subject(organisation: Organisation, typed: Mapping[str, Sequence[str]]) -> Posting:
    """Return a posting that isn't written yet as far as the check asks: whose it is, of which year, and its hours."""

    def last(name: str) -> int | None:
        return whole((typed.get(name) or [""])[-1])

    year = ProgrammeYear.objects.filter(pk=last("programme_year") or 0).first()
    hours = last("hours_per_month") or 0
    begins = year.starts_on if year else None
    return Posting(organisation=organisation, programme_year=year, hours_per_month=hours, starts_on=begins)


def findings(form: PostingForm, about: Posting, *, at: datetime) -> list[Finding]:
    """Return what the check finds in the boxes that the form shows."""
    texts = {name: _text(form[name].value()) for name in FIELDS if name in form.fields}
    return posting_checks.find(texts, posting_checks.ground_of(about, at=at)) if any(texts.values()) else []


def taken(posted: QueryDict, about: Posting, *, at: datetime) -> QueryDict:
    """Return the boxes as sent, with better words put in where the person pressed for them and the words still stand there."""
    field = posted.get("take", "").partition(":")[0]
    if field not in TAKEN:
        return posted
    ground = posting_checks.ground_of(about, at=at)
    found = posting_checks.find({field: _plain(posted.get(field, ""))}, ground)
    asked = next((one for one in found if one.place == posted["take"] and one.can_be_taken), None)
    if asked is None:
        return posted
    data = posted.copy()
    data[field] = asked.mended
    return data


def _text(value: str | Sequence[Mapping[str, str]] | None) -> str:
    if value is None or isinstance(value, str):
        return _plain(value or "")
    return "\n".join(f"{row.get('title', '')} {row.get('help', '')}".strip() for row in value)


def _plain(text: str) -> str:
    """The text with lines ended alike, however a browser sends them: places are counted in it."""
    return text.replace("\r\n", "\n")
