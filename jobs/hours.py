"""What a month's log may say: days within the month and the placement, 1 to 720 minutes each, and hours under the cap.

The cap of the programme year counts a person's minutes of the month over all placements: a hard stop, set aside only
with a reason, and from the year's `city_hours_from` on only by the city. A programme year without a cap has none.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any, NamedTuple

from django.core.exceptions import ValidationError
from django.db.models import QuerySet, Sum
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from jobs.models import PayLine, Placement, Worklog
from profiles import lines
from profiles.models import Event
from profiles.privacy import holds_resident_number, resident_number

MOST_WHAT = 200
MOST_MINUTES_A_DAY = 720  # no rule of the programme: above 12 hours a day it is a slip of the hand
FIELDS = {"on", "minutes", "what"}


@dataclass(frozen=True)
class Draft:
    """A month as it is handed in: entries are {"on": "2026-04-02", "minutes": 180, "what": "..."}.

    Only an operator who writes the log for the person gives a reason for going over the cap.
    """

    placement: Placement
    month: date
    entries: Sequence[dict[str, Any]]
    over_cap_reason: str = ""

    @property
    def minutes(self) -> int:
        return sum(entry["minutes"] for entry in self.entries)

    @property
    def key(self) -> tuple[int, date]:
        """Which log it is: a placement has one a month."""
        return self.placement.pk, self.month


class OfMonth(NamedTuple):
    """A log, and the minutes of its person's month over all placements, this log's included."""

    log: Worklog
    minutes: int


def read(draft: Draft, placement: Placement, *, at: datetime) -> Draft:
    """Return the draft with its entries checked and in the order of days.

    Raises no_entries, bad_entry, outside_month, outside_placement, future_day, day_twice, bad_minutes, no_text, max_length.
    """
    month = draft.month.replace(day=1)
    entries = [_entry(entry) for entry in draft.entries]
    if not entries:
        raise ValidationError(_("활동한 날을 하루 이상 적어 주세요."), code="no_entries")
    days = [entry["on"] for entry in entries]
    today = timezone.localdate(at)
    for on in days:
        _check_day(on, month, placement, today)
    if len(set(days)) < len(days):
        raise ValidationError(_("같은 날짜가 두 번 있습니다. 하루는 한 줄에 모아 적어 주세요."), code="day_twice")
    plain = [{**entry, "on": entry["on"].isoformat()} for entry in sorted(entries, key=lambda entry: entry["on"])]
    return replace(draft, placement=placement, month=month, entries=plain)


def require_within_placement(worklogs: Iterable[Worklog]) -> None:
    """Refuse logs with a day on which the activity had not begun or was over: it may have ended since. Raises outside_placement."""
    for log in worklogs:
        for entry in log.entries:
            _check_active(date.fromisoformat(entry["on"]), log.placement)


def minutes_used(candidate_ids: Iterable[int], month: date, *, but_for: Iterable[int] = ()) -> Counter[int]:
    """Return each person's minutes of a month over all placements, corrections included; logs sent back don't count."""
    logs = Worklog.objects.filter(placement__candidate__in=list(candidate_ids), month=month)
    counted = logs.exclude(state=Worklog.State.RETURNED).exclude(pk__in=list(but_for))
    found = Counter(dict(counted.values_list("placement__candidate").annotate(Sum("minutes"))))
    mended = PayLine.objects.filter(worklog__in=counted).exclude(corrects=None)
    found.update(dict(mended.values_list("placement__candidate").annotate(Sum("minutes"))))
    return found


def waiting_for_the_city(worklogs: QuerySet[Worklog]) -> list[OfMonth]:
    """Return the logs sent back that can't be handed in again as they are before the city lets the month go over the cap."""
    year = "placement__application__posting__programme_year"
    limited = {f"{year}__hours_cap_per_month__isnull": False, f"{year}__city_hours_from__isnull": False}
    back = list(worklogs.filter(state=Worklog.State.RETURNED, **limited).select_related(year).order_by("month", "pk"))
    granted, by_month = _granted(back), {}
    for month in {log.month for log in back}:
        by_month[month] = minutes_used({log.placement.candidate_id for log in back if log.month == month}, month)
    totals = [OfMonth(log, by_month[log.month][log.placement.candidate_id] + log.minutes) for log in back]
    return [
        row
        for row in totals
        if granted.get(row.log.pk) != "city"
        and row.minutes >= row.log.placement.application.posting.programme_year.city_hours_from * 60
    ]


def require_under_cap(drafts: Sequence[Draft], known: Mapping[tuple[int, date], Worklog]) -> None:
    """Refuse drafts that take their person over the cap; `known` are the logs that they replace. The people are locked.

    Raises over_cap, city_needed.
    """
    totals: dict[date, Counter[int]] = {}
    replaced = [log.pk for log in known.values()]
    for month in {draft.month for draft in drafts}:
        of_month = [draft for draft in drafts if draft.month == month]
        totals[month] = minutes_used({d.placement.candidate_id for d in of_month}, month, but_for=replaced)
        for draft in of_month:
            totals[month][draft.placement.candidate_id] += draft.minutes
    granted = _granted(known.values())
    for draft in drafts:
        log = known.get(draft.key)
        who = "operator" if draft.over_cap_reason else granted.get(log.pk) if log else None
        _check_total(totals[draft.month][draft.placement.candidate_id], draft.placement, who)


def require_corrected_under_cap(log: Worklog, minutes: int) -> None:
    """Refuse a correction that takes its person over the cap. The person is locked. Raises over_cap, city_needed."""
    candidate_id = log.placement.candidate_id
    beside = minutes_used([candidate_id], log.month, but_for=[log.pk])[candidate_id]
    _check_total(beside + minutes, log.placement, _granted([log]).get(log.pk))


def require_city_from(minutes: int, placement: Placement, granted_by: str) -> None:
    """Refuse what only the city may let pass: so many minutes of one person in a month. Raises city_needed."""
    hours = placement.application.posting.programme_year.city_hours_from
    if granted_by != "city" and hours is not None and minutes >= hours * 60:
        raise ValidationError(
            _("한 달 합계가 %(hours)d시간 이상이면 서울시가 허용해야 합니다. 시 담당자에게 요청해 주세요.")
            % {"hours": hours},
            code="city_needed",
        )


def _granted(logs: Iterable[Worklog]) -> dict[int, str]:
    """Who let each log go over the cap last: operator or city."""
    ids = [log.pk for log in logs if log.over_cap_at]
    told = Event.objects.filter(subject_type="worklog", subject_id__in=ids, verb="allow_over_cap").order_by("pk")
    return {log_id: params["who"] for log_id, params in told.values_list("subject_id", "params")}


def _check_total(minutes: int, placement: Placement, granted_by: str | None) -> None:
    cap = placement.application.posting.programme_year.hours_cap_per_month
    if cap is None or minutes <= cap * 60:
        return
    if granted_by is None:
        raise ValidationError(
            _("한 달에 %(cap)d시간까지 활동할 수 있는데 모든 활동을 더하면 %(hours)d시간 %(minutes)d분입니다.")
            % {"cap": cap, "hours": minutes // 60, "minutes": minutes % 60},
            code="over_cap",
        )
    require_city_from(minutes, placement, granted_by)


def _entry(entry: Mapping[str, Any]) -> dict[str, Any]:
    """One day of a log with its day as a date."""
    if not isinstance(entry, Mapping) or set(entry) != FIELDS:
        raise _bad_entry()
    minutes, what = entry["minutes"], entry["what"]
    if type(minutes) is not int or not 1 <= minutes <= MOST_MINUTES_A_DAY:
        raise ValidationError(_("하루 활동 시간은 1분부터 12시간까지 적을 수 있습니다."), code="bad_minutes")
    if not isinstance(what, str) or not what.strip():
        raise ValidationError(_("그날 한 일을 적어 주세요."), code="no_text")
    if holds_resident_number(what):
        raise resident_number()
    return {"on": _day(entry["on"]), "minutes": minutes, "what": lines.text(what, MOST_WHAT, field="what")}


def _day(text: Any) -> date:
    try:
        found = text if type(text) is date else parse_date(text)
    except (TypeError, ValueError):
        found = None
    if found is None:
        raise _bad_entry()
    return found


def _bad_entry() -> ValidationError:
    return ValidationError(_("활동일지에 읽을 수 없는 줄이 있습니다. 날짜와 시간을 확인해 주세요."), code="bad_entry")


def _check_day(on: date, month: date, placement: Placement, today: date) -> None:
    if on.replace(day=1) != month:
        raise ValidationError(_("이 달의 날짜가 아닙니다: %(on)s") % {"on": _words(on)}, code="outside_month")
    _check_active(on, placement)
    if on > today:
        raise ValidationError(_("아직 오지 않은 날짜입니다: %(on)s") % {"on": _words(on)}, code="future_day")


def _check_active(on: date, placement: Placement) -> None:
    last = placement.finished_on or placement.ends_on
    if placement.started_on is None or not placement.started_on <= on <= last:
        raise ValidationError(_("활동 기간의 날짜가 아닙니다: %(on)s") % {"on": _words(on)}, code="outside_placement")


def _words(on: date) -> str:
    return date_format(on, "MONTH_DAY_FORMAT")
