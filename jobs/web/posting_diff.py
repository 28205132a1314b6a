"""What changed between two versions of a posting, in words: texts word by word, the rest as it was and as it is."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

from django.http import HttpRequest
from django.utils.dateparse import parse_datetime
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from jobs import posting_versions
from jobs.event_details import field_label
from jobs.models import Posting, PostingRemark, PostingVersion
from jobs.posting_versions import SITES, Part
from profiles import events, occupations, places
from profiles.templatetags.dasi import full_day, hours, moment, week

TEXTS = ("title", "duties", "question")
MOMENTS = ("apply_from", "apply_until", "results_at")
DAYS = ("starts_on", "ends_on")
NAMES = ("required_certificates", "preferred_certificates")
YES_OR_NO = ("has_interview", "shares_scores", "has_training", "reopens_when_withdrawn")
LABELS = {SITES: gettext_lazy("활동처와 모집인원"), "intake_limit": gettext_lazy("접수를 마감하는 지원자 수")}


class Changed(NamedTuple):
    """One field: what it is called, and its parts where it is a text, else before and after."""

    label: str | Promise
    parts: list[Part]
    before: str
    after: str


class Remarked(NamedTuple):
    """A remark with the name of its field."""

    label: str | Promise
    remark: PostingRemark


def label_of(name: str) -> str | Promise:
    """Return what a field of a posting is called."""
    return LABELS.get(name) or field_label(name)


def remarks_of(request: HttpRequest, posting: Posting) -> list[Remarked]:
    """Return what the city remarked, the oldest first, those that wait before those that are mended."""
    rows = PostingRemark.objects.visible_to(request.user).filter(posting=posting)
    ordered = sorted(rows, key=lambda row: (row.mended_at is not None, row.pk))
    return [Remarked(label_of(row.field), row) for row in ordered]


def between(before: PostingVersion, after: PostingVersion) -> list[Changed]:
    """Return the fields in which two versions differ."""
    return [_changed(*change) for change in posting_versions.changes(before.content, after.content)]


def since_the_city_looked(posting: Posting) -> tuple[PostingVersion, list[Changed]] | None:
    """Return what changed since the city sent it back, with the version it had read; None where it never did."""
    returned = events.of(posting).filter(verb="return_to_draft", params__has_key="version").first()
    if returned is None:
        return None
    kept = {
        row.version: row for row in posting.versions.filter(version__in=[returned.params["version"], posting.version])
    }
    read, now = kept.get(returned.params["version"]), kept.get(posting.version)
    return (read, between(read, now)) if read and now and read != now else None


def _changed(name: str, before: Any, after: Any) -> Changed:
    if name in TEXTS:
        return Changed(label_of(name), posting_versions.words(before, after), "", "")
    return Changed(label_of(name), [], _words(name, before), _words(name, after))


def _words(name: str, value: Any) -> str:
    """A value as people read it."""
    if value in (None, "", []):
        return _("없음")
    if name in MOMENTS:
        return moment(parse_datetime(value))
    if name in DAYS:
        return full_day(date.fromisoformat(value))
    if name in YES_OR_NO:
        return _("예") if value else _("아니요")
    if name in ("weekly_hours", "hours_per_month"):
        return hours(value)
    return str(_OTHERS[name](value)) if name in _OTHERS else str(value)


def _files(rows: Sequence[Mapping[str, Any]]) -> str:
    return ", ".join(row["title"] for row in rows)


_OTHERS = {
    SITES: lambda rows: ", ".join(_("%(site)s %(seats)s명") % {"site": site, "seats": seats} for site, seats in rows),
    "asked_files": _files,
    "districts": lambda codes: ", ".join(places.name(code) for code in codes),
    "hours_mask": lambda mask: ", ".join(f"{row['day']} {' '.join(map(str, row['spans']))}" for row in week(mask)),
    "keco": lambda code: occupations.name(code) if occupations.is_occupation(code) else code,
    "selection": lambda value: dict(Posting.Selection.choices).get(value, value),
    "intake_limit": lambda times: _("모집인원의 %(times)s배") % {"times": times},
    "offer_days": lambda days: _("%(days)s일") % {"days": days},
    **dict.fromkeys(NAMES, ", ".join),
}
