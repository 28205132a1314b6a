"""A posting itself (모집공고): what it says now, and version by version which field changed from what to what."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import Any, NamedTuple

from django.db.models import Count, Q, QuerySet
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from jobs import posting_versions
from jobs.models import Posting, PostingSite, PostingTransfer, PostingVersion
from jobs.tables.base import Column, Row, Scope, Table, Text, officer, yes
from profiles import occupations, places


class Change(NamedTuple):
    """One field of a version: what it said before and says now; of the first version there is no before."""

    version: PostingVersion
    name: str
    before: Any
    after: Any


def versions(scope: Scope) -> QuerySet[PostingVersion]:
    """All versions that were kept, oldest first."""
    return PostingVersion.objects.filter(posting=scope.posting).select_related("saved_by").order_by("version")


def version_columns(_scope: Scope) -> list[Column]:
    return [
        Column("version", gettext_lazy("판"), lambda row: row.version.version, 6),
        Column("saved", gettext_lazy("저장한 때"), lambda row: row.version.saved_at, 17),
        Column("saved_by", gettext_lazy("저장한 사람"), lambda row: officer(row.version.saved_by), 24),
        Column("field", gettext_lazy("칸"), lambda row: str(label_of(row.name)), 20),
        Column("before", gettext_lazy("앞 판의 내용"), lambda row: in_words(row.name, row.before), 40),
        Column("after", gettext_lazy("이 판의 내용"), lambda row: in_words(row.name, row.after), 40),
    ]


def changes(batch: Sequence[Row], scope: Scope) -> Iterator[Change]:
    """Each field of the first version, then those that differ from the version before."""
    first = batch[0].version
    before = PostingVersion.objects.filter(posting=scope.posting, version__lt=first).order_by("-version").first()
    for row in batch:
        if before is None:
            yield from (Change(row, name, None, value) for name, value in row.content.items())
        else:
            found = posting_versions.changes(before.content, row.content)
            yield from (Change(row, change.name, change.before, change.after) for change in found)
        before = row


def label_of(name: str) -> Text:
    """Return what a field of a posting is called."""
    if name in _LABELS:
        return _LABELS[name]
    column = next((field for field in Posting._meta.fields if field.name == name), None)
    return column.verbose_name if column else name


def in_words(name: str, value: Any) -> str:
    """A value as people read it."""
    if value in (None, "", []):
        return ""
    if isinstance(value, bool):
        return yes(value)
    if name in _OTHERS:
        return str(_OTHERS[name](value))
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)


def transfers(scope: Scope) -> QuerySet[PostingTransfer]:
    """The transfers of the posting to other operators, oldest first."""
    found = PostingTransfer.objects.filter(posting=scope.posting)
    return found.select_related("giver", "taker", "asked_by", "accepted_by", "ended_by").order_by("asked_at", "pk")


def transfer_columns(_scope: Scope) -> list[Column]:
    return [
        Column("giver", gettext_lazy("보낸 기관"), lambda row: row.giver.name, 24),
        Column("taker", gettext_lazy("받은 기관"), lambda row: row.taker.name, 24),
        Column("state", gettext_lazy("상태"), lambda row: str(row.get_state_display()), 14),
        Column("reason", gettext_lazy("이관하는 이유"), lambda row: row.reason, 40),
        Column("asked", gettext_lazy("요청한 때"), lambda row: row.asked_at, 17),
        Column("asked_by", gettext_lazy("요청한 사람"), lambda row: officer(row.asked_by), 24),
        Column("accepted", gettext_lazy("받기로 한 때"), lambda row: row.accepted_at, 17),
        Column("accepted_by", gettext_lazy("받기로 한 사람"), lambda row: officer(row.accepted_by), 24),
        Column("ended", gettext_lazy("끝난 때"), lambda row: row.ended_at, 17),
        Column("ended_by", gettext_lazy("끝낸 사람"), lambda row: officer(row.ended_by), 24),
        Column("answer", gettext_lazy("받지 않는 이유"), lambda row: row.answer, 40),
    ]


def sites(scope: Scope) -> QuerySet[PostingSite]:
    """The sites of the posting with their seats."""
    counts = {
        "all_seats": Count("seats"),
        "reserved": Count("seats", filter=~Q(seats__reserve="")),
        "closed": Count("seats", filter=Q(seats__closed_at__isnull=False)),
    }
    found = PostingSite.objects.filter(posting=scope.posting).select_related("site").annotate(**counts)
    return found.order_by("pk")


def site_columns(_scope: Scope) -> list[Column]:
    return [
        Column("site", gettext_lazy("활동처"), lambda row: row.site.name, 30),
        Column("seats", gettext_lazy("모집인원"), lambda row: row.all_seats, 10),
        Column("reserved", gettext_lazy("우선 선발"), lambda row: row.reserved, 10),
        Column("closed", gettext_lazy("닫은 자리"), lambda row: row.closed, 10),
    ]


# Private --------------------------------------------------------------------------------------------------------------
def _moment(text: str) -> str:
    found = parse_datetime(text)
    return f"{timezone.localtime(found):%Y-%m-%d %H:%M}" if isinstance(found, datetime) else text


def _files(rows: Sequence[Mapping[str, Any]]) -> str:
    return ", ".join(row["title"] for row in rows)


def _week(masks: Sequence[int]) -> str:
    """The hours of each day that has some: 월 9 10 11."""
    days = ((day, [hour for hour in range(24) if mask >> hour & 1]) for day, mask in zip(_DAYS, masks, strict=False))
    return ", ".join(f"{day} {' '.join(map(str, found))}" for day, found in days if found)


_DAYS = "월화수목금토일"
_LABELS: dict[str, Text] = {
    posting_versions.SITES: gettext_lazy("활동처와 모집인원"),
    "programme_year": gettext_lazy("연도별 사업"),
    "districts": gettext_lazy("사는 곳 제한"),
    "required_certificates": gettext_lazy("꼭 있어야 하는 자격증"),
    "preferred_certificates": gettext_lazy("있으면 좋은 자격증"),
}
_OTHERS: dict[str, Callable[[Any], str]] = {
    **dict.fromkeys(("apply_from", "apply_until", "results_at"), _moment),
    **dict.fromkeys(("starts_on", "ends_on"), lambda text: date.fromisoformat(text).isoformat()),
    posting_versions.SITES: lambda rows: ", ".join(
        _("%(site)s %(seats)s명") % {"site": site, "seats": seats} for site, seats in rows
    ),
    "asked_files": _files,
    "intake_limit": lambda times: _("모집인원의 %(times)s배") % {"times": times},
    "districts": lambda codes: ", ".join(places.name(code) for code in codes),
    "hours_mask": _week,
    "keco": lambda code: occupations.name(code) if occupations.is_occupation(code) else code,
    "selection": lambda value: dict(Posting.Selection.choices).get(value, value),
}

VERSIONS = Table(
    "versions",
    gettext_lazy("공고의 판과 바뀐 내용"),
    gettext_lazy("공고를 저장할 때마다 무엇이 어떻게 바뀌었는지"),
    version_columns,
    versions,
    prepare=changes,
)
SITES = Table("sites", gettext_lazy("활동처와 자리"), gettext_lazy("활동처마다 자리 수"), site_columns, sites)
TRANSFERS = Table(
    "transfers",
    gettext_lazy("공고 이관"),
    gettext_lazy("다른 운영기관으로 옮긴 기록"),
    transfer_columns,
    transfers,
)
